"""How money, hours, days and shares are written on a page, for every visitor, in the language of the page.

Dutch and English only; times are shown in Amsterdam whatever zone they were stored in.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from babel.numbers import format_decimal
from flask import Flask
from flask_babel import get_locale
from jinja2 import pass_context
from jinja2.runtime import Context

from pages import sentences

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HARD_SPACE = "\u00a0"
MINUS = "\u2212"
DUTCH_SIGNS = str.maketrans(",.", ".,")
Number = int | float | Decimal | Fraction


def euros(cents: int, currency: str = "EUR") -> str:
    """Write whole cents as people read them: 125050 is "€ 1.250,50", and 125000 is "€ 1.250".

    Written out here and not by Babel: a page of plans shows fifty amounts, and this is sixty times as fast.
    """
    whole, rest = divmod(abs(cents), 100)
    number = f"{whole:,}.{rest:02}" if rest else f"{whole:,}"
    if _is_dutch():
        number = number.translate(DUTCH_SIGNS)
    sign = "€" if currency == "EUR" else currency
    space = HARD_SPACE if _is_dutch() or sign != "€" else ""
    return f"{MINUS}{HARD_SPACE}{sign}{space}{number}" if cents < 0 else f"{sign}{space}{number}"


def hours(amount: Number) -> str:
    """Write hours of work: 1 is "1 uur", 12.5 is "12,5 uur"; what is no quarter of an hour is "117:08 uur"."""
    whole, minutes = divmod(round(_as_decimal(amount) * 60), 60)
    number = format_decimal(_as_decimal(amount), "#,##0.##", locale=_language())
    if minutes % 15:
        number = f"{format_decimal(whole, '#,##0', locale=_language())}:{minutes:02d}"
    if _is_dutch():
        return f"{number}{HARD_SPACE}uur"
    return f"{number}{HARD_SPACE}{'hour' if amount == 1 else 'hours'}"


def day(when: date | datetime) -> str:
    """Write a day: "14 maart 2026". A moment is taken as the day it is in Amsterdam."""
    return format_datetime(_on_the_wall(when), "d MMMM y", locale=_language())


def iso_day(text: str) -> str:
    """Write a day that was kept as text, as in a mail that waits: "2027-07-10" is "10 juli 2027"."""
    return day(date.fromisoformat(text))


def weekday(when: date | datetime) -> str:
    """Write a day with its name: "zaterdag 14 maart 2026"."""
    return format_datetime(_on_the_wall(when), "EEEE d MMMM y", locale=_language())


def moment(when: datetime) -> str:
    """Write a moment in Amsterdam: "14 maart 2026, 13:05"."""
    return format_datetime(_on_the_wall(when), "d MMMM y, HH:mm", locale=_language())


def until(when: datetime) -> str:
    """Write the end of something: midnight belongs to the day before, as "4 december 2026, 24:00"."""
    wall = _on_the_wall(when)
    if (wall.hour, wall.minute) == (0, 0):
        return f"{day(wall.date() - timedelta(days=1))}, 24:00"
    return moment(when)


def percent(share: Number, decimals: int = 1) -> str:
    """Write a share of one: 0.107 is "10,7%". Zeros behind the comma are left out; halves go up."""
    number = round(_as_decimal(share) * 100, decimals)
    pattern = "#,##0." + "#" * decimals if decimals else "#,##0"
    return format_decimal(number, pattern, locale=_language()) + "%"


def tenths(number: int) -> str:
    """Write a number of tenths: 25 is "2,5" and 350 is "35"."""
    return str(format_decimal(Decimal(number) / 10, "#,##0.#", locale=_language()))


def register(app: Flask) -> None:
    """Make the filters known to the templates under their own names."""
    for write in (euros, hours, day, iso_day, weekday, moment, until, percent):
        app.jinja_env.filters[write.__name__] = _in_the_language_of_the_page(write)
    sentences.register(app)


def _in_the_language_of_the_page(write: Callable[..., str]) -> Callable[..., str]:
    """Without the context Jinja would write an amount that stands in a template once, in one language, for all."""

    @pass_context
    def filtered(_context: Context, *values: object) -> str:
        return write(*values)

    return filtered


def _language() -> str:
    return "nl" if _is_dutch() else "en"


def _is_dutch() -> bool:
    locale = get_locale()
    return locale is None or locale.language == "nl"


def _as_decimal(number: Number) -> Decimal:
    if isinstance(number, Fraction):
        return Decimal(number.numerator) / Decimal(number.denominator)
    return Decimal(str(number))


def _on_the_wall(when: date | datetime) -> datetime:
    """A moment as Amsterdam's clocks show it, without its zone, so that nothing shifts it again."""
    if not isinstance(when, datetime):
        return datetime(when.year, when.month, when.day)  # noqa: DTZ001 - a day has no zone
    if when.tzinfo is None:
        raise ValueError("a moment without a zone cannot be shown")
    return when.astimezone(AMSTERDAM).replace(tzinfo=None)
