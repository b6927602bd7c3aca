"""Large projects as open data: the list, and each year of one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from everyone import same_for_everyone
from financing.queries.lists import LargePlan
from financing.queries.page import RoutePage
from financing.queries.yearly import yearly_costs
from pages.blueprint import blueprint
from pages.large_projects.addresses import project_url
from pages.large_projects.listing import chosen_plans
from pages.large_projects.project import found_project
from pages.money_files import Cell, csv_answer


@blueprint.get("/grote-projecten.csv")
@access.public
@same_for_everyone
def large_projects_csv() -> Response:
    """The list as it is filtered."""
    found = chosen_plans(access.reading(), request.args.get("wijk", "")[:80], request.args.get("stand", ""))
    return csv_answer([_list_rows(found)], "grote-projecten.csv")


@blueprint.get("/grote-projecten/<int:plan_id>/kosten.csv")
@access.public
@same_for_everyone
def large_project_csv(plan_id: int) -> Response:
    """What one project costs each year, and what stands of it by which decision."""
    return csv_answer([_year_rows(found_project(plan_id))], f"groot-project-{plan_id}.csv")


def _list_rows(found: Sequence[LargePlan]) -> Iterator[Sequence[Cell]]:
    yield (
        _("Number"), _("Title"), _("Area code"), _("Area"), _("State"), _("Since"), _("Amount asked"),
        _("Council decides on"), _("Reference of the council's decision"), _("Address"),
    )  # fmt: skip
    for row in found:
        address = url_for("pages.home", _external=True).rstrip("/") + project_url(row.id, row.title)
        planned = row.case.council_on if row.case else None
        yield (
            row.id, row.title, row.area_code, row.area, row.state.value, row.since.isoformat(),
            _amount(row.asked_cents), planned.isoformat() if planned else "",
            row.case.credit_reference if row.case else "", address,
        )  # fmt: skip


def _year_rows(route: RoutePage) -> Iterator[Sequence[Cell]]:
    yield (
        _("Year"), _("Booked value"), _("Depreciation"), _("Interest"), _("Upkeep"), _("Together"),
        _("Stands fixed"), _("Area code"), _("Reference"),
    )  # fmt: skip
    costs = yearly_costs(route)
    for each in costs.years if costs else ():
        charge = each.charge
        newest = each.lines[-1] if each.lines else None
        amounts = (
            charge.booked_cents, charge.depreciation_cents, charge.interest_cents, charge.upkeep_cents,
            charge.total_cents,
        )  # fmt: skip
        stands = _amount(newest.after_cents) if newest else ""
        yield (each.year, *map(_amount, amounts), stands, newest.area_code if newest else "",
               newest.reference if newest else "")  # fmt: skip


def _amount(cents: int) -> str:
    """As a spreadsheet reads it: 12600.00."""
    return f"{cents // 100}.{cents % 100:02d}"
