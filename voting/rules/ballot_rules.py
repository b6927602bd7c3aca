"""What makes the choices of a ballot valid, for every kind of ballot, and everything that is wrong in plain words.

For the booth before a ballot is cast, for the act of casting, and for the count that looks once more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lives.messages import Euros, Message, msg
from voting.rules.ballot import BallotType


@dataclass(frozen=True)
class BallotRules:
    """What the frozen spec says about ballots of one area; costs in spec order; None is no limit.

    `pot_cents` and `least_sum_cents` bind knapsacks alone, points bind points. `most_choices` of a ranking is
    its number of places. A blank ballot is always valid.
    """

    ballot_type: BallotType
    costs_cents: tuple[int, ...]
    pot_cents: int
    fewest_choices: int = 0
    most_choices: int | None = None
    least_sum_cents: int = 0
    most_points: int | None = None
    fewest_points: int = 0
    most_points_per_plan: int | None = None
    fewest_points_per_plan: int = 0


@dataclass(frozen=True)
class BallotFault:
    """One thing that is wrong; `place` is the plan at which it shows, None for the ballot as a whole."""

    message: Message
    place: int | None = None


def faults_of_ballot(choices: tuple[int, ...], rules: BallotRules) -> tuple[BallotFault, ...]:
    """Everything that makes these choices invalid, at once; empty for a valid ballot. Blank is valid.

    On a knapsack of EUR 28,784.00 plans of exactly 28,784.00 together fit. Of 10 points all 10 may be given,
    or fewer. Of three places the first two may be filled, but not the first and the third alone.
    """
    ticked = rules.ballot_type not in (BallotType.POINTS, BallotType.RANKING)
    if len(choices) != len(rules.costs_cents) or any(each < 0 or (ticked and each > 1) for each in choices):
        return (BallotFault(msg("This is not a ballot of this area. Start again.")),)
    if not any(choices):
        return ()
    return (*_number_faults(choices, rules), *_KINDS[rules.ballot_type](choices, rules))


def cost_of_choices(choices: tuple[int, ...], costs_cents: tuple[int, ...]) -> int:
    """What the chosen plans cost together, in cents."""
    return sum(cost for choice, cost in zip(choices, costs_cents, strict=True) if choice)


def _number_faults(choices: tuple[int, ...], rules: BallotRules) -> Iterator[BallotFault]:
    chosen = sum(map(bool, choices))
    most = 1 if rules.ballot_type is BallotType.CHOOSE_1 else rules.most_choices
    if most == 1 < chosen:
        yield BallotFault(msg("You chose %(chosen)s plans. You may choose one.", chosen=chosen))
    elif most is not None and chosen > most:
        yield BallotFault(msg("You chose %(chosen)s plans. You may choose at most %(most)s.", chosen=chosen, most=most))
    if chosen < rules.fewest_choices:
        yield BallotFault(
            msg(
                "You chose %(chosen)s plans. Choose at least %(fewest)s, or none.",
                chosen=chosen,
                fewest=rules.fewest_choices,
            )
        )


def _no_faults(choices: tuple[int, ...], rules: BallotRules) -> Iterator[BallotFault]:
    yield from ()


def _knapsack_faults(choices: tuple[int, ...], rules: BallotRules) -> Iterator[BallotFault]:
    cost = cost_of_choices(choices, rules.costs_cents)
    if cost > rules.pot_cents:
        yield BallotFault(
            msg(
                "Your plans cost %(cost)s together. That is %(over)s more than the %(pot)s there is.",
                cost=Euros(cost),
                over=Euros(cost - rules.pot_cents),
                pot=Euros(rules.pot_cents),
            )
        )
    if cost < rules.least_sum_cents:
        yield BallotFault(
            msg(
                "Your plans cost %(cost)s together. Choose plans of at least %(least)s together, or none.",
                cost=Euros(cost),
                least=Euros(rules.least_sum_cents),
            )
        )


def _points_faults(choices: tuple[int, ...], rules: BallotRules) -> Iterator[BallotFault]:
    given, most, fewest = sum(choices), rules.most_points_per_plan, rules.fewest_points_per_plan
    for place, points in enumerate(choices):
        if most is not None and points > most:
            told = msg("You give this plan %(points)s. One plan may get at most %(most)s points.",
                       points=points, most=most)  # fmt: skip
            yield BallotFault(told, place)
        if 0 < points < fewest:
            told = msg("You give this plan %(points)s. Give it at least %(fewest)s points, or none.",
                       points=points, fewest=fewest)  # fmt: skip
            yield BallotFault(told, place)
    if rules.most_points is not None and given > rules.most_points:
        yield BallotFault(
            msg(
                "You gave %(given)s points. You have %(most)s: take away %(over)s.",
                given=given,
                most=rules.most_points,
                over=given - rules.most_points,
            )
        )
    if given < rules.fewest_points:
        told = msg("You gave %(given)s points. Give at least %(fewest)s, or none.",
                   given=given, fewest=rules.fewest_points)  # fmt: skip
        yield BallotFault(told)


def _ranking_faults(choices: tuple[int, ...], rules: BallotRules) -> Iterator[BallotFault]:
    plans_at = Counter(rank for rank in choices if rank)
    last = len(choices) if rules.most_choices is None else rules.most_choices
    for place, rank in enumerate(choices):
        if rank > last:
            yield BallotFault(msg("There is no place %(rank)s. The last is %(last)s.", rank=rank, last=last), place)
        elif plans_at[rank] > 1:
            yield BallotFault(msg("You gave more than one plan place %(rank)s.", rank=rank), place)
    for rank in range(1, min(max(plans_at), last)):
        if rank not in plans_at:
            yield BallotFault(msg("You gave no plan place %(rank)s, but you gave a later place.", rank=rank))


_KINDS: dict[BallotType, Callable[[tuple[int, ...], BallotRules], Iterator[BallotFault]]] = {
    BallotType.APPROVAL: _no_faults,
    BallotType.CHOOSE_1: _no_faults,
    BallotType.KNAPSACK: _knapsack_faults,
    BallotType.POINTS: _points_faults,
    BallotType.RANKING: _ranking_faults,
}
