"""What asks for a reminder today, that nobody was reminded of yet; and which staff hear of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from accounts.models import EVERYWHERE, OrganisationMember, Person, RoleGrant
from challenges.models import (
    Challenge,
    ChallengeAdvice,
    ChallengeAgreement,
    ChallengeReminder,
    ChallengeTalk,
    Objection,
)
from challenges.queries.finding import clock_of, default_of, history_of, terms_of_request
from challenges.queries.objections import hands_in, objection_clock_of
from challenges.queries.public_objections import OPEN
from challenges.queries.settings import challenge_settings
from challenges.rules.reminding import (
    Reminded,
    Reminder,
    reminders_for,
    reminders_for_advice,
    reminders_for_objection,
)
from challenges.rules.states import RequestState
from logbook.actors import Role

_S = RequestState
_OVER = (_S.DRAFT, _S.NOT_PROCESSED, _S.INADMISSIBLE, _S.REFUSED, _S.NO_AGREEMENT, _S.COMPLETED, _S.TERMINATED,
         _S.WITHDRAWN)  # fmt: skip


@dataclass(frozen=True)
class Due:
    """A reminder that must be sent, about what, and in which case."""

    about: str
    challenge: Challenge
    reminder: Reminder
    objection: Objection | None = None

    @property
    def key(self) -> tuple[str, str, date, int]:
        return self.about, str(self.reminder.kind), self.reminder.term_day, self.reminder.step


def due_reminders(session: Session, today: date, challenge_id: int | None = None) -> list[Due]:
    """Everything to say today that was not said, of one request or of all, the oldest first."""
    sources = (_of_requests, _of_advice, _of_objections)
    found = [due for source in sources for due in source(session, today, _of_one(challenge_id))]
    said = _said(session, {due.about for due in found})
    return [due for due in found if due.key not in said]


def staff_for(session: Session, roles: Collection[Role], due: Due) -> list[Person]:
    """Who has one of these roles where the request is, and is no party to it."""
    area = due.challenge.area_code
    granted = select(RoleGrant.person_key).where(RoleGrant.role.in_([role.value for role in roles]))
    if area is not None:
        granted = granted.where(RoleGrant.area_code.in_((area, EVERYWHERE)))
    chosen = select(Person).where(
        Person.key.in_(granted), Person.deactivated_at.is_(None), Person.key.not_in(_parties(session, due))
    )
    return list(session.scalars(chosen.order_by(Person.key)))


def clerks_for_objection(session: Session, due: Due) -> list[Person]:
    """Clerks who did not prepare the decision; where everybody did, all of them, for somebody must hear it."""
    every, hands = staff_for(session, (Role.COLLEGE_CLERK,), due), hands_in(session, due.challenge.id)
    return [person for person in every if person.key not in hands] or every


def _parties(session: Session, due: Due) -> set[str]:
    asking = (due.challenge, due.objection) if due.objection is not None else (due.challenge,)
    organisations = [each.organisation_id for each in asking if each.organisation_id is not None]
    acting = select(OrganisationMember.person_key).where(
        OrganisationMember.organisation_id.in_(organisations), OrganisationMember.ended_at.is_(None)
    )
    own = {key for each in asking for key in (each.person_key, each.entered_by_key)}
    return {key for key in own if key} | set(session.scalars(acting))


def _of_one(challenge_id: int | None) -> ColumnElement[bool]:
    return true() if challenge_id is None else Challenge.id == challenge_id


def _of_requests(session: Session, today: date, which: ColumnElement[bool]) -> Iterator[Due]:
    before = challenge_settings(session).remind_before
    chosen = select(Challenge).where(which, Challenge.state.not_in([state.value for state in _OVER]))
    for row in session.scalars(chosen.order_by(Challenge.id)).all():
        terms = terms_of_request(row)
        if terms is None:
            continue
        told = Reminded(
            RequestState(row.state), clock_of(session, row, today), terms, history_of(session, row.id),
            session.scalar(select(ChallengeTalk.id).filter_by(challenge_id=row.id).limit(1)) is not None,
            default_of(session, row, today), _begins_on(session, row), before,
        )  # fmt: skip
        yield from (Due(f"challenge:{row.id}", row, reminder) for reminder in reminders_for(told, today))


def _begins_on(session: Session, row: Challenge) -> date | None:
    if row.state != _S.ACTIVE:
        return None
    stands = select(ChallengeAgreement.first_day).filter_by(challenge_id=row.id, superseded_at=None)
    return session.scalar(stands.limit(1))


def _of_advice(session: Session, today: date, which: ColumnElement[bool]) -> Iterator[Due]:
    chosen = (
        select(ChallengeAdvice, Challenge)
        .join(Challenge, Challenge.id == ChallengeAdvice.challenge_id)
        .where(which, ChallengeAdvice.given_at.is_(None), Challenge.state == _S.ASSESSMENT.value)
        .order_by(ChallengeAdvice.id)
    )
    for advice, row in session.execute(chosen).all():
        for reminder in reminders_for_advice(advice.answer_by, today):
            yield Due(f"challenge_advice:{advice.id}", row, reminder)


def _of_objections(session: Session, today: date, which: ColumnElement[bool]) -> Iterator[Due]:
    before = challenge_settings(session).remind_before
    chosen = select(Objection, Challenge).join(Challenge, Challenge.id == Objection.challenge_id)
    for found, row in session.execute(chosen.where(which, Objection.state.in_(OPEN)).order_by(Objection.id)).all():
        for reminder in reminders_for_objection(objection_clock_of(session, found, today), today, before):
            yield Due(f"objection:{found.id}", row, reminder, found)


def _said(session: Session, abouts: Collection[str]) -> set[tuple[str, str, date, int]]:
    chosen = select(
        ChallengeReminder.about, ChallengeReminder.kind, ChallengeReminder.term_day, ChallengeReminder.step
    ).where(ChallengeReminder.about.in_(abouts))
    return {(about, kind, term_day, step) for about, kind, term_day, step in session.execute(chosen)}
