"""add1: raise everyone's start by one whole unit at a time while the outcome still fits the pot.

The outcome is not monotone in the start, so no search may skip a start; starts are passed over only where the
run before them has proven that not a single decision changes.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from voting.rules.election import Completion, Election, Rule
from voting.rules.equal_shares.electorate import Electorate
from voting.rules.equal_shares.fast_purses import Terrain
from voting.rules.equal_shares.run import Run
from voting.rules.room import Room

UNIT_CENTS = 100


@dataclass(frozen=True, slots=True)
class Rise:
    """The deciding run: its winners (numbers in the electorate) in order, its start, the starts tried."""

    winners: tuple[int, ...]
    start_cents: Fraction
    raised: int
    runs: int
    met_open_tie: bool = False
    """Whether in any run only the last resort told two plans apart."""


def find_deciding_run(
    election: Election,
    electorate: Electorate,
    rule: Rule,
    start: Fraction | None = None,
    kept: tuple[int, ...] = (),
) -> Rise:
    """Run from pot ÷ n; with add1 on, keep the last run before the first that costs more than the pot.

    Another `start` (cents) may be given, with the winners to be `kept` if it costs too much at once.

    Also stops when every plan is funded or kept out by a limit, and with the exhaustive stop when no plan
    fits what is left. At a start of at least the sum of all costs one of these holds, so it ends.
    """
    terrain = Terrain(electorate)
    rises = rule.completion in (Completion.ADD1, Completion.ADD1U)
    start = electorate.first_start if start is None else start
    last_raise = max(0, ceil((sum(electorate.costs) - start) / UNIT_CENTS))
    raised = 0
    met_open_tie = False
    while True:
        run = Run(terrain, Room(election), start + raised * UNIT_CENTS).finish()
        met_open_tie = met_open_tie or run.met_open_tie
        if run.cost_cents > election.pot_cents:
            return Rise(kept, start + (raised - 1) * UNIT_CENTS, raised - 1, raised + 1, met_open_tie)
        kept = tuple(run.winners)
        if not rises or _has_ended(election, electorate, kept, rule.exhaustive_stop):
            return Rise(kept, start + raised * UNIT_CENTS, raised, raised + 1, met_open_tie)
        if raised >= last_raise:
            raise ArithmeticError("Everyone can pay for everything, and yet the count goes on.")
        same = run.same_raises(UNIT_CENTS)
        raised = last_raise if same is None else min(raised + same + 1, last_raise)


def _has_ended(election: Election, electorate: Electorate, winners: tuple[int, ...], exhaustive: bool) -> bool:
    room = Room(election).take_all(electorate.plans[plan] for plan in winners)
    others = set(electorate.plans) - {electorate.plans[plan] for plan in winners}
    still = [plan for plan in others if room.fits_limits(plan)]
    return not any(room.fits(plan) for plan in still) if exhaustive else not still
