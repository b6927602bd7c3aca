"""What a grant does beside the decision: money and hours promised through the budget's one door, and the deal."""

from __future__ import annotations

from budget.queries import MINUTES, find_account
from budget.rules.grounds import Ground
from budget.rules.ledger import MovementKind
from budget.services import commit_money, lock_account
from deals.rules.terms import DealKind, NewDeal, Promise, Side
from deals.services import open_deal
from lives.messages import msg
from logbook.services import Act
from quick_plans.models import QuickPlan
from quick_plans.queries.money import paying_year
from quick_plans.queries.plans import joinings_of
from quick_plans.services.refusals import GrantRefused

LONGEST_PROMISE = 300


def promise_money(a: Act, plan: QuickPlan, cents: int, reference: str) -> None:
    """Move the money from the reserve to the plan. Raises GrantRefused where this year has no money, NotEnoughMoney,
    YearClosed, PromisesStopped."""
    if cents == 0:
        return
    year = paying_year(a.now)
    account = find_account(a.session, year, plan.area_code)
    if account is None:
        raise GrantRefused("cents", msg("This area has no money for %(year)s yet.", year=year))
    commit_money(
        a, account.id, MovementKind.GRANT, cents, Ground.SMALL_PLAN, to_subject=plan.subject, reference=reference
    )  # fmt: skip


def promise_hours(a: Act, plan: QuickPlan, minutes: int, reference: str) -> None:
    """Promise hours of staff out of what is available. Raises GrantRefused where there are not so many."""
    if minutes == 0:
        return
    year = paying_year(a.now)
    found = find_account(a.session, year, plan.area_code, MINUTES)
    if found is None:
        raise GrantRefused("hours", msg("This area has no hours of staff for %(year)s.", year=year))
    account = lock_account(a.session, found.id)
    if account.available < minutes:
        left = account.available // 60
        raise GrantRefused(
            "hours", msg("There are not enough hours of staff: %(left)s whole hours are left.", left=left)
        )
    commit_money(
        a, account.id, MovementKind.COMMIT, minutes, Ground.SMALL_PLAN, to_subject=plan.subject, reference=reference
    )  # fmt: skip


def make_deal(a: Act, plan: QuickPlan) -> int:
    """A granted plan is a deal at once; partners who joined in promise what they wrote."""
    signed = [(joining, partner) for joining, partner in joinings_of(a.session, plan.id) if joining.signed_at]
    new = NewDeal(
        area_code=plan.area_code,
        year=paying_year(a.now),
        kind=DealKind.GREEN if "green" in (plan.theme, plan.kind) else DealKind.OTHER,
        theme=plan.theme,
        title=plan.title,
        planned_result=plan.description,
        cents=plan.granted_cents or 0,
        minutes=plan.granted_minutes or 0,
        subject=plan.subject,
        neighbourhood_code=plan.neighbourhood_code,
        partner_name=plan.public_name,
        partner_key=plan.proposer_key,
        first_day=plan.planned_day,
        promises=tuple(Promise(Side.PARTNER, _one_line(f"{p.name}: {joining.contribution}")) for joining, p in signed),
        is_active=True,
    )
    return open_deal(a, new)


def _one_line(text: str) -> str:
    """A promise is one line; what is longer stands in full on the page of the small plan."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_PROMISE else f"{line[: LONGEST_PROMISE - 1]}…"
