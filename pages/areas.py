"""The wijken, and an area's own page: its money, its plans, and what one can do there now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

import access
from areas.queries import find_area_by_slug, neighbourhoods_of
from budget.models import Account, BudgetYear
from everyone import same_for_everyone
from pages.blueprint import blueprint
from pages.home import money_by_area, rounds_now
from pages.plans import plan_url
from proposals.queries.public import PlanFilter, public_plans
from rounds.models import Round, RoundArea

MOST_PLANS = 9


@blueprint.get("/wijken")
@access.public
@same_for_everyone
def areas() -> str:
    year, total_cents, drawn = money_by_area(access.reading(), access.now())
    return render_template("areas/list.html", year=year, total_cents=total_cents, areas=drawn)


@blueprint.get("/wijken/<slug>")
@access.public
@same_for_everyone
def area(slug: str) -> str:
    session = access.reading()
    found = find_area_by_slug(session, slug)
    account = latest_account(session, found.code, access.now())
    return render_template(
        "areas/area.html",
        area=found,
        account=account,
        parts=parts_of(account) if account else [],
        plans=public_plans(session, PlanFilter(area=slug), 1)[0][:MOST_PLANS],
        plan_url=plan_url,
        rounds=rounds_now(rounds_of_area(session, found.code), access.now()),
        neighbourhoods=[each.name for each in neighbourhoods_of(session, found.code) if each.name != found.name],
    )


def latest_account(session: Session, area_code: str, now: datetime) -> Account | None:
    """This year's account, or the newest there is."""
    chosen = (
        select(Account)
        .join(BudgetYear, BudgetYear.year == Account.year)
        .where(Account.area_code == area_code, Account.unit == "eur", BudgetYear.year <= now.year)
        .order_by(Account.year.desc())
    )
    return session.scalars(chosen.limit(1)).first()


def parts_of(account: Account) -> list[dict[str, Any]]:
    """Where the area's money is, for the thermometer's bar; parts of nothing are left out."""
    parts = (
        (_("Free to spend"), account.available, "green"),
        (_("Kept for the vote"), account.ring_fenced, "yellow"),
        (_("Kept for small plans"), account.reserve_left, "blue"),
        (_("Promised"), account.promised, "plum"),
        (_("Paid"), account.paid, "grey"),
        (_("Fixed for large projects"), account.standing, "red"),
        (_("Saved"), account.saved, "blue"),
        (_("Gone back"), account.lapsed, "grey"),
    )
    return [{"label": label, "cents": cents, "tone": tone} for label, cents, tone in parts if cents]


def rounds_of_area(session: Session, area_code: str) -> list[Round]:
    """Announced rounds in which this area takes part."""
    chosen = (
        select(Round)
        .join(RoundArea, RoundArea.round_id == Round.id)
        .where(RoundArea.area_code == area_code, Round.announced_at.is_not(None))
    )
    return list(session.scalars(chosen.order_by(Round.closes_at.desc())))
