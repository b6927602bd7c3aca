"""Signing in by a real OIDC provider on this machine, through both doors."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from accounts.models import BrokerVisit, Organisation, Person, PersonIdentity
from accounts.queries import mandate_in, organisations_of
from accounts.services.organisations import NewOrganisation, make_organisation
from database import Model
from logbook.actors import Role
from tests.accounts.mailbox import mails, newest_code, other_code
from tests.builders.browsing import AuditingClient, soup_of, text_of
from tests.builders.moments import NOW
from tests.builders.people import RESIDENT, add_person, make_actor
from tests.builders.provider import DIGID, DIGID_LOW, ITS_WARNINGS, LEVEL, LOW, path_of, query_of, running_provider
from tests.conftest import make_config

pytestmark = [pytest.mark.filterwarnings(each) for each in ITS_WARNINGS]
BSN = "111222333"
ADDRESS = "jan@example.org"


@pytest.fixture(scope="module")
def provider():
    with running_provider() as running:
        yield running


@pytest.fixture
def config(tmp_path, sqlite_database, provider):
    return replace(make_config(tmp_path, sqlite_database.url), broker=provider.broker())


@pytest.fixture
def house(app):
    return app.extensions["database"]


def back_from(client, provider, door, subject, **kwargs):
    """Out by the link on our page, through the provider's own page, to the address it sends back to."""
    out = client.get(f"/inloggen/met/{door}").headers["Location"]
    return path_of(provider.go_through(out, subject, **kwargs))


def come_in(client, provider, door, subject):
    return client.get(back_from(client, provider, door, subject))


def first_time(client, house, provider, door, subject, address=ADDRESS):
    """All the way in, with the code from the mail."""
    assert come_in(client, provider, door, subject).headers["Location"] == "/inloggen/adres"
    client.send("/inloggen/adres", {"email": address})
    return client.send("/inloggen/adres/code", {"code": newest_code(house)}, follow=True)


def is_in(client):
    return client.get("/mijn/account").status_code == 200


def all_of(house, model):
    with house.reading() as session:
        return session.scalars(select(model)).all()


def fresh(app):
    client = app.test_client()
    assert isinstance(client, AuditingClient)
    return client


def test_the_page_to_sign_in_has_a_button_for_each_door(client):
    page = client.page("/inloggen")
    links = {a["href"]: a.get_text(" ", strip=True) for a in page.find("main").find_all("a")}
    assert links["/inloggen/met/person"] == "DigiD"
    assert links["/inloggen/met/organisation"] == "eHerkenning (voor organisaties)"
    assert "e-mail" in text_of(client.get("/inloggen"))


def test_the_way_out_asks_for_the_level_with_state_nonce_and_proof_of_the_same_browser(client, provider):
    answer = client.get("/inloggen/met/organisation")
    asked = query_of(answer.headers["Location"])
    assert answer.headers["Location"].startswith(f"{provider.url}/oauth2/authorize?")
    assert asked["response_type"] == "code"
    assert asked["acr_values"] == LEVEL
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 20
    assert len(asked["nonce"]) >= 20
    assert asked["redirect_uri"] == "http://localhost/inloggen/terug"
    again = query_of(client.get("/inloggen/met/organisation").headers["Location"])
    assert not {again[name] for name in ("state", "nonce", "code_challenge")} & set(asked.values())


def test_a_person_comes_in_for_the_first_time_with_a_proven_address(client, house, provider):
    provider.know("p-1", acr=DIGID)
    answer = come_in(client, provider, "person", "p-1")
    assert answer.headers["Location"] == "/inloggen/adres"
    assert not is_in(client)
    assert "U kwam voor het eerst binnen met DigiD." in text_of(client.get("/inloggen/adres"))
    client.send("/inloggen/adres", {"email": ADDRESS})
    assert not is_in(client)
    wrong = client.send("/inloggen/adres/code", {"code": other_code(newest_code(house))})
    assert "Dit is niet de code" in text_of(wrong)
    answer = client.send("/inloggen/adres/code", {"code": newest_code(house)}, follow=True)
    assert "U bent ingelogd." in text_of(answer)
    assert is_in(client)
    assert [person.email for person in all_of(house, Person)] == [ADDRESS]


