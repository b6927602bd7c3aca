"""All results, and the areas of one round."""

from __future__ import annotations

from flask import render_template

import access
from everyone import same_for_everyone
from rounds.queries import phase_of, real_rounds
from rounds.rules.calendar import Phase
from voting.queries.deciding import areas_with_decisions
from voting.queries.lots import lot_state
from voting.queries.results import published_results, reference_rounds, rounds_with_ballot
from voting.routes.blueprint import blueprint
from voting.routes.results.areas import area_page
from voting.routes.results.reading import counted_if_over, published_area


@blueprint.get("/uitslagen")
@access.public
@same_for_everyone
def results() -> str:
    session = access.reading()
    voted = rounds_with_ballot(session)
    closed = [
        each for each in real_rounds(session) if each.id in voted and phase_of(each, access.now()) is Phase.CLOSED
    ]
    return render_template("voting/results/list.html", rounds=closed, references=reference_rounds(session))


@blueprint.get("/uitslagen/<slug>")
@access.public
@same_for_everyone
def round_result(slug: str) -> str:
    found = counted_if_over(slug)
    session = access.reading()
    areas = areas_with_decisions(session, found.id)
    results_by_area = published_results(session, found.id)
    if len(areas) == len(results_by_area) and len({each.text for each in results_by_area.values()}) == 1:
        return area_page(published_area(slug, areas[0][0].slug))
    return render_template(
        "voting/results/round.html",
        round=found,
        phase=phase_of(found, access.now()),
        was_voted=found.id in rounds_with_ballot(session),
        areas=[(area, results_by_area.get(area.code), decided) for area, decided in areas],
        awaits_lot=not results_by_area and lot_state(session, found.id).is_awaited,
    )
