"""The pages on which the clerk of mayor and aldermen records what they decided about a result."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

import access
from lives.messages import msg
from lives.refused import Refused
from logbook.actors import Role
from logbook.refusals import NotFound
from rounds.models import Round
from rounds.queries import RoundPlace, round_by_id
from voting.forms.deciding import DecisionForm, decision_form
from voting.queries.deciding import Decided, areas_with_decisions, decided_plans, undecided_results, winners_of
from voting.queries.results import uncounted_rounds
from voting.routes.blueprint import blueprint
from voting.services.counting import count_when_closed
from voting.services.deciding import check_decision, decide_result
from voting.services.refusals import DecisionRefused
from wording import say

READERS = (Role.COLLEGE_CLERK, Role.COORDINATOR, Role.FINANCE)


@blueprint.get("/werk/besluiten")
@access.open_to(*READERS)
def decisions() -> str:
    _count_what_is_over()
    waiting = undecided_results(access.reading())
    return render_template("voting/deciding/list.html", results=waiting)


@blueprint.get("/werk/besluiten/<int:round_id>/<area_code>")
@access.open_to(*READERS)
def decide(round_id: int, area_code: str) -> str:
    place, decided = _place(access.reading(), round_id, area_code)
    if decided is not None:
        return _decided_page(round_id, place, decided)
    return _page(round_id, place, _form(round_id, area_code))


@blueprint.post("/werk/besluiten/<int:round_id>/<area_code>")
@access.open_to(Role.COLLEGE_CLERK)
def record_decision(round_id: int, area_code: str) -> str | Response:
    """Look it over first; only the second button records it."""
    place, decided = _place(access.reading(), round_id, area_code)
    if decided is not None:
        return redirect(url_for("voting.decide", round_id=round_id, area_code=area_code))
    form = _form(round_id, area_code)
    if not form.validate() or request.form.get("do") == "change":
        return _page(round_id, place, form)
    is_sure = request.form.get("do") == "record"
    given = (access.current_actor(), access.now(), round_id, area_code, form.decision())
    try:
        if not is_sure:
            check_decision(access.reading(), *given)
            return render_template("voting/deciding/check.html", round=_round(round_id), place=place, form=form)
        with access.writing() as session:
            decide_result(session, *given)
    except DecisionRefused as refused:
        return _page(round_id, place, form, _show_faults(form, refused))
    except Refused as refused:
        return _page(round_id, place, form, [say(refused.message)])
    flash(_("The decision is recorded."))
    return redirect(url_for("voting.decide", round_id=round_id, area_code=area_code))


def _form(round_id: int, area_code: str) -> DecisionForm:
    return decision_form(winners_of(access.reading(), round_id, area_code))


def _round(round_id: int) -> Round:
    return round_by_id(access.reading(), round_id)


def _place(session: Session, round_id: int, area_code: str) -> tuple[RoundPlace, Decided | None]:
    """The area with its decision, of a published result with winners. Raises NotFound."""
    found = areas_with_decisions(session, round_id) if round_id < 2**62 else []
    place, decided = next(((each, told) for each, told in found if each.code == area_code), (None, None))
    if place is None or (decided is None and not winners_of(session, round_id, area_code)):
        raise NotFound(msg("There is no result here that waits for a decision."))
    return place, decided


def _page(round_id: int, place: RoundPlace, form: DecisionForm, faults: list[str] | None = None) -> str:
    return render_template(
        "voting/deciding/decide.html",
        round=_round(round_id),
        place=place,
        form=form,
        faults=[(words, None) for words in faults or []],
        may_decide=access.current_actor().has(Role.COLLEGE_CLERK, place.code),
    )


def _decided_page(round_id: int, place: RoundPlace, decided: Decided) -> str:
    plans = decided_plans(access.reading(), round_id, place.code)
    return render_template(
        "voting/deciding/decided.html",
        round=_round(round_id),
        place=place,
        decided=decided,
        adopted=[plan for plan in plans if plan.id in decided.adopted],
        refused=[(plan, decided.refused[plan.id]) for plan in plans if plan.id in decided.refused],
    )


def _show_faults(form: DecisionForm, refused: DecisionRefused) -> list[str]:
    """Each fault at its field; the rest as sentences at the top."""
    homeless = []
    for fault in refused.faults:
        if fault.field in form:
            form[fault.field].errors = [say(fault.message)]
        else:
            homeless.append(say(fault.message))
    return homeless


def _count_what_is_over() -> None:
    """A result may wait that nobody looked at yet."""
    over = uncounted_rounds(access.reading(), access.now())
    access.close_reading()
    for round_id in over:
        count_when_closed(access.database(), round_id, access.now())
