"""Legal terms, counted by hand on the calendars of 2024 to 2028, and what holds for all of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lives.holidays import WorkingDays
from lives.periods import Days, day_of
from lives.terms import (
    LONGEST_UNDER_THE_ACT,
    Origin,
    Term,
    Unit,
    count_term,
    counted_back,
    running_days_left,
    unmoved_last_day,
)

CALENDAR = WorkingDays()
D, W, M = Unit.DAYS, Unit.WEEKS, Unit.MONTHS
LAW, ORDINANCE, DECLARED = Origin.LAW, Origin.ORDINANCE, Origin.ORDINANCE_UNDER_THE_ACT


def last(number, unit, event, *stops, origin=LAW):
    return count_term(Term(number, unit, origin), event, stops).last


def test_26_weeks_of_an_ordinance_end_on_easter_monday_and_do_not_move():
    counted = count_term(Term(26, W, ORDINANCE), date(2026, 9, 28))
    assert counted.last == date(2027, 3, 29)
    assert not counted.is_moved


@pytest.mark.parametrize(
    ("number", "unit", "event", "expected"),
    [
        (8, W, date(2026, 9, 28), date(2026, 11, 23)),  # Monday to Monday
        (6, W, date(2026, 11, 20), date(2027, 1, 4)),  # Friday 1 January: over New Year and the weekend
        (6, W, date(2027, 2, 15), date(2027, 3, 30)),  # Easter Monday moves to Tuesday
        (6, W, date(2027, 2, 12), date(2027, 3, 30)),  # Good Friday moves over the whole weekend of Easter
        (2, W, date(2027, 4, 13), date(2027, 4, 28)),  # King's Day
        (1, W, date(2027, 4, 29), date(2027, 5, 10)),  # Ascension, the equated Friday, the weekend
        (12, W, date(2026, 10, 2), date(2026, 12, 28)),  # Christmas Day on a Friday
        (90, D, date(2026, 9, 28), date(2026, 12, 28)),  # 27 December is a Sunday
        (3, M, date(2026, 9, 27), date(2026, 12, 28)),
        (1, D, date(2026, 11, 27), date(2026, 11, 30)),  # one day after a Friday
        (2, D, date(2026, 11, 27), date(2026, 11, 30)),
        (10, D, date(2027, 10, 25), date(2027, 11, 4)),  # the clock goes back inside the term
        (10, D, date(2027, 3, 22), date(2027, 4, 1)),  # and forward
    ],
)
def test_a_term_of_law_ends_on_a_working_day(number, unit, event, expected):
    assert last(number, unit, event) == expected


@pytest.mark.parametrize(
    ("number", "unit", "origin", "is_under"),
    [
        (12, W, LAW, True),
        (13, W, LAW, False),
        (90, D, LAW, True),
        (91, D, LAW, False),
        (3, M, LAW, True),
        (4, M, LAW, False),
        (8, W, ORDINANCE, False),
        (8, W, DECLARED, True),
        (26, W, DECLARED, False),
    ],
)
def test_the_act_applies_to_short_terms_of_law_and_to_ordinances_that_say_so(number, unit, origin, is_under):
    assert Term(number, unit, origin).is_under_the_act is is_under


@pytest.mark.parametrize(
    ("number", "event", "expected"),
    [
        # Thursday: Good Friday, Saturday and Sunday hold no working day, nor does Monday: Tuesday and Wednesday
        (3, date(2027, 3, 25), date(2027, 3, 31)),
        (4, date(2027, 3, 25), date(2027, 3, 31)),
        (5, date(2027, 3, 25), date(2027, 3, 31)),  # the fifth day is Tuesday, the first working day of two
        (6, date(2027, 3, 25), date(2027, 3, 31)),
        (7, date(2027, 3, 25), date(2027, 4, 1)),
        (3, date(2026, 11, 27), date(2026, 12, 1)),  # Friday: Monday is one working day, Tuesday the second
        (3, date(2026, 11, 23), date(2026, 11, 26)),
        (2, date(2027, 3, 25), date(2027, 3, 30)),  # shorter than three days: one working day is enough
    ],
)
def test_a_term_of_at_least_three_days_holds_two_working_days(number, event, expected):
    assert last(number, D, event) == expected


@pytest.mark.parametrize(
    ("number", "unit", "event", "expected"),
    [
        (1, M, date(2027, 1, 31), date(2027, 2, 28)),
        (1, M, date(2028, 1, 31), date(2028, 2, 29)),
        (12, M, date(2028, 2, 29), date(2029, 2, 28)),
        (12, M, date(2027, 2, 28), date(2028, 2, 28)),
        (1, M, date(2027, 2, 28), date(2027, 3, 28)),
        (2, M, date(2026, 12, 31), date(2027, 2, 28)),
        (1, W, date(2026, 12, 28), date(2027, 1, 4)),
        (52, W, date(2027, 12, 31), date(2028, 12, 29)),
        (366, D, date(2027, 12, 31), date(2028, 12, 31)),
    ],
)
def test_weeks_end_on_the_same_weekday_and_months_on_the_same_number_or_the_end(number, unit, event, expected):
    assert unmoved_last_day(Term(number, unit, ORDINANCE), event) == expected


@pytest.mark.parametrize(
    ("number", "unit", "event", "expected"),
    [
        (10, D, date(2027, 5, 5), date(2027, 4, 25)),  # a Sunday, and it stays one
        (6, W, date(2027, 5, 10), date(2027, 3, 29)),  # Easter Monday
        (1, M, date(2027, 3, 31), date(2027, 2, 28)),
    ],
)
def test_a_term_counted_back_never_moves(number, unit, event, expected):
    assert counted_back(Term(number, unit), event) == expected


def test_a_stop_puts_the_end_off_by_its_own_days():
    # 8 weeks after 28 September are full on 23 November; 12 to 25 October stand still: 14 days, to 7 December
    stop = Days(date(2026, 10, 12), date(2026, 10, 25))
    counted = count_term(Term(8, W), date(2026, 9, 28), (stop,))
    assert (counted.last, counted.stopped) == (date(2026, 12, 7), 14)


def test_after_the_stops_the_last_day_moves_to_a_working_day_still():
    # 23 November and 5 days: Saturday 28 November, so Monday the 30th
    counted = count_term(Term(8, W), date(2026, 9, 28), (Days(date(2026, 10, 5), date(2026, 10, 9)),))
    assert (counted.full_on, counted.last) == (date(2026, 11, 28), date(2026, 11, 30))


def test_stops_that_overlap_count_once_and_one_after_the_end_not_at_all():
    first, second = Days(date(2026, 10, 1), date(2026, 10, 10)), Days(date(2026, 10, 6), date(2026, 10, 15))
    late = Days(date(2027, 6, 1), date(2027, 6, 30))
    counted = count_term(Term(8, W), date(2026, 9, 28), (first, second, late))
    assert (counted.last, counted.stopped) == (date(2026, 12, 8), 15)


def test_a_term_never_ends_on_a_day_on_which_the_clock_stands():
    # full on Saturday 28 November; the clock stands on Monday and Tuesday: Wednesday 2 December
    stops = (Days(date(2026, 10, 5), date(2026, 10, 9)), Days(date(2026, 11, 30), date(2026, 12, 1)))
    assert last(8, W, date(2026, 9, 28), *stops) == date(2026, 12, 2)


def test_a_stop_that_begins_on_the_first_day_of_the_term_counts_whole():
    assert last(1, W, date(2026, 11, 2), Days(date(2026, 11, 3), date(2026, 11, 4))) == date(2026, 11, 11)


def test_days_left_count_today_and_leave_out_days_that_stand():
    end = date(2027, 3, 29)
    assert running_days_left(end, date(2027, 3, 22)) == 8
    assert running_days_left(end, end) == 1
    assert running_days_left(end, date(2027, 3, 30)) == 0
    assert running_days_left(end, date(2027, 3, 22), (Days(date(2027, 3, 24), date(2027, 3, 25)),)) == 6


def test_what_comes_in_after_midnight_in_amsterdam_counts_from_the_next_day():
    # 22:30 UTC is half past midnight in summer, half past eleven in winter
    assert last(1, W, day_of(datetime(2027, 7, 5, 22, 30, tzinfo=UTC)), origin=ORDINANCE) == date(2027, 7, 13)
    assert last(1, W, day_of(datetime(2027, 1, 5, 22, 30, tzinfo=UTC)), origin=ORDINANCE) == date(2027, 1, 12)


def test_the_last_day_lasts_until_midnight_in_amsterdam():
    days = count_term(Term(2, W), date(2027, 3, 16)).days  # Tuesday 30 March, in summer time
    assert days.contains(datetime(2027, 3, 30, 21, 59, 59, tzinfo=UTC))
    assert not days.contains(datetime(2027, 3, 30, 22, 0, tzinfo=UTC))


def test_a_term_of_nothing_is_a_fault():
    with pytest.raises(ValueError, match="is none"):
        Term(0, W)


DAYS = st.dates(date(2014, 1, 1), date(2100, 12, 31))
LENGTHS = st.one_of(
    st.tuples(st.integers(1, 120), st.just(D)),
    st.tuples(st.integers(1, 60), st.just(W)),
    st.tuples(st.integers(1, 15), st.just(M)),
)
TERMS = st.builds(lambda length, origin: Term(*length, origin), LENGTHS, st.sampled_from(Origin))
OFFSETS = st.lists(st.tuples(st.integers(-30, 400), st.integers(0, 60)), max_size=4)


def stops_from(event, offsets):
    first = [(event + timedelta(days=begin), length) for begin, length in offsets]
    return tuple(Days(begin, begin + timedelta(days=length)) for begin, length in first)


def days_in(stops, first, end):
    stopped = {stop.first + timedelta(days=each) for stop in stops for each in range(stop.count)}
    return sum(first <= day <= end for day in stopped)


@given(TERMS, DAYS, OFFSETS, st.tuples(st.integers(-30, 400), st.integers(0, 60)))
def test_one_more_stop_never_shortens_a_term(term, event, offsets, more):
    before = count_term(term, event, stops_from(event, offsets))
    after = count_term(term, event, stops_from(event, [*offsets, more]))
    assert after.last >= before.last
    assert after.full_on >= before.full_on


@given(TERMS, DAYS, OFFSETS)
def test_no_sequence_of_stops_loses_or_wins_a_day(term, event, offsets):
    stops = stops_from(event, offsets)
    counted = count_term(term, event, stops)
    unstopped = (unmoved_last_day(term, event) - event).days
    assert (counted.full_on - event).days == unstopped + counted.stopped
    assert counted.stopped == days_in(stops, event + timedelta(days=1), counted.full_on)
    assert days_in(stops, counted.last, counted.last) == 0


@given(TERMS, DAYS, OFFSETS)
def test_only_terms_under_the_act_move_and_then_to_a_working_day(term, event, offsets):
    counted = count_term(term, event, stops_from(event, offsets))
    if term.is_under_the_act:
        assert CALENDAR.is_working_day(counted.last)
    else:
        assert counted.last == counted.full_on


@given(st.builds(lambda length: Term(*length), LENGTHS), DAYS)
def test_a_term_under_the_act_ends_with_the_first_day_that_the_act_allows(term, event):
    counted = count_term(term, event)
    if not term.is_under_the_act or not counted.is_moved:
        return
    day_before = counted.last - timedelta(days=1)
    days = [event + timedelta(days=each) for each in range(1, (day_before - event).days + 1)]
    working = sum(map(CALENDAR.is_working_day, days))
    assert not CALENDAR.is_working_day(day_before) or (working < 2 and (counted.full_on - event).days >= 3)


@given(TERMS, DAYS)
def test_who_is_a_day_later_never_ends_earlier(term, event):
    assert count_term(term, event + timedelta(days=1)).last >= count_term(term, event).last


@given(TERMS, DAYS, OFFSETS)
def test_the_days_left_on_the_day_after_the_event_are_the_whole_term(term, event, offsets):
    stops = stops_from(event, offsets)
    counted = count_term(term, event, stops)
    left = running_days_left(counted.full_on, event + timedelta(days=1), stops)
    assert left == (unmoved_last_day(term, event) - event).days


def test_the_limits_of_the_act_are_those_of_article_4():
    assert LONGEST_UNDER_THE_ACT == {D: 90, W: 12, M: 3}
