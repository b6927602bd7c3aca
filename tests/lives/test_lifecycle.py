"""A garden gate: closed or open, and locked for ever by the warden."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pytest

from lives.lifecycle import Condition, Lifecycle, Row, StepRefused
from lives.messages import msg


class Gate(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    LOCKED = "locked"


@dataclass(frozen=True)
class Weather:
    is_dry: bool = True
    is_day: bool = True


def is_dry(facts: Weather) -> bool:
    return facts.is_dry


def is_day(facts: Weather) -> bool:
    return facts.is_day


DRY = Condition(is_dry, msg("it is dry"))
DAY = Condition(is_day, msg("it is day"))
WARDEN = frozenset({"warden"})
ANYONE = frozenset({"warden", "guest"})
GROUND = msg("garden rules")
GATE = Lifecycle(
    "gate",
    msg("A gate"),
    Gate.CLOSED,
    (
        Row("open", Gate.CLOSED, Gate.OPEN, ANYONE, GROUND, (DRY, DAY)),
        Row("push", Gate.CLOSED, Gate.OPEN, WARDEN, GROUND, (DRY,)),
        Row("push", Gate.CLOSED, Gate.LOCKED, WARDEN, GROUND),
        Row("lock", Gate.OPEN, Gate.LOCKED, WARDEN, GROUND),
    ),
    (("open", msg("open the gate")), ("closed", msg("shut"))),
)


def test_a_step_in_the_table_leads_to_the_new_state() -> None:
    assert GATE.take("open", Gate.CLOSED, {"guest"}, Weather()) is Gate.OPEN


def test_the_first_row_whose_conditions_hold_decides() -> None:
    assert GATE.take("push", Gate.CLOSED, {"warden"}, Weather()) is Gate.OPEN
    assert GATE.take("push", Gate.CLOSED, {"warden"}, Weather(is_dry=False)) is Gate.LOCKED


@pytest.mark.parametrize(
    ("step", "state", "roles", "facts", "ground"),
    [
        ("open", Gate.LOCKED, {"warden"}, Weather(), "not_in_table"),
        ("burn", Gate.CLOSED, {"warden"}, Weather(), "not_in_table"),
        ("lock", Gate.OPEN, {"guest"}, Weather(), "not_by_this_role"),
        ("lock", Gate.OPEN, set(), Weather(), "not_by_this_role"),
        ("open", Gate.CLOSED, {"guest"}, Weather(is_dry=False, is_day=False), "is_dry"),
        ("open", Gate.CLOSED, {"guest"}, Weather(is_day=False), "is_day"),
    ],
)
def test_anything_else_is_refused_with_its_ground(
    step: str, state: Gate, roles: set[str], facts: Weather, ground: str
) -> None:
    with pytest.raises(StepRefused) as refused:
        GATE.take(step, state, roles, facts)
    assert (refused.value.step, refused.value.state, refused.value.ground) == (step, state, ground)


def test_a_refusal_says_to_people_what_must_be_so() -> None:
    with pytest.raises(StepRefused) as refused:
        GATE.take("open", Gate.CLOSED, {"guest"}, Weather(is_day=False))
    assert str(refused.value.message) == "This is only possible when it is day."


def test_open_steps_are_those_that_would_succeed() -> None:
    assert GATE.open_steps(Gate.CLOSED, {"warden"}, Weather()) == ("open", "push")
    assert GATE.open_steps(Gate.CLOSED, {"guest"}, Weather(is_dry=False)) == ()
    assert GATE.may("lock", Gate.OPEN, {"warden"}, Weather())
