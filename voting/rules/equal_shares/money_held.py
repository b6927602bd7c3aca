"""What voters hold after a purchase: the sum, and a bounded picture of who holds how much."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from voting.rules.election import AreaShare
from voting.rules.equal_shares.exact_purses import ExactPurses, Paid
from voting.rules.outcome import Holders, MoneyLeft

MOST_GROUPS_SHOWN = 12


def money_held(exact: ExactPurses, paid: Paid, id_of: Callable[[int], str], areas: tuple[AreaShare, ...]) -> MoneyLeft:
    """The exact sum, who has nothing, and the groups with the most voters; all others are one group.

    Voters of a group paid for the same plans and hold the same. Example: 10 voters began with € 10; the six who
    chose B paid € 6.67 each: a group of six that paid for B holds € 3.33 each, one of four still has € 10.
    """
    just_paid = {class_: money for class_, money, _ in paid.payments}
    present = [class_ for class_, voters in enumerate(exact.voters) if voters]
    present.sort(key=lambda class_: (-exact.voters[class_], exact.behind[class_], exact.area[class_], class_))
    shown, others = present[:MOST_GROUPS_SHOWN], present[MOST_GROUPS_SHOWN:]

    def cents(amount: int) -> Fraction:
        return Fraction(amount, exact.denominator)

    def name_of(class_: int) -> str:
        return areas[exact.area[class_]].name if areas else ""

    def total(classes: list[int]) -> tuple[int, Fraction, Fraction]:
        return (
            sum(exact.voters[class_] for class_ in classes),
            cents(sum(just_paid.get(class_, 0) * exact.voters[class_] for class_ in classes)),
            cents(sum(exact.money[class_] * exact.voters[class_] for class_ in classes)),
        )

    groups = [
        Holders(tuple(id_of(plan) for plan in exact.behind[class_]), name_of(class_), *total([class_]))
        for class_ in shown
    ]
    rest = Holders((), "", *total(others)) if others else None
    return MoneyLeft(
        cents=total(present)[2],
        voters_with_nothing=sum(exact.voters[class_] for class_ in present if exact.money[class_] == 0),
        groups=tuple(groups),
        others=rest,
    )
