"""Amounts, hours and numbers of a count as decimal strings, exact where they can be."""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

_TWELVE_DIGITS = Context(prec=12, rounding=ROUND_HALF_EVEN)


def money(cents: int | Fraction) -> str:
    """Cents as a decimal string: 125050 → "1250.5", a third of a euro → "0.333333333333"."""
    return digits(Fraction(cents, 100))


def hours(minutes: int) -> str:
    """Minutes as hours: 90 → "1.5", 20 → "0.333333333333"."""
    return digits(Fraction(minutes, 60))


def digits(value: Fraction) -> str:
    """A number in plain notation; exact up to cents, else rounded half-even to 12 significant digits."""
    if (value * 100).denominator == 1:
        number = Decimal((value * 100).numerator).scaleb(-2, Context(prec=60))
    else:
        number = _TWELVE_DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
