"""How to check a result: the files and the command, and the record as a page to print."""

from __future__ import annotations

from shlex import join

from flask import render_template

import access
from everyone import same_for_everyone
from voting.routes.blueprint import blueprint
from voting.routes.results.areas import refused_plans
from voting.routes.results.reading import Shown, published_area
from voting.rules.reasons import reason_of
from voting.rules.recounting import recount_options
from wording import say


@blueprint.get("/uitslagen/<slug>/<area_slug>/narekenen")
@access.public
@same_for_everyone
def recount(slug: str, area_slug: str) -> str:
    shown = published_area(slug, area_slug)
    return render_template(
        "voting/results/recount.html",
        **shown.on_page("recount"),
        record_hash=shown.published.record_hash,
        command=command_for(shown),
    )


@blueprint.get("/uitslagen/<slug>/<area_slug>/proces-verbaal")
@access.public
@same_for_everyone
def printed_record(slug: str, area_slug: str) -> str:
    """The record to print: what was counted, by what, how, each step, and what came out."""
    shown = published_area(slug, area_slug)
    story = shown.story
    return render_template(
        "voting/results/printed_record.html",
        **shown.on_page("recount"),
        record_hash=shown.published.record_hash,
        command=command_for(shown),
        why={plan.place: say(reason_of(plan, story.currency, story.by_points)) for plan in story.plans},
        decided=shown.decided,
        refused=refused_plans(shown),
    )


def command_for(shown: Shown) -> str:
    """The command that counts the published file again, as one types it in the folder of the product."""
    return join(
        [
            ".venv/bin/flask",
            "--app",
            "app",
            "pabulib",
            "count",
            "stembiljetten.pb",
            *recount_options(shown.record["count"]),
            "--record",
            "telling.json",
        ]
    )
