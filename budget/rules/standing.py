"""What stands fixed in a year and what of it is booked: how much is set apart, freed, or short.

For finance and for everyone who reads that an area is short of money. Amounts are cents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lives.messages import Euros, Message, msg
from lives.refused import Refused

FIRST_YEAR, LAST_YEAR = 2000, 2400
"""A bridge of today is paid for in the next century."""


class PaidAlready(Refused):
    """What a year paid already cannot be taken off it any more."""


@dataclass(frozen=True)
class Owed:
    """What one subject owes in a year, and what of that was set apart in the books so far."""

    subject: str
    owed_cents: int
    booked_cents: int
    reference: str = ""
    """Of the newest decision or correction."""

    @property
    def short_cents(self) -> int:
        return max(self.owed_cents - self.booked_cents, 0)


def to_free(owed: Owed, held_cents: int, year: int) -> int:
    """What comes free when less is owed than was set apart. `held_cents` of that is not paid yet.

    EUR 12,600 set apart and 11,000 owed frees 1,600. Raises PaidAlready when more than 11,000 is paid.
    """
    free = max(owed.booked_cents - owed.owed_cents, 0)
    if free > held_cents:
        paid = owed.booked_cents - held_cents
        raise PaidAlready(
            msg("In %(year)s %(paid)s is paid already. The amount cannot be less.", year=year, paid=Euros(paid))
        )
    return free


def to_set_apart(due: Iterable[Owed], available_cents: int) -> tuple[tuple[Owed, int], ...]:
    """What can be set apart now for each subject that is short, the oldest decision first.

    Short 500.00 and 300.00 with 600.00 available gives 500.00 and 100.00; 200.00 stays short.
    """
    found = []
    for each in due:
        fits = min(each.short_cents, available_cents)
        if fits:
            found.append((each, fits))
            available_cents -= fits
    return tuple(found)


def shortfall_of(due: Iterable[Owed]) -> int:
    """What is owed and not set apart, of all subjects together."""
    return sum(each.short_cents for each in due)


def fault_in_amounts(cents_by_year: Mapping[int, int], largest_cents: int, least_cents: int) -> Message | None:
    """The first thing that is wrong with amounts by year, or None."""
    too_large = msg("This amount is too large. The largest amount is %(largest)s.", largest=Euros(largest_cents))
    too_small = msg("The amount must be more than zero.") if least_cents else msg("An amount cannot be negative.")
    found = (
        (not cents_by_year, msg("Fill in at least one year.")),
        (
            any(not FIRST_YEAR <= year <= LAST_YEAR for year in cents_by_year),
            msg("The years must lie from 2000 to 2400."),
        ),
        (any(cents < least_cents for cents in cents_by_year.values()), too_small),
        (any(cents > largest_cents for cents in cents_by_year.values()), too_large),
    )
    return next((message for is_fault, message in found if is_fault), None)