def test_the_second_time_no_address_is_asked(app, client, house, provider):
    provider.know("p-2", acr=DIGID)
    first_time(client, house, provider, "person", "p-2")
    other = fresh(app)
    assert come_in(other, provider, "person", "p-2").headers["Location"] == "/begin"
    assert is_in(other)
    assert len(all_of(house, Person)) == len(all_of(house, PersonIdentity)) == 1
    assert {(row.subject_hash, row.kvk_number) for row in all_of(house, BrokerVisit)} == {("", "")}


def test_an_account_that_was_there_is_joined_only_after_the_code(client, house, provider):
    with house.writing() as session:
        add_person(session, RESIDENT, NOW, email=ADDRESS)
    provider.know("p-3", acr=DIGID)
    come_in(client, provider, "person", "p-3")
    client.send("/inloggen/adres", {"email": ADDRESS})
    assert all_of(house, PersonIdentity) == []
    client.send("/inloggen/adres/code", {"code": newest_code(house)})
    assert [row.person_key for row in all_of(house, PersonIdentity)] == [RESIDENT.key]


def test_a_code_to_sign_in_by_mail_joins_nothing(app, client, house, provider):
    provider.know("p-4", acr=DIGID)
    come_in(client, provider, "person", "p-4")
    client.send("/inloggen", {"email": ADDRESS})
    plain = newest_code(house)
    client.send("/inloggen/adres", {"email": "kwaad@example.org"})
    assert "Dit is niet de code" in text_of(client.send("/inloggen/adres/code", {"code": plain}))
    assert all_of(house, PersonIdentity) == []


def test_one_goes_on_to_the_page_one_came_for_and_to_no_other_site(app, house, provider):
    provider.know("p-5", acr=DIGID)
    first_time(fresh(app), house, provider, "person", "p-5")
    for asked, expected in (("/mijn/organisaties", "/mijn/organisaties"), ("https://kwaad.example/", "/begin")):
        client = fresh(app)
        client.get("/inloggen", query_string={"next": asked})
        assert come_in(client, provider, "person", "p-5").headers["Location"] == expected


def test_coming_in_keeps_nothing_of_the_session_before(app, client, house, provider):
    provider.know("p-6", acr=DIGID)
    first_time(client, house, provider, "person", "p-6")
    other = fresh(app)
    with other.session_transaction() as session:
        session["planted"] = "by somebody else"
    come_in(other, provider, "person", "p-6")
    with other.session_transaction() as session:
        assert {"planted", "broker_trip", "broker_visit"}.isdisjoint(session)


def test_staff_still_owe_the_second_factor(app, client, house, provider):
    clerk = make_actor("clerk", Role.FINANCE)
    with house.writing() as session:
        add_person(session, clerk, NOW, email=ADDRESS)
    provider.know("p-7", acr=DIGID)
    first_time(client, house, provider, "person", "p-7")
    assert client.get("/werk").headers["Location"].startswith("/tweede-factor")


def test_a_closed_account_stays_closed(app, client, house, provider):
    provider.know("p-8", acr=DIGID)
    first_time(client, house, provider, "person", "p-8")
    with house.writing() as session:
        session.query(Person).update({"deactivated_at": NOW})
        session.commit()
    other = fresh(app)
    answer = come_in(other, provider, "person", "p-8")
    assert answer.status_code == 403
    assert "Dit account is gesloten." in text_of(answer)
    assert not is_in(other)


