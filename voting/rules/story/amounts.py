"""Amounts of a record as cents: the record writes them as decimal strings of the currency."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal


def cents_of(amount: str) -> int:
    """The whole cents of an amount: "1250.5" is 125050; parts of a cent are rounded up, as what is missed."""
    return int((Decimal(amount) * 100).to_integral_value(rounding=ROUND_CEILING))


def nearest_cents(amount: str) -> int:
    """The nearest whole cents of an amount: "33.3333333333" is 3333; half cents go to the even one."""
    return int((Decimal(amount) * 100).to_integral_value(rounding=ROUND_HALF_EVEN))
