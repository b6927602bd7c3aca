"""add1: raise everyone's start by one whole unit at a time while the outcome still fits the pot.

The outcome is not monotone in the start, so no search may skip a start; starts are passed over only where the
run before them has proven that not a single decision changes.

It ends. Let S be the sum of the costs of all candidates. At a start of at least S no voter can ever be short, for
all payments of one voter together are at most S; so every plan that somebody with money supports is bought, unless
hours, a limit or its group keep it out. Then either the outcome costs more than the pot, or nothing is left to
wait for: both end the count. With one area that start comes after ⌈(S − pot ÷ n) ÷ € 1⌉ steps, so at most one run
more than that is made; a raise of 0 is always tried. Where several areas vote together the poorest area with any
money gives the number of steps. Areas without money never have any, and what only they support is not waited for.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from voting.rules.election import Completion, Election, Rule
from voting.rules.equal_shares.electorate import UNIT_CENTS, Electorate, Starts
from voting.rules.equal_shares.run import Run
from voting.rules.equal_shares.terrain import Terrain
from voting.rules.room import Room


@dataclass(frozen=True, slots=True)
class Rise:
    """The deciding run: its winners (numbers in the electorate) in order, its starts, the starts tried."""

    winners: tuple[int, ...]
    starts: tuple[Fraction, ...]
    raised: int
    runs: int
    met_open_tie: bool = False
    """Whether in any run only the last resort told two plans apart."""


def find_deciding_run(
    election: Election,
    electorate: Electorate,
    rule: Rule,
    room: Room,
    starts: Starts | None = None,
    kept: tuple[int, ...] = (),
) -> Rise:
    """Run from pot ÷ n; with add1 on, keep the last run before the first that costs more than the pot.

    `room` is what granted plans leave. Other `starts` may be given, with the winners to be `kept` if they cost too
    much at once. Also stops when every plan is funded or kept out by hours, a limit or its group, and with the
    exhaustive stop when no plan fits what is left.
    """
    terrain = Terrain(electorate)
    starts = starts or electorate.starts
    rises = rule.completion in (Completion.ADD1, Completion.ADD1U)
    waited_for = _supported_with_money(electorate, starts)
    last_raise = _last_raise(electorate, starts)
    raised, met_open_tie = 0, False
    run = Run(terrain, room, starts.after(0))
    while True:
        run.finish()
        met_open_tie = met_open_tie or run.met_open_tie
        if run.cost_cents > election.pot_cents:
            return Rise(kept, starts.after(raised - 1), raised - 1, raised + 1, met_open_tie)
        kept = tuple(run.winners)
        if not rises or _has_ended(electorate, room, kept, waited_for, rule.exhaustive_stop):
            return Rise(kept, starts.after(raised), raised, raised + 1, met_open_tie)
        if raised >= last_raise:
            raise ArithmeticError("Everyone can pay for everything, and yet the count goes on.")
        same = run.same_raises(UNIT_CENTS)
        further = last_raise if same is None else min(raised + same + 1, last_raise)
        run.start_higher((further - raised) * UNIT_CENTS, starts.after(further))
        raised = further


def _last_raise(electorate: Electorate, starts: Starts) -> int:
    """After so many steps every voter with any money has at least the sum of all costs."""
    total = sum(electorate.costs)
    steps = [ceil((total - start) / rise) for start, rise in zip(starts.cents, starts.rises, strict=True) if rise > 0]
    return max(0, *steps) if steps else 0


def _supported_with_money(electorate: Electorate, starts: Starts) -> frozenset[int]:
    has_money = [start > 0 for start in starts.cents]
    return frozenset(
        plan
        for plan, groups in enumerate(electorate.supporters)
        if any(has_money[area] for area in set(electorate.areas[groups].tolist()))
    )


def _has_ended(
    electorate: Electorate, room: Room, winners: tuple[int, ...], waited_for: frozenset[int], exhaustive: bool
) -> bool:
    after = room.copy().take_all(electorate.plans[plan] for plan in winners)
    still = [electorate.plans[plan] for plan in waited_for.difference(winners)]
    still = [place for place in still if after.admits(place)]
    return not any(after.fits(place) for place in still) if exhaustive else not still
