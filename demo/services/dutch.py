"""The demo's letters in Dutch: it is told without a visitor, whose page would know the language."""

from __future__ import annotations

from functools import lru_cache
from gettext import GNUTranslations
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal

from lives.messages import Day, Euros, Message

CATALOGUE = Path(__file__).resolve().parents[2] / "translations/nl/LC_MESSAGES/messages.mo"


def say_in_dutch(_language: str, message: Message) -> str:
    """A sentence with its days and amounts as a Dutch reader writes them: 14 maart 2026, € 1.250,50."""
    return message.rendered(_catalogue().gettext, _shown)


@lru_cache(maxsize=1)
def _catalogue() -> GNUTranslations:
    with CATALOGUE.open("rb") as file:
        return GNUTranslations(file)


def _shown(value: object) -> str:
    if isinstance(value, Day):
        return format_date(value.date, "d MMMM y", locale="nl")
    if isinstance(value, Euros):
        whole = value.cents % 100 == 0
        return f"€\u00a0{format_decimal(value.cents / 100, '#,##0' if whole else '#,##0.00', locale='nl')}"
    return str(value)
