"""Talks with agreements, ordinary agreements and reports on the screens of both sides, without JavaScript."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from challenges.queries.instead import instead_of
from challenges.services import ask_completion, begin_check
from deals.services import make_deal
from tests.builders.browsing import soup_of, text_of
from tests.builders.people import COORDINATOR, RESIDENT
from tests.builders.town import add_year
from tests.challenges.requests import (
    CLERK,
    LETTER,
    NEIGHBOUR,
    REVIEWER,
    SECOND,
    ZUID_ONLY,
    do,
    found,
    make_advised,
    make_place,
    new_decision,
    record,
    send,
    take_up,
)
from tests.challenges.takeovers import TERMS, taken_over
from tests.challenges.test_agreement_pages import TYPED, acts
from tests.challenges.test_ordinary_agreements import SQUARE

LATER = datetime(2027, 2, 20, 12, tzinfo=UTC)
TYPED_REPORT = {
    "first_day": "2026-12-01", "last_day": "2027-02-15", "done": "Wij snoeiden de heggen en ruimden elke week op.",
    "went_less": "Het was te nat.", "hours": "40", "what-0": "Gereedschap", "cents-0": "250",
    "what-2": "Koffie", "cents-2": "12,50",
}  # fmt: skip


@pytest.fixture
def place(app, sqlite_database, now):
    make_place(sqlite_database, now)
    add_year(sqlite_database, now)
    return sqlite_database


@pytest.fixture
def talking(place, now):
    number = send(place, now)
    take_up(place, now, number)
    return number


@pytest.fixture
def running(place, now, at):
    number = taken_over(place, now)
    at(LATER)
    return number


def public(client, number):
    return text_of(client.get(f"/uitdaagrecht/{number}"))


def test_what_a_talk_agreed_is_open_for_everyone_until_the_coordinator_ticks_it(client, place, talking):
    client.sign_in(COORDINATOR)
    talk = {"summary": "Wij liepen een ronde.", "points": "De groep stuurt het rooster.\n\nDe gemeente belt maandag."}
    assert acts(client, talking, "talk", talk).status_code == 303
    assert "Nog te doen: De gemeente belt maandag." in public(client, talking)
    address = f"/werk/uitdaagrecht/{talking}"
    boxes = [box["value"] for box in client.page(address).find_all("input", {"name": "points"})]
    assert client.send(address, {"points": boxes[1:]}, form="points-form").status_code == 303
    assert "Gedaan op 23 november 2026: De gemeente belt maandag." in public(client, talking)
    assert "Nog te doen: De groep stuurt het rooster." in public(client, talking)
    assert client.send(address, {"points": []}, form="points-form", follow=True).status_code == 200
    odd = client.send(address, {"points": ["x", "9" * 30]}, form="points-form", follow=True)
    assert "Kies ten minste één afspraak" in odd.get_data(as_text=True)
    client.sign_in(CLERK)
    assert client.page(address).find("form", id="points-form") is None


def test_a_talk_that_agreed_too_much_is_told_at_its_field_and_nothing_is_lost(client, place, talking):
    client.sign_in(COORDINATOR)
    wrong = acts(client, talking, "talk", {"summary": "Wij liepen een ronde.", "points": "x"})
    assert wrong.status_code == 200
    assert soup_of(wrong).find(id="talk-points-error") is not None
    assert "Wij liepen een ronde." in wrong.get_data(as_text=True)


def test_the_timeline_tells_each_stop_with_its_length_and_what_comes_by_which_day(client, place, now, at):
    number = send(place, now)
    do(place, begin_check, COORDINATOR, now, number)
    do(place, ask_completion, COORDINATOR, now, number, "De lijst met namen.", LETTER)
    at(now + timedelta(days=3))
    said = public(client, number)
    for words in (
        "staat stil, tot nu toe 3 dagen", "De aanvrager vult het verzoek aan uiterlijk op 21 december 2026",
        "Het eerste gesprek uiterlijk op 21 december 2026", "Het besluit uiterlijk op 21 januari 2027",
    ):  # fmt: skip
        assert words in said, (words, said)


@pytest.fixture
def deal(place, now):
    return do(place, make_deal, COORDINATOR, now, SQUARE)


def test_an_ordinary_agreement_is_offered_read_and_said_yes_to(client, place, talking, deal):
    client.sign_in(COORDINATOR)
    address = f"/werk/uitdaagrecht/{talking}"
    assert "Bied in plaats daarvan een gewone afspraak aan" in text_of(client.get(address))
    assert client.send(f"{address}/gewone-afspraak", {"deal_id": str(deal)}).status_code == 302
    assert "De aanvrager kan er ja tegen zeggen" in text_of(client.get(address))
    assert "Samen het plein onderhouden" not in public(client, talking)
    client.sign_in(RESIDENT)
    own = f"/mijn/verzoeken/{talking}"
    assert "Er is een gewone afspraak aangeboden" in text_of(client.get(own))
    read = text_of(client.get(f"{own}/gewone-afspraak"))
    for words in ("Wij leveren gereedschap.", "1.500", "30 november 2027"):
        assert words in read
    older = client.send(f"{own}/gewone-afspraak", {"sign": "x"}, form="confirm-deal")
    assert "de nieuwste tekst" in text_of(older)
    answer = client.send(f"{own}/gewone-afspraak", form="confirm-deal")
    assert answer.location == f"/afspraken/{deal}"
    assert f"/uitdaagrecht/{talking}" in client.get(f"/afspraken/{deal}").get_data(as_text=True)
    assert f"/afspraken/{deal}" in client.get(f"/uitdaagrecht/{talking}").get_data(as_text=True)
    assert "Het werd een gewone afspraak" in public(client, talking)
    client.page(f"{own}/gewone-afspraak", 409)


def test_an_offer_is_taken_back_on_the_work_screen(client, place, talking, deal):
    client.sign_in(COORDINATOR)
    address = f"/werk/uitdaagrecht/{talking}"
    assert "Er is geen afspraak" not in text_of(client.get(f"{address}/gewone-afspraak"))
    client.send(f"{address}/gewone-afspraak", {"deal_id": str(deal)})
    assert client.send(address, form="take-back-form").status_code == 303
    with place.reading() as session:
        assert instead_of(session, talking) is None
    assert found(place, talking).state == "dialogue"


@pytest.mark.parametrize("actor", [NEIGHBOUR, RESIDENT, ZUID_ONLY, CLERK], ids=lambda each: each.key)
def test_others_offer_nothing(client, place, talking, deal, actor):
    client.sign_in(actor)
    client.page(f"/werk/uitdaagrecht/{talking}/gewone-afspraak", 403)
    client.page(f"/mijn/verzoeken/{talking}/gewone-afspraak", 409 if actor is RESIDENT else 403)


def test_a_report_is_written_accepted_and_then_read_by_everyone(client, place, running):
    client.sign_in(RESIDENT)
    own = f"/mijn/verzoeken/{running}"
    assert "1 maart 2027" in text_of(client.get(own))
    assert "uiterlijk op 1 maart 2027 een verslag" in text_of(client.get(f"{own}/verslag"))
    assert client.send(f"{own}/verslag", TYPED_REPORT, form="report").status_code == 302
    assert "Wij snoeiden" not in public(client, running)
    assert "Het verslag is binnen" in text_of(client.get(own))
    client.sign_in(COORDINATOR)
    assert "Verslagen om te lezen" in text_of(client.get("/werk"))
    address = soup_of(client.get(f"/werk/uitdaagrecht/{running}")).find("a", href=lambda h: h and "/verslag/" in h)[
        "href"
    ]
    assert "262,50" in text_of(client.get(address))
    assert client.send(address, form="accept-form").status_code == 303
    said = public(client, running)
    for words in ("Verslag over 1 december 2026 tot en met 15 februari 2027", "262,50", "Het was te nat.", "40 uur"):
        assert words in said, (words, said)
    assert "1 maart 2027: het is binnen" in said
    assert "Een verslag over wat er is gedaan uiterlijk op 1 juni 2027" in said


def test_a_question_about_a_report_goes_to_who_wrote_it_and_the_answer_comes_back(client, place, running):
    client.sign_in(RESIDENT)
    own = f"/mijn/verzoeken/{running}"
    client.send(f"{own}/verslag", TYPED_REPORT, form="report")
    client.sign_in(SECOND)
    address = f"/werk/uitdaagrecht/{running}/verslag/1"
    empty = client.send(address, form="ask-form")
    assert "Vul deze tekst in" in text_of(empty)
    assert client.send(address, {"ask-question": "Waar is de bon?"}, form="ask-form").status_code == 303
    assert client.page(address).find("form", id="accept-form") is None
    client.sign_in(RESIDENT)
    assert "Waar is de bon?" in text_of(client.get(own))
    again = client.page(f"{own}/verslag/1")
    assert again.find("input", {"name": "what-1"})["value"] == "Koffie"
    assert client.send(f"{own}/verslag/1", {"what-0": "Gereedschap, bon 12"}, form="report").status_code == 302
    assert "Waar is de bon?" not in public(client, running)
    client.sign_in(COORDINATOR)
    assert "bon 12" in text_of(client.get(address))


def test_every_fault_of_a_report_stands_at_its_own_line_and_nothing_is_lost(client, place, running):
    client.sign_in(RESIDENT)
    wrong = {**TYPED_REPORT, "done": "", "what-2": "", "cents-4": "veel", "what-5": "Thee"}
    answer = client.send(f"/mijn/verzoeken/{running}/verslag", wrong, form="report")
    page = soup_of(answer)
    # what is no amount is told first; the rest once it is one
    assert page.find(id="cents-4-error") is not None
    assert page.find("input", {"name": "cents-4"})["value"] == "veel"
    answer = client.send(f"/mijn/verzoeken/{running}/verslag", {**wrong, "cents-4": ""}, form="report")
    page = soup_of(answer)
    assert {name for name in ("done", "what-2", "cents-5", "what-0", "cents-0") if page.find(id=f"{name}-error")} == {
        "done", "what-2", "cents-5",
    }  # fmt: skip
    assert page.find("input", {"name": "what-5"})["value"] == "Thee"


@pytest.mark.parametrize(
    ("actor", "own", "work"),
    [(RESIDENT, 200, 403), (NEIGHBOUR, 403, 403), (COORDINATOR, 403, 200), (ZUID_ONLY, 403, 403), (CLERK, 403, 403),
     (REVIEWER, 403, 403)],
    ids=lambda each: getattr(each, "key", None),
)  # fmt: skip
def test_reports_are_written_by_one_side_and_read_by_the_other(client, place, running, actor, own, work):
    client.sign_in(RESIDENT)
    client.send(f"/mijn/verzoeken/{running}/verslag", TYPED_REPORT, form="report")
    client.sign_in(actor)
    client.page(f"/mijn/verzoeken/{running}/verslag", own)
    client.page(f"/werk/uitdaagrecht/{running}/verslag/1", work)


def test_there_is_nothing_to_report_before_a_task_is_taken_over(client, place, talking):
    client.sign_in(RESIDENT)
    client.page(f"/mijn/verzoeken/{talking}/verslag", 409)
    client.page(f"/mijn/verzoeken/{talking}/verslag/7", 409)


def test_the_days_of_reports_are_written_in_the_agreement_and_odd_ones_are_told(client, place, now):
    number = taken_over_later(client, place, now)
    typed = {**TYPED, "report_days": "morgen"}
    assert "“morgen” is geen dag" in text_of(acts(client, number, "agreement", typed))
    early = acts(client, number, "agreement", {**TYPED, "report_days": "2026-11-30"})
    assert "30 november 2026 kan niet" in text_of(early)
    assert acts(client, number, "agreement", {**TYPED, "report_days": "1-3-2027\n2027-06-01"}).status_code == 303
    assert "01-03-2027\n01-06-2027" in client.page(f"/werk/uitdaagrecht/{number}").find(id="agreement-report_days").text
    assert "1 maart 2027" not in public(client, number)
    client.sign_in(RESIDENT)
    assert "1 maart 2027" in text_of(client.get(f"/mijn/verzoeken/{number}"))


def taken_over_later(client, place, now):
    """Granted, and the coordinator begins to write the agreement."""
    number = make_advised(place, now)
    record(place, now, number, new=new_decision(now))
    client.sign_in(COORDINATOR)
    acts(client, number, "draft_agreement")
    return number


def test_a_task_that_is_taken_over_leads_to_its_agreement_and_back(client, place, now):
    number = taken_over(place, now, replace(TERMS, report_days=()))
    assert "/afspraken/1" in client.get(f"/uitdaagrecht/{number}").get_data(as_text=True)
    assert f"/uitdaagrecht/{number}" in client.get("/afspraken/1").get_data(as_text=True)
