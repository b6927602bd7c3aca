"""What stops, lengthens and sharpens the clock of a real request, by whom and when not, on both engines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from challenges.queries import default_of, find_challenge
from challenges.rules.clock import ClockState
from challenges.rules.history import Happening
from challenges.rules.presets import Preset
from challenges.services import (
    agree_to_delay,
    find_complex,
    give_notice,
    receive_default_notice,
    run_clock,
    stop_clock,
)
from challenges.services.refusals import RequestRefused, TermOver
from lives.periods import day_of
from logbook.refusals import NotAllowed
from tests.builders.people import COORDINATOR, FINANCE, RESIDENT
from tests.challenges.requests import (
    LETTER,
    NEIGHBOUR,
    ZUID_ONLY,
    advise,
    clock,
    do,
    kinds_sent,
    make_advised,
    make_place,
    new_decision,
    open_subject,
    record,
    send,
    take_up,
)

LAST = date(2027, 1, 18)  # eight weeks after Monday 23 November 2026
REASON = "De school is pas na de vakantie weer bereikbaar."


@pytest.fixture
def place(database, now):
    make_place(database, now)
    return database


def after(now, **time):
    return now + timedelta(**time)


def default(database, number, today):
    with database.reading() as session:
        return default_of(session, find_challenge(session, number), today)


def test_the_applicant_agrees_to_wait_and_staff_cannot_do_that_for_them(place, now):
    number, until = send(place, now), day_of(now) + timedelta(days=14)
    for actor in (COORDINATOR, NEIGHBOUR, FINANCE):
        with pytest.raises(NotAllowed):
            do(place, agree_to_delay, actor, now, number, until, REASON, LETTER)
    do(place, agree_to_delay, RESIDENT, now, number, until, REASON, LETTER)
    assert clock(place, number, day_of(now)).last_day == LAST + timedelta(days=14)
    with pytest.raises(RequestRefused):
        do(place, agree_to_delay, RESIDENT, now, number, day_of(now), REASON, LETTER)


@pytest.mark.parametrize(
    ("why", "ended"),
    [
        (Happening.APPLICANT_DELAYS, Happening.APPLICANT_GOES_ON),
        (Happening.FORCE_MAJEURE, Happening.FORCE_MAJEURE_OVER),
    ],
)
def test_a_stop_begins_and_ends_with_a_letter(place, now, why, ended):
    number = send(place, now)
    with pytest.raises(TermOver):
        do(place, run_clock, COORDINATOR, now, number, ended, LETTER)
    do(place, stop_clock, COORDINATOR, now, number, why, REASON, LETTER)
    with pytest.raises(TermOver):
        do(place, stop_clock, COORDINATOR, now, number, why, REASON, LETTER)
    assert clock(place, number, day_of(now)).state is ClockState.STANDING
    do(place, run_clock, COORDINATOR, after(now, days=7), number, ended, LETTER)
    read = clock(place, number, day_of(after(now, days=8)))
    assert (read.state, read.last_day) == (ClockState.RUNNING, LAST + timedelta(days=7))
    assert kinds_sent(place) == ["receipt", "clock_stops", "clock_runs"]


def test_a_stop_has_a_reason_and_is_set_by_who_handles_the_request(place, now):
    number = send(place, now)
    with pytest.raises(RequestRefused):
        do(place, stop_clock, COORDINATOR, now, number, Happening.APPLICANT_DELAYS, " ", LETTER)
    with pytest.raises(RequestRefused):
        do(place, stop_clock, COORDINATOR, now, number, Happening.DECIDED, REASON, LETTER)
    with pytest.raises(RequestRefused):
        do(place, run_clock, COORDINATOR, now, number, Happening.COMPLETED, LETTER)
    for actor in (RESIDENT, NEIGHBOUR, ZUID_ONLY):
        with pytest.raises(NotAllowed):
            do(place, stop_clock, actor, now, number, Happening.APPLICANT_DELAYS, REASON, LETTER)


def test_a_notice_in_time_gives_a_new_last_day_under_the_awb(place, now):
    number, new_day = send(place, now), LAST + timedelta(days=21)
    assert do(place, give_notice, COORDINATOR, now, number, new_day, REASON, LETTER).last_day == new_day
    with pytest.raises(RequestRefused):
        do(place, give_notice, COORDINATOR, now, number, new_day, REASON, LETTER)
    with pytest.raises(NotAllowed):
        do(place, give_notice, RESIDENT, now, number, new_day + timedelta(days=1), REASON, LETTER)


def test_a_notice_under_an_ordinance_says_when_and_moves_nothing(place, now):
    open_subject(place, now, preset=Preset.GEERTRUIDENBERG)
    number = send(place, now)
    new_day = date(2027, 3, 1)
    read = do(place, give_notice, COORDINATOR, now, number, new_day, REASON, LETTER)
    assert (read.last_day, read.expected_on) == (date(2027, 2, 1), new_day)


def test_a_complex_request_has_the_longer_term_where_the_ordinance_knows_one(place, now):
    number = send(place, now)
    with pytest.raises(TermOver):
        do(place, find_complex, COORDINATOR, now, number, REASON, LETTER)
    open_subject(place, now, preset=Preset.AMSTERDAM)
    town = send(place, now)
    do(place, find_complex, COORDINATOR, now, town, REASON, LETTER)
    assert clock(place, town, day_of(now)).last_day == date(2027, 11, 22)
    with pytest.raises(TermOver):
        do(place, find_complex, COORDINATOR, now, town, REASON, LETTER)


def test_a_notice_of_default_counts_after_the_last_day_and_is_refused_before_it(place, now):
    number = send(place, now)
    for days in (0, 56):
        with pytest.raises(TermOver):
            do(place, receive_default_notice, RESIDENT, after(now, days=days), number, LETTER)
    with pytest.raises(NotAllowed):
        do(place, receive_default_notice, NEIGHBOUR, after(now, days=57), number, LETTER)
    do(place, receive_default_notice, RESIDENT, after(now, days=57), number, LETTER)
    found = default(place, number, date(2027, 2, 3))
    # received on 19 January: two weeks to 2 February
    assert (found.first_day, found.days, found.owed_cents) == (date(2027, 2, 3), 1, 23_00)
    assert default(place, number, date(2027, 6, 1)).owed_cents == 1_442_00


def test_staff_write_down_the_day_on_which_a_letter_came_in_and_the_applicant_does_not(place, now):
    number, later = send(place, now), after(now, days=60)
    with pytest.raises(RequestRefused):
        do(place, receive_default_notice, RESIDENT, later, number, LETTER, date(2027, 1, 19))
    with pytest.raises(RequestRefused):
        do(place, receive_default_notice, COORDINATOR, later, number, LETTER, day_of(later) + timedelta(days=1))
    do(place, receive_default_notice, COORDINATOR, later, number, LETTER, date(2027, 1, 19))
    assert default(place, number, date(2027, 2, 3)).days == 1


def test_nothing_stops_or_lengthens_a_clock_that_is_over(place, now):
    number, late = send(place, now), after(now, days=57)
    for change in (
        lambda: do(place, stop_clock, COORDINATOR, late, number, Happening.FORCE_MAJEURE, REASON, LETTER),
        lambda: do(place, agree_to_delay, RESIDENT, late, number, day_of(late) + timedelta(days=9), REASON, LETTER),
    ):
        with pytest.raises(TermOver):
            change()
    assert clock(place, number, day_of(late)).state is ClockState.LATE


def test_a_notice_that_comes_late_is_told_and_brings_nothing_back(place, now):
    number, late = send(place, now), after(now, days=57)
    read = do(place, give_notice, COORDINATOR, late, number, day_of(late) + timedelta(days=9), REASON, LETTER)
    assert (read.state, read.last_day) == (ClockState.LATE, LAST)


def test_after_the_decision_nothing_happens_to_the_clock(place, now):
    number = make_advised(place, now)
    record(place, now, number)
    with pytest.raises(TermOver):
        do(place, receive_default_notice, RESIDENT, after(now, days=90), number, LETTER)
    with pytest.raises(TermOver):
        do(place, give_notice, COORDINATOR, now, number, date(2027, 3, 1), REASON, LETTER)
    with pytest.raises(TermOver):
        do(place, stop_clock, COORDINATOR, now, number, Happening.FORCE_MAJEURE, REASON, LETTER)


def test_a_decision_on_the_first_day_that_costs_money_costs_nothing(place, now):
    number = send(place, now)
    take_up(place, now, number)
    advise(place, now, number)
    do(place, receive_default_notice, RESIDENT, after(now, days=57), number, LETTER)
    at = after(now, days=72)  # 3 February 2027
    record(place, at, number, new=new_decision(at))
    assert default(place, number, date(2027, 6, 1)).owed_cents == 0
    assert clock(place, number, date(2027, 6, 1)).was_in_time is False
