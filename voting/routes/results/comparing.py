"""The rules beside each other: what the others would have done with the same ballots, and what voters got."""

from __future__ import annotations

from decimal import Decimal

from flask import render_template
from flask_babel import format_decimal

import access
from everyone import same_for_everyone
from voting.routes.blueprint import blueprint
from voting.routes.results.reading import area_with_steps


@blueprint.get("/uitslagen/<slug>/<area_slug>/vergelijken")
@access.public
@same_for_everyone
def compared(slug: str, area_slug: str) -> str:
    shown = area_with_steps(slug, area_slug)
    columns = (shown.story, *shown.beside)
    in_order = (*shown.story.funded, *shown.story.not_funded)
    return render_template(
        "voting/results/compared.html",
        **shown.on_page("compared"),
        columns=columns,
        rows=[(plan, [column.plans[plan.place - 1].is_funded for column in columns]) for plan in in_order],
        means=[format_decimal(round(Decimal(column.mean_choices), 1)) for column in columns],
    )
