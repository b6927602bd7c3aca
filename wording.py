"""How the house's messages sound on a page: translated, with amounts and days as the reader writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from flask_babel import format_decimal, gettext

from lives.messages import Amount, Day, Euros, Message, Tenths
from pages.filters import day, euros, hours, moment, percent, tenths

__all__ = ["day", "euros", "hours", "percent", "say"]


def say(message: Message) -> str:
    """The message in the language of this request."""
    return message.rendered(gettext, _show)


def _show(value: object) -> str:
    if isinstance(value, Euros):
        return euros(value.cents)
    if isinstance(value, Amount):
        return euros(value.cents, value.currency)
    if isinstance(value, Tenths | Decimal):
        return tenths(value.tenths) if isinstance(value, Tenths) else str(format_decimal(value))
    if isinstance(value, Day):
        return day(value.date)
    if isinstance(value, datetime):
        return moment(value)
    return day(value) if isinstance(value, date) else str(value)
