"""The thermometer as pages show it: the parts in words with their colours, the sentence, and the picture's numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from budget.models import Account
from budget.queries import EUROS, MINUTES
from budget.rules.ledger import Part
from budget.rules.thermometer import Stand, Thermometer, read_thermometer, read_together, sentence_of
from budget.words import PARTS, shortfall_in_words
from wording import say

TONES = {
    Stand.AVAILABLE: "green",
    Stand.RESERVE_LEFT: "leaf",
    Stand.RING_FENCED: "yellow",
    Stand.PROMISED: "plum",
    Stand.PAID: "ink",
    Stand.STANDING: "red",
    Stand.SAVED: "blue",
    Stand.LAPSED: "grey",
    Stand.CARRIED_OUT: "grey",
}


@dataclass(frozen=True)
class ShownPart:
    """One part in words, in cents and, where the area has hours too, in hours."""

    label: str
    cents: int
    tone: str
    hours: float | None


@dataclass(frozen=True)
class ShownThermometer:
    """What a page needs to draw a thermometer."""

    sentence: str
    shortfall: str
    total_cents: int
    total_hours: float | None
    came_in: tuple[ShownPart, ...]
    where: tuple[ShownPart, ...]
    is_closed: bool


def thermometer_of(accounts: Iterable[Account], unit: str = EUROS) -> Thermometer | None:
    """The thermometer of these accounts together, of one unit; None where there is no such account."""
    found = [
        read_thermometer({part: getattr(each, part.value) for part in Part}, each.shortfall, each.is_closed)
        for each in accounts
        if each.unit == unit
    ]
    return read_together(found) if found else None


def shown_thermometer(accounts: list[Account], name: str, this_year: int) -> ShownThermometer:
    """The accounts of one year, of an area or of the whole town, in the words of this request's language."""
    euros, minutes = thermometer_of(accounts), thermometer_of(accounts, MINUTES)
    if euros is None:
        raise ValueError("hours are shown beside money, never alone")
    year = accounts[0].year
    return ShownThermometer(
        sentence=say(sentence_of(euros, name, year, this_year)),
        shortfall=say(shortfall_in_words(euros.shortfall, year)) if euros.shortfall else "",
        total_cents=euros.total,
        total_hours=None if minutes is None else minutes.total / 60,
        came_in=_parts(euros.came_in, minutes),
        where=_parts(euros.where, minutes),
        is_closed=euros.is_closed,
    )


def all_areas() -> str:
    """What the whole town is called inside the sentence."""
    return str(_("all areas together"))


def _parts(parts: tuple[tuple[Stand, int], ...], minutes: Thermometer | None) -> tuple[ShownPart, ...]:
    return tuple(
        ShownPart(
            say(PARTS[Part(stand.value)]),
            cents,
            TONES.get(stand, "green"),
            None if minutes is None else minutes.amounts[stand] / 60,
        )
        for stand, cents in parts
    )
