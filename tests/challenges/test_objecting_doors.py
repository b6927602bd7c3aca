"""Who finds a form to object, on paper or to open a request again, and when: expected by hand for everyone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from challenges.rules.remedies import SilenceRemedy
from challenges.rules.states import RequestStep
from challenges.services import receive_default_notice
from challenges.services.agreeing import begin_agreement
from challenges.services.evaluating import terminate
from deals.services import terminate_deal
from tests.builders.browsing import text_of
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person
from tests.builders.town import add_year
from tests.challenges.requests import (
    CLERK,
    COUNCIL,
    LETTER,
    NEIGHBOUR,
    REVIEWER,
    SECOND,
    WHY_NOT,
    ZUID_ONLY,
    do,
    found,
    make_advised,
    make_place,
    new_decision,
    open_subject,
    record,
    send,
    write_draft,
)
from tests.challenges.test_agreements import TERMS, make_active
from tests.challenges.test_objections import OTHER_CLERK, WHY_I_OBJECT, hear, object_now, settle

FORM, EXPLAINED, UNKNOWN = "a form", "why not", 404
SITUATIONS = {
    "turned down, in time": FORM,
    "turned down, a day late": FORM,
    "decided again": EXPLAINED,
    "a grant that is no decision": EXPLAINED,
    "no decision yet": UNKNOWN,
    "a draft": UNKNOWN,
    "silence, in time": EXPLAINED,
    "silence, late without a notice": EXPLAINED,
    "silence, in the two weeks": EXPLAINED,
    "silence, after the two weeks": FORM,
    "silence, to the court": EXPLAINED,
    "silence, decided meanwhile": EXPLAINED,
}
EVERYONE = (RESIDENT, NEIGHBOUR, COORDINATOR, CLERK, OTHER_CLERK, ADMINISTRATOR, ZUID_ONLY)
PAPER = {
    200: (COORDINATOR, SECOND, CLERK, OTHER_CLERK),
    403: (RESIDENT, NEIGHBOUR, REVIEWER, COUNCIL, FINANCE, ADMINISTRATOR, ZUID_ONLY),
}


@pytest.fixture
def place(app, sqlite_database, now):
    make_place(sqlite_database, now)
    add_year(sqlite_database, now)
    with sqlite_database.writing() as session:
        add_person(session, OTHER_CLERK, now)
    return sqlite_database


def bring(database, now, at, situation):
    """The address of the form in this situation."""
    if situation.startswith("silence"):
        return silence(database, now, at, situation)
    if situation == "a draft":
        return f"/uitdaagrecht/{write_draft(database, now)}/bezwaar/1"
    if situation == "no decision yet":
        return f"/uitdaagrecht/{send(database, now)}/bezwaar/1"
    open_subject(database, now, grant_can_be_objected_to=situation != "a grant that is no decision")
    number = make_advised(database, now)
    if situation == "a grant that is no decision":
        record(database, now, number)
    else:
        record(database, now, number, RequestStep.REFUSE, new_decision(now, WHY_NOT))
    if situation == "decided again":
        made = object_now(database, now, number, FINANCE)
        hear(database, now, made)
        settle(database, now, made)
        record(database, now, number, by=OTHER_CLERK)
    if situation == "turned down, a day late":
        at(now + timedelta(days=43))
    return f"/uitdaagrecht/{number}/bezwaar/1"


def silence(database, now, at, situation):
    number = make_advised(database, now)  # until 18 January 2027
    days = {"silence, in time": 56, "silence, in the two weeks": 71}.get(situation, 72)
    if situation not in ("silence, in time", "silence, late without a notice"):
        do(database, receive_default_notice, RESIDENT, now + timedelta(days=57), number, LETTER)
    if situation == "silence, to the court":
        open_subject(database, now, silence_leads_to=SilenceRemedy.COURT)
    if situation == "silence, decided meanwhile":
        decided = now + timedelta(days=72)
        record(database, decided, number, RequestStep.REFUSE, new_decision(decided, WHY_NOT))
    at(now + timedelta(days=days))
    return f"/uitdaagrecht/{number}/bezwaar/geen-besluit"


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_form_is_there_for_whoever_is_signed_in_and_only_when_one_can_object(client, place, now, at, situation):
    url, expected = bring(place, now, at, situation), SITUATIONS[situation]
    assert "/inloggen" in client.get(url).location
    for actor in EVERYONE:
        client.sign_in(actor)
        if expected == UNKNOWN:
            client.page(url, 404)
            continue
        page = client.page(url)
        assert (page.find("form", id="object") is not None) == (expected == FORM), actor
        assert (page.select_one(".notice--warning") is not None) == (expected == EXPLAINED or "late" in situation)


@pytest.mark.parametrize("status", PAPER)
def test_staff_of_the_wijk_write_down_what_came_on_paper(client, place, now, status):
    number = make_advised(place, now)
    record(place, now, number, RequestStep.REFUSE, new_decision(now, WHY_NOT))
    for actor in PAPER[status]:
        client.sign_in(actor)
        client.page(f"/werk/uitdaagrecht/{number}/bezwaar", status)


def test_a_coordinator_who_asked_reads_no_letters_of_others_about_it(client, place, now):
    number = send(place, now, by=SECOND)
    client.sign_in(SECOND)
    client.page(f"/werk/uitdaagrecht/{number}/bezwaar", 403)
    client.sign_in(COORDINATOR)
    assert "niets om bezwaar tegen te maken" in text_of(client.get(f"/werk/uitdaagrecht/{number}/bezwaar"))


@pytest.fixture
def states(place, now):
    """Requests with an objection that was upheld while they were …"""
    made = {}
    for name in ("refused", "active", "ended for it", "ended before"):
        number = make_advised(place, now)
        if name == "refused":
            record(place, now, number, RequestStep.REFUSE, new_decision(now, WHY_NOT))
        else:
            record(place, now, number)
            do(place, begin_agreement, COORDINATOR, now, number)
            deal = make_active(place, now, number, replace(TERMS, cents=1_000_00))
        if name == "ended before":
            stop(place, now, number, deal)
        objection = object_by(place, now, number)
        hear(place, now, objection)
        settle(place, now, objection)
        if name == "ended for it":
            stop(place, now, number, deal)
        made[name] = number
    return made


def object_by(database, now, number):
    return object_now(database, now, number, NEIGHBOUR, WHY_I_OBJECT)


def stop(database, now, number, deal):
    do(database, terminate_deal, COORDINATOR, now, deal, "Het stopt eerder dan gedacht.")
    do(database, terminate, COORDINATOR, now, number, "Het stopt eerder dan gedacht.")


OPENS = {"refused": 409, "active": 409, "ended before": 409, "ended for it": 303}
"""By a clerk; after a refusal it was opened in the act that decided the objection."""


def test_a_clerk_opens_a_request_whose_agreement_ended_for_an_objection_and_nobody_else_does(client, place, states):
    for actor in (None, RESIDENT, NEIGHBOUR, COORDINATOR, REVIEWER, COUNCIL, FINANCE, ADMINISTRATOR):
        if actor is not None:
            client.sign_in(actor)
        for number in states.values():
            status = client.post(f"/werk/uitdaagrecht/{number}/opnieuw", data=token(client, actor)).status_code
            assert status in ((302, 400) if actor is None else (403,)), actor
    client.sign_in(CLERK)
    for name, number in states.items():
        answer = client.post(f"/werk/uitdaagrecht/{number}/opnieuw", data=token(client, CLERK))
        assert answer.status_code == OPENS[name], name
    assert {name: found(place, number).state for name, number in states.items()} == {
        "refused": "advised", "active": "active", "ended for it": "advised", "ended before": "terminated",
    }  # fmt: skip


def token(client, actor):
    if actor is None:
        return {}
    return {"csrf_token": client.page("/mijn/verzoeken").select_one('input[name="csrf_token"]')["value"]}


def test_who_asked_reads_the_day_of_the_hearing_and_everyone_what_is_still_to_come(client, place, now):
    number = make_advised(place, now)
    record(place, now, number)
    made = object_by(place, now, number)
    hear(place, now, made)
    client.sign_in(RESIDENT)
    own = text_of(client.get(f"/mijn/verzoeken/{number}"))
    assert "Er is een hoorzitting op 7 december 2026" in own
    client.sign_in(NEIGHBOUR)
    public = text_of(client.get(f"/uitdaagrecht/{number}"))
    assert "7 december 2026" not in public
    assert "De beslissing op het bezwaar uiterlijk op 15 februari 2027" in public
    settle(place, now, made)
    assert "Het nieuwe besluit na het bezwaar uiterlijk op 15 februari 2027" in text_of(
        client.get(f"/uitdaagrecht/{number}")
    )
