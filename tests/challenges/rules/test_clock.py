"""The clock of a request, counted by hand on the calendars of 2026 and 2027, and what holds whatever happens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.rules.clock import ClockState, last_day_on, read_clock
from challenges.rules.history import Event, Happening, StopGround, stops_of
from challenges.rules.presets import PRESETS, Preset
from lives.terms import Origin, Term, Unit, running_days_left

H = Happening
AWB, AMSTERDAM, GEERTRUIDENBERG = (PRESETS[each] for each in (Preset.AWB, Preset.AMSTERDAM, Preset.GEERTRUIDENBERG))
MONDAY = date(2026, 9, 28)
RECEIVED = Event(H.RECEIVED, MONDAY)


def clock_on(today, *events, terms=AWB):
    return read_clock((RECEIVED, *events), today, terms)


def test_there_is_no_clock_before_a_request_is_received():
    assert read_clock((), MONDAY, AWB) is None
    assert read_clock((RECEIVED,), MONDAY - timedelta(days=1), AWB) is None


@pytest.mark.parametrize(
    ("terms", "last_day"),
    [
        (AWB, date(2026, 11, 23)),
        (GEERTRUIDENBERG, date(2026, 12, 7)),
        (AMSTERDAM, date(2027, 3, 29)),  # Easter Monday, and not moved: a term of an ordinance
    ],
)
def test_each_preset_gives_its_own_last_day(terms, last_day):
    assert clock_on(date(2026, 11, 16), terms=terms).last_day == last_day


def test_a_term_of_the_awb_that_ends_on_easter_monday_moves_to_tuesday():
    clock = read_clock((Event(H.RECEIVED, date(2027, 2, 1)),), date(2027, 3, 22), AWB)
    assert (clock.last_day, clock.days_left) == (date(2027, 3, 30), 9)


@pytest.mark.parametrize(
    ("today", "days_left", "state"),
    [
        (MONDAY, 57, ClockState.RUNNING),
        (date(2026, 11, 16), 8, ClockState.RUNNING),
        (date(2026, 11, 23), 1, ClockState.RUNNING),
        (date(2026, 11, 24), 0, ClockState.LATE),
    ],
)
def test_the_days_left_count_today_and_end_after_the_last_day(today, days_left, state):
    clock = clock_on(today)
    assert (clock.days_left, clock.state) == (days_left, state)


ASKED = Event(H.COMPLETION_ASKED, date(2026, 10, 5), until=date(2026, 11, 2))


@pytest.mark.parametrize(
    ("today", "stood", "last_day", "is_open"),
    [
        (date(2026, 10, 5), None, date(2026, 11, 23), None),  # it stands from the day after
        (date(2026, 10, 6), 1, date(2026, 11, 24), True),
        (date(2026, 10, 14), 9, date(2026, 12, 2), True),
        (date(2026, 11, 2), 28, date(2026, 12, 21), True),  # the last day still belongs to who was asked
        (date(2026, 11, 3), 28, date(2026, 12, 21), False),  # unused: it runs again
    ],
)
def test_the_clock_stands_from_the_day_after_the_request_until_the_last_day_for_it(today, stood, last_day, is_open):
    clock = clock_on(today, ASKED)
    assert clock.last_day == last_day
    assert [(s.ground, s.length, s.is_open) for s in clock.stops] == (
        [] if stood is None else [(StopGround.COMPLETION, stood, is_open)]
    )
    assert clock.state is (ClockState.STANDING if is_open else ClockState.RUNNING)
    assert bool(clock.standing) is bool(is_open)


def test_the_day_on_which_the_answer_comes_in_counts_again():
    clock = clock_on(date(2026, 10, 15), ASKED, Event(H.COMPLETED, date(2026, 10, 15)))
    # 6 to 14 October: nine days, so Wednesday 2 December
    assert (clock.state, clock.last_day) == (ClockState.RUNNING, date(2026, 12, 2))
    assert [(s.first, s.last) for s in clock.stops] == [(date(2026, 10, 6), date(2026, 10, 14))]


def test_who_answers_at_once_stops_nothing():
    assert clock_on(date(2026, 11, 16), ASKED, Event(H.COMPLETED, date(2026, 10, 5))).stops == ()
    assert clock_on(date(2026, 11, 16), ASKED, Event(H.COMPLETED, date(2026, 10, 6))).stops == ()


def test_an_answer_after_the_last_day_stops_no_longer():
    clock = clock_on(date(2026, 11, 16), ASKED, Event(H.COMPLETED, date(2026, 11, 10)))
    assert [s.length for s in clock.stops] == [28]


def test_a_request_to_complete_without_a_last_day_stops_nothing():
    assert clock_on(date(2026, 10, 20), replace(ASKED, until=None)).last_day == date(2026, 11, 23)


def test_a_delay_that_was_agreed_to_is_known_from_the_start():
    agreed = Event(H.DELAY_AGREED, date(2026, 10, 30), until=date(2026, 11, 13))
    clock = clock_on(date(2026, 10, 30), agreed)
    # 31 October to 13 November: 14 days
    assert (clock.state, clock.last_day) == (ClockState.RUNNING, date(2026, 12, 7))
    assert clock_on(date(2026, 11, 13), agreed).state is ClockState.STANDING
    assert clock_on(date(2026, 11, 14), agreed).state is ClockState.RUNNING


def test_who_delays_stops_the_clock_from_that_day_until_going_on():
    delays, goes_on = Event(H.APPLICANT_DELAYS, date(2026, 11, 2)), Event(H.APPLICANT_GOES_ON, date(2026, 11, 9))
    standing = clock_on(date(2026, 11, 5), delays)
    assert (standing.state, standing.last_day) == (ClockState.STANDING, date(2026, 11, 27))
    assert [s.ground for s in standing.standing] == [StopGround.APPLICANT]
    assert clock_on(date(2026, 11, 20), delays, goes_on).last_day == date(2026, 11, 30)


def test_force_majeure_stops_the_clock_as_long_as_it_lasts():
    begins, over = Event(H.FORCE_MAJEURE, date(2026, 11, 2)), Event(H.FORCE_MAJEURE_OVER, date(2026, 11, 4))
    assert clock_on(date(2026, 11, 20), begins, over).last_day == date(2026, 11, 25)


def test_two_reasons_on_the_same_days_stop_the_clock_once():
    delays, goes_on = Event(H.APPLICANT_DELAYS, date(2026, 10, 6)), Event(H.APPLICANT_GOES_ON, date(2026, 10, 15))
    clock = clock_on(date(2026, 11, 16), ASKED, delays, goes_on, Event(H.COMPLETED, date(2026, 10, 15)))
    assert len(clock.stops) == 2
    assert clock.last_day == date(2026, 12, 2)


def test_a_stop_after_the_last_day_brings_nothing_back():
    clock = clock_on(date(2026, 12, 1), Event(H.COMPLETION_ASKED, date(2026, 11, 24), until=date(2026, 12, 8)))
    assert (clock.state, clock.last_day) == (ClockState.LATE, date(2026, 11, 23))


NOTICE = Event(H.NOTICE_GIVEN, date(2026, 11, 20), until=date(2027, 1, 15))


def test_a_notice_in_time_names_a_new_last_day_where_no_rule_sets_the_term():
    clock = clock_on(date(2026, 11, 24), NOTICE)
    assert (clock.last_day, clock.expected_on, clock.state) == (
        date(2027, 1, 15),
        date(2027, 1, 15),
        ClockState.RUNNING,
    )


def test_a_notice_on_the_last_day_itself_is_in_time():
    on_the_day = replace(NOTICE, on=date(2026, 11, 23))
    assert clock_on(date(2026, 11, 24), on_the_day).last_day == date(2027, 1, 15)


def test_a_notice_where_an_ordinance_sets_the_term_moves_nothing_but_says_when():
    notice = Event(H.NOTICE_GIVEN, date(2026, 12, 4), until=date(2027, 1, 15))
    clock = clock_on(date(2026, 12, 8), notice, terms=GEERTRUIDENBERG)
    assert (clock.last_day, clock.expected_on, clock.state) == (
        date(2026, 12, 7),
        date(2027, 1, 15),
        ClockState.LATE,
    )


@pytest.mark.parametrize(
    "notice",
    [
        Event(H.NOTICE_GIVEN, date(2026, 11, 24), until=date(2027, 1, 15)),  # a day too late
        Event(H.NOTICE_GIVEN, date(2026, 11, 2), until=date(2026, 11, 9)),  # names an earlier day
        Event(H.NOTICE_GIVEN, date(2026, 11, 2)),  # names no day
    ],
)
def test_a_notice_that_is_late_or_names_no_later_day_moves_nothing(notice):
    assert clock_on(date(2026, 11, 24), notice).last_day == date(2026, 11, 23)


def test_a_stop_after_a_notice_puts_the_named_day_off_and_an_earlier_one_does_not():
    agreed = Event(H.DELAY_AGREED, date(2026, 12, 1), until=date(2026, 12, 8))  # seven days
    assert clock_on(date(2026, 12, 20), NOTICE, agreed).last_day == date(2027, 1, 22)
    earlier = Event(H.DELAY_AGREED, date(2026, 11, 19), until=date(2026, 11, 26))
    assert clock_on(date(2026, 12, 20), NOTICE, earlier).last_day == date(2027, 1, 15)


def test_a_request_found_complex_in_time_has_52_weeks_from_receipt():
    found = Event(H.FOUND_COMPLEX, date(2026, 12, 1))
    assert clock_on(date(2026, 12, 2), found, terms=AMSTERDAM).last_day == date(2027, 9, 27)
    assert clock_on(date(2026, 12, 2), found, terms=AWB).last_day == date(2026, 11, 23)
    late = Event(H.FOUND_COMPLEX, date(2027, 3, 30))
    assert clock_on(date(2027, 4, 1), late, terms=AMSTERDAM).last_day == date(2027, 3, 29)


@pytest.mark.parametrize(
    ("decided_on", "was_in_time"), [(date(2026, 11, 23), True), (date(2026, 11, 24), False), (MONDAY, True)]
)
def test_a_decision_stops_the_clock_for_good(decided_on, was_in_time):
    later = Event(H.COMPLETION_ASKED, decided_on + timedelta(days=1), until=decided_on + timedelta(days=20))
    clock = clock_on(date(2027, 6, 1), Event(H.DECIDED, decided_on), later)
    assert (clock.state, clock.days_left, clock.was_in_time) == (ClockState.STOPPED, 0, was_in_time)
    assert (clock.last_day, clock.stops) == (date(2026, 11, 23), ())


def test_a_request_that_was_withdrawn_is_neither_in_time_nor_late():
    clock = clock_on(date(2027, 6, 1), Event(H.WITHDRAWN, date(2026, 10, 1)))
    assert (clock.state, clock.was_in_time) == (ClockState.STOPPED, None)


def test_the_last_day_as_it_was_known_on_a_day_leaves_out_what_came_later():
    history = (RECEIVED, ASKED, Event(H.COMPLETED, date(2026, 10, 15)))
    assert last_day_on(history, date(2026, 10, 5), AWB) == date(2026, 11, 23)
    assert last_day_on(history, date(2026, 10, 20), AWB) == date(2026, 12, 2)
    assert last_day_on((), date(2026, 10, 20), AWB) is None


def test_the_order_in_which_events_are_given_does_not_matter():
    history = (Event(H.COMPLETED, date(2026, 10, 15)), ASKED, RECEIVED)
    assert read_clock(history, date(2026, 10, 20), AWB).last_day == date(2026, 12, 2)


DAYS = st.integers(0, 120).map(lambda days: MONDAY + timedelta(days=days))
STOPPING = st.one_of(
    st.builds(
        lambda what, on, length: Event(what, on, on + timedelta(days=length)),
        st.sampled_from([H.COMPLETION_ASKED, H.DELAY_AGREED]),
        DAYS,
        st.integers(0, 60),
    ),
    st.builds(Event, st.sampled_from([H.APPLICANT_DELAYS, H.FORCE_MAJEURE]), DAYS),
)
ENDING = st.builds(Event, st.sampled_from([H.COMPLETED, H.APPLICANT_GOES_ON, H.FORCE_MAJEURE_OVER]), DAYS)
LENGTHENING = st.builds(
    lambda what, on, length: Event(what, on, on + timedelta(days=length)),
    st.sampled_from([H.NOTICE_GIVEN, H.FOUND_COMPLEX]),
    DAYS,
    st.integers(0, 200),
)
HISTORIES = st.lists(st.one_of(STOPPING, ENDING, LENGTHENING), max_size=7)
TERMS = st.sampled_from([AWB, AMSTERDAM, GEERTRUIDENBERG])
TODAY = st.integers(0, 500).map(lambda days: MONDAY + timedelta(days=days))


@given(HISTORIES, STOPPING, TODAY, TERMS)
def test_one_more_stop_never_brings_the_last_day_forward(history, stop, today, terms):
    before, after = clock_on(today, *history, terms=terms), clock_on(today, *history, stop, terms=terms)
    assert after.last_day >= before.last_day


@given(HISTORIES, LENGTHENING, TODAY, TERMS)
def test_a_notice_never_brings_the_last_day_forward(history, event, today, terms):
    before, after = clock_on(today, *history, terms=terms), clock_on(today, *history, event, terms=terms)
    assert after.last_day >= before.last_day


@given(st.lists(st.one_of(STOPPING, ENDING), max_size=7), TODAY, TERMS)
def test_no_history_loses_or_wins_a_day(history, today, terms):
    clock = clock_on(today, *history, terms=terms)
    weeks = terms.decision.number * 7
    stood = {stop.first + timedelta(days=each) for stop in clock.stops for each in range(stop.length)}
    within = [day for day in stood if MONDAY < day <= clock.counted.full_on]
    assert (clock.counted.full_on - MONDAY).days == weeks + len(within)


@given(HISTORIES, TODAY, TERMS)
def test_the_last_day_never_comes_nearer_as_time_goes_by(history, today, terms):
    assert (
        clock_on(today + timedelta(days=1), *history, terms=terms).last_day
        >= clock_on(today, *history, terms=terms).last_day
    )


@given(HISTORIES, TODAY, TERMS)
def test_a_day_passes_or_stands_and_never_both(history, today, terms):
    """From one day to the next, with nothing new in the history, the days left go down by one or stay."""
    known = [event for event in history if event.on <= today]
    now = clock_on(today, *known, terms=terms)
    tomorrow = clock_on(today + timedelta(days=1), *known, terms=terms)
    if now.state is ClockState.RUNNING:
        assert tomorrow.days_left == now.days_left - 1
    if now.state is ClockState.LATE:
        assert tomorrow.state is ClockState.LATE


@given(HISTORIES, TODAY)
def test_a_stop_is_never_empty_nor_in_the_future_unless_agreed(history, today):
    for stop in stops_of((RECEIVED, *history), today):
        assert stop.length >= 1
        assert stop.last <= today or stop.ground is StopGround.CONSENT


def test_the_days_left_are_those_that_run():
    clock = clock_on(date(2026, 10, 6), ASKED)
    assert clock.days_left == running_days_left(clock.last_day, date(2026, 10, 7))


def test_the_presets_are_these():
    assert (AWB.decision, AWB.notice_gives_new_day) == (Term(8, Unit.WEEKS, Origin.LAW), True)
    assert (AMSTERDAM.decision.number, AMSTERDAM.complex_decision.number) == (26, 52)
    assert (GEERTRUIDENBERG.decision.number, GEERTRUIDENBERG.complex_decision) == (10, None)
    assert [each.decision.is_under_the_act for each in (AWB, AMSTERDAM, GEERTRUIDENBERG)] == [True, False, False]
