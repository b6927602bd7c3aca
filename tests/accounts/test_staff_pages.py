from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from flask import Flask

from accounts.login import app_secrets
from accounts.models import Person, SecondFactor
from areas.models import Area
from database import Database
from logbook.actors import Actor, Role
from tests.accounts.mailbox import mails, newest_code, newest_facts
from tests.builders.browsing import AuditingClient, soup_of, text_of
from tests.builders.moments import NOW, Clocks
from tests.builders.people import add_person, make_actor


@pytest.fixture
def house(app: Flask, administrator: Actor, coordinator: Actor) -> Database:
    found: Database = app.extensions["database"]
    with found.writing() as session:
        add_person(session, administrator, NOW, email="beheer@example.org", name="Demo Beheer")
        add_person(session, coordinator, NOW, email="coordinator@example.org", name="Demo Coördinator")
        session.add(Area(code="WK01", kind="district", name="Oost", slug="oost", inhabitants=100, has_budget=True))
        session.commit()
    return found


def sign_in(client: AuditingClient, house: Database, address: str) -> None:
    client.send("/inloggen", {"email": address})
    client.send("/inloggen/code", {"code": newest_code(house)})


def app_of(app: Flask, house: Database, key: str) -> pyotp.TOTP:
    with app.app_context(), house.reading() as session:
        return pyotp.TOTP(app_secrets().opened(session.get_one(SecondFactor, key).secret))


def test_staff_set_up_the_app_before_their_role_counts(
    app: Flask, client: AuditingClient, house: Database, administrator: Actor
) -> None:
    sign_in(client, house, "beheer@example.org")
    assert client.get("/beheer/mensen").headers["Location"] == "/tweede-factor?next=/beheer/mensen"
    client.page("/tweede-factor?next=/beheer/mensen")
    page = soup_of(client.send("/tweede-factor", follow=True))
    assert page.find("svg", attrs={"class": "segno"}) is not None
    digits = app_of(app, house, administrator.key).at(NOW)
    answer = client.send("/tweede-factor", {"code": digits})
    assert answer.headers["Location"] == "/beheer/mensen"
    assert "Demo Beheer" in text_of(client.get("/beheer/mensen"))


def test_each_session_asks_for_new_digits(
    app: Flask, client: AuditingClient, house: Database, administrator: Actor, at: Clocks
) -> None:
    sign_in(client, house, "beheer@example.org")
    client.send("/tweede-factor")
    totp = app_of(app, house, administrator.key)
    client.send("/tweede-factor", {"code": totp.at(NOW)})
    other = app.test_client()
    assert isinstance(other, AuditingClient)
    sign_in(other, house, "beheer@example.org")
    assert other.get("/beheer/mensen").status_code == 302
    assert other.page("/tweede-factor").find("svg", attrs={"class": "segno"}) is None
    answer = other.send("/tweede-factor", {"code": totp.at(NOW)})
    assert "Deze cijfers kloppen niet, of zijn al gebruikt." in text_of(answer)
    at(NOW + timedelta(seconds=30))
    other.send("/tweede-factor", {"code": totp.at(NOW + timedelta(seconds=30))})
    assert other.get("/beheer/mensen").status_code == 200


