"""Amounts of a record as cents: the record writes them as decimal strings of the currency."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

PART_OF_A_CENT = Decimal("0.01")
"""Amounts of a record have 12 digits: sums of them are right to a hundredth of a cent, and no further."""


def cents_of(amount: str) -> int:
    """The whole cents of an amount: "1250.5" is 125050; parts of a cent are rounded up, as what is missed."""
    return int((Decimal(amount) * 100).to_integral_value(rounding=ROUND_CEILING))


def nearest_cents(amount: str) -> int:
    """The nearest whole cents of an amount: "33.3333333333" is 3333; half cents go to the even one."""
    return int((Decimal(amount) * 100).to_integral_value(rounding=ROUND_HALF_EVEN))


def held_cents(euros: Decimal) -> int:
    """What a sum of a record's amounts comes to in whole cents, rounded down: 92.505 is 9250, 92.4999999999 is 9250."""
    return int((euros * 100).quantize(PART_OF_A_CENT).to_integral_value(rounding=ROUND_FLOOR))
