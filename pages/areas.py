"""The wijken, and an area's own page: its money, its plans, and what one can do there now."""

from __future__ import annotations

from flask import render_template
from sqlalchemy import select
from sqlalchemy.orm import Session

import access
from areas.queries import find_area_by_slug, neighbourhoods_of
from budget.models import Account
from budget.queries.ledger import accounts_of_area
from everyone import same_for_everyone
from pages.blueprint import blueprint
from pages.home import money_by_area, rounds_now
from pages.plans import plan_url
from pages.thermometers import shown_thermometer
from proposals.queries.public import PlanFilter, public_plans
from rounds.models import Round, RoundArea

MOST_PLANS = 9


@blueprint.get("/wijken")
@access.public
@same_for_everyone
def areas() -> str:
    year, total_cents, drawn, _left = money_by_area(access.reading(), access.now())
    return render_template("areas/list.html", year=year, total_cents=total_cents, areas=drawn)


@blueprint.get("/wijken/<slug>")
@access.public
@same_for_everyone
def area(slug: str) -> str:
    session = access.reading()
    found = find_area_by_slug(session, slug)
    accounts = latest_accounts(session, found.code, access.now().year)
    return render_template(
        "areas/area.html",
        area=found,
        year=accounts[0].year if accounts else None,
        shown=shown_thermometer(accounts, found.name, access.now().year) if accounts else None,
        plans=public_plans(session, PlanFilter(area=slug), 1)[0][:MOST_PLANS],
        plan_url=plan_url,
        rounds=rounds_now(rounds_of_area(session, found.code), access.now()),
        neighbourhoods=[each.name for each in neighbourhoods_of(session, found.code) if each.name != found.name],
    )


def latest_accounts(session: Session, area_code: str, this_year: int) -> list[Account]:
    """This year's accounts, or those of the newest year before it, in euros and in minutes."""
    found = [each for each in accounts_of_area(session, area_code) if each.year <= this_year]
    return [each for each in found if each.year == found[0].year]


def rounds_of_area(session: Session, area_code: str) -> list[Round]:
    """Announced rounds in which this area takes part."""
    chosen = (
        select(Round)
        .join(RoundArea, RoundArea.round_id == Round.id)
        .where(RoundArea.area_code == area_code, Round.announced_at.is_not(None))
    )
    return list(session.scalars(chosen.order_by(Round.closes_at.desc())))
