"""The grounds that a plan has by itself, one function for each rule (CAP-SPLIT looks at other plans)."""

from __future__ import annotations

from lives.messages import Euros, Message, msg
from proposals.rules.capital import assumptions
from proposals.rules.capital.facts import Kind, NewOrRepair, PlanFacts
from proposals.rules.capital.ground import ADVICE, Ground, GroundCode, Outcome
from proposals.rules.capital.thresholds import CapitalThresholds


def single_grounds(facts: PlanFacts, thresholds: CapitalThresholds) -> tuple[Ground, ...]:
    """Every ground the plan has by its own facts, in the order of the rules."""
    rules = (must_activate, asks_much, takes_large_share, lasts_long, needs_upkeep, is_of_large_kind)
    found = (rule(facts, thresholds) for rule in rules)
    return tuple(ground for ground in found if ground is not None)


def must_activate(facts: PlanFacts, thresholds: CapitalThresholds) -> Ground | None:
    """CAP-ACTIVATE: the municipality gets something new that lasts three years or more, and its net cost
    reaches the activation threshold (BBV art. 59: such investments must be capitalised).

    EUR 20,000.00 net is flagged, 19,999.99 is not. Soft where the council gave a framework credit.
    """
    limit = thresholds.activate_cents
    if limit is None or facts.asked_cents < limit or not facts.makes_asset or not facts.may_be_municipal:
        return None
    if assumptions.life_of(facts, thresholds) < thresholds.activate_life_years:
        return None
    message = msg(
        "The municipality gets something that lasts, for %(net)s. From %(limit)s on this is an "
        "investment, and only the council may decide about it.",
        net=Euros(facts.asked_cents),
        limit=Euros(limit),
    )
    assumed = (
        *assumptions.about_asset(facts),
        *assumptions.about_owner(facts),
        *assumptions.about_life(facts, thresholds),
    )
    is_hard = not thresholds.has_framework_credit
    return _ground(GroundCode.ACTIVATE, is_hard, Outcome.INVESTMENT, message, assumed)


def asks_much(facts: PlanFacts, thresholds: CapitalThresholds) -> Ground | None:
    """CAP-AMOUNT: the plan asks EUR 50,000 or more; an investment when the municipality gets an asset."""
    limit = thresholds.amount_cents
    if limit is None or facts.asked_cents < limit:
        return None
    message = msg(
        "The plan asks %(asked)s. From %(limit)s on a plan is too large for a vote in the neighbourhood.",
        asked=Euros(facts.asked_cents),
        limit=Euros(limit),
    )
    assumed = (*assumptions.about_asset(facts), *assumptions.about_owner(facts)) if facts.makes_asset else ()
    return _ground(GroundCode.AMOUNT, True, outcome_of(facts), message, assumed)


def takes_large_share(facts: PlanFacts, thresholds: CapitalThresholds) -> Ground | None:
    """CAP-SHARE: more than half of the area's share of the year; hard above a limit that the round set or
    above the pot. Exactly half, exactly the limit and exactly the pot are fine.

    Of the Meent's EUR 35,980.00 a plan may ask 17,990.00.
    """
    message = None
    if thresholds.share_percent is not None and facts.share_cents is not None:
        message = _share_message(facts.asked_cents, facts.share_cents, thresholds.share_percent)
    limit = _round_limit(facts) if thresholds.applies_round_limits else None
    is_hard = limit is not None and facts.asked_cents > limit
    if is_hard and limit is not None:
        message = msg(
            "The plan asks %(asked)s. In this round a plan may ask at most %(limit)s.",
            asked=Euros(facts.asked_cents),
            limit=Euros(limit),
        )
    return None if message is None else _ground(GroundCode.SHARE, is_hard, Outcome.TOO_LARGE, message)


def _round_limit(facts: PlanFacts) -> int | None:
    limits = [cents for cents in (facts.largest_plan_cents, facts.pot_cents) if cents is not None]
    return min(limits, default=None)


