"""Whether the settings of a round can be: pots, kind of ballot, way of counting, largest plan.

For the administrator who makes a round: everything that is wrong is told at once, at its field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lives.messages import Euros, Message, msg

BALLOT_TYPES = ("approval", "knapsack", "choose_1", "points", "ranking")
METHODS = ("equalshares", "greedy")
COMPLETIONS = ("none", "add1", "add1u", "greedy")
UTILITIES = ("cost", "cardinality")
LOTS = ("none", "automatic", "dice")
TELL_THEIR_WORTH = frozenset({"points", "ranking"})
"""Ballots that say themselves what a plan is worth to the voter."""
MOST_POINTS = 1_000
MOST_PLACES = 20
MOST_THRESHOLD = 1_000_000
MOST_THRESHOLD_PERCENT = 99


@dataclass(frozen=True)
class Fault:
    """Something wrong with a setting; `field` names it, pot_…, hours_… and goes_with_… by area, limit_… by theme."""

    field: str
    message: Message


@dataclass(frozen=True)
class Pot:
    """What an area has in the round: cents and, where they count, hours of the municipality's own people.

    What is available is None when no account pays for it. `merges_with` names the area that it is counted with when
    too few people vote in it."""

    area_code: str
    pot_cents: int
    available_cents: int | None = None
    hours: int | None = None
    available_hours: int | None = None
    merges_with: str | None = None


@dataclass(frozen=True)
class BallotSettings:
    """What a voter may do. `most_choices`: plans, or places of a ranking (None: as many as one likes); points:
    how many in all, and for one plan (None: no most of its own); the least spent in percent of the pot."""

    ballot_type: str = "approval"
    most_choices: int | None = None
    most_points: int | None = None
    most_points_per_plan: int | None = None
    least_spend_percent: int = 0


@dataclass(frozen=True)
class CountSettings:
    """How is counted. `utility` is empty where the ballot says what a plan is worth; the threshold is in whole
    votes or points, or (`threshold_percent`, then it is 0) in percent of the ballots with a choice; `limits` are
    percentages of the pot by theme."""

    method: str = "equalshares"
    completion: str = "add1u"
    comparison: bool = False
    utility: str = "cost"
    threshold: int = 0
    lot: str = "automatic"
    limits: Mapping[str, int] = field(default_factory=dict)
    threshold_percent: int = 0


@dataclass(frozen=True)
class RoundSettings:
    """Everything about a round that is not a date or a text; the largest plan in percent of the share."""

    pots: tuple[Pot, ...]
    ballot: BallotSettings = BallotSettings()
    counting: CountSettings = CountSettings()
    largest_plan_percent: int = 50
    is_reference: bool = False
    across: bool = False


def settings_faults(settings: RoundSettings) -> tuple[Fault, ...]:
    """Everything that is wrong, at once; empty when the round can be made.

    A pot may be exactly what is available: of the Meent's EUR 28,784.00 all of it.
    """
    codes = [pot.area_code for pot in settings.pots]
    found = [] if codes else [Fault("areas", msg("Choose at least one area."))]
    if len(set(codes)) < len(codes):
        found.append(Fault("areas", msg("An area takes part once.")))
    if settings.across:
        found += across_faults(settings.pots)
    found += merging_faults(settings.pots)
    if not settings.is_reference:
        found += ballot_faults(settings.ballot)
    found += counting_faults(settings.counting, settings.ballot.ballot_type)
    if not 1 <= settings.largest_plan_percent <= 100:
        told = msg("The largest plan is from 1 to 100 percent of the area's share.")
        found.append(Fault("largest_plan_percent", told))
    return (*found, *(fault for pot in settings.pots for fault in pot_faults(pot)))


def across_faults(pots: tuple[Pot, ...]) -> Iterator[Fault]:
    """One election over several areas needs several, and hours of all of them or of none: they are one pot too."""
    if len(pots) == 1:
        yield Fault("across", msg("Voting for plans of other areas needs two areas or more."))
    if len({pot.hours is None for pot in pots}) > 1:
        yield Fault("across", msg("Fill in hours for every area, or for none: residents divide them together."))


def merging_faults(pots: tuple[Pot, ...]) -> Iterator[Fault]:
    """An area goes with another one of the round, and with hours where that has hours: they are one pot then."""
    hours = {pot.area_code: pot.hours is None for pot in pots}
    for pot in pots:
        if pot.merges_with is None:
            continue
        if pot.merges_with not in hours or pot.merges_with == pot.area_code:
            told = msg("Choose another area that takes part in this round, or none.")
            yield Fault(f"goes_with_{pot.area_code}", told)
        elif hours[pot.merges_with] != (pot.hours is None):
            told = msg("Fill in hours for both areas or for neither: they are one pot when they are counted together.")
            yield Fault(f"goes_with_{pot.area_code}", told)


def ballot_faults(ballot: BallotSettings) -> Iterator[Fault]:
    """What is wrong with the kind of ballot and its numbers; a number that this kind does not have is a fault too."""
    kind = ballot.ballot_type
    if kind not in BALLOT_TYPES:
        yield Fault("ballot_type", msg("Choose what voters may do on the ballot."))
        return
    if kind == "ranking":
        if not 2 <= (ballot.most_choices or 0) <= MOST_PLACES:
            yield Fault("most_choices", msg("A ranking has from 2 to %(most)s places.", most=MOST_PLACES))
    elif ballot.most_choices is not None and (kind not in ("approval", "knapsack") or ballot.most_choices < 1):
        yield Fault("most_choices", msg("Leave this empty, or fill in 1 or more when voters choose several plans."))
    yield from _points_faults(ballot)
    if not 0 <= ballot.least_spend_percent <= (100 if kind == "knapsack" else 0):
        told = msg("Only where plans must fit the pot can a voter have to spend a part of it: from 0 to 100 percent.")
        yield Fault("least_spend_percent", told)


def _points_faults(ballot: BallotSettings) -> Iterator[Fault]:
    most, per_plan = ballot.most_points, ballot.most_points_per_plan
    if ballot.ballot_type != "points":
        if most is not None or per_plan is not None:
            yield Fault("most_points", msg("Only a ballot with points has a number of points."))
        return
    if not 2 <= (most or 0) <= MOST_POINTS:
        yield Fault("most_points", msg("Give every voter from 2 to %(most)s points.", most=MOST_POINTS))
    elif per_plan is not None and not 1 <= per_plan <= (most or 0):
        told = msg("One plan gets at least 1 point and at most all %(most)s.", most=most)
        yield Fault("most_points_per_plan", told)


def counting_faults(counting: CountSettings, ballot_type: str) -> Iterator[Fault]:
    """What is wrong with the way of counting, seen with this kind of ballot."""
    if counting.method not in METHODS:
        yield Fault("method", msg("Choose how the votes are counted."))
    if counting.completion not in COMPLETIONS:
        yield Fault("completion", msg("Choose what happens with the money that is left."))
    if counting.comparison and counting.method != "equalshares":
        yield Fault("comparison", msg("Comparing with the most votes is only possible with Equal Shares."))
    if ballot_type in TELL_THEIR_WORTH and counting.utility:
        told = msg("Points and places say themselves what a plan is worth. Cost or number cannot be chosen here.")
        yield Fault("utility", told)
    elif ballot_type not in TELL_THEIR_WORTH and counting.utility not in UTILITIES:
        yield Fault("utility", msg("Choose what a chosen plan is worth to its voter."))
    yield from _threshold_faults(counting, ballot_type)
    if counting.lot not in LOTS:
        yield Fault("lot", msg("Choose what decides when plans are equal in everything."))
    for theme, percent in counting.limits.items():
        if not 1 <= percent <= 99:
            yield Fault(f"limit_{theme}", msg("Fill in a percentage from 1 to 99, or leave it empty."))


def _threshold_faults(counting: CountSettings, ballot_type: str) -> Iterator[Fault]:
    """A percentage is of voters, so it says nothing about a sum of points; and there is one threshold, not two."""
    if not 0 <= counting.threshold <= MOST_THRESHOLD:
        yield Fault("threshold", msg("Fill in a whole number from 0 to %(most)s.", most=MOST_THRESHOLD))
    percent = counting.threshold_percent
    if not 0 <= percent <= MOST_THRESHOLD_PERCENT:
        told = msg("Fill in a whole number from 0 to %(most)s.", most=MOST_THRESHOLD_PERCENT)
        yield Fault("threshold_percent", told)
    elif percent and ballot_type in TELL_THEIR_WORTH:
        told = msg("With points or places a plan needs a number of points. A percentage is not possible here.")
        yield Fault("threshold_percent", told)
    elif percent and counting.threshold:
        yield Fault("threshold_percent", msg("Choose one of the two: a number of votes or a percentage."))


def pot_faults(pot: Pot) -> tuple[Fault, ...]:
    """What is wrong with one pot."""
    found = []
    if pot.pot_cents <= 0:
        told = msg("Every area that takes part needs a pot of more than zero.")
        found.append(Fault(f"pot_{pot.area_code}", told))
    elif pot.available_cents is not None and pot.pot_cents > pot.available_cents:
        told = msg(
            "The pot of %(pot)s is more than the %(available)s that is available.",
            pot=Euros(pot.pot_cents),
            available=Euros(pot.available_cents),
        )
        found.append(Fault(f"pot_{pot.area_code}", told))
    if pot.hours is not None and pot.hours <= 0:
        found.append(Fault(f"hours_{pot.area_code}", msg("Fill in at least 1 hour, or leave it empty.")))
    elif pot.hours is not None and pot.available_hours is not None and pot.hours > pot.available_hours:
        told = msg("%(hours)s hours is more than the %(available)s hours that are available.",
                   hours=pot.hours, available=pot.available_hours)  # fmt: skip
        found.append(Fault(f"hours_{pot.area_code}", told))
    return tuple(found)


def least_sum_cents(pot_cents: int, percent: int) -> int:
    """What a knapsack must cost together at least: 50 percent of EUR 100.01 is 50.01, rounded up once."""
    return -(-pot_cents * percent // 100)


def limit_cents(pot_cents: int, percent: int) -> int:
    """What plans of a theme may cost together: 50 percent of EUR 100.01 is 50.00, rounded down once."""
    return pot_cents * percent // 100
