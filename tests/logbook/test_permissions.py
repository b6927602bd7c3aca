"""Every role at every door of an office: the outcomes are written by hand."""

from __future__ import annotations

import pytest

from logbook.actors import OPERATOR, Actor, Grant, Role
from logbook.permissions import require_administrator, require_administrator_or_finance, require_finance
from logbook.refusals import NotAllowed

MAY = {
    Role.RESIDENT: (False, False, False),
    Role.COORDINATOR: (False, False, False),
    Role.REVIEWER: (False, False, False),
    Role.FINANCE: (False, True, True),
    Role.COLLEGE_CLERK: (False, False, False),
    Role.COUNCIL_CLERK: (False, False, False),
    Role.ADMINISTRATOR: (True, False, True),
}
DOORS = (
    (require_administrator, "^Only an administrator can do this"),
    (require_finance, "^Only somebody of finance can do this"),
    (require_administrator_or_finance, "^Only an administrator or somebody of finance can do this"),
)


def test_every_role_is_in_the_table() -> None:
    assert set(MAY) == set(Role)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("door", range(3), ids=["administrator", "finance", "either"])
def test_a_role_opens_its_own_doors_and_no_other(role: Role, door: int) -> None:
    require, refusal = DOORS[door]
    actor = Actor("somebody", frozenset({Grant(role)}))
    if MAY[role][door]:
        require(actor)
    else:
        with pytest.raises(NotAllowed, match=refusal):
            require(actor)


@pytest.mark.parametrize("door", range(3))
def test_nobody_s_actor_opens_none(door: int) -> None:
    require, refusal = DOORS[door]
    with pytest.raises(NotAllowed, match=refusal):
        require(Actor("somebody"))


def test_the_operator_of_the_machine_is_an_administrator() -> None:
    require_administrator(OPERATOR)


def test_finance_of_one_area_decides_about_that_area_alone() -> None:
    of_zuid = Actor("zuid", frozenset({Grant(Role.FINANCE, "WK040204")}))
    require_finance(of_zuid)
    require_finance(of_zuid, "WK040204")
    with pytest.raises(NotAllowed):
        require_finance(of_zuid, "WK040208")
    require_finance(Actor("everywhere", frozenset({Grant(Role.FINANCE)})), "WK040208")
