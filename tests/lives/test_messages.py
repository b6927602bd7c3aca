from __future__ import annotations

from datetime import date

import pytest

from lives.messages import Day, Euros, Message, msg

DUTCH = {
    "You have %(left)s left": "U hebt nog %(left)s",
    "road": "weg",
    "This is a %(kind)s": "Dit is een %(kind)s",
}


def in_dutch(text: str) -> str:
    return DUTCH.get(text, text)


def test_a_message_is_rendered_in_the_language_of_the_reader() -> None:
    message = msg("You have %(left)s left", left=Euros(125000))
    assert message.rendered(in_dutch, lambda value: f"<{value}>") == "U hebt nog <€ 1,250>"


def test_a_message_inside_a_message_is_translated_too() -> None:
    assert msg("This is a %(kind)s", kind=msg("road")).rendered(in_dutch) == "Dit is een weg"


def test_a_message_without_values_keeps_its_percent_sign() -> None:
    assert str(msg("100 % sure")) == "100 % sure"
    assert str(msg("%(part)s %% sure", part=50)) == "50 % sure"


def test_equal_messages_are_equal_and_can_stand_in_a_set() -> None:
    assert {msg("a %(n)s", n=1), msg("a %(n)s", n=1)} == {Message("a %(n)s", (("n", 1),))}


def test_a_value_may_be_called_text() -> None:
    assert str(msg("said %(text)s", text="no")) == "said no"


@pytest.mark.parametrize(
    ("cents", "written"),
    [(0, "€ 0"), (100, "€ 1"), (5, "€ 0.05"), (-5, "€ -0.05"), (123456789, "€ 1,234,567.89")],
)
def test_euros_write_cents_only_when_there_are_any(cents: int, written: str) -> None:
    assert str(Euros(cents)) == written


def test_a_day_is_written_as_a_day() -> None:
    assert str(Day(date(2027, 3, 29))) == "2027-03-29"
