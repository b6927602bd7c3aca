"""The door of the booth: the code is typed here, and becomes a visit; and the way out on a shared device."""

from __future__ import annotations

from datetime import datetime

from flask import current_app, render_template, request
from werkzeug.wrappers import Response

import access
from accounts.limits import check, count
from accounts.rules.limits import Kind, network_of
from database import db_now
from lives.messages import msg
from settings.shown import shown_municipality
from voting.booth.desk import bears_token, current_visit, forget, go, is_new_visit, keep, require_token, visit_token
from voting.booth.visit import TIME_TO_CHOOSE, Begun, new_visit
from voting.booth.words import last_moment
from voting.forms.booth import CodeForm
from voting.queries.votes import KnownVote, known_votes
from voting.routes.blueprint import booth
from voting.rules.codes import CodeRefused, parse_code
from voting.services.admitting import Admitted, admit_voter
from voting.services.refusals import CodeUnknown
from wording import say

LONGEST_TYPED = 200


@booth.get("/stemmen")
@access.public
def code() -> Response:
    return _code_page(CodeForm())


@booth.post("/stemmen")
@access.public
def enter() -> Response:
    """Read the code, and let its voter in. A typing mistake is told before anything is tried."""
    form = CodeForm()
    if not bears_token():
        form.say_fault(say(msg("Please send your code once more. Does this stay? Then allow cookies for this site.")))
        return _code_page(form, 400)
    try:
        typed = parse_code((form.code.data or "")[:LONGEST_TYPED])
        admitted = _try(typed)
    except CodeRefused as refused:
        form.say_fault(say(refused.message))
    except CodeUnknown:
        phone = shown_municipality(current_app).help_phone
        form.say_fault(say(msg("We do not know this code or it is not valid any more. Call %(phone)s.", phone=phone)))
    else:
        return keep(go("booth.choose"), new_visit(_begun(admitted)))
    return _code_page(form, 422)


@booth.post("/stemmen/stoppen")
@access.public
def stop() -> Response:
    """Leave nothing on this device."""
    require_token()
    return forget(go("booth.code", klaar=1))


def _try(typed: str) -> Admitted:
    """Raises CodeUnknown, and LimitReached where this network guessed wrong too often."""
    network, now = network_of(request.remote_addr), access.now()
    check(access.reading(), Kind.VOTING_CODE_FAILURE, network, now)
    access.close_reading()
    try:
        return admit_voter(access.database(), typed)
    except CodeUnknown:
        count(access.database(), Kind.VOTING_CODE_FAILURE, network, now)
        raise


def _begun(admitted: Admitted) -> Begun:
    return Begun(
        round_id=admitted.round_id,
        area_code=admitted.area_code,
        begun_at=admitted.begun_at,
        until=access.now() + TIME_TO_CHOOSE,
        seed=admitted.seed,
    )


def _code_page(form: CodeForm, status: int = 200) -> Response:
    session = access.reading()
    moment = db_now(session)
    votes = known_votes(session)
    open_votes = [vote for vote in votes if vote.is_open(moment)]
    page = render_template(
        "voting/booth/code.html" if open_votes else "voting/booth/no_vote.html",
        form=form,
        votes=[(vote, say(last_moment(vote.closes_at))) for vote in open_votes],
        ahead=next((vote for vote in votes if moment < vote.opens_at), None),
        over=_last_over(votes, moment),
        token=visit_token(),
        begun=current_visit().begun,
        is_finished="klaar" in request.args,
        is_back="opnieuw" in request.args,
        # a line "you have not voted yet" could be wrong for whoever comes back here
        has_voted=bool({"klaar", "opnieuw"} & set(request.args)) or current_visit().done is not None,
        booth_step=1,
    )
    answer = current_app.make_response((page, status))
    return keep(answer, current_visit()) if is_new_visit() else answer


def _last_over(votes: list[KnownVote], moment: datetime) -> KnownVote | None:
    over = [vote for vote in votes if vote.closes_at <= moment]
    return max(over, key=lambda vote: vote.closes_at, default=None)