def test_the_first_for_an_organisation_manages_it_and_the_next_represents_it(app, client, house, provider):
    provider.know("o-1", acr=LEVEL, kvk="12345678", organisation="Demo-stichting De Boom")
    provider.know("o-2", acr=LEVEL, kvk="12345678", organisation="Iets anders")
    answer = first_time(client, house, provider, "organisation", "o-1")
    assert "U handelt voor: Demo-stichting De Boom" in header_of(answer)
    other = fresh(app)
    first_time(other, house, provider, "organisation", "o-2", "piet@example.org")
    (row,) = all_of(house, Organisation)
    assert (row.name, row.kvk_number, row.kvk_confirmed_at is not None) == ("Demo-stichting De Boom", "12345678", True)
    with house.reading() as session:
        held = {p.email: mandate_in(session, row.id, p.key) for p in session.scalars(select(Person))}
    assert held == {ADDRESS: "manage", "piet@example.org": "represent"}
    assert "12345678 (KvK-nummer bevestigd via eHerkenning)" in text_of(client.get(f"/mijn/organisaties/{row.id}"))


def header_of(answer):
    return " ".join(soup_of(answer).find("header").get_text(" ").split())


def test_a_confirmed_number_cannot_be_changed_and_the_name_can(client, house, provider):
    provider.know("o-3", acr=LEVEL, kvk="23456789")
    first_time(client, house, provider, "organisation", "o-3")
    (row,) = all_of(house, Organisation)
    assert row.name == "KvK 23456789"
    page = f"/mijn/organisaties/{row.id}/gegevens"
    client.send(page, {"name": "Demo-vereniging Het Plein", "kind": "association"}, "organisation")
    client.send(page, {"kvk_number": "99999999"}, "organisation")
    (row,) = all_of(house, Organisation)
    assert (row.name, row.kvk_number) == ("Demo-vereniging Het Plein", "23456789")


def test_an_organisation_that_somebody_wrote_down_with_the_same_number_is_never_taken_over(client, house, provider):
    with house.writing() as session:
        add_person(session, RESIDENT, NOW)
        said = make_organisation(session, RESIDENT, NOW, NewOrganisation("Zelf gezegd", "foundation", "34567890"))
    provider.know("o-4", acr=LEVEL, kvk="34567890", organisation="Echt")
    first_time(client, house, provider, "organisation", "o-4")
    with house.reading() as session:
        person = session.scalars(select(Person).where(Person.email == ADDRESS)).one()
        assert [each.name for each in organisations_of(session, person.key)] == ["Echt"]
        assert mandate_in(session, said, person.key) is None
        assert [each.id for each in organisations_of(session, RESIDENT.key)] == [said]


def test_the_other_way_round_writing_down_a_confirmed_number_gives_no_part_of_it(client, house, provider):
    provider.know("o-5", acr=LEVEL, kvk="45678901", organisation="Echt")
    first_time(client, house, provider, "organisation", "o-5")
    with house.writing() as session:
        add_person(session, RESIDENT, NOW)
        make_organisation(session, RESIDENT, NOW, NewOrganisation("Nagemaakt", "foundation", "45678901"))
    with house.reading() as session:
        assert [each.kvk_confirmed_at for each in organisations_of(session, RESIDENT.key)] == [None]


def test_who_comes_again_keeps_the_mandate_one_has(app, client, house, provider):
    provider.know("o-6", acr=LEVEL, kvk="56789012", organisation="Echt")
    first_time(client, house, provider, "organisation", "o-6")
    other = fresh(app)
    come_in(other, provider, "organisation", "o-6")
    with house.reading() as session:
        (person,) = session.scalars(select(Person))
        assert [each.mandate for each in organisations_of(session, person.key)] == ["manage"]


def test_one_person_acts_for_several_organisations_and_always_sees_for_which(app, client, house, provider):
    for subject, number in (("o-7", "67890123"), ("o-8", "78901234")):
        provider.know(subject, acr=LEVEL, kvk=number, organisation=f"Demo {number}")
    first_time(client, house, provider, "organisation", "o-7")
    other = fresh(app)
    answer = first_time(other, house, provider, "organisation", "o-8")
    assert "U handelt voor: Demo 78901234" in header_of(answer)
    assert "U handelt voor: Demo 67890123" in header_of(client.get("/mijn/account"))
    with house.reading() as session:
        (person,) = session.scalars(select(Person))
        assert len(organisations_of(session, person.key)) == 2


