"""What voters hold after a purchase: the sum, and a bounded picture of who holds how much."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from heapq import nlargest

from voting.rules.election import AreaShare
from voting.rules.equal_shares.exact_purses import ExactPurses, Paid
from voting.rules.outcome import Holders, MoneyLeft

MOST_GROUPS_SHOWN = 12


def money_held(exact: ExactPurses, paid: Paid, id_of: Callable[[int], str], areas: tuple[AreaShare, ...]) -> MoneyLeft:
    """The exact sum, who has nothing, and the groups with the most voters; all others are one group.

    Voters of a group paid for the same plans and hold the same. Example: 10 voters began with € 10; the six who
    chose B paid € 6.67 each: a group of six that paid for B holds € 3.33 each, one of four still has € 10.
    """
    groups = [_holders(exact, class_, paid, id_of, areas) for class_ in _largest(exact)]
    others = Holders(
        (),
        "",
        exact.everyone - sum(group.voters for group in groups),
        Fraction(paid.cost_cents) - sum(group.paid_cents for group in groups),
        exact.held_by_all() - sum(group.cents for group in groups),
    )
    return MoneyLeft(
        cents=exact.held_by_all(),
        voters_with_nothing=sum(exact.voters[class_] for class_ in exact.emptied),
        groups=tuple(groups),
        others=others if others.voters else None,
    )


def _largest(exact: ExactPurses) -> list[int]:
    """The classes with the most voters; among equal ones those that paid for the plans that stand first."""
    least = nlargest(MOST_GROUPS_SHOWN, exact.voters)[-1:]
    classes = [class_ for class_, voters in enumerate(exact.voters) if voters and voters >= least[0]]
    classes.sort(key=lambda class_: (-exact.voters[class_], exact.behind[class_], exact.area[class_], class_))
    return classes[:MOST_GROUPS_SHOWN]


def _holders(
    exact: ExactPurses, class_: int, paid: Paid, id_of: Callable[[int], str], areas: tuple[AreaShare, ...]
) -> Holders:
    voters = exact.voters[class_]
    return Holders(
        paid_for=tuple(id_of(plan) for plan in exact.behind[class_]),
        area=areas[exact.area[class_]].name if areas else "",
        voters=voters,
        paid_cents=Fraction(paid.by(class_) * voters, exact.denominator),
        cents=Fraction(exact.money[class_] * voters, exact.denominator),
    )
