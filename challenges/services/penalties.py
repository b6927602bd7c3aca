"""Fixing the penalty for deciding too late: a decision of its own, with its letter (Awb 4:18)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from challenges.models import ChallengePenalty
from challenges.queries.penalties import penalty_to_fix
from challenges.queries.settings import calendar_of
from challenges.rules.default import pay_penalty_by
from challenges.rules.grounds import REFERENCE_LIMIT
from challenges.rules.letters import penalty_fixed
from challenges.rules.objection_clock import days_to_object
from challenges.rules.states import By
from challenges.services.mail import Letter, tell_applicant
from challenges.services.refusals import TermOver, not_your_work
from challenges.services.steps import checked_text, locked_challenge, roles_of, tell
from lives.messages import msg
from lives.periods import day_of
from logbook.actors import Actor
from logbook.services import act


def fix_penalty(
    session: Session, actor: Actor, now: datetime, challenge_id: int, reference: str, letter: Letter
) -> int:
    """Record what mayor and aldermen fixed, once: the amount follows from the days. The cents that are owed.

    Raises NotAllowed, RequestRefused, TermOver (nothing is owed, it still runs, or it was fixed before).
    """
    told, today = checked_text("reference", reference, REFERENCE_LIMIT), day_of(now)
    try:
        with act(session, actor, now, "fix_challenge_penalty", ground=told) as a:
            row = locked_challenge(a, challenge_id)
            if By.COLLEGE_CLERK not in roles_of(a, row):
                raise not_your_work()
            due = penalty_to_fix(session, row, today)
            if due is None:
                raise TermOver(msg("There is no penalty to fix now."))
            found, calendar = due.found, calendar_of(session)
            pay_by = pay_penalty_by(today, calendar)
            session.add(
                ChallengePenalty(
                    challenge_id=row.id, days=found.days, cents=found.owed_cents, reference=told, fixed_on=today,
                    pay_by=pay_by, fixed_by_key=actor.key, fixed_at=now,
                )
            )  # fmt: skip
            tell(a, row, "fix_penalty")
            a.facts.update(days=found.days, cents=found.owed_cents)
            object_until = days_to_object(today, calendar=calendar).last
            tell_applicant(a, row, letter, penalty_fixed(row.title, found, told, pay_by, object_until))
            return found.owed_cents
    except IntegrityError as error:
        if "challenge_penalty" in str(error.orig):
            raise TermOver(msg("There is no penalty to fix now.")) from error
        raise