@pytest.mark.parametrize(
    ("door", "claims", "said"),
    [
        ("person", {"acr": DIGID_LOW}, "een niveau dat te laag is"),
        ("person", {}, "een niveau dat te laag is"),
        ("person", {"acr": ""}, "een niveau dat te laag is"),
        ("person", {"acr": [DIGID]}, "een niveau dat te laag is"),
        ("person", {"acr": 3}, "een niveau dat te laag is"),
        ("person", {"acr": LEVEL, "kvk": "12345678"}, "een niveau dat te laag is"),
        ("organisation", {"acr": LOW, "kvk": "12345678"}, "een niveau dat te laag is"),
        ("organisation", {"acr": DIGID, "kvk": "12345678"}, "een niveau dat te laag is"),
        ("organisation", {"acr": LEVEL}, "er is geen goed KvK-nummer bij"),
        ("organisation", {"acr": LEVEL, "kvk": ""}, "er is geen goed KvK-nummer bij"),
        ("organisation", {"acr": LEVEL, "kvk": "1234567"}, "er is geen goed KvK-nummer bij"),
        ("organisation", {"acr": LEVEL, "kvk": "123456789"}, "er is geen goed KvK-nummer bij"),
        ("organisation", {"acr": LEVEL, "kvk": "１２３４５６７８"}, "er is geen goed KvK-nummer bij"),
        ("organisation", {"acr": LEVEL, "kvk": 12345678}, "er is geen goed KvK-nummer bij"),
        ("organisation", {"acr": LEVEL, "kvk": ["12345678"]}, "er is geen goed KvK-nummer bij"),
        ("organisation", {"acr": LEVEL, "kvk": None}, "er is geen goed KvK-nummer bij"),
        ("organisation", {"acr": LEVEL, "kvk": "12345678\n"}, "er is geen goed KvK-nummer bij"),
    ],
)
def test_a_token_that_is_not_enough_is_refused_in_words(client, house, provider, door, claims, said):
    provider.know("weak", **claims)
    answer = client.get(back_from(client, provider, door, "weak"), follow_redirects=True)
    assert answer.request.path == "/inloggen"
    assert said in text_of(answer)
    assert "Stuur mij een code" in text_of(answer)
    assert not is_in(client)
    assert all_of(house, PersonIdentity) == all_of(house, Organisation) == []
    assert client.get("/inloggen/adres").headers["Location"] == "/inloggen"


def said_by_us(caplog):
    """Our own log and that of the libraries we use; the provider on this machine writes down what it likes."""
    others = ("werkzeug", "oidc_provider_mock")
    return "\n".join(f"{r.name} {r.getMessage()}" for r in caplog.records if not r.name.startswith(others))


def everything_in(house):
    with house.reading() as session:
        rows = [session.execute(text(f'SELECT * FROM "{name}"')).all() for name in Model.metadata.tables]
    return repr(rows)


@pytest.mark.parametrize("subject", [BSN, f"s00000000:{BSN}", f"bsn-{BSN}", "11122233", "111.222.333"])
def test_a_subject_that_may_be_a_bsn_is_refused_and_nowhere_kept(client, house, provider, caplog, subject):
    caplog.set_level(logging.DEBUG)
    provider.know(subject, acr=DIGID)
    caplog.clear()
    answer = client.get(back_from(client, provider, "person", subject), follow_redirects=True)
    if subject == "11122233":
        # eight digits that fail the test are a name like any other
        assert answer.request.path == "/inloggen/adres"
        return
    assert "een burgerservicenummer (BSN) kan zijn" in text_of(answer)
    assert BSN not in everything_in(house) + said_by_us(caplog) + answer.get_data(as_text=True)


