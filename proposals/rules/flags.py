"""What became of the grounds that the test found: raised, confirmed or released by a coordinator, vanished.

For the coordinator and for the ballot: a hard ground and an unreleased soft one keep a plan off it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from lives.messages import Message, msg
from lives.refused import Refused
from proposals.rules.capital.ground import Ground


class FlagState(StrEnum):
    RAISED = "raised"
    CONFIRMED = "confirmed"
    RELEASED = "released"
    VANISHED = "vanished"


@dataclass(frozen=True)
class Flag:
    """A ground that was found once, as it stands now."""

    code: str
    is_hard: bool
    outcome: str
    message: Message
    state: FlagState = FlagState.RAISED
    reason: str = ""

    @property
    def keeps_off_ballot(self) -> bool:
        if self.state is FlagState.VANISHED:
            return False
        return self.is_hard or self.state is not FlagState.RELEASED


class FlagStands(Refused):
    """This flag cannot be decided about in this way."""


def renew_flags(flags: Iterable[Flag], grounds: Iterable[Ground]) -> tuple[Flag, ...]:
    """The flags after the test ran again, in order of code.

    A ground no longer found vanishes. A decision holds for the figures it was given on: when they
    differ, or the ground has become hard, the flag is raised anew.
    """
    stored = {flag.code: flag for flag in flags}
    found = {str(ground.code): ground for ground in grounds}
    gone = {code: replace(flag, state=FlagState.VANISHED) for code, flag in stored.items() if code not in found}
    kept = {code: _renewed(stored.get(code), ground) for code, ground in found.items()}
    return tuple(flag for _, flag in sorted((gone | kept).items()))


def confirm_flag(flag: Flag, reason: str) -> Flag:
    """The coordinator agrees that the plan is too large. Raises FlagStands."""
    return _decided(flag, FlagState.CONFIRMED, reason)


def release_flag(flag: Flag, reason: str) -> Flag:
    """The coordinator lets the plan go on in spite of a soft ground. Raises FlagStands: never a hard one."""
    if flag.is_hard:
        raise FlagStands(msg("This reason cannot be set aside. It only goes away when the facts of the plan change."))
    return _decided(flag, FlagState.RELEASED, reason)


def count_hard(flags: Iterable[Flag]) -> int:
    return sum(flag.is_hard and flag.keeps_off_ballot for flag in flags)


def count_open_soft(flags: Iterable[Flag]) -> int:
    """Soft flags that nobody released: raised ones wait for the coordinator, confirmed ones stay."""
    return sum(not flag.is_hard and flag.keeps_off_ballot for flag in flags)


def _decided(flag: Flag, state: FlagState, reason: str) -> Flag:
    if flag.state is FlagState.VANISHED:
        raise FlagStands(msg("This reason is no longer there, so there is nothing to decide."))
    if not reason.strip():
        raise FlagStands(msg("Give a reason: it is public."))
    return replace(flag, state=state, reason=reason.strip())


def _renewed(flag: Flag | None, ground: Ground) -> Flag:
    fresh = Flag(str(ground.code), ground.is_hard, str(ground.outcome), ground.message)
    if flag is None or replace(flag, state=FlagState.RAISED, reason="") != fresh:
        return fresh
    return fresh if flag.state is FlagState.VANISHED else flag
