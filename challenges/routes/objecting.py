"""Objecting: to a decision or to silence by whoever is signed in, and at the desk from a letter."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from accounts.acting import acts_for
from accounts.queries import organisations_of
from accounts.rules.organisations import Mandate, reaches
from challenges.forms.objecting import ObjectForm, PaperForm, offer_decisions, offer_objectors
from challenges.models import ChallengeDecision
from challenges.queries import Page, challenge_page, challenge_settings
from challenges.queries.objections import days_for
from challenges.queries.objectors import objection_of, takes_in
from challenges.queries.settings import calendar_of
from challenges.routes.blueprint import blueprint
from challenges.routes.objections_shown import objections_shown
from challenges.routes.own import done
from challenges.routes.shown import letter, state_word, today
from challenges.rules.objection_clock import ObjectionFacts, read_objection_clock
from challenges.services.objecting import NewObjection, object_to
from challenges.services.refusals import not_your_work
from lives.messages import msg
from logbook.actors import Role
from logbook.refusals import NotFound
from wording import day


@blueprint.route("/uitdaagrecht/<int:challenge_id>/bezwaar/<int:number>", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def object_to_decision(challenge_id: int, number: int) -> str | Response:
    page = challenge_page(access.reading(), challenge_id, today())
    return _object(page, _decision(page, number))


@blueprint.route("/uitdaagrecht/<int:challenge_id>/bezwaar/geen-besluit", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def object_to_silence(challenge_id: int) -> str | Response:
    return _object(challenge_page(access.reading(), challenge_id, today()), None)


@blueprint.route("/werk/uitdaagrecht/<int:challenge_id>/bezwaar", methods=["GET", "POST"])
@access.open_to(Role.COORDINATOR, Role.COLLEGE_CLERK)
def take_in_objection(challenge_id: int) -> str | Response:
    page, form = challenge_page(access.reading(), challenge_id, today()), PaperForm(data={"received_on": today()})
    if not takes_in(access.reading(), access.current_actor(), page.challenge):
        raise not_your_work()
    offer_decisions(form, _to_choose(page))
    if form.validate_on_submit() and done(_written_down(), challenge_id, form):
        flash(_("The objection is written down. Send the receipt by post: it names the last day for the decision."))
        return redirect(url_for("challenges.work", challenge_id=challenge_id))
    return render_template("challenges/objection_paper.html", form=form, challenge=page.challenge)


def _object(page: Page, decision: ChallengeDecision | None) -> str | Response:
    shown = objections_shown(page, today())
    way = shown["ways"][decision.id] if decision else None
    chosen = acts_for()
    form = ObjectForm(data={"organisation_id": chosen.id if chosen else 0})
    is_late = way is not None and way.is_over
    offer_objectors(form, _organisations(), is_late=is_late)
    is_possible = way.is_possible and not way.replaced_by if way else shown["may_object_to_silence"]
    made: list[int] = []
    if is_possible and form.validate_on_submit() and done(_objected(decision, made), page.challenge.id, form):
        flash(_("Your objection is sent. You get a mail that we received it."))
        return redirect(url_for("challenges.own_objection", objection_id=made[0]))
    found = objection_of(access.reading(), access.current_actor(), page.challenge.id, decision)
    return render_template(
        "challenges/objection_new.html", form=form, challenge=page.challenge, decision=decision, way=way, page=page,
        is_possible=is_possible, is_late=is_late, silence=shown["silence"], made_before=found,
        decided=state_word(decision.kind) if decision else "", answer_by=_answer_by(decision),
        may_object_to_silence=shown["may_object_to_silence"],
    )  # fmt: skip


def _objected(decision: ChallengeDecision | None, made: list[int]) -> Any:
    decision_id = decision.id if decision else None

    def do(session: Any, who: Any, number: int, form: Any) -> None:
        new = NewObjection(
            form.name.data or "", form.interest.data or "", form.grounds.data or "",
            late_reason=form.late_reason.data or "" if "late_reason" in form else "",
            organisation_id=(form.organisation_id.data or None) if "organisation_id" in form else None,
        )  # fmt: skip
        made.append(object_to(session, who, access.now(), number, decision_id, new, letter()))

    return do


def _written_down() -> Any:
    def do(session: Any, who: Any, number: int, form: Any) -> None:
        new = NewObjection(
            form.name.data or "", form.interest.data or "", form.grounds.data or "", form.received_on.data,
            form.posted_on.data, form.late_reason.data or "", postal=form.postal.data or "",
        )  # fmt: skip
        object_to(session, who, access.now(), number, form.decision.data or None, new, letter())

    return do


def _decision(page: Page, number: int) -> ChallengeDecision:
    found = next((each for each in page.decisions if each.number == number), None)
    if found is None:
        raise NotFound(msg("We do not know this decision."))
    return found


def _to_choose(page: Page) -> list[tuple[int, str]]:
    """The decisions with the days for each, the newest first, and not deciding in time where it has come so far."""
    session = access.reading()
    decisions = [
        (each.id, _("Decision %(number)s: %(what)s, up to and including %(day)s", number=each.number,
                    what=state_word(each.kind), day=day(days_for(session, each).last)))
        for each in reversed(page.decisions)
        if each.can_be_objected_to
    ]  # fmt: skip
    silence = [(0, _("Not deciding in time"))] if objections_shown(page, today())["may_object_to_silence"] else []
    return [*decisions, *silence]


def _organisations() -> list[tuple[int, str]]:
    """Those which this person represents."""
    found = organisations_of(access.reading(), access.current_actor().key)
    return [(each.id, each.name) for each in found if reaches(each.mandate, Mandate.REPRESENT)]


def _answer_by(decision: ChallengeDecision | None) -> Any:
    """The last day for our decision about an objection that comes in today."""
    session = access.reading()
    facts = ObjectionFacts(
        today(), decision.announced_on if decision else None,
        with_committee=challenge_settings(session).objection_committee,
    )  # fmt: skip
    return read_objection_clock(facts, today(), calendar=calendar_of(session)).decide_by
