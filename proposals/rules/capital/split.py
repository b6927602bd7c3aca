"""CAP-SPLIT: plans that look like parts of one, and together pass a threshold that this one does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import asin, cos, radians, sin, sqrt

from lives.messages import Euros, msg
from proposals.rules.capital.assumptions import upkeep_of
from proposals.rules.capital.facts import Kind, Neighbouring, Origin, PlanFacts
from proposals.rules.capital.ground import Advice, Ground, GroundCode, Outcome
from proposals.rules.capital.single import single_grounds
from proposals.rules.capital.thresholds import CapitalThresholds

EARTH_RADIUS_METRES = 6_371_000


def split_ground(facts: PlanFacts, thresholds: CapitalThresholds, others: Sequence[Neighbouring]) -> Ground | None:
    """The ground CAP-SPLIT, soft, with the outcome of the threshold that is passed together.

    Two plans of EUR 12,000 for one playground make 24,000: past the 20,000 of CAP-ACTIVATE.
    """
    parts = sorted((other for other in others if may_be_one_plan(facts, other, thresholds)), key=_by_title)
    if not parts:
        return None
    all_parts = (facts, *(part.facts_beside(facts) for part in parts))
    alone = _codes(facts, thresholds)
    passed = [
        ground
        for part in all_parts
        for ground in _passed_together(part, all_parts, thresholds)
        if ground.code not in alone
    ]
    if not passed:
        return None
    is_investment = any(ground.outcome is Outcome.INVESTMENT for ground in passed)
    message = msg(
        "Together with %(others)s the plan asks %(together)s. Are these parts of one larger plan?",
        others=", ".join(f"“{other.title}”" for other in parts),
        together=Euros(sum(part.asked_cents for part in all_parts)),
    )
    if is_investment:
        return Ground(GroundCode.SPLIT, False, Outcome.INVESTMENT, message, (Advice.MAKE_SMALLER, Advice.ROUTE))
    return Ground(GroundCode.SPLIT, False, Outcome.TOO_LARGE, message, (Advice.MAKE_SMALLER, Advice.SAVE))


def _by_title(part: Neighbouring) -> tuple[str, int]:
    return part.title, part.amount_cents


def _passed_together(
    part: PlanFacts, all_parts: Sequence[PlanFacts], thresholds: CapitalThresholds
) -> Sequence[Ground]:
    """What a plan like this part would pass with the money of all, and this part alone does not.

    Each part's answers are tried for the whole, so that it does not help to call one of them a repair.
    """
    alone = _codes(part, thresholds)
    whole = _together(part, all_parts, thresholds)
    return [ground for ground in single_grounds(whole, thresholds) if ground.code not in alone]


def may_be_one_plan(facts: PlanFacts, other: Neighbouring, thresholds: CapitalThresholds) -> bool:
    """Within twelve months, and of the same proposer, or at the same place and of the same kind."""
    if thresholds.split_months is None:
        return False
    if not _is_within(facts.origin.day, other.origin.day, thresholds.split_months):
        return False
    if facts.origin.proposer and facts.origin.proposer == other.origin.proposer:
        return True
    is_same_place = _is_same_place(facts.origin, other.origin, thresholds.split_metres)
    return is_same_place and _may_be_same_kind(facts.kind, other.kind)


def _codes(facts: PlanFacts, thresholds: CapitalThresholds) -> set[GroundCode]:
    return {ground.code for ground in single_grounds(facts, thresholds)}


def _together(part: PlanFacts, all_parts: Sequence[PlanFacts], thresholds: CapitalThresholds) -> PlanFacts:
    """The money of all parts: each part's own third-party money, and no more of it than the part costs."""
    return replace(
        part,
        amount_cents=sum(each.amount_cents for each in all_parts),
        third_party_cents=sum(min(each.amount_cents, each.third_party_cents) for each in all_parts),
        upkeep_cents_per_year=_upkeep_together(part, all_parts, thresholds),
    )


def _upkeep_together(part: PlanFacts, all_parts: Sequence[PlanFacts], thresholds: CapitalThresholds) -> int | None:
    """Of what stays, or of what does not: the upkeep of a park is no upkeep of the feast at its opening."""
    alike = [each for each in all_parts if each.makes_asset is part.makes_asset]
    if all(each.upkeep_cents_per_year is None for each in alike):
        return None
    return sum(upkeep_of(each, thresholds) for each in alike)


def _may_be_same_kind(one: Kind, other: Kind) -> bool:
    """Nothing that stays is no kind of work; a kind that nobody knows may be the same as any."""
    if Kind.NONE in (one, other):
        return False
    return one is other or Kind.UNKNOWN in (one, other)


def _is_within(one: date | None, other: date | None, months: int) -> bool:
    """Whether two days are at most so many months apart; an unknown day is taken to be near."""
    if one is None or other is None:
        return True
    earlier, later = sorted((one, other))
    return (later.year * 12 + later.month, later.day) <= (
        earlier.year * 12 + earlier.month + months,
        earlier.day,
    )


def _is_same_place(one: Origin, other: Origin, metres: int) -> bool:
    if one.neighbourhood and one.neighbourhood == other.neighbourhood:
        return True
    distance = distance_metres(one, other)
    return distance is not None and distance <= metres


def distance_metres(one: Origin, other: Origin) -> float | None:
    """Metres between two places over the globe (haversine); None when a place has no coordinates."""
    if one.longitude is None or one.latitude is None or other.longitude is None or other.latitude is None:
        return None
    north = radians(other.latitude - one.latitude)
    east = radians(other.longitude - one.longitude)
    half = sin(north / 2) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_METRES * asin(sqrt(half))
