"""Letters on paper bear the address that was written down with what came in; nobody else reads it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from challenges.rules.states import RequestStep
from challenges.services import submit
from challenges.services.objecting import NewObjection, object_to
from challenges.services.refusals import RequestRefused
from lives.periods import day_of
from logbook.actors import Role
from tests.builders.browsing import text_of
from tests.builders.people import COORDINATOR, RESIDENT, add_person, make_actor
from tests.challenges.requests import (
    LETTER,
    SECOND,
    WHY_NOT,
    do,
    make_advised,
    make_place,
    new_decision,
    record,
    send,
    sent_letters,
    write_draft,
)

OTHER_CLERK = make_actor("other clerk", Role.COLLEGE_CLERK)
HOME = "Demoweg 1\n1200 AA  Hilversum"


@pytest.fixture
def place(database, now):
    make_place(database, now)
    with database.writing() as session:
        add_person(session, OTHER_CLERK, now)
    return database


def to_of(letter):
    return json.loads(letter.content)["to"]


def test_what_came_in_at_the_desk_is_answered_to_its_address(place, now):
    number = write_draft(place, now, by=COORDINATOR, at_desk=True)
    do(place, submit, COORDINATOR, now, number, 1, LETTER, day_of(now), HOME)
    assert to_of(sent_letters(place)[0]) == ["Demo-bewoner", "Demoweg 1", "1200 AA  Hilversum"]


def test_without_an_address_the_letter_bears_the_name_alone(place, now):
    number = write_draft(place, now, by=COORDINATOR, at_desk=True)
    do(place, submit, COORDINATOR, now, number, 1, LETTER, day_of(now))
    assert to_of(sent_letters(place)[0]) == ["Demo-bewoner"]


def test_an_address_that_is_too_long_is_told_at_its_field(place, now):
    number = write_draft(place, now, by=COORDINATOR, at_desk=True)
    with pytest.raises(RequestRefused) as refused:
        do(place, submit, COORDINATOR, now, number, 1, LETTER, day_of(now), "x" * 301)
    assert [fault.field for fault in refused.value.faults] == ["postal"]
    assert sent_letters(place) == []


def test_who_asked_on_the_site_gets_mail_and_no_address_is_kept(place, now):
    number = write_draft(place, now)
    do(place, submit, RESIDENT, now, number, 1, LETTER, None, HOME)
    assert to_of(sent_letters(place)[0]) == ["Demo-bewoner"]


def test_an_objection_on_paper_is_answered_to_its_address(place, now):
    number = make_advised(place, now)
    decision = record(place, now, number, RequestStep.REFUSE, new_decision(now, WHY_NOT))
    paper = NewObjection("Demo-buur", "Ik woon aan het plein en loop er elke dag.", "De lijst lag er wel bij.")
    do(place, object_to, OTHER_CLERK, now, number, decision,
       replace(paper, received_on=day_of(now), postal=HOME), LETTER)  # fmt: skip
    letter = next(each for each in sent_letters(place) if each.kind == "objection_received")
    assert to_of(letter) == ["Demo-buur", "Demoweg 1", "1200 AA  Hilversum"]


def test_the_desk_fills_it_in_and_the_public_page_never_shows_it(client, sqlite_database, now):
    make_place(sqlite_database, now)
    number = write_draft(sqlite_database, now, by=COORDINATOR, at_desk=True)
    client.sign_in(COORDINATOR)
    typed = {"received_on": day_of(now).isoformat(), "postal": HOME}
    assert client.send(f"/mijn/verzoeken/{number}/versturen", typed, form="send").status_code == 302
    client.sign_in(SECOND)
    assert "Demoweg 1 1200 AA Hilversum" in text_of(client.get("/brieven/1"))
    for page in (f"/uitdaagrecht/{number}", "/uitdaagrecht"):
        assert "Demoweg" not in client.get(page).get_data(as_text=True)


def test_who_sends_on_the_site_is_asked_for_no_address(client, sqlite_database, now):
    make_place(sqlite_database, now)
    client.sign_in(RESIDENT)
    number = write_draft(sqlite_database, now)
    assert client.page(f"/mijn/verzoeken/{number}/versturen").find(id="postal") is None
    assert send(sqlite_database, now) > number
