"""The other days a municipality keeps to, by hand."""

from __future__ import annotations

from datetime import date

import pytest

from challenges.rules.due import (
    ask_completion_by,
    complete_by,
    completion_is_over,
    evaluate_on,
    first_talk_by,
    may_still_not_process,
    open_completion,
)
from challenges.rules.history import Event, Happening
from challenges.rules.presets import PRESETS, Preset

AWB = PRESETS[Preset.AWB]
RECEIVED = Event(Happening.RECEIVED, date(2026, 9, 28))
ASKED = Event(Happening.COMPLETION_ASKED, date(2026, 10, 5), until=date(2026, 11, 2))
COMPLETED = Event(Happening.COMPLETED, date(2026, 10, 15))


def test_the_days_of_a_request_are_these():
    assert ask_completion_by(RECEIVED.on, AWB) == date(2026, 10, 12)
    assert complete_by(ASKED.on, AWB) == date(2026, 11, 2)
    assert first_talk_by(RECEIVED.on, AWB) == date(2026, 10, 26)
    assert evaluate_on(date(2027, 3, 1), AWB) == date(2028, 3, 1)
    assert evaluate_on(date(2028, 2, 29), AWB) == date(2029, 2, 28)


@pytest.mark.parametrize(
    ("today", "is_over", "may_not_process"),
    [
        (date(2026, 10, 4), False, False),
        (date(2026, 11, 2), False, False),  # the last day belongs to who was asked
        (date(2026, 11, 3), True, True),
        (date(2026, 11, 30), True, True),
        (date(2026, 12, 1), True, False),  # too late to leave it: it must be decided (Awb 4:5 para 4)
    ],
)
def test_a_request_may_be_left_unhandled_for_four_weeks_after_the_days_to_complete(today, is_over, may_not_process):
    history = (RECEIVED, ASKED)
    assert completion_is_over(history, today) is is_over
    assert may_still_not_process(history, today, AWB) is may_not_process


def test_the_four_weeks_end_on_a_working_day():
    asked = Event(Happening.COMPLETION_ASKED, date(2026, 10, 30), until=date(2026, 11, 27))
    # 25 December, then the weekend
    assert may_still_not_process((RECEIVED, asked), date(2026, 12, 28), AWB)
    assert not may_still_not_process((RECEIVED, asked), date(2026, 12, 29), AWB)


def test_who_answered_is_not_waited_for():
    history = (RECEIVED, ASKED, COMPLETED)
    assert open_completion(history, date(2026, 11, 16)) is None
    assert open_completion(history, date(2026, 10, 10)) == ASKED
    assert not completion_is_over(history, date(2026, 11, 16))
    assert not may_still_not_process(history, date(2026, 11, 16), AWB)


def test_a_second_request_to_complete_is_waited_for_again():
    again = Event(Happening.COMPLETION_ASKED, date(2026, 10, 20), until=date(2026, 11, 17))
    assert open_completion((RECEIVED, ASKED, COMPLETED, again), date(2026, 10, 21)) == again
