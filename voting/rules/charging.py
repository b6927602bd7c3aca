"""Which pot pays for what, where several areas vote as one: exact to the cent, and no pot pays more than it has.

For settling a result on the books, for the record of the count, and for a pot that a "what if" makes larger.
"""

from __future__ import annotations

from collections.abc import Sequence


def divide(amount: int, weights: Sequence[int]) -> tuple[int, ...]:
    """A whole amount in proportion to whole weights, by the largest remainder; of equal remainders the first goes.

    100 cents over weights 2, 2 and 2 are 34, 33 and 33. Nothing is divided over weights of 0. Where the amount is
    no more than the weights together, no part is more than its weight. Raises ValueError for an amount of more than
    0 over nothing.
    """
    total = sum(weights)
    if amount and not total:
        raise ValueError("there is nothing to divide it over")
    if not total:
        return (0,) * len(weights)
    parts = [amount * weight // total for weight in weights]
    remainders = [amount * weight % total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-remainders[place], place))
    for place in by_remainder[: amount - sum(parts)]:
        parts[place] += 1
    return tuple(parts)


def charge(amounts: Sequence[int], pots: Sequence[int]) -> list[tuple[int, ...]]:
    """What each pot pays of each amount (cents, or minutes), in this order: in proportion to what the pots still hold.

    Pots of 10,000.00 and 5,000.00: a plan of 4,000.00 takes 2,666.67 and 1,333.33, then one of 2,000.00 takes
    1,333.33 of 7,333.33 and 666.67 of 3,666.67. One pot pays all. Raises ValueError for more than the pots hold.
    """
    left = list(pots)
    paid = []
    for amount in amounts:
        if amount > sum(left):
            raise ValueError("these pots do not hold so much")
        parts = divide(amount, left)
        left = [held - part for held, part in zip(left, parts, strict=True)]
        paid.append(parts)
    return paid
