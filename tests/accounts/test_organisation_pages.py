"""The pages of organisations, and for whom one acts, through the auditing client."""

from __future__ import annotations

import json

import pytest

from accounts.queries import mandate_in, organisations_of
from accounts.services.organisations import NewOrganisation, end_mandate, make_organisation
from tests.accounts.mailbox import mails
from tests.builders.browsing import AuditingClient, soup_of, text_of
from tests.builders.moments import NOW
from tests.builders.organisations import let_in
from tests.builders.people import RESIDENT, add_person, make_actor

NEIGHBOUR = make_actor("neighbour")
TREES = NewOrganisation("Demo-stichting De Boom", "foundation", "12345678")


@pytest.fixture
def house(app):
    found = app.extensions["database"]
    with found.writing() as session:
        add_person(session, RESIDENT, NOW, name="Demo-bewoner")
        add_person(session, NEIGHBOUR, NOW, name="Demo-buurvrouw")
    return found


@pytest.fixture
def trees(house):
    with house.writing() as session:
        return make_organisation(session, RESIDENT, NOW, TREES)


def be(app, actor) -> AuditingClient:
    client = app.test_client()
    client.sign_in(actor)
    return client


@pytest.fixture
def me(app, house):
    return be(app, RESIDENT)


def header_of(client, url="/mijn/account") -> str:
    return " ".join(soup_of(client.get(url)).find("header").get_text(" ").split())


def test_an_organisation_is_written_down_and_one_acts_for_it_at_once(me, house):
    assert "U handelt alleen voor uzelf" in text_of(me.get("/mijn/organisaties"))
    answer = me.send(
        "/mijn/organisaties/nieuw", {"name": "Demo-groep Plein", "kind": "informal_group"}, "organisation", follow=True
    )
    assert "Uw organisatie is opgeschreven." in text_of(answer)
    assert "Een groep bewoners, zonder rechtsvorm" in text_of(answer)
    assert "U handelt voor: Demo-groep Plein" in header_of(me)
    assert "Demo-groep Plein" in text_of(me.get("/mijn/organisaties"))


def test_what_cannot_be_is_told_at_its_field_and_nothing_typed_is_lost(me, house):
    typed = {"name": "Demo-groep Plein", "kind": "association", "kvk_number": "1234 567"}
    answer = me.send("/mijn/organisaties/nieuw", typed, "organisation")
    assert "acht cijfers" in text_of(answer)
    assert 'value="1234 567"' in answer.get_data(as_text=True)
    everything = text_of(me.send("/mijn/organisaties/nieuw", {"kvk_number": "1"}, "organisation"))
    for said in ("Vul deze tekst in.", "Kies uit de lijst.", "acht cijfers"):
        assert said in everything
    assert "U handelt voor" not in header_of(me)


def test_the_facts_are_changed_by_who_manages_alone(app, me, house, trees):
    let_in(house, NOW, trees, RESIDENT, NEIGHBOUR, "represent")
    me.send(f"/mijn/organisaties/{trees}/gegevens", {"name": "Demo-stichting Het Bos"}, "organisation")
    assert "Demo-stichting Het Bos" in text_of(me.get(f"/mijn/organisaties/{trees}"))
    other = be(app, NEIGHBOUR)
    page = other.page(f"/mijn/organisaties/{trees}")
    assert page.find("a", href=f"/mijn/organisaties/{trees}/gegevens") is None
    answer = other.send(f"/mijn/organisaties/{trees}/gegevens", {"name": "Van mij"}, "organisation")
    assert answer.status_code == 403


def test_a_number_that_nobody_proved_is_shown_as_such(me, trees):
    assert "12345678 (zelf opgegeven, niet bevestigd)" in text_of(me.get(f"/mijn/organisaties/{trees}"))


def test_an_organisation_of_others_is_as_unknown_as_one_that_is_not_there(app, trees):
    stranger = be(app, NEIGHBOUR)
    for page in ("", "/gegevens", "/uitnodigen", f"/mensen/{RESIDENT.key}"):
        for number in (trees, 999):
            answer = stranger.get(f"/mijn/organisaties/{number}{page}")
            assert answer.status_code == 404
            assert "Wij kennen deze organisatie niet." in text_of(answer)


