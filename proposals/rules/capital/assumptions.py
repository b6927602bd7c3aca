"""What the test takes for granted when nobody knows: always the careful side, and always said."""

from __future__ import annotations

from lives.messages import Euros, Message, msg
from proposals.rules.capital.facts import Answer, Kind, NewOrRepair, Owner, PlanFacts
from proposals.rules.capital.thresholds import CapitalThresholds


def life_of(facts: PlanFacts, thresholds: CapitalThresholds) -> int:
    """Years of use: the answer, else what is usual for the kind, else long enough for every rule.

    Never so short that a plan escapes CAP-ACTIVATE by not answering: that takes somebody who says so.
    """
    if facts.life_years is not None:
        return facts.life_years
    usual = thresholds.usual_life(facts.kind)
    if usual is None:
        return max(thresholds.life_years, thresholds.activate_life_years)
    return max(usual, thresholds.activate_life_years)


def upkeep_of(facts: PlanFacts, thresholds: CapitalThresholds) -> int:
    """Cents of upkeep a year: the answer, else a percentage of the cost of something that lasts.

    A bench path of EUR 8,000 of which nobody knows the upkeep counts for 5 %: 400 a year.
    """
    if facts.upkeep_cents_per_year is not None:
        return facts.upkeep_cents_per_year
    if not facts.leaves_something_outside:
        return 0
    return -(-facts.amount_cents * thresholds.upkeep_percent // 100)


def about_asset(facts: PlanFacts) -> tuple[Message, ...]:
    """What is assumed to say that something lasting comes of the plan."""
    told = (
        (
            facts.touches_public_space is Answer.NO and facts.kind is Kind.UNKNOWN,
            msg("It is not known what stays of the plan. We assume that something lasting comes of it."),
        ),
        (
            facts.touches_public_space is Answer.UNKNOWN and facts.kind is Kind.UNKNOWN,
            msg(
                "It is not known whether something comes on the street, in the green or on a building. "
                "We assume that it does."
            ),
        ),
        (
            facts.new_or_repair is NewOrRepair.UNKNOWN,
            msg("It is not known whether this is new or a repair. We assume that it is new."),
        ),
    )
    return _said(told)


def about_owner(facts: PlanFacts) -> tuple[Message, ...]:
    is_unknown = facts.owner_after is Owner.UNKNOWN
    return _said(((is_unknown, msg("It is not known who will own it. We assume: the municipality.")),))


def about_life(facts: PlanFacts, thresholds: CapitalThresholds) -> tuple[Message, ...]:
    if facts.life_years is not None:
        return ()
    years = life_of(facts, thresholds)
    if thresholds.usual_life(facts.kind) is None:
        return (msg("It is not known how long it lasts. We assume at least %(years)s years.", years=years),)
    return (msg("It is not known how long it lasts. For this kind we count on %(years)s years.", years=years),)


def about_upkeep(facts: PlanFacts, thresholds: CapitalThresholds) -> tuple[Message, ...]:
    if facts.upkeep_cents_per_year is not None:
        return ()
    return (
        msg(
            "It is not known what upkeep costs. We count on %(percent)s %% of the cost: %(upkeep)s a year.",
            percent=thresholds.upkeep_percent,
            upkeep=Euros(upkeep_of(facts, thresholds)),
        ),
    )


def about_kind(facts: PlanFacts) -> tuple[Message, ...]:
    is_unknown = facts.kind is Kind.UNKNOWN
    return _said(
        (
            (
                is_unknown,
                msg("It is not known what kind of thing it is. We assume one that is often an investment."),
            ),
        )
    )


def _said(told: tuple[tuple[bool, Message], ...]) -> tuple[Message, ...]:
    return tuple(message for is_said, message in told if is_said)