def test_a_bsn_and_a_name_in_other_claims_are_kept_nowhere(app, client, house, provider, caplog):
    caplog.set_level(logging.DEBUG)
    hidden = {"bsn": BSN, "name": "Geheime Naam", "email": "geheim@example.org", "birthdate": "1980-01-02",
              "urn:nl:bvn:bankid:1.0:bsn": BSN}  # fmt: skip
    provider.know("p-9", acr=DIGID, **hidden)
    provider.know("o-9", acr=LEVEL, kvk="89012345", organisation=f"Jansen {BSN}", **hidden)
    caplog.clear()
    first_time(client, house, provider, "person", "p-9")
    answer = first_time(fresh(app), house, provider, "organisation", "o-9", "piet@example.org")
    ours = said_by_us(caplog)
    for secret in (BSN, "Geheime Naam", "geheim@example.org", "1980-01-02", "p-9", "o-9"):
        assert secret not in everything_in(house), secret
        assert secret not in ours, secret
        assert secret not in answer.get_data(as_text=True), secret
    assert {row.name for row in all_of(house, Organisation)} == {"KvK 89012345"}


def test_what_the_broker_calls_somebody_is_kept_as_a_keyed_hash(client, house, provider):
    provider.know("p-10", acr=DIGID)
    first_time(client, house, provider, "person", "p-10")
    (row,) = all_of(house, PersonIdentity)
    assert (row.issuer, row.door, len(row.subject_hash)) == (provider.url, "person", 64)


def test_the_way_back_works_once(app, client, house, provider):
    provider.know("p-11", acr=DIGID)
    first_time(client, house, provider, "person", "p-11")
    other = fresh(app)
    back = back_from(other, provider, "person", "p-11")
    with other.session_transaction() as session:
        kept = dict(session)
    assert other.get(back).headers["Location"] == "/begin"
    assert "Wij herkennen deze weg naar binnen niet." in text_of(fresh_at(app, back))
    # also for who kept the session of before
    thief = fresh(app)
    with thief.session_transaction() as session:
        session.update(kept)
    answer = thief.get(back, follow_redirects=True)
    assert "Deze weg naar binnen is al gebruikt" in text_of(answer)
    assert not is_in(thief)


def fresh_at(app, url):
    return fresh(app).get(url, follow_redirects=True)


@pytest.mark.parametrize("change", ["state", "no state", "other browser"])
def test_a_state_that_is_not_of_this_browser_signs_nobody_in(app, client, house, provider, change):
    provider.know("p-12", acr=DIGID)
    first_time(client, house, provider, "person", "p-12")
    other = fresh(app)
    back = back_from(other, provider, "person", "p-12")
    state = query_of(back)["state"]
    changed = {
        "state": back.replace(state, "x" * len(state)), "no state": back.replace(state, ""), "other browser": back
    }[change]  # fmt: skip
    victim = fresh(app) if change == "other browser" else other
    answer = victim.get(changed, follow_redirects=True)
    assert "Wij herkennen deze weg naar binnen niet." in text_of(answer)
    assert not is_in(victim)
    # and the trip is over
    assert "herkennen" in text_of(victim.get(back, follow_redirects=True))


def test_a_trip_that_took_too_long_is_over(client, house, provider, at):
    provider.know("p-13", acr=DIGID)
    back = back_from(client, provider, "person", "p-13")
    at(NOW + timedelta(minutes=16))
    assert "het duurde te lang" in text_of(client.get(back, follow_redirects=True))


def test_who_takes_too_long_to_give_an_address_begins_again(client, house, provider, at):
    provider.know("p-14", acr=DIGID)
    come_in(client, provider, "person", "p-14")
    at(NOW + timedelta(minutes=31))
    client.send("/inloggen/adres", {"email": ADDRESS})
    answer = client.send("/inloggen/adres/code", {"code": newest_code(house)}, follow=True)
    assert "het duurde te lang" in text_of(answer)
    assert all_of(house, PersonIdentity) == []


