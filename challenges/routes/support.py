"""Supporting a request on the site, and its lists of signatures: handed in, counted again, taken back."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from accounts.forms import ConfirmForm
from challenges.forms.evidence import CountForm, ListForm, SupportForm, sent_file
from challenges.models import Challenge
from challenges.queries import find_challenge
from challenges.queries.attachments import attachments_of
from challenges.queries.finding import may_read_draft, no_such_request
from challenges.queries.support import lists_of, support_for, supports
from challenges.routes.blueprint import blueprint
from challenges.routes.evidence import attached, may_send_file
from challenges.routes.own import done
from challenges.routes.shown import title_of
from challenges.routes.writing import areas_to_choose
from challenges.rules.attaching import Relation, may_read
from challenges.rules.states import RequestState
from challenges.rules.supporting import may_count, may_enter, may_remove_list, may_see_lists, may_support
from challenges.services.refusals import not_your_request
from challenges.services.relations import relations_to
from challenges.services.supporting import (
    count_signatures,
    hand_in_list,
    support_challenge,
    take_list_away,
    withdraw_support,
)
from lives.messages import msg
from logbook.actors import Role
from logbook.refusals import NotFound


@blueprint.route("/uitdaagrecht/<int:challenge_id>/steunen", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def support(challenge_id: int) -> str | Response:
    row, actor = _readable(challenge_id), access.current_actor()
    session, form = access.reading(), SupportForm()
    form.offer(areas_to_choose(session))
    if form.validate_on_submit() and done(
        lambda s, who, n, f: support_challenge(s, who, access.now(), n, f.home_area.data or None), challenge_id, form
    ):
        flash(_("Thank you. Your support counts."))
        return redirect(url_for("challenges.request_page", challenge_id=challenge_id), 303)
    session = access.reading()
    return render_template(
        "challenges/support.html", form=form, challenge=row, name=title_of(row), confirm=ConfirmForm(formdata=None),
        supports=supports(session, challenge_id, actor.key), support=support_for(session, row),
        may_support=may_support(RequestState(row.state)), is_involved=bool(relations_to(session, actor, row)),
    )  # fmt: skip


@blueprint.post("/uitdaagrecht/<int:challenge_id>/steunen/intrekken")
@access.open_to(Role.RESIDENT)
def take_support_back(challenge_id: int) -> Response:
    with access.writing() as session:
        withdraw_support(session, access.current_actor(), access.now(), challenge_id)
    flash(_("Your support is taken back."))
    return redirect(url_for("challenges.request_page", challenge_id=challenge_id), 303)


@blueprint.route("/uitdaagrecht/<int:challenge_id>/handtekeningen", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def signatures(challenge_id: int) -> str | Response:
    row, form = _with_lists(challenge_id), ListForm()
    if form.validate_on_submit():
        scan = sent_file(form.file)
        if may_send_file(form, scan is not None) and done(
            lambda s, who, n, f: hand_in_list(s, who, access.now(), n, f.new_list(), scan), challenge_id, form
        ):
            flash(_("The list is kept. The municipality counts it again."))
            return redirect(url_for("challenges.signatures", challenge_id=challenge_id))
    return _screen(row, form)


@blueprint.post("/uitdaagrecht/<int:challenge_id>/handtekeningen/<int:list_id>/<action>")
@access.open_to(Role.RESIDENT)
def change_list(challenge_id: int, list_id: int, action: str) -> str | Response:
    row = _with_lists(challenge_id)
    if action == "weg":
        with access.writing() as session:
            take_list_away(session, access.current_actor(), access.now(), challenge_id, list_id)
    elif action == "tellen":
        form = CountForm(prefix=f"list-{list_id}")
        if not form.validate() or not done(
            lambda s, who, n, f: count_signatures(s, who, access.now(), n, list_id, f.count()), challenge_id, form
        ):
            return _screen(row, ListForm(formdata=None), {list_id: form})
    else:
        raise NotFound(msg("We do not know this list."))
    flash(_("The list is taken away.") if action == "weg" else _("It is kept."))
    return redirect(url_for("challenges.signatures", challenge_id=challenge_id), 303)


def _screen(row: Challenge, form: ListForm, counting: dict[int, CountForm] | None = None) -> str:
    session, actor = access.reading(), access.current_actor()
    relations, state, counting = relations_to(session, actor, row), RequestState(row.state), counting or {}
    scans: dict[int | None, list[dict[str, Any]]] = {}
    for found in attachments_of(session, row.id):
        if found.row.paper_support_id and may_read(relations, state, found.facts):
            scans.setdefault(found.row.paper_support_id, []).append(attached(row.id, found, relations, state))
    lists = [
        {
            "row": each,
            "form": counting.get(each.id) or _count_form(each),
            "scans": scans.get(each.id, []),
            "may_count": may_count(relations, state) and each.entered_by_key != actor.key,
            "may_remove": may_remove_list(relations, state, is_own=each.entered_by_key == actor.key),
        }
        for each in lists_of(session, row.id)
    ]
    return render_template(
        "challenges/signatures.html", form=form, sent=next(iter(counting.values()), form), challenge=row, lists=lists,
        name=title_of(row), confirm=ConfirmForm(formdata=None), may_enter=may_enter(relations, state),
        is_staff=not relations & {Relation.APPLICANT, Relation.WRITER}, support=support_for(session, row),
    )  # fmt: skip


def _count_form(row: Any) -> CountForm:
    data = {"counted": row.counted, "from_area": row.counted_from_area, "note": row.note}
    return CountForm(formdata=None, prefix=f"list-{row.id}", data=data)


def _readable(challenge_id: int) -> Challenge:
    """Raises NotFound, also for somebody else's draft."""
    session = access.reading()
    row = find_challenge(session, challenge_id)
    if row.state == RequestState.DRAFT and not may_read_draft(session, access.current_actor(), row):
        raise no_such_request()
    return row


def _with_lists(challenge_id: int) -> Challenge:
    """Raises NotFound, and NotAllowed for who is neither of the applicant's side nor handles it."""
    row = _readable(challenge_id)
    if not may_see_lists(relations_to(access.reading(), access.current_actor(), row)):
        raise not_your_request()
    return row