def test_five_wrong_digits_ask_for_patience(client: AuditingClient, house: Database) -> None:
    sign_in(client, house, "beheer@example.org")
    client.send("/tweede-factor")
    for _ in range(5):
        assert client.send("/tweede-factor", {"code": "000000"}).status_code == 200
    answer = client.send("/tweede-factor", {"code": "000000"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "600")


def test_without_the_second_step_staff_are_residents(client: AuditingClient, house: Database) -> None:
    sign_in(client, house, "beheer@example.org")
    page = text_of(client.get("/mijn/account"))
    assert "U bent hier nu als bewoner" in page
    assert client.post("/beheer/mensen/uitnodigen").status_code in (302, 400)
    assert len(mails(house)) == 1


def test_a_resident_needs_no_second_step(client: AuditingClient, house: Database, resident: Actor) -> None:
    with house.writing() as session:
        add_person(session, resident, NOW)
    client.sign_in(resident)
    assert client.get("/tweede-factor").headers["Location"] == "/begin"


@pytest.mark.parametrize("url", ["/beheer", "/beheer/mensen", "/beheer/mensen/uitnodigen", "/beheer/gemeente"])
def test_administration_is_closed_to_others(
    client: AuditingClient, house: Database, coordinator: Actor, url: str
) -> None:
    assert client.get(url).headers["Location"] == f"/inloggen?next={url}"
    client.sign_in(coordinator)
    answer = client.get(url)
    assert answer.status_code == 403
    assert "niet" in text_of(answer)


def test_inviting_accepting_and_signing_in(
    app: Flask, client: AuditingClient, house: Database, administrator: Actor
) -> None:
    client.sign_in(administrator)
    values = {"name": "Demo Nieuw", "email": "nieuw@example.org", "role": "coordinator", "area": "WK01"}
    answer = client.send("/beheer/mensen/uitnodigen", values, follow=True)
    assert "De uitnodiging is onderweg naar nieuw@example.org." in text_of(answer)
    assert "Buurtcoördinator (Oost)" in text_of(answer)
    link = str(newest_facts(house)["link"]).removeprefix("http://localhost")
    other = app.test_client()
    assert isinstance(other, AuditingClient)
    for _ in range(2):  # a mail scanner that opens the link accepts nothing
        assert "Demo Nieuw" in text_of(other.get(link))
    answer = other.send(link, follow=True)
    assert "Uw account is klaar. Log in met nieuw@example.org." in text_of(answer)
    sign_in(other, house, "nieuw@example.org")
    assert "De tweede stap instellen" in text_of(other.get("/tweede-factor"))
    gone = other.get(link)
    assert gone.status_code == 404
    assert "Deze uitnodiging werkt niet meer." in text_of(gone)


def test_an_invitation_needs_everything(client: AuditingClient, house: Database, administrator: Actor) -> None:
    client.sign_in(administrator)
    answer = client.send("/beheer/mensen/uitnodigen", {"name": "Demo Nieuw", "email": "nieuw"})
    page = text_of(answer)
    assert "Kies een rol." in page
    assert "Dit is nog geen e-mailadres." in page
    assert 'value="Demo Nieuw"' in answer.get_data(as_text=True)
    answer = client.send(
        "/beheer/mensen/uitnodigen",
        {"name": "A", "email": "a@example.org", "role": "mayor", "area": "NOWHERE"},
    )
    assert answer.status_code == 200
    assert mails(house) == []


def test_an_invitation_can_be_withdrawn(client: AuditingClient, house: Database, administrator: Actor) -> None:
    client.sign_in(administrator)
    values = {"name": "Demo Nieuw", "email": "nieuw@example.org", "role": "finance", "area": "*"}
    client.send("/beheer/mensen/uitnodigen", values)
    answer = client.send("/beheer/mensen", follow=True)
    assert "De uitnodiging is ingetrokken." in text_of(answer)
    assert "nieuw@example.org" not in text_of(client.get("/beheer/mensen"))


def test_closing_an_account_asks_once_and_ends_its_sessions(
    app: Flask, client: AuditingClient, house: Database, administrator: Actor, coordinator: Actor
) -> None:
    other = app.test_client()
    assert isinstance(other, AuditingClient)
    other.sign_in(coordinator)
    assert other.get("/mijn/account").status_code == 200
    client.sign_in(administrator)
    url = f"/beheer/mensen/{coordinator.key}/afsluiten"
    assert "Demo Coördinator" in text_of(client.get(url))
    assert "gesloten" in text_of(client.send(url, follow=True))
    assert other.get("/mijn/account").status_code == 302


def test_the_last_administrator_cannot_be_closed(client: AuditingClient, house: Database, administrator: Actor) -> None:
    client.sign_in(administrator)
    answer = client.send(f"/beheer/mensen/{administrator.key}/afsluiten")
    assert answer.status_code == 409
    assert "Dit is de laatste beheerder." in text_of(answer)
    assert "Nodig eerst een andere beheerder uit." in text_of(answer)


def test_nobody_closes_somebody_unknown(client: AuditingClient, house: Database, administrator: Actor) -> None:
    client.sign_in(administrator)
    assert client.get("/beheer/mensen/unknown/afsluiten").status_code == 404


def test_a_lost_phone_needs_a_reason(
    client: AuditingClient, house: Database, administrator: Actor, coordinator: Actor
) -> None:
    with house.writing() as session:
        session.add(SecondFactor(person_key=coordinator.key, secret=b"x", confirmed_at=NOW, last_step=1))
        session.commit()
    client.sign_in(administrator)
    url = f"/beheer/mensen/{coordinator.key}/tweede-factor"
    assert "Schrijf op waarom." in text_of(client.send(url, {"ground": " "}))
    assert "ontkoppeld" in text_of(client.send(url, {"ground": "telefoon gestolen"}, follow=True))
    with house.reading() as session:
        assert session.get(SecondFactor, coordinator.key) is None
        assert session.get_one(Person, coordinator.key).generation == 2


def test_finance_begins_at_its_own_pages(client: AuditingClient, house: Database) -> None:
    actor = make_actor("money", Role.FINANCE)
    with house.writing() as session:
        add_person(session, actor, NOW)
    client.sign_in(actor)
    page = client.page("/beheer")
    main = page.find("main")
    assert main is not None
    assert [str(link["href"]) for link in main.find_all("a")] == [
        "/beheer/jaren", "/beheer/vaste-lasten", "/beheer/kapitaallasten", "/beheer/betalingen",
        "/beheer/begrotingscyclus",
    ]  # fmt: skip


def test_every_page_of_the_administration_opens(client: AuditingClient, house: Database, administrator: Actor) -> None:
    client.sign_in(administrator)
    main = client.page("/beheer").find("main")
    assert main is not None
    links = [str(link["href"]) for link in main.find_all("a")]
    assert len(links) == 13
    assert {url: client.get(url).status_code for url in links} == dict.fromkeys(links, 200)
