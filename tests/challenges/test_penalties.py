"""The penalty for deciding too late is fixed once, by a decision of its own with a letter; days make the amount."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from challenges.models import ChallengePenalty
from challenges.queries import find_challenge
from challenges.queries.penalties import penalty_to_fix, work_of
from challenges.services import receive_default_notice
from challenges.services.penalties import fix_penalty
from challenges.services.refusals import RequestRefused, TermOver
from logbook.refusals import NotAllowed
from tests.builders.browsing import text_of
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT
from tests.challenges.requests import (
    CLERK,
    COUNCIL,
    LETTER,
    NEIGHBOUR,
    REVIEWER,
    SECOND,
    ZUID_ONLY,
    do,
    make_advised,
    make_place,
    new_decision,
    newest_words,
    open_subject,
    record,
    sent_letters,
)

BEGINS = datetime(2026, 9, 28, 11, tzinfo=UTC)  # a Monday: the decision by 23 November
NOTICE = datetime(2026, 11, 30, 11, tzinfo=UTC)  # two weeks to 14 December: from the 15th it costs money
DECIDED = datetime(2026, 12, 29, 11, tzinfo=UTC)  # 15 to 28 December: 14 days of EUR 23


@pytest.fixture
def place(database):
    make_place(database, BEGINS)
    return database


def late(database):
    number = make_advised(database, BEGINS)
    do(database, receive_default_notice, RESIDENT, NOTICE, number, LETTER)
    return number


def decided_late(database, on=DECIDED):
    number = late(database)
    record(database, on, number, new=new_decision(on))
    return number


def to_fix(database, number, day):
    with database.reading() as session:
        return penalty_to_fix(session, find_challenge(session, number), day)


def test_after_the_decision_the_amount_is_final_and_is_fixed_within_two_weeks(place):
    number = decided_late(place)
    due = to_fix(place, number, date(2026, 12, 29))
    # two weeks after Monday 28 December: Monday 11 January 2027
    assert (due.found.days, due.found.owed_cents, due.fix_by) == (14, 322_00, date(2027, 1, 11))
    assert do(place, fix_penalty, CLERK, DECIDED, number, "BW 2026-140", LETTER) == 322_00
    with place.reading() as session:
        made = session.scalars(select(ChallengePenalty)).one()
        # six weeks after Tuesday 29 December: Tuesday 9 February
        assert (made.days, made.cents, made.pay_by) == (14, 322_00, date(2027, 2, 9))
    words = newest_words(place)
    assert sent_letters(place)[-1].kind == "penalty_fixed"
    for said in ("€ 322", "2026-12-28", "BW 2026-140", "Do that on 2027-02-09 at the latest"):
        assert said in words
    assert to_fix(place, number, date(2026, 12, 30)) is None


def test_it_is_fixed_once(place):
    number = decided_late(place)
    do(place, fix_penalty, CLERK, DECIDED, number, "BW 2026-140", LETTER)
    with pytest.raises(TermOver):
        do(place, fix_penalty, CLERK, DECIDED, number, "BW 2026-141", LETTER)
    with pytest.raises(DatabaseError, match="append-only: challenge_penalty"), place.writing() as session:
        session.execute(text("UPDATE challenge_penalty SET cents = 1"))


def test_without_a_decision_it_is_final_after_forty_two_days(place):
    number = late(place)
    assert to_fix(place, number, date(2027, 1, 25)) is None  # the last day that costs money
    due = to_fix(place, number, date(2027, 1, 26))
    assert (due.found.owed_cents, due.fix_by) == (1_442_00, date(2027, 2, 8))


def test_a_decision_within_the_two_weeks_costs_nothing_and_there_is_nothing_to_fix(place):
    number = decided_late(place, datetime(2026, 12, 14, 11, tzinfo=UTC))
    assert to_fix(place, number, date(2027, 3, 1)) is None
    with pytest.raises(TermOver):
        do(place, fix_penalty, CLERK, DECIDED, number, "BW 2026-140", LETTER)


def test_where_no_penalty_is_owed_there_is_nothing_to_fix(place):
    open_subject(place, BEGINS, owes_penalty=False)
    assert to_fix(place, decided_late(place), date(2027, 3, 1)) is None


def test_the_clerk_fixes_it_with_the_reference_of_the_decision(place):
    number = decided_late(place)
    for actor in (RESIDENT, NEIGHBOUR, COORDINATOR, SECOND, ZUID_ONLY, COUNCIL, REVIEWER, FINANCE, ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            do(place, fix_penalty, actor, DECIDED, number, "BW 2026-140", LETTER)
    with pytest.raises(RequestRefused):
        do(place, fix_penalty, CLERK, DECIDED, number, " ", LETTER)


def test_it_stands_on_the_work_list_of_the_clerk_alone_until_it_is_fixed(place):
    number = decided_late(place)

    def waits_for(actor):
        with place.reading() as session:
            return [(item.due, str(item.note)) for item in work_of(session, actor, DECIDED)]

    assert waits_for(CLERK) == [(date(2027, 1, 11), "Fix the penalty: € 322.")]
    assert waits_for(COORDINATOR) == waits_for(FINANCE) == []
    do(place, fix_penalty, CLERK, DECIDED, number, "BW 2026-140", LETTER)
    assert waits_for(CLERK) == []


def test_in_the_browser_it_goes_from_the_work_screen_to_the_letter(client, sqlite_database, at):
    make_place(sqlite_database, BEGINS)
    number = decided_late(sqlite_database)
    at(DECIDED)
    client.sign_in(CLERK)
    assert "Dwangsommen om vast te stellen" in text_of(client.get("/werk"))
    assert "Er moet een dwangsom worden vastgesteld" in text_of(client.get(f"/werk/uitdaagrecht/{number}"))
    url = f"/werk/uitdaagrecht/{number}/dwangsom"
    assert "Vul deze tekst in." in text_of(client.send(url, {"reference": ""}, form="penalty"))
    done = text_of(client.send(url, {"reference": "BW 2026-140"}, form="penalty", follow=True))
    assert "De dwangsom is vastgesteld op 29 december 2026: € 322." in done.replace("\xa0", " ")
    assert "Vastgesteld op 29 december 2026" in text_of(client.get(url))
    client.sign_in(COORDINATOR)
    client.page(url, 403)
