"""How a year's money is divided over the areas: an equal base each, the rest by people (and a third weight).

For the administrator who makes a year and the council that adopts it: always exact to the cent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lives.messages import Euros, Message, msg
from lives.refused import Refused


class SharesImpossible(Refused):
    """The money cannot be divided in this way."""


@dataclass(frozen=True)
class AreaWeight:
    """An area with a budget: its code, its inhabitants, and its third weight (e.g. a deprivation score)."""

    code: str
    inhabitants: int
    third_weight: int = 0


@dataclass(frozen=True)
class ShareFormula:
    """`base_cents` for each area; of what is left, `third_part` (0 to 1) by third weight, the rest by people.

    `people_unit` rounds each area's part of the inhabitants to that unit first (1/1000 = 0.1 %), by
    largest remainder, so that the parts still make a whole; None leaves them unrounded.
    """

    base_cents: int
    third_part: Fraction = Fraction(0)
    people_unit: Fraction | None = None


def hilversum_formula(base_cents: int) -> ShareFormula:
    """Hilversum's way: an equal base, the rest by shares of inhabitants rounded to 0.1 %."""
    return ShareFormula(base_cents, people_unit=Fraction(1, 1000))


def share_out(total_cents: int, areas: Sequence[AreaWeight], formula: ShareFormula) -> dict[str, int]:
    """Each area's share in cents by code, in the order given; the shares sum to the total exactly.

    EUR 500,000 with a base of 20,000 for eight areas leaves 340,000; the Hilversumse Meent with 4.7 %
    of the people gets 20,000 + 15,980 = 35,980. Raises SharesImpossible with the first fault.
    """
    faults = share_faults(total_cents, areas, formula)
    if faults:
        raise SharesImpossible(faults[0])
    rest = total_cents - formula.base_cents * len(areas)
    by_weight = round_to_sum(rest, {code: rest * part for code, part in rest_parts(areas, formula).items()})
    return {code: formula.base_cents + cents for code, cents in by_weight.items()}


def one_common_pot(code: str, total_cents: int) -> dict[str, int]:
    """The preset for a town without areas of its own: everything in one budget area."""
    return share_out(total_cents, [AreaWeight(code, 1)], ShareFormula(0))


def share_faults(total_cents: int, areas: Sequence[AreaWeight], formula: ShareFormula) -> tuple[Message, ...]:
    """Everything that stands in the way of dividing, at once; empty when it can be divided."""
    return tuple(message for _, message in named_faults(total_cents, areas, formula))


def named_faults(
    total_cents: int, areas: Sequence[AreaWeight], formula: ShareFormula
) -> tuple[tuple[str, Message], ...]:
    """The same, each with what it is about: total, areas, base, third_part, weights, people or third."""
    found = (*_amount_faults(total_cents, areas, formula.base_cents), *_weight_faults(areas, formula))
    return tuple((about, message) for about, is_fault, message in found if is_fault)


_Checked = tuple[str, bool, Message]


def _amount_faults(total_cents: int, areas: Sequence[AreaWeight], base_cents: int) -> tuple[_Checked, ...]:
    codes = [area.code for area in areas]
    needed = base_cents * len(areas)
    return (
        ("total", total_cents <= 0, msg("The amount to divide must be more than zero.")),
        ("areas", not areas, msg("Choose at least one area that gets a share.")),
        ("areas", len(set(codes)) < len(codes), msg("An area is in the list twice.")),
        ("base", base_cents < 0, msg("The base amount cannot be negative.")),
        (
            "base",
            needed > total_cents > 0,
            msg(
                "The base amounts together are %(needed)s. That is more than the %(total)s to divide.",
                needed=Euros(needed),
                total=Euros(total_cents),
            ),
        ),
    )


def _weight_faults(areas: Sequence[AreaWeight], formula: ShareFormula) -> tuple[_Checked, ...]:
    return (
        (
            "third_part",
            not 0 <= formula.third_part <= 1,
            msg("The part by the third weight must be from 0 to 100 percent."),
        ),
        (
            "weights",
            any(area.inhabitants < 0 or area.third_weight < 0 for area in areas),
            msg("A weight cannot be negative."),
        ),
        (
            "people",
            formula.third_part < 1 and bool(areas) and not any(area.inhabitants for area in areas),
            msg("No area has inhabitants, so the money cannot be divided by people."),
        ),
        (
            "third",
            formula.third_part > 0 and not any(area.third_weight for area in areas),
            msg("No area has a third weight, so no part of the money can be divided by it."),
        ),
    )


def largest_remainder(total: int, weights: Mapping[str, int | Fraction]) -> dict[str, int]:
    """A whole total divided by weights into whole parts: also for charging winners to several areas.

    100 cents by weights 1, 1, 1 gives 34, 33, 33. Raises ValueError when no weight is positive.
    """
    whole = sum(weights.values(), Fraction(0))
    if whole <= 0:
        raise ValueError("no weight is positive")
    return round_to_sum(total, {code: Fraction(total) * weight / whole for code, weight in weights.items()})


def round_to_sum(total: int, exact: Mapping[str, Fraction]) -> dict[str, int]:
    """Exact parts that sum to a whole total, rounded down; what is left goes, one each, to the largest
    remainders; equal remainders go by code, so that the order of entry never decides."""
    parts = {code: part.numerator // part.denominator for code, part in exact.items()}
    by_remainder = sorted(exact, key=lambda code: (parts[code] - exact[code], code))
    for code in by_remainder[: total - sum(parts.values())]:
        parts[code] += 1
    return parts


def reserve_cents(share_cents: int, part: Fraction) -> int:
    """The part of a share kept for small plans, in whole cents, rounded down.

    20 % of the Meent's EUR 35,980.00 is 7,196.00.
    """
    if not 0 <= part <= 1:
        raise ValueError(f"a part is from 0 to 1, not {part}")
    return int(share_cents * part)


def rest_parts(areas: Sequence[AreaWeight], formula: ShareFormula) -> dict[str, Fraction]:
    """Each area's part of what is left after the bases, by code: what it gets of each euro more or less in the pot.

    By people alone the Meent gets 47/1000 of it; with a fifth by a third weight of which the Meent has half,
    4/5 of 47/1000 and 1/5 of 1/2: 0.1376.
    """
    people = people_parts(areas, formula)
    third = _parts({area.code: area.third_weight for area in areas})
    return {code: (1 - formula.third_part) * people[code] + formula.third_part * third[code] for code in people}


def people_parts(areas: Sequence[AreaWeight], formula: ShareFormula) -> dict[str, Fraction]:
    """Each area's part of the people by code, as the formula counts with it: the Meent is 47/1000 of Hilversum."""
    parts = _parts({area.code: area.inhabitants for area in areas})
    if formula.people_unit is None or not any(parts.values()):
        return parts
    units = int(1 / formula.people_unit)
    rounded = round_to_sum(units, {code: part * units for code, part in parts.items()})
    return {code: Fraction(count, units) for code, count in rounded.items()}


def _parts(weights: Mapping[str, int]) -> dict[str, Fraction]:
    whole = sum(weights.values())
    return {code: Fraction(weight, whole) if whole else Fraction(0) for code, weight in weights.items()}
