from __future__ import annotations

import pytest

from lives.messages import Euros, msg
from proposals.rules.capital import Ground, GroundCode, Outcome
from proposals.rules.flags import (
    Flag,
    FlagStands,
    FlagState,
    confirm_flag,
    count_hard,
    count_open_soft,
    release_flag,
    renew_flags,
)


def ground(code: GroundCode, is_hard: bool, cents: int = 100) -> Ground:
    return Ground(code, is_hard, Outcome.INVESTMENT, msg("asks %(asked)s", asked=Euros(cents)), ())


HARD = ground(GroundCode.ACTIVATE, True)
SOFT = ground(GroundCode.LIFE, False)


def test_grounds_that_are_found_are_raised_and_keep_the_plan_off_the_ballot() -> None:
    flags = renew_flags((), (SOFT, HARD))
    assert [(flag.code, flag.state) for flag in flags] == [
        ("CAP-ACTIVATE", FlagState.RAISED),
        ("CAP-LIFE", FlagState.RAISED),
    ]
    assert (count_hard(flags), count_open_soft(flags)) == (1, 1)


def test_a_released_soft_flag_no_longer_counts_and_a_confirmed_one_does() -> None:
    (flag,) = renew_flags((), (SOFT,))
    assert count_open_soft([release_flag(flag, " lasts five years in fact ")]) == 0
    assert release_flag(flag, " lasts five years in fact ").reason == "lasts five years in fact"
    assert count_open_soft([confirm_flag(flag, "is a road")]) == 1


def test_a_hard_flag_is_never_released() -> None:
    (flag,) = renew_flags((), (HARD,))
    with pytest.raises(FlagStands):
        release_flag(flag, "please")
    assert confirm_flag(flag, "indeed").keeps_off_ballot


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_decision_needs_a_reason(reason: str) -> None:
    (flag,) = renew_flags((), (SOFT,))
    with pytest.raises(FlagStands, match="reason"):
        release_flag(flag, reason)
    with pytest.raises(FlagStands, match="reason"):
        confirm_flag(flag, reason)


def test_a_release_survives_the_same_figures_and_not_other_ones() -> None:
    released = release_flag(renew_flags((), (SOFT,))[0], "fine")
    assert renew_flags([released], [SOFT]) == (released,)
    assert renew_flags([released], [ground(GroundCode.LIFE, False, 101)])[0].state is FlagState.RAISED


def test_a_released_flag_that_becomes_hard_stands_again() -> None:
    released = release_flag(renew_flags((), (SOFT,))[0], "fine")
    flags = renew_flags([released], [ground(GroundCode.LIFE, True)])
    assert (count_hard(flags), count_open_soft(flags)) == (1, 0)


def test_a_ground_that_is_gone_vanishes_and_comes_back_undecided() -> None:
    released = release_flag(renew_flags((), (SOFT,))[0], "fine")
    (gone,) = renew_flags([released], [])
    assert (gone.state, gone.keeps_off_ballot) == (FlagState.VANISHED, False)
    with pytest.raises(FlagStands, match="no longer"):
        release_flag(gone, "fine")
    assert renew_flags([gone], [SOFT]) == (Flag("CAP-LIFE", False, "investment", SOFT.message),)
