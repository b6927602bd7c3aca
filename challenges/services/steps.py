"""One step in the life of a request: who somebody is to it, and the step written with its public event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from accounts.queries import mandate_in
from accounts.rules.organisations import Mandate, reaches
from challenges.models import Challenge, ChallengeEvent
from challenges.queries.finding import find_challenge, may_read_draft, no_such_request
from challenges.rules.asking import RequestFault
from challenges.rules.history import Happening
from challenges.rules.life import REQUEST_LIFE
from challenges.rules.states import By, RequestSituation, RequestState, RequestStep
from challenges.services.refusals import ChallengeStepNotPossible, RequestRefused, not_your_work, one_fault
from lives.lifecycle import StepRefused
from lives.periods import day_of
from lives.texts import TextLimit, faults_within, tidy_text
from logbook.actors import Actor, Role
from logbook.services import Act

REASON = TextLimit(3, 4000, has_lines=True)


def locked_challenge(a: Act, challenge_id: int) -> Challenge:
    """The request, its row held until the act ends. Raises NotFound, also for somebody else's draft."""
    challenge = find_challenge(a.session, challenge_id, is_locked=True)
    if challenge.state == "draft" and not may_read_draft(a.session, a.actor, challenge):
        raise no_such_request()
    a.subject = f"challenge:{challenge.id}"
    return challenge


def roles_of(a: Act, challenge: Challenge) -> frozenset[By]:
    """Who acts is to the request."""
    return roles_to(a.session, a.actor, challenge)


def roles_to(session: Session, actor: Actor, challenge: Challenge) -> frozenset[By]:
    """Who this is to the request. Nobody of the municipality handles a request that one made or wrote down, or of an
    organisation for which one acts; who left that organisation acts for it no more."""
    has_written = actor.key in (challenge.person_key, challenge.entered_by_key)
    if challenge.organisation_id is None:
        return frozenset({By.APPLICANT}) if has_written else staff_roles(actor, challenge)
    held = mandate_in(session, challenge.organisation_id, actor.key)
    if held is not None and reaches(held, Mandate.REPRESENT):
        return frozenset({By.APPLICANT})
    return frozenset() if held is not None or has_written else staff_roles(actor, challenge)


def staff_roles(actor: Actor, challenge: Challenge) -> frozenset[By]:
    """The staff's roles for the area of the request; one for the whole town is handled by whoever has the role."""
    roles = {Role.COORDINATOR: By.COORDINATOR, Role.COLLEGE_CLERK: By.COLLEGE_CLERK}
    return frozenset(by for role, by in roles.items() if actor.has(role, challenge.area_code))


def require_staff(a: Act, challenge: Challenge) -> None:
    """Raises NotAllowed for who does not handle this request."""
    if not roles_of(a, challenge) & {By.COORDINATOR, By.COLLEGE_CLERK}:
        raise not_your_work()


def take_step(
    a: Act,
    challenge: Challenge,
    step: RequestStep,
    situation: RequestSituation,
    *,
    happening: Happening | None = None,
    until: date | None = None,
    on: date | None = None,
    reason: str = "",
    roles: frozenset[By] | None = None,
) -> None:
    """Move the request and tell it on its timeline. Raises ChallengeStepNotPossible."""
    roles = roles_of(a, challenge) if roles is None else roles
    try:
        target = REQUEST_LIFE.take(step, RequestState(challenge.state), roles, situation)
    except StepRefused as refused:
        raise ChallengeStepNotPossible(refused) from refused
    challenge.state = target.value
    tell(a, challenge, step.value, happening=happening, until=until, on=on, reason=reason)


def tell(
    a: Act,
    challenge: Challenge,
    step: str,
    *,
    happening: Happening | None = None,
    until: date | None = None,
    on: date | None = None,
    reason: str = "",
) -> None:
    """Put a line on the timeline; what the clock looks at is named."""
    event = ChallengeEvent(
        challenge_id=challenge.id,
        step=step,
        to_state=challenge.state,
        happening=happening.value if happening else "",
        on_day=on or day_of(a.now),
        until_day=until,
        reason=reason,
        at=a.now,
    )
    a.session.add(event)
    a.session.flush()
    a.facts["step"], a.facts["state"] = step, challenge.state
    if until is not None:
        a.facts["until"] = until.isoformat()


def checked_texts(fields: Mapping[str, tuple[str, TextLimit]]) -> dict[str, str]:
    """Texts by the name of their field, tidied. Raises RequestRefused with everything that is wrong at once."""
    faults = [RequestFault(name, each) for name, (text, limit) in fields.items() for each in faults_within(limit, text)]
    if faults:
        raise RequestRefused(*faults)
    return {name: tidy_text(text) for name, (text, _) in fields.items()}


def checked_text(field: str, text: str, limit: TextLimit = REASON) -> str:
    """The text, tidied. Raises RequestRefused at its field."""
    for fault in faults_within(limit, text):
        raise one_fault(field, fault)
    return tidy_text(text)