def _share_message(asked_cents: int, share_cents: int, percent: int) -> Message | None:
    if asked_cents * 100 <= share_cents * percent:
        return None
    return msg(
        "The plan asks %(asked)s. The area has %(share)s this year, and one plan takes at most %(limit)s of it.",
        asked=Euros(asked_cents),
        share=Euros(share_cents),
        limit=Euros(share_cents * percent // 100),
    )


def lasts_long(facts: PlanFacts, thresholds: CapitalThresholds) -> Ground | None:
    """CAP-LIFE: something that lasts ten years or more and asks EUR 10,000 or more."""
    limit = thresholds.life_cents
    years = assumptions.life_of(facts, thresholds)
    if limit is None or facts.asked_cents < limit or not facts.makes_asset or years < thresholds.life_years:
        return None
    message = msg(
        "The plan asks %(asked)s for something that lasts %(years)s years. From %(limit)s and "
        "%(least)s years on it may be an investment.",
        asked=Euros(facts.asked_cents),
        years=years,
        limit=Euros(limit),
        least=thresholds.life_years,
    )
    assumed = (*assumptions.about_asset(facts), *assumptions.about_life(facts, thresholds))
    return _ground(GroundCode.LIFE, False, Outcome.INVESTMENT, message, assumed)


def needs_upkeep(facts: PlanFacts, thresholds: CapitalThresholds) -> Ground | None:
    """CAP-UPKEEP: EUR 1,000 a year or more, or 5 % of the total cost a year and at least 250."""
    limit = thresholds.upkeep_cents
    upkeep = assumptions.upkeep_of(facts, thresholds)
    is_large_part = upkeep * 100 >= facts.amount_cents * thresholds.upkeep_percent
    if limit is None or not (upkeep >= limit or (is_large_part and upkeep >= thresholds.upkeep_floor_cents)):
        return None
    message = msg(
        "Upkeep costs %(upkeep)s a year, on top of the %(amount)s to make it. That has to be paid every year.",
        upkeep=Euros(upkeep),
        amount=Euros(facts.amount_cents),
    )
    assumed = assumptions.about_upkeep(facts, thresholds)
    return _ground(GroundCode.UPKEEP, False, Outcome.INVESTMENT, message, assumed)


def is_of_large_kind(facts: PlanFacts, thresholds: CapitalThresholds) -> Ground | None:
    """CAP-KIND: roads, sewers, lighting, a bridge, a building, a play area, a sports field or water, from
    EUR 10,000 on; a kind that nobody knows counts as one of these where something may come outside."""
    limit = thresholds.kind_cents
    if limit is None or facts.asked_cents < limit or not _may_be_large_kind(facts, thresholds):
        return None
    message = msg(
        "The plan asks %(asked)s for a kind of work that is often an investment. From %(limit)s on we look "
        "at that first.",
        asked=Euros(facts.asked_cents),
        limit=Euros(limit),
    )
    return _ground(GroundCode.KIND, False, Outcome.INVESTMENT, message, assumptions.about_kind(facts))


def _may_be_large_kind(facts: PlanFacts, thresholds: CapitalThresholds) -> bool:
    if facts.kind is Kind.UNKNOWN:
        return facts.may_touch_public_space and facts.new_or_repair is not NewOrRepair.MAINTENANCE
    return facts.kind in thresholds.kinds


def outcome_of(facts: PlanFacts) -> Outcome:
    """Only an asset that the municipality will own can be its investment; others get a grant or nothing."""
    return Outcome.INVESTMENT if facts.makes_asset and facts.may_be_municipal else Outcome.TOO_LARGE


def _ground(
    code: GroundCode, is_hard: bool, outcome: Outcome, message: Message, assumed: tuple[Message, ...] = ()
) -> Ground:
    return Ground(code, is_hard, outcome, message, ADVICE[outcome], assumed)
