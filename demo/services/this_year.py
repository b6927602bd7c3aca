"""The demo's present year beside its vote: what stands fixed, agreements made again, small plans, a decision."""

from __future__ import annotations

from datetime import datetime, timedelta

from budget.services.payments import approve_payment
from budget.services.standing import stand_commitment
from deals.queries import copyable_deals
from deals.services import CopiedDeal, add_progress, ask_deal_payment, copy_deals
from demo.content.deals import DemoSmallPlan, read_small_plans_now
from demo.services.deals import Teller, small_plan_page, tell_small_plan
from demo.services.rounds import MadeRound
from lives.periods import amsterdam_moment, day_of
from quick_plans.services import refer, refuse
from voting.services.deciding import CollegeDecision, decide_result

MEENT, OOST = "WK040208", "WK040206"
STANDING_CENTS = 300_000
COPIED = {MEENT: 1, "WK040201": 2, "WK040202": 3, "WK040204": 4, "WK040205": 2, OOST: 3, "WK040207": 2}
"""How many of last year's agreements a wijk makes again."""
COPIED_CENTS = 120_000


def stand_fixed(teller: Teller, now: datetime, year: int) -> None:
    """Before the year is fixed: the council let the Meent pay the upkeep of a pond for three years."""
    owed = dict.fromkeys(range(year, year + 3), STANDING_CENTS)
    stand_commitment(
        teller.session, teller.cast.actors["finance"], now, MEENT, "Onderhoud van de vijver aan de Demosingel", owed,
        f"Demo-raadsbesluit {year - 1}-88",
    )  # fmt: skip


def make_again(teller: Teller, now: datetime, year: int) -> None:
    """Some of last year's agreements, copied in one act for each wijk; the first of them tells how it goes."""
    for area, count in COPIED.items():
        found = [row.deal.id for row in copyable_deals(teller.session, {area}, year) if row.deal.last_day is not None]
        teller.session.rollback()
        coordinator = teller.cast.coordinator_of(area)
        chosen = [CopiedDeal(number, COPIED_CENTS) for number in found[:count]]
        made = copy_deals(teller.session, coordinator, now, year, chosen)
        told_at = now + timedelta(days=40)
        text = "Wij zijn begonnen: de eerste keer waren er al meer mensen dan vorig jaar."
        add_progress(teller.session, coordinator, told_at, made[0], text, day_of(told_at))
        _ask(teller, made[0], area, now + timedelta(days=50))


def _ask(teller: Teller, deal_id: int, area: str, now: datetime) -> None:
    """Half of the money is asked; in the larger wijken finance has said yes already."""
    asked = ask_deal_payment(
        teller.session, teller.cast.coordinator_of(area), now, deal_id, COPIED_CENTS // 2, "Materiaal voor het begin"
    )
    if COPIED[area] > 2:
        approve_payment(teller.session, teller.cast.actors["finance"], now + timedelta(days=1), asked)


def tell_small_plans_now(teller: Teller, now: datetime) -> None:
    """This year's small plans: some wait, one of them too long."""
    for plan in read_small_plans_now():
        sent_at = amsterdam_moment(day_of(now) - timedelta(days=plan.days_ago), 10)
        # in January there is no money of this year for what was asked last year
        if sent_at.year == now.year:
            _answer(teller, plan, tell_small_plan(teller, plan, plan.area, plan.cents, sent_at), sent_at)


def _answer(teller: Teller, plan: DemoSmallPlan, number: int, sent_at: datetime) -> None:
    coordinator, answered_at = teller.cast.coordinator_of(plan.area), sent_at + timedelta(days=4)
    if plan.fate == "refused":
        refuse(teller.session, coordinator, answered_at, number, plan.reason, small_plan_page(number))
    elif plan.fate == "referred":
        refer(teller.session, coordinator, answered_at, number, plan.reason, small_plan_page(number))


def decide_first_result(teller: Teller, made: MadeRound, now: datetime) -> None:
    """Mayor and aldermen have decided about Oost; the other wijk still waits."""
    decision = CollegeDecision("Demo-collegebesluit 2026-31", day_of(now))
    decide_result(teller.session, teller.cast.actors["college-clerk"], now, made.round_id, OOST, decision)
