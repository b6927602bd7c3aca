"""Objecting to a decision or to not deciding in time, adding what is missing, taking it back: the objector's acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from accounts.rules.organisations import Mandate
from accounts.services.organisations import require_mandate
from challenges.models import Challenge, ChallengeDecision, Objection, ObjectionEvent
from challenges.queries.finding import LARGEST_ID, clock_of, default_of, find_challenge
from challenges.queries.objections import find_objection, objection_clock_of, repairs_of
from challenges.queries.objectors import speaks_for, takes_in
from challenges.queries.settings import challenge_settings
from challenges.rules.due import open_completion
from challenges.rules.history import Happening
from challenges.rules.letters import objection_received, others_objected
from challenges.rules.objection_life import (
    OBJECTION_LIFE,
    ObjectionBy,
    ObjectionSituation,
    ObjectionState,
    ObjectionStep,
)
from challenges.rules.remedies import SilenceRemedy
from challenges.rules.silence import SilenceStage, silence_stage
from challenges.services.addresses import keep_address
from challenges.services.mail import Letter, tell_objector, tell_who_asked
from challenges.services.refusals import (
    ChallengeStepNotPossible,
    TermOver,
    not_your_objection,
    not_your_work,
    one_fault,
)
from challenges.services.steps import checked_text, checked_texts
from lives.lifecycle import StepRefused
from lives.messages import msg
from lives.periods import day_of
from lives.texts import TextLimit
from logbook.actors import Actor
from logbook.refusals import NotFound
from logbook.services import Act, act

NAME = TextLimit(2, 80)
TEXT = TextLimit(10, 10_000, has_lines=True)
LATE = TextLimit(0, 4000, has_lines=True)
# what the engines say of the four indexes: PostgreSQL names them, SQLite names their columns
ONCE = ("uq_objection", "objection.decision_id", "objection.challenge_id")


@dataclass(frozen=True)
class NewObjection:
    """What an objection says: who objects, how the decision touches them, and why they do not agree (Awb 6:5).

    The days of the postmark and the stamp are for one on paper; who is late may say why (6:11). Whoever represents an
    organisation can object for it.
    """

    name: str
    interest: str
    grounds: str
    received_on: date | None = None
    posted_on: date | None = None
    late_reason: str = ""
    organisation_id: int | None = None
    postal: str = ""


def object_to(
    session: Session, actor: Actor, now: datetime, challenge_id: int, decision_id: int | None, new: NewObjection,
    letter: Letter,
) -> int:  # fmt: skip
    """Object to a decision, or (no decision) to not deciding in time; the number of the objection. The receipt is
    confirmed at once (Awb 6:14). One that is late is taken in too: whether that is excused is decided later.

    With `received_on` staff write down what came in on paper. Raises RequestRefused with everything that is wrong,
    NotFound, TermOver (one cannot object to this, or not yet, or objected before), NotAllowed.
    """
    _refuse_days(new, day_of(now))
    texts = checked_texts({
        "name": (new.name, NAME), "interest": (new.interest, TEXT), "grounds": (new.grounds, TEXT),
        "late_reason": (new.late_reason, LATE),
    })  # fmt: skip
    try:
        with act(session, actor, now, "object_to_challenge") as a:
            row = find_challenge(session, challenge_id, is_locked=True)
            _refuse_objector(a, row, new)
            _refuse_target(a, row, decision_id, new.received_on or day_of(now))
            found = _write(a, row, decision_id, new, texts)
            _confirm_receipt(a, found, letter)
            return found.id
    except IntegrityError as error:
        if any(name in str(error.orig) for name in ONCE):
            raise TermOver(msg("You objected to this decision before.")) from error
        raise


def _write(a: Act, row: Challenge, decision_id: int | None, new: NewObjection, texts: dict[str, str]) -> Objection:
    is_paper = new.received_on is not None
    found = Objection(
        challenge_id=row.id, decision_id=decision_id, received_on=new.received_on or day_of(a.now),
        posted_on=new.posted_on, person_key=None if is_paper else a.actor.key,
        entered_by_key=a.actor.key if is_paper else None,
        with_committee=challenge_settings(a.session).objection_committee, filed_at=a.now,
        organisation_id=new.organisation_id, objector_name=texts["name"], interest=texts["interest"],
        grounds=texts["grounds"], late_reason=texts["late_reason"],
    )  # fmt: skip
    a.session.add(found)
    a.session.flush()
    a.subject = f"objection:{found.id}"
    a.facts["challenge"] = row.id
    if is_paper:
        keep_address(a, a.subject, new.postal)
    tell_about(a, found, "file", on=found.received_on)
    return found


def _confirm_receipt(a: Act, found: Objection, letter: Letter) -> None:
    decide_by = objection_clock_of(a.session, found, day_of(a.now)).decide_by
    text = objection_received(
        title_of(a, found), found.received_on, decide_by,
        has_decision=found.decision_id is not None, with_committee=found.with_committee,
    )  # fmt: skip
    row = a.session.get_one(Challenge, found.challenge_id)
    tell_who_asked(a, found, row, letter, others_objected(row.title, found.received_on, decide_by))
    tell_objector(a, found, letter, text)


def title_of(a: Act, objection: Objection) -> str:
    """The title of the request it is about."""
    return a.session.get_one(Challenge, objection.challenge_id).title


def repair(session: Session, actor: Actor, now: datetime, objection_id: int, addition: str) -> None:
    """Add what was missing; the clock runs again from today. Raises RequestRefused, NotAllowed, TermOver."""
    told = checked_text("addition", addition, TEXT)
    with act(session, actor, now, "repair_objection") as a:
        found = locked_objection(a, objection_id)
        require_objector(a, found)
        if found.state != ObjectionState.FILED or open_completion(repairs_of(session, found.id), day_of(now)) is None:
            raise TermOver(msg("Nothing is asked of you now."))
        found.grounds = f"{found.grounds}\n\n{told}"
        tell_about(a, found, "repair", happening=Happening.COMPLETED)


def withdraw_objection(session: Session, actor: Actor, now: datetime, objection_id: int) -> None:
    """Take an objection back (Awb 6:21). Raises NotAllowed, ChallengeStepNotPossible."""
    with act(session, actor, now, "withdraw_objection") as a:
        found = locked_objection(a, objection_id)
        require_objector(a, found)
        move(a, found, ObjectionStep.WITHDRAW_OBJECTION, ObjectionSituation(), frozenset({ObjectionBy.OBJECTOR}))


def require_objector(a: Act, found: Objection) -> None:
    """Who speaks for the objection; what came on paper is taken further by staff who could write it down."""
    row = find_challenge(a.session, found.challenge_id)
    if not (speaks_for(a.session, a.actor, found) or (found.person_key is None and takes_in(a.session, a.actor, row))):
        raise not_your_objection()


def locked_objection(a: Act, objection_id: int) -> Objection:
    """The objection, its row held until the act ends. Raises NotFound."""
    found = find_objection(a.session, objection_id, is_locked=True)
    a.subject = f"objection:{found.id}"
    return found


def move(
    a: Act, objection: Objection, step: ObjectionStep, situation: ObjectionSituation, roles: frozenset[ObjectionBy],
    reason: str = "",
) -> None:  # fmt: skip
    """Take a step by the table and tell it. Raises ChallengeStepNotPossible."""
    try:
        target = OBJECTION_LIFE.take(step, ObjectionState(objection.state), roles, situation)
    except StepRefused as refused:
        raise ChallengeStepNotPossible(refused) from refused
    objection.state = target.value
    tell_about(a, objection, step.value, reason=reason)


def tell_about(
    a: Act, objection: Objection, step: str, *, happening: Happening | None = None, until: date | None = None,
    on: date | None = None, reason: str = "",
) -> None:  # fmt: skip
    """Put a line on the timeline of an objection."""
    event = ObjectionEvent(
        objection_id=objection.id, step=step, to_state=objection.state, happening=happening.value if happening else "",
        on_day=on or day_of(a.now), until_day=until, reason=reason, at=a.now,
    )  # fmt: skip
    a.session.add(event)
    a.session.flush()
    a.facts["step"], a.facts["state"] = step, objection.state


def _refuse_days(new: NewObjection, today: date) -> None:
    received = new.received_on or today
    if received > today:
        raise one_fault("received_on", msg("Fill in the day on which the letter came in."))
    if new.posted_on is not None and (new.received_on is None or new.posted_on > received):
        raise one_fault("posted_on", msg("A letter is posted on the day it comes in, or before."))


def _refuse_objector(a: Act, row: Challenge, new: NewObjection) -> None:
    """On paper: by staff of the area. For an organisation: by who represents it, and never on paper."""
    if new.received_on is not None and (new.organisation_id is not None or not takes_in(a.session, a.actor, row)):
        raise not_your_work()
    if new.organisation_id is not None:
        require_mandate(a.session, a.actor, new.organisation_id, Mandate.REPRESENT)


def _refuse_target(a: Act, row: Challenge, decision_id: int | None, received: date) -> None:
    """What one cannot object to: no decision here, one that is none in the sense of the Awb, or silence too early."""
    if row.state == "draft":
        raise NotFound(msg("We do not know this request."))
    if decision_id is None:
        _refuse_silence(a, row, received)
        return
    chosen = select(ChallengeDecision).filter_by(id=decision_id, challenge_id=row.id)
    decision = a.session.scalar(chosen) if 0 < decision_id < LARGEST_ID else None
    if decision is None:
        raise NotFound(msg("We do not know this decision."))
    if not decision.can_be_objected_to:
        raise TermOver(msg("One cannot object to this decision."))


def _refuse_silence(a: Act, row: Challenge, received: date) -> None:
    """Raises TermOver where the municipality chose the court, before the two weeks are over, and after a decision."""
    if challenge_settings(a.session).silence_leads_to is SilenceRemedy.COURT:
        raise TermOver(
            msg("Against not deciding in time no objection is needed here: you can go straight to the court."),
        )
    clock, found = clock_of(a.session, row, received), default_of(a.session, row, received)
    if silence_stage(clock, found, received) is not SilenceStage.OPEN:
        raise TermOver(
            msg("One can object to silence from two weeks after a notice of default, until there is a decision.")
        )
