"""What is left and where the rest is, for everybody to see: every part of an account in order, and one sentence.

The whole town is the sum of its areas, told by the same functions. Amounts are cents, or minutes of staff time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from budget.rules.ledger import SOURCES, Part
from lives.messages import Euros, Message, msg


class Stand(StrEnum):
    """A part as people read it, by the part's name: promised is what waits for payment, delivered or not."""

    ALLOCATED = "allocated"
    CARRIED_IN = "carried_in"
    ADDITIONS = "additions"
    AVAILABLE = "available"
    RESERVE_LEFT = "reserve_left"
    RING_FENCED = "ring_fenced"
    PROMISED = "promised"
    PAID = "paid"
    STANDING = "standing"
    SAVED = "saved"
    LAPSED = "lapsed"
    CARRIED_OUT = "carried_out"


CAME_IN = (Stand.ALLOCATED, Stand.CARRIED_IN, Stand.ADDITIONS)
WHERE = tuple(stand for stand in Stand if stand not in CAME_IN)
_TOLD_TOGETHER = {Stand.PROMISED: (Part.PROMISED, Part.DELIVERED)}


@dataclass(frozen=True)
class Thermometer:
    """What came in and where it is now: both sides add up to the same total."""

    amounts: Mapping[Stand, int]
    shortfall: int = 0
    """By how much standing commitments exceed what there is."""
    is_closed: bool = False

    @property
    def came_in(self) -> tuple[tuple[Stand, int], ...]:
        return tuple((stand, self.amounts[stand]) for stand in CAME_IN)

    @property
    def where(self) -> tuple[tuple[Stand, int], ...]:
        return tuple((stand, self.amounts[stand]) for stand in WHERE)

    @property
    def total(self) -> int:
        return sum(self.amounts[stand] for stand in CAME_IN)

    @property
    def free(self) -> int:
        """What can still be promised: to plans of any size and, from the reserve, to small plans."""
        return self.amounts[Stand.AVAILABLE] + self.amounts[Stand.RESERVE_LEFT]

    @property
    def fixed(self) -> int:
        return self.amounts[Stand.STANDING]


def read_thermometer(balances: Mapping[Part, int], shortfall: int = 0, is_closed: bool = False) -> Thermometer:
    """The thermometer of an account by the amount of each part, all at least 0.

    The Meent with EUR 35,980.00, of which 7,196.00 reserved and 1,000.00 of that granted, has 28,784.00 free for
    plans, 6,196.00 free for small plans and 1,000.00 promised. Raises ValueError when the two sides differ.
    """
    amounts = {stand: sum(balances[part] for part in _TOLD_TOGETHER.get(stand, (Part(stand),))) for stand in Stand}
    if sum(balances[part] for part in SOURCES) != sum(amounts[stand] for stand in WHERE):
        raise ValueError("what came in is not what is somewhere")
    return Thermometer(amounts, shortfall, is_closed)


def read_together(thermometers: Iterable[Thermometer]) -> Thermometer:
    """The thermometer of several accounts; closed when all are. Two areas with 10.00 and 5.00 free have 15.00."""
    found = tuple(thermometers)
    return Thermometer(
        {stand: sum(each.amounts[stand] for each in found) for stand in Stand},
        sum(each.shortfall for each in found),
        bool(found) and all(each.is_closed for each in found),
    )


def sentence_of(shown: Thermometer, name: str | Message, year: int, this_year: int) -> Message:
    """What is left, in one sentence: "€ 12,400 left for Meent this year; € 3,000 stands fixed."

    What is left is available and reserve together; what stands fixed is owed to large projects of years before.
    """
    values = {"free": Euros(shown.free), "fixed": Euros(shown.fixed), "area": name, "year": year}
    if shown.is_closed:
        return _closed_sentence(shown, name, year)
    if year == this_year:
        if shown.fixed:
            return msg("%(free)s left for %(area)s this year; %(fixed)s stands fixed.", **_without(values, "year"))
        return msg("%(free)s left for %(area)s this year.", **_without(values, "year", "fixed"))
    if shown.fixed:
        return msg("%(free)s left for %(area)s in %(year)s; %(fixed)s stands fixed.", **values)
    return msg("%(free)s left for %(area)s in %(year)s.", **_without(values, "fixed"))


def _closed_sentence(shown: Thermometer, name: str | Message, year: int) -> Message:
    spent = sum(shown.amounts[stand] for stand in (Stand.PROMISED, Stand.PAID))
    return msg(
        "%(year)s is closed. Of the %(total)s for %(area)s, %(spent)s was spent and %(lapsed)s went back.",
        year=year,
        area=name,
        total=Euros(shown.total),
        spent=Euros(spent),
        lapsed=Euros(shown.amounts[Stand.LAPSED]),
    )


def _without(values: Mapping[str, object], *names: str) -> dict[str, object]:
    return {name: value for name, value in values.items() if name not in names}
