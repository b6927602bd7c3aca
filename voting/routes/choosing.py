"""The second screen of the booth: the plans of the voter's own area, in an order of the voter's own."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from flask import current_app, render_template, request
from werkzeug.wrappers import Response

import access
from lives.messages import Message, msg
from voting.booth.desk import current_visit, go, go_to_begin, keep, require_token, visit_token, with_more_time
from voting.booth.visit import Begun, Visit
from voting.booth.words import clock_time, last_moment
from voting.queries.votes import PlanToChoose, plans_to_choose
from voting.routes.blueprint import booth
from voting.rules.ballot import BallotType, mark_choices
from voting.services.frozen import FrozenRound, frozen_round
from wording import say

NONE_OF_THESE = "blank"


@booth.get("/stemmen/kiezen")
@access.public
def choose() -> Response:
    visit = current_visit()
    if visit.begun is None:
        return go_to_begin(visit)
    answer = current_app.make_response(_page(visit.begun, visit.said, ()))
    return keep(answer, replace(visit, said="")) if visit.said else answer


@booth.post("/stemmen/kiezen")
@access.public
def choose_plans() -> Response:
    """Keep the choice in the voter's own browser, right or wrong, and go on when it is right."""
    visit = current_visit()
    if visit.begun is None:
        return go_to_begin(visit)
    require_token()
    asked = request.form.get("action", "")
    chosen, faults = _chosen(visit.begun)
    if asked == "clear":
        return keep(go("booth.choose"), _with(visit, (), "cleared"))
    if asked == "longer":
        return keep(go("booth.choose"), _with(visit, chosen, "longer"))
    kept = _with(visit, chosen, "")
    if faults:
        assert kept.begun is not None
        return keep(current_app.make_response((_page(kept.begun, "", faults), 422)), kept)
    return keep(go("booth.check"), kept)


def _with(visit: Visit, chosen: tuple[int, ...], said: str) -> Visit:
    assert visit.begun is not None
    return replace(visit, begun=replace(with_more_time(visit.begun), chosen=chosen), said=said)


def _chosen(begun: Begun) -> tuple[tuple[int, ...], tuple[Message, ...]]:
    """The places that were ticked and are on this ballot, and everything that is wrong with them."""
    frozen = frozen_round(access.database(), begun.round_id)
    place = frozen.place_of[begun.area_code]
    plans = len(frozen.spec.areas[place].plans)
    ticked = [text for text in request.form.getlist("plan") if text != NONE_OF_THESE]
    known = {int(text) for text in ticked if text.isdecimal() and len(text) < 6 and int(text) < plans}
    faults = frozen.faults(place, mark_choices(known, plans))
    if len(known) < len(set(ticked)):
        faults += (msg("One of these plans is not on the ballot of this area."),)
    return tuple(sorted(known)), faults


def _page(begun: Begun, said: str, faults: tuple[Message, ...]) -> str:
    frozen = frozen_round(access.database(), begun.round_id)
    spec = frozen.spec
    area = spec.area(begun.area_code)
    plans = plans_to_choose(access.reading(), begun.round_id, begun.area_code)
    chosen = frozenset(begun.chosen or ())
    return render_template(
        "voting/booth/choose.html",
        area=area,
        currency=spec.currency,
        is_knapsack=spec.ballot_type == BallotType.KNAPSACK,
        is_single=spec.ballot_type == BallotType.CHOOSE_1,
        limit=spec.most_choices,
        plans=in_own_order(plans, begun.seed),
        chosen=chosen,
        chosen_cents=sum(plan.cost_cents for plan in plans if plan.place in chosen),
        is_blank=begun.chosen == (),
        none_of_these=NONE_OF_THESE,
        faults=[(say(fault), None) for fault in faults],
        said=said,
        token=visit_token(),
        booth_step=2,
        **times(frozen, begun),
    )


def times(frozen: FrozenRound, begun: Begun) -> dict[str, object]:
    """What every screen says about time: until when this visit lasts, and the vote."""
    return {
        "until": clock_time(begun.until),
        "minutes_left": max(1, round((begun.until - access.now()).total_seconds() / 60)),
        "closing": say(last_moment(frozen.spec.closes_at)),
        "grace_minutes": frozen.spec.grace_seconds // 60,
    }


def in_own_order(plans: list[PlanToChoose], seed: bytes) -> list[PlanToChoose]:
    """At random, but for one voter always the same, also after coming back."""
    return sorted(plans, key=lambda plan: sha256(b"order" + seed + plan.place.to_bytes(4)).digest())
