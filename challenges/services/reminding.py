"""Reminders and alarms by mail: each said once, in an act of its own, whoever looks first."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from accounts.models import Person
from challenges.models import ChallengeReminder
from challenges.queries.finding import find_challenge
from challenges.queries.reminding import Due, clerks_for_objection, due_reminders, staff_for
from challenges.rules.reminder_words import core_of, subject_of
from challenges.rules.reminding import ReminderKind
from challenges.rules.states import RequestState
from challenges.services.mail import Letter, receivers_of
from lives.periods import day_of
from logbook.actors import CLOCK, Role
from logbook.services import Act, act
from notices.services import put_in_outbox

MAIL = "challenge_reminder"
Key = tuple[str, str, date, int]
_K = ReminderKind
_CLERK_DECIDES = (RequestState.ADVISED, RequestState.COUNCIL_REQUIRED)
_TO: dict[ReminderKind, tuple[Role, ...]] = {
    _K.CHECK_SOON: (Role.COORDINATOR,),
    _K.COMPLETION_OVER: (Role.COORDINATOR, Role.COLLEGE_CLERK),
    _K.TALK_SOON: (Role.COORDINATOR,),
    _K.TALK_LATE: (Role.COORDINATOR,),
    _K.ADVICE_SOON: (Role.REVIEWER,),
    _K.ADVICE_LATE: (Role.REVIEWER, Role.COORDINATOR),
    _K.DECISION_LATE: (Role.COORDINATOR, Role.COLLEGE_CLERK),
    _K.IN_DEFAULT: (Role.COORDINATOR, Role.COLLEGE_CLERK),
    _K.PENALTY_RUNS: (Role.COORDINATOR, Role.COLLEGE_CLERK),
    _K.EVALUATION_DUE: (Role.COORDINATOR,),
}


class NothingLeft(Exception):
    """Another runner said it, or there is nothing to say any more: the act leaves no row."""


def remind(session: Session, now: datetime, letter: Letter) -> int:
    """Send every reminder of today that was not sent; how many. A second run, here or elsewhere, sends none again."""
    found = [(due.challenge.id, due.key) for due in due_reminders(session, day_of(now))]
    session.rollback()
    return sum(_remind_of(session, now, number, key, letter) for number, key in found)


def _remind_of(session: Session, now: datetime, challenge_id: int, key: Key, letter: Letter) -> int:
    """One reminder in a transaction of its own, looked at once more: what was decided meanwhile asks for none."""
    try:
        with act(session, CLOCK, now, "remind_of_challenge", subject=key[0]) as a:
            find_challenge(session, challenge_id, is_locked=True)
            due = next((each for each in due_reminders(session, day_of(now), challenge_id) if each.key == key), None)
            if due is None:
                raise NothingLeft(key[0])
            _write(a, due)
            for person in _receivers(a, due):
                _mail(a, due, person, letter)
    except NothingLeft:
        return 0
    except IntegrityError as error:
        if "challenge_reminder" in str(error.orig):
            return 0
        raise
    return 1


def _write(a: Act, due: Due) -> None:
    reminder = due.reminder
    a.session.add(
        ChallengeReminder(
            about=due.about, kind=reminder.kind.value, term_day=reminder.term_day, step=reminder.step, made_at=a.now
        )
    )  # fmt: skip
    a.session.flush()
    a.facts.update(kind=reminder.kind.value, term_day=reminder.term_day.isoformat(), step=reminder.step)


def _receivers(a: Act, due: Due) -> list[Person]:
    kind = due.reminder.kind
    if kind is _K.COMPLETION_SOON:
        return receivers_of(a.session, due.challenge)
    if kind in (_K.OBJECTION_SOON, _K.OBJECTION_LATE):
        return clerks_for_objection(a.session, due)
    if kind is _K.DECISION_SOON:
        decides = (Role.COLLEGE_CLERK,) if RequestState(due.challenge.state) in _CLERK_DECIDES else ()
        return staff_for(a.session, (Role.COORDINATOR, *decides), due)
    return staff_for(a.session, _TO[kind], due)


def _mail(a: Act, due: Due, person: Person, letter: Letter) -> None:
    facts = {
        "subject": letter.say(person.language, subject_of(due.reminder, due.challenge.title)),
        "core": letter.say(person.language, core_of(due.reminder)),
        "path": _path(due),
    }
    put_in_outbox(a.session, person.email, MAIL, facts, person.language, a.now)


def _path(due: Due) -> str:
    if due.reminder.kind is _K.COMPLETION_SOON:
        return f"/mijn/verzoeken/{due.challenge.id}"
    return f"/werk/bezwaren/{due.objection.id}" if due.objection else f"/werk/uitdaagrecht/{due.challenge.id}"
