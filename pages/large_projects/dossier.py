"""The dossier of a large project for mayor and aldermen: on paper, complete, without anything to press."""

from __future__ import annotations

from flask import render_template

import access
from everyone import same_for_everyone
from pages.blueprint import blueprint
from pages.large_projects.project import found_project, shown, today
from pages.plans import advice_shown


@blueprint.get("/grote-projecten/<int:plan_id>/dossier")
@access.public
@same_for_everyone
def large_project_dossier(plan_id: int) -> str:
    route = found_project(plan_id)
    return render_template(
        "large_projects/dossier.html",
        **shown(access.reading(), route, today()),
        what_one_can_do=advice_shown(route.plan),
    )
