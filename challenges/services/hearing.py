"""Handling an objection: by a clerk who did not prepare the decision, up to the decision on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from challenges.models import Challenge, Objection
from challenges.queries.finding import find_challenge
from challenges.queries.objections import hands_in, is_objection_in_time, objection_clock_of, repairs_of
from challenges.queries.objectors import is_clerk_for
from challenges.queries.public_objections import OPEN
from challenges.queries.settings import calendar_of
from challenges.rules.due import completion_is_over, open_completion
from challenges.rules.grounds import BASIS_LIMIT, MOTIVATION_LIMIT, REFERENCE_LIMIT
from challenges.rules.history import Happening
from challenges.rules.letters import (
    committee_chosen,
    hearing_invited,
    objection_decided,
    objection_put_off,
    others_decided,
    others_hearing,
    repair_asked,
)
from challenges.rules.objection_clock import days_to_appeal
from challenges.rules.objection_life import ObjectionBy, ObjectionSituation, ObjectionState, ObjectionStep
from challenges.services.mail import Letter, tell_objector, tell_who_asked
from challenges.services.objecting import TEXT, locked_objection, move, tell_about
from challenges.services.refusals import TermOver, not_your_work, one_fault
from challenges.services.reopening import follow_objection
from challenges.services.steps import checked_text, checked_texts
from lives.messages import msg
from lives.periods import day_of
from lives.texts import TextLimit
from logbook.actors import Actor
from logbook.refusals import NotAllowed
from logbook.services import Act, act

_T = ObjectionStep
PLACE = TextLimit(0, 200)
OUTCOMES = (_T.UPHOLD, _T.UPHOLD_PARTLY, _T.DISMISS, _T.REJECT_AS_INADMISSIBLE)


@dataclass(frozen=True)
class Outcome:
    """The decision on an objection as the clerk records it; `is_party` is no where it does not touch the objector."""

    motivation: str
    legal_basis: str
    reference: str
    announced_on: date
    is_party: bool = True


def ask_repair(
    session: Session, actor: Actor, now: datetime, objection_id: int, until: date, missing: str, letter: Letter
) -> None:
    """Give the objector time to add what is missing (Awb 6:6); the clock stands still from tomorrow.

    Raises RequestRefused, NotAllowed, TermOver.
    """
    told = checked_text("reason", missing, TEXT)
    if until <= day_of(now):
        raise one_fault("until", msg("Choose a day that still comes."))
    with act(session, actor, now, "ask_objection_repair", ground=told) as a:
        found, row = _handled(a, objection_id)
        _require_uninvolved(a, row)
        if found.state != ObjectionState.FILED or open_completion(repairs_of(session, found.id), day_of(now)):
            raise TermOver(msg("The objector was asked already, or the objection was taken up."))
        tell_about(a, found, "ask_repair", happening=Happening.COMPLETION_ASKED, until=until, reason=told)
        tell_objector(a, found, letter, repair_asked(row.title, told, day_of(now), until))


def admit_objection(session: Session, actor: Actor, now: datetime, objection_id: int, excuse: str = "") -> None:
    """Take an objection up; `excuse` says why being late is excused (Awb 6:11).

    Raises ChallengeStepNotPossible, NotAllowed.
    """
    told = checked_text("excuse", excuse, TEXT) if excuse.strip() else ""
    with act(session, actor, now, "admit_objection", ground=told) as a:
        found, row = _handled(a, objection_id)
        found.excuse = told
        situation = _situation(a, found, row, is_party=True)
        move(a, found, _T.ADMIT_OBJECTION, situation, _CLERK, reason=told)


def invite(
    session: Session, actor: Actor, now: datetime, objection_id: int, on_day: date, letter: Letter, place: str = ""
) -> None:
    """Invite the objector to the hearing (Awb 7:2); `place` says at what time and where, when it is known already.

    Raises RequestRefused, ChallengeStepNotPossible, NotAllowed.
    """
    if on_day <= day_of(now):
        raise one_fault("on_day", msg("Choose a day that still comes."))
    where = checked_text("place", place, PLACE)
    with act(session, actor, now, "invite_to_hearing") as a:
        found, row = _handled(a, objection_id)
        move(a, found, _T.INVITE, _situation(a, found, row, is_party=True), _CLERK)
        found.hearing_on, found.hearing_place = on_day, where
        session.flush()
        a.facts["on_day"] = on_day.isoformat()
        tell_who_asked(a, found, row, letter, others_hearing(row.title, on_day, where))
        tell_objector(a, found, letter, hearing_invited(row.title, on_day, where))


def record_hearing(session: Session, actor: Actor, now: datetime, objection_id: int, report: str) -> None:
    """Write down what was said at the hearing (Awb 7:7). Raises RequestRefused, NotAllowed, TermOver."""
    _write_once(session, actor, now, objection_id, "hearing_report", report, ObjectionState.HEARING)


def leave_hearing_out(session: Session, actor: Actor, now: datetime, objection_id: int, reason: str) -> None:
    """Write down why there is no hearing (Awb 7:3). Raises RequestRefused, NotAllowed, TermOver."""
    _write_once(session, actor, now, objection_id, "no_hearing_reason", reason, ObjectionState.ADMISSIBLE)


def choose_committee(
    session: Session, actor: Actor, now: datetime, objection_id: int, letter: Letter, *, with_committee: bool
) -> None:
    """Whether a committee advises on this objection (Awb 7:13): twelve weeks for the decision, otherwise six. Until the
    hearing, and while there is time. Raises NotAllowed, TermOver."""
    with act(session, actor, now, "choose_objection_committee") as a:
        found, row = _handled(a, objection_id)
        _require_uninvolved(a, row)
        is_early = found.state in (ObjectionState.FILED, ObjectionState.ADMISSIBLE)
        if not is_early or objection_clock_of(session, found, day_of(now)).is_late:
            raise TermOver(msg("Whether a committee advises is chosen before the hearing, and before the last day."))
        found.with_committee = with_committee
        session.flush()
        a.facts["with_committee"] = with_committee
        tell_about(a, found, "choose_committee")
        last = objection_clock_of(session, found, day_of(now)).decide_by
        tell_objector(a, found, letter, committee_chosen(row.title, last, with_committee=with_committee))


def put_off(session: Session, actor: Actor, now: datetime, objection_id: int, reason: str, letter: Letter) -> date:
    """Take six weeks more, once and in time, with a letter (Awb 7:10 paras 3 and 5); the new last day.

    Raises RequestRefused, NotAllowed, TermOver.
    """
    told = checked_text("reason", reason, TEXT)
    with act(session, actor, now, "put_off_objection", ground=told) as a:
        found, row = _handled(a, objection_id)
        _require_uninvolved(a, row)
        is_over = found.state not in OPEN or objection_clock_of(session, found, day_of(now)).is_late
        if found.adjourned_on is not None or is_over:
            raise TermOver(msg("The decision on an objection is put off once, before its last day is over."))
        found.adjourned_on = day_of(now)
        session.flush()
        last = objection_clock_of(session, found, day_of(now)).decide_by
        tell_about(a, found, "put_off", until=last, reason=told)
        tell_objector(a, found, letter, objection_put_off(row.title, told, last))
        return last


def decide_objection(
    session: Session, actor: Actor, now: datetime, objection_id: int, step: ObjectionStep, outcome: Outcome,
    letter: Letter,
) -> None:  # fmt: skip
    """Record the decision on an objection. When it is upheld, wholly or partly, the request is decided again
    (Awb 7:11) in this same act. Raises RequestRefused, ChallengeStepNotPossible, NotAllowed."""
    if step not in OUTCOMES:
        raise one_fault("step", msg("Choose from the list."))
    texts = checked_texts({
        "motivation": (outcome.motivation, MOTIVATION_LIMIT), "legal_basis": (outcome.legal_basis, BASIS_LIMIT),
        "reference": (outcome.reference, REFERENCE_LIMIT),
    })  # fmt: skip
    with act(session, actor, now, "decide_objection") as a:
        found, row = _handled(a, objection_id)
        if not found.received_on <= outcome.announced_on <= day_of(now):
            raise one_fault("announced_on", msg("A decision is sent on the day it is taken or later."))
        situation = _situation(a, found, row, is_party=outcome.is_party, has_motivation=True)
        for name, text in texts.items():
            setattr(found, name, text)
        found.announced_on, found.decided_by_key = outcome.announced_on, actor.key
        with session.no_autoflush:
            move(a, found, step, situation, _CLERK, reason=texts["motivation"])
        if step in (_T.UPHOLD, _T.UPHOLD_PARTLY):
            follow_objection(a, found, row)
        appeal_until = days_to_appeal(outcome.announced_on, calendar=calendar_of(session)).last
        on, what = outcome.announced_on, (row.title, found.state, found.follow_up)
        theirs = others_decided(*what, **texts, announced_on=on, appeal_until=appeal_until)
        tell_who_asked(a, found, row, letter, theirs, on)
        own = objection_decided(*what, **texts, announced_on=on, appeal_until=appeal_until)
        tell_objector(a, found, letter, own, on)


_CLERK = frozenset({ObjectionBy.OBJECTION_CLERK})


def _handled(a: Act, objection_id: int) -> tuple[Objection, Challenge]:
    """The objection and its request, both held. Raises NotAllowed for who is no clerk here, or objects."""
    found = locked_objection(a, objection_id)
    row = find_challenge(a.session, found.challenge_id, is_locked=True)
    if not is_clerk_for(a.session, a.actor, found, row):
        raise not_your_work()
    return found, row


def _require_uninvolved(a: Act, row: Challenge) -> None:
    """Raises NotAllowed for who prepared or recorded the decision (Awb 7:5)."""
    if a.actor.key in hands_in(a.session, row.id):
        raise NotAllowed(msg("You prepared the decision, so somebody else handles this objection."))


def _situation(
    a: Act, found: Objection, row: Challenge, *, is_party: bool, has_motivation: bool = False
) -> ObjectionSituation:
    return ObjectionSituation(
        is_uninvolved=a.actor.key not in hands_in(a.session, row.id),
        is_interested_party=is_party,
        is_in_time_or_excused=is_objection_in_time(a.session, found) or bool(found.excuse),
        had_chance_to_repair=completion_is_over(repairs_of(a.session, found.id), day_of(a.now)),
        has_hearing_report=bool(found.hearing_report),
        hearing_may_be_left_out=bool(found.no_hearing_reason),
        has_motivation=has_motivation,
    )


def _write_once(
    session: Session, actor: Actor, now: datetime, objection_id: int, name: str, text: str, state: ObjectionState
) -> None:
    told = checked_text(name, text, TEXT)
    with act(session, actor, now, f"write_{name}") as a:
        found, row = _handled(a, objection_id)
        _require_uninvolved(a, row)
        if found.state != state or getattr(found, name):
            raise TermOver(msg("This was written down before, or is not asked now."))
        setattr(found, name, told)
        session.flush()
        tell_about(a, found, name)
