"""The third screen: is this right? And then the one act that counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from flask import current_app, render_template, request
from nacl.signing import SigningKey
from werkzeug.wrappers import Response

import access
from lives.messages import Message, msg
from logbook.refusals import Refusal
from voting.booth.desk import current_visit, forget, go, go_to_begin, keep, require_token, visit_token, with_more_time
from voting.booth.visit import Begun, Done, new_visit
from voting.routes.blueprint import booth
from voting.routes.choosing import times
from voting.rules.ballot import BallotType, Marks
from voting.services.casting import cast_ballot
from voting.services.frozen import frozen_round
from voting.services.refusals import BallotRefused, CodeUnknown, NotCounted, OutcomeUnknown, RoundClosed, RoundNotOpen
from wording import say

TIME_TO_KEEP_PROOF = timedelta(minutes=30)


@booth.get("/stemmen/controleren")
@access.public
def check() -> Response:
    visit = current_visit()
    if visit.begun is None:
        return go_to_begin(visit)
    if visit.begun.marks is None:
        return go("booth.choose")
    answer = current_app.make_response(_page(visit.begun, visit.said))
    return keep(answer, replace(visit, said="")) if visit.said else answer


@booth.post("/stemmen/controleren")
@access.public
def cast() -> Response:
    """Cast the ballot. Whatever goes wrong, the choice stays in the voter's own browser."""
    visit = current_visit()
    if visit.begun is None:
        # the button may have been pressed twice: the first press counted
        return go_to_begin(visit)
    require_token()
    if visit.begun.marks is None:
        return go("booth.choose")
    return _cast(visit.begun, visit.begun.marks)


def _cast(begun: Begun, marks: Marks) -> Response:
    if not marks and "blank" not in request.form:
        return _again(begun, (msg("Tick the box if you want to vote without choosing a plan."),), 422, "blank")
    access.close_reading()
    key = SigningKey(begun.seed)
    try:
        proof = cast_ballot(access.database(), key, begun.round_id, begun.area_code, marks, begun.begun_at)
    except (NotCounted, OutcomeUnknown) as broken:
        return _again(begun, (broken.message,), broken.status)
    except BallotRefused as refused:
        return _again(begun, refused.faults, 422)
    except (RoundClosed, RoundNotOpen, CodeUnknown) as refused:
        return forget(current_app.make_response((_refused_page(refused), refused.status)))
    done = Done(proof, begun.round_id, access.now() + TIME_TO_KEEP_PROOF)
    return keep(go("booth.proof"), new_visit(done=done))


@booth.post("/stemmen/langer")
@access.public
def longer() -> Response:
    """Another half hour, on the check page; the choosing page asks for it in its own form."""
    visit = current_visit()
    if visit.begun is None:
        return go_to_begin(visit)
    require_token()
    return keep(go("booth.check"), replace(visit, begun=with_more_time(visit.begun), said="longer"))


def _again(begun: Begun, faults: tuple[Message, ...], status: int, anchor: str | None = None) -> Response:
    page = _page(begun, faults=[(say(fault), anchor) for fault in faults])
    return current_app.make_response((page, status))


def _page(begun: Begun, said: str = "", faults: list[tuple[str, str | None]] | None = None) -> str:
    frozen = frozen_round(access.database(), begun.round_id)
    area = frozen.spec.list_of(begun.area_code)
    marks = begun.marks or {}
    chosen = [(area.plans[place], marks[place]) for place in _in_order(frozen.spec.kind, marks)]
    return render_template(
        "voting/booth/check.html",
        area=area,
        currency=frozen.spec.currency,
        kind=frozen.spec.kind.value,
        given=sum(marks.values()),
        most_points=frozen.spec.most_points,
        chosen=chosen,
        total_cents=sum(plan.cost_cents for plan, _mark in chosen),
        faults=faults or [],
        said=said,
        token=visit_token(),
        booth_step=3,
        **times(frozen, begun),
    )


def _in_order(kind: BallotType, marks: Marks) -> list[int]:
    """As on the ballot; a ranking from its first place on, points from the most on."""
    sign = {BallotType.RANKING: 1, BallotType.POINTS: -1}.get(kind, 0)
    return sorted(marks, key=lambda place: (sign * marks[place], place))


def _refused_page(refused: Refusal) -> str:
    return render_template(
        "voting/booth/refused.html",
        what=say(refused.message),
        is_closed=isinstance(refused, RoundClosed),
        booth_step=3,
    )