@pytest.mark.parametrize("address", [f"{NEIGHBOUR.key}@example.org", "niemand@example.org"])
def test_inviting_says_the_same_whoever_has_an_account(me, house, trees, address):
    typed = {"email": address, "mandate": "write"}
    answer = me.send(f"/mijn/organisaties/{trees}/uitnodigen", typed, "invite", follow=True)
    assert f"Wij hebben een uitnodiging gestuurd naar {address}." in text_of(answer)
    assert [(mail.to_address, mail.template) for mail in mails(house)] == [(address, "organisation_invitation")]


def test_an_invitation_goes_from_the_mail_to_the_button(app, me, house, trees):
    typed = {"email": f"{NEIGHBOUR.key}@example.org", "mandate": "represent"}
    me.send(f"/mijn/organisaties/{trees}/uitnodigen", typed, "invite")
    place = json.loads(mails(house)[0].facts)["link"].removeprefix("http://localhost")
    visitor = app.test_client()
    assert visitor.get(place).headers["Location"].startswith("/inloggen?next=")
    other = be(app, NEIGHBOUR)
    assert "Demo-stichting De Boom" in text_of(other.get(place))
    with house.reading() as session:
        assert mandate_in(session, trees, NEIGHBOUR.key) is None
    assert "Dat doet u nu ook." in text_of(other.send(place, form="accept", follow=True))
    assert "U handelt voor: Demo-stichting De Boom" in header_of(other)
    assert other.get(place).status_code == 404


def test_somebody_else_with_the_link_hears_to_sign_in_with_the_right_address(app, me, house, trees):
    me.send(f"/mijn/organisaties/{trees}/uitnodigen", {"email": "ander@example.org", "mandate": "write"}, "invite")
    place = json.loads(mails(house)[0].facts)["link"].removeprefix("http://localhost")
    answer = be(app, NEIGHBOUR).get(place)
    assert answer.status_code == 403
    assert "Deze uitnodiging is voor een ander e-mailadres." in text_of(answer)
    assert "ander@example.org" not in answer.get_data(as_text=True)


def test_no_is_an_answer_too(app, me, house, trees):
    typed = {"email": f"{NEIGHBOUR.key}@example.org", "mandate": "write"}
    me.send(f"/mijn/organisaties/{trees}/uitnodigen", typed, "invite", follow=True)
    place = json.loads(mails(house)[0].facts)["link"].removeprefix("http://localhost")
    assert "U hebt nee gezegd." in text_of(be(app, NEIGHBOUR).send(place, form="decline", follow=True))
    assert mails(house)[0].to_address not in text_of(me.get(f"/mijn/organisaties/{trees}"))


def test_an_open_invitation_is_taken_back(me, house, trees):
    me.send(f"/mijn/organisaties/{trees}/uitnodigen", {"email": "ander@example.org", "mandate": "write"}, "invite")
    page = f"/mijn/organisaties/{trees}"
    form = next(f["id"] for f in me.page(page).find_all("form") if str(f.get("id")).startswith("take-back-"))
    answer = me.send(page, form=form, follow=True)
    assert "De uitnodiging werkt niet meer." in text_of(answer)
    assert "ander@example.org" not in text_of(answer)


def test_a_mandate_is_changed_and_ended_by_who_manages(me, house, trees):
    let_in(house, NOW, trees, RESIDENT, NEIGHBOUR, "write")
    page = f"/mijn/organisaties/{trees}/mensen/{NEIGHBOUR.key}"
    me.send(page, {"mandate": "represent"}, "mandate-form")
    with house.reading() as session:
        assert mandate_in(session, trees, NEIGHBOUR.key) == "represent"
    assert "handelt niet meer voor" in text_of(me.send(page, form="end", follow=True))
    assert me.get(page).status_code == 404