def test_who_stops_at_the_broker_reads_so_and_can_sign_in_by_mail(client, house, provider):
    back = back_from(client, provider, "person", "", deny=True)
    answer = client.get(back, follow_redirects=True)
    assert "Inloggen met DigiD is niet gelukt. U bent daar gestopt met inloggen." in text_of(answer)
    client.send("/inloggen", {"email": ADDRESS})
    client.send("/inloggen/code", {"code": newest_code(house)})
    assert is_in(client)


@pytest.mark.parametrize("door", ["nergens", "", "PERSON"])
def test_a_door_that_is_none_is_not_found(client, door):
    assert client.get(f"/inloggen/met/{door}").status_code == 404


def test_the_ways_to_sign_in_stand_on_the_account_page_and_can_be_taken_off(app, client, house, provider):
    provider.know("p-15", acr=DIGID)
    first_time(client, house, provider, "person", "p-15")
    page = text_of(client.get("/mijn/account"))
    assert "DigiD gekoppeld op 23 november 2026" in page
    assert "U logt alleen hier uit. Bij DigiD / eHerkenning bent u misschien nog ingelogd" in page
    (row,) = all_of(house, PersonIdentity)
    answer = client.send("/mijn/account", form=f"unlink-{row.id}", follow=True)
    assert "Inloggen per e-mail blijft." in text_of(answer)
    assert come_in(fresh(app), provider, "person", "p-15").headers["Location"] == "/inloggen/adres"


def test_nobody_takes_off_what_belongs_to_another(app, client, house, provider):
    provider.know("p-16", acr=DIGID)
    first_time(client, house, provider, "person", "p-16")
    (row,) = all_of(house, PersonIdentity)
    provider.know("p-17", acr=DIGID)
    other = fresh(app)
    first_time(other, house, provider, "person", "p-17", "piet@example.org")
    own = next(each for each in all_of(house, PersonIdentity) if each.id != row.id)
    form = other.page("/mijn/account").find("form", id=f"unlink-{own.id}")
    answer = other.post(f"/mijn/account/inlogmanieren/{row.id}/weg",
                        data={"csrf_token": form.find("input", {"name": "csrf_token"})["value"]})  # fmt: skip
    assert answer.status_code == 404
    assert len(all_of(house, PersonIdentity)) == 2


def test_who_is_signed_in_joins_another_way_by_a_button_and_not_by_coming_back(app, client, house, provider):
    with house.writing() as session:
        add_person(session, RESIDENT, NOW, email=ADDRESS)
    client.sign_in(RESIDENT)
    provider.know("o-10", acr=LEVEL, kvk="90123456", organisation="Demo-stichting")
    assert come_in(client, provider, "organisation", "o-10").headers["Location"] == "/inloggen/koppelen"
    assert all_of(house, PersonIdentity) == all_of(house, Organisation) == []
    answer = client.send("/inloggen/koppelen", form="join", follow=True)
    assert "Vanaf nu kunt u ook inloggen met eHerkenning." in text_of(answer)
    assert "U handelt voor: Demo-stichting" in header_of(answer)
    assert [row.person_key for row in all_of(house, PersonIdentity)] == [RESIDENT.key]
    assert mails(house) == []


def test_a_way_of_another_account_does_not_change_who_is_signed_in(app, client, house, provider):
    provider.know("p-18", acr=DIGID)
    first_time(client, house, provider, "person", "p-18", "piet@example.org")
    with house.writing() as session:
        add_person(session, RESIDENT, NOW, email=ADDRESS)
    other = fresh(app)
    other.sign_in(RESIDENT)
    answer = other.get(back_from(other, provider, "person", "p-18"), follow_redirects=True)
    assert "Deze manier van inloggen hoort bij een ander account." in text_of(answer)
    assert ADDRESS in text_of(other.get("/mijn/account"))


def test_after_many_failures_one_waits(client, provider):
    for _ in range(20):
        client.get(back_from(client, provider, "person", "", deny=True))
    answer = client.get("/inloggen/met/person")
    assert answer.status_code == 429
    assert client.get("/inloggen").status_code == 200
