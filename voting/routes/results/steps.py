"""The count step by step: one step on a page, to go through or to play, or all of them to read and print."""

from __future__ import annotations

from flask import render_template, request

import access
from everyone import same_for_everyone
from lives.messages import msg
from logbook.refusals import NotFound
from voting.routes.blueprint import blueprint
from voting.routes.results.reading import area_with_steps
from voting.rules.reasons import paid_in_words
from voting.rules.story.steps import StepTold
from wording import say

ALL = "alle"


@blueprint.get("/uitslagen/<slug>/<area_slug>/stappen")
@access.public
@same_for_everyone
def steps(slug: str, area_slug: str) -> str:
    shown = area_with_steps(slug, area_slug)
    story = shown.story
    wanted = request.args.get("stap", "1" if story.steps else ALL)
    return render_template(
        "voting/results/steps.html",
        **shown.on_page("steps"),
        number=None if wanted == ALL else _number(wanted, len(story.steps)),
        told=[(step, _paid(step, story.currency)) for step in story.steps],
    )


def _number(wanted: str, steps: int) -> int:
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 and 1 <= int(wanted) <= steps:
        return int(wanted)
    raise NotFound(msg("This count has steps 1 to %(steps)s.", steps=steps))


def _paid(step: StepTold, currency: str) -> str | None:
    paid = paid_in_words(step, currency)
    return None if paid is None else say(paid)