def test_the_last_who_manages_cannot_go_and_hears_why(me, trees):
    page = f"/mijn/organisaties/{trees}/mensen/{RESIDENT.key}"
    answer = me.send(page, {"mandate": "write"}, "mandate-form")
    assert "Er moet iemand blijven" in text_of(answer)
    answer = me.send(f"/mijn/organisaties/{trees}", form="leave")
    assert answer.status_code == 409
    assert "Er moet iemand blijven" in text_of(answer)


def test_a_member_leaves_and_acts_for_oneself_again(app, me, house, trees):
    let_in(house, NOW, trees, RESIDENT, NEIGHBOUR, "write")
    other = be(app, NEIGHBOUR)
    other.send(f"/mijn/organisaties/{trees}", form="act-for")
    answer = other.send(f"/mijn/organisaties/{trees}", form="leave", follow=True)
    assert "Vanaf nu handelt u voor uzelf." in text_of(answer)
    assert "U handelt voor" not in header_of(other)


def test_one_chooses_for_whom_and_every_page_says_so(me, trees):
    assert "U handelt voor: uzelf" in header_of(me)
    back = me.send("/mijn/voor-wie?next=/wijken", {"organisation_id": str(trees)}, "for-whom")
    assert back.headers["Location"] == "/wijken"
    for page in ("/", "/wijken", "/plannen", "/mijn/account", "/uitdaagrecht", "/mijn/verzoeken", "/bestaat-niet"):
        assert "U handelt voor: Demo-stichting De Boom" in header_of(me, page), page
    me.send("/mijn/voor-wie", {"organisation_id": "0"}, "for-whom")
    assert "U handelt voor: uzelf" in header_of(me)


@pytest.mark.parametrize("place", ["https://kwaad.example/", "//kwaad.example"])
def test_the_choice_leads_to_no_other_site(me, trees, place):
    answer = me.send(f"/mijn/voor-wie?next={place}", {"organisation_id": str(trees)}, "for-whom")
    assert answer.headers["Location"] == "/mijn/organisaties"


def test_one_cannot_act_for_an_organisation_of_others(app, house, trees):
    stranger = be(app, NEIGHBOUR)
    answer = stranger.send("/mijn/voor-wie", {"organisation_id": str(trees)}, "for-whom")
    assert answer.status_code == 200
    assert "U handelt voor" not in header_of(stranger)
    with stranger.session_transaction() as session:
        session["acts_for"] = trees
    assert "U handelt voor" not in header_of(stranger)


def test_a_mandate_that_ended_ends_the_choice_and_the_next_page_says_so(app, me, house, trees):
    let_in(house, NOW, trees, RESIDENT, NEIGHBOUR, "represent")
    other = be(app, NEIGHBOUR)
    other.send(f"/mijn/organisaties/{trees}", form="act-for")
    with house.writing() as session:
        end_mandate(session, RESIDENT, NOW, trees, NEIGHBOUR.key)
    page = other.get("/wijken")
    assert "U handelt niet meer voor Demo-stichting De Boom. Vanaf nu handelt u voor uzelf." in text_of(page)
    assert "U handelt niet meer" not in text_of(other.get("/wijken"))


def test_a_page_that_is_kept_for_everyone_bears_nobodys_choice(app, me, trees):
    me.send("/mijn/voor-wie", {"organisation_id": str(trees)}, "for-whom")
    visitor = app.test_client()
    for _ in range(2):
        for page in ("/", "/wijken", "/plannen"):
            assert "De Boom" in me.get(page).get_data(as_text=True)
            assert "De Boom" not in visitor.get(page).get_data(as_text=True)


def test_the_booth_says_nothing_of_it(me, trees):
    me.send("/mijn/voor-wie", {"organisation_id": str(trees)}, "for-whom", follow=True)
    assert "De Boom" not in me.get("/stemmen").get_data(as_text=True)


def test_who_acts_for_nobody_else_sees_no_line(app, house):
    assert "U handelt voor" not in header_of(be(app, NEIGHBOUR))
    with house.reading() as session:
        assert organisations_of(session, NEIGHBOUR.key) == []
