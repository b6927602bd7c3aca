from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lives.texts import is_forbidden, tidy_text
from proposals.rules.texts import LIMITS, faults_of_text


def said(field: str, text: str) -> list[str]:
    return [str(fault) for fault in faults_of_text(field, text)]


def test_a_good_text_has_no_fault() -> None:
    assert said("title", "Een bank bij de vijver") == []
    assert said("description", "Een bank.\n\nMet uitzicht op de vijver é ☀.") == []
    assert said("benefit", "") == []


@pytest.mark.parametrize(
    ("field", "text", "faults"),
    [
        ("title", "", ["Fill in this text."]),
        ("title", " \n ", ["Fill in this text."]),
        ("title", "ab", ["This text is too short. Write at least 3 characters."]),
        ("title", "abc", []),
        ("title", "x" * 120, []),
        ("title", "x" * 121, ["This text is too long: 121 characters. It may have at most 120."]),
        ("title", "  " + "x" * 120 + "  ", []),
        ("title", "a\nb", ["Write this text on one line."]),
        ("description", "x" * 100_000, ["This text is too long: 100000 characters. It may have at most 5000."]),
        ("place", "square\x00", ["There are invisible signs in this text. Type the text again without them."]),
        ("place", "square\tfirst", ["There are invisible signs in this text. Type the text again without them."]),
        ("benefit", "\u202etxet", ["There are invisible signs in this text. Type the text again without them."]),
        ("benefit", "a\r\nb\rc", []),
        ("benefit", "<script>alert(1)</script>", []),
    ],
)
def test_faults_of_texts(field: str, text: str, faults: list[str]) -> None:
    assert said(field, text) == faults


def test_all_faults_of_a_text_are_told_at_once() -> None:
    assert len(said("title", "x\n\x07" + "y" * 200)) == 3


def test_a_tidy_text_is_trimmed_with_single_newlines_and_one_form() -> None:
    assert tidy_text("  e\u0301en\r\ntwee\r ") == "éen\ntwee"


@given(st.text())
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy_text(tidy_text(text)) == tidy_text(text)


def test_a_newline_is_the_only_control_sign_that_is_allowed() -> None:
    allowed = [chr(number) for number in (*range(32), *range(127, 160)) if not is_forbidden(chr(number))]
    assert allowed == ["\n"]
    assert is_forbidden("\ud800")


def test_every_field_has_sensible_limits() -> None:
    assert all(0 <= limit.least < limit.most <= 5000 for limit in LIMITS.values())
