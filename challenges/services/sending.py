"""Sending a request, completing it when asked, and withdrawing it: the applicant's own steps."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from accounts.rules.organisations import Mandate
from accounts.services.organisations import require_mandate
from challenges.models import Challenge
from challenges.queries.finding import clock_of, request_of, terms_of_request
from challenges.queries.settings import challenge_settings
from challenges.rules.asking import Request, faults_of_request
from challenges.rules.clock import Clock
from challenges.rules.history import Happening
from challenges.rules.letters import completion_received, receipt
from challenges.rules.states import By, RequestSituation, RequestStep
from challenges.services.addresses import keep_address
from challenges.services.drafting import fill, keep_version
from challenges.services.mail import Letter, tell_applicant
from challenges.services.refusals import OlderVersion, RequestRefused, not_your_request, one_fault
from challenges.services.steps import checked_text, locked_challenge, roles_of, take_step
from lives.messages import msg
from lives.periods import day_of
from logbook.actors import Actor
from logbook.services import Act, act


def submit(
    session: Session,
    actor: Actor,
    now: datetime,
    challenge_id: int,
    version: int,
    letter: Letter,
    received_on: date | None = None,
    postal: str = "",
) -> None:
    """Send a request: it is public from now on, its clock begins, and the receipt is confirmed at once by mail.

    `received_on` is the day of the stamp and `postal` where letters go, for what came in on paper only. Raises
    RequestRefused with everything that is missing, OlderVersion (it was changed in another window),
    ChallengeStepNotPossible, NotAllowed.
    """
    with act(session, actor, now, "submit_challenge") as a:
        row = locked_challenge(a, challenge_id)
        if row.state == "draft":
            _refuse_sending(a, row, version, received_on)
        chosen = challenge_settings(session)
        row.received_at, row.preset, row.owes_penalty = now, chosen.preset.value, chosen.owes_penalty
        situation = RequestSituation(is_open_for_requests=chosen.is_open, is_complete=True)
        # the row is whole again with its new state
        with session.no_autoflush:
            take_step(a, row, RequestStep.SUBMIT, situation, happening=Happening.RECEIVED, on=received_on)
        a.facts["version"] = keep_version(a, row)
        take_step(a, row, RequestStep.ACKNOWLEDGE, RequestSituation(), roles=frozenset({By.PRODUCT}))
        a.facts.update(area=row.area_code or "*", preset=row.preset)
        if row.entered_by_key is not None:
            keep_address(a, f"challenge:{row.id}", postal)
        terms = terms_of_request(row)
        assert terms is not None
        tell_applicant(a, row, letter, receipt(row.title, _clock_after(a, row), terms))


def complete(
    session: Session, actor: Actor, now: datetime, challenge_id: int, request: Request, letter: Letter, note: str = ""
) -> None:
    """Complete a request that we asked to complete: the clock runs again from today, and both versions stay.

    Raises RequestRefused, ChallengeStepNotPossible.
    """
    with act(session, actor, now, "complete_challenge") as a:
        row = locked_challenge(a, challenge_id)
        _require_applicant(a, row)
        # who was asked does not change: the decision is about this applicant
        kept = {"applicant": row.applicant, "organisation_id": row.organisation_id, "area_code": row.area_code}
        fill(session, actor, row, Request(**{**vars(request), **kept}))
        _refuse_unfinished(row)
        row.version, row.saved_at = row.version + 1, now
        a.facts["version"] = keep_version(a, row)
        take_step(a, row, RequestStep.COMPLETE, RequestSituation(is_complete=True), happening=Happening.COMPLETED,
                  reason=note.strip())  # fmt: skip
        tell_applicant(a, row, letter, completion_received(row.title, _clock_after(a, row)))


def withdraw(session: Session, actor: Actor, now: datetime, challenge_id: int, reason: str = "") -> None:
    """Take a request back, until there is an agreement. Raises ChallengeStepNotPossible, NotFound."""
    told = checked_text("reason", reason) if reason.strip() else ""
    with act(session, actor, now, "withdraw_challenge", ground=told) as a:
        row = locked_challenge(a, challenge_id)
        _require_applicant(a, row)
        take_step(a, row, RequestStep.WITHDRAW, RequestSituation(), happening=Happening.WITHDRAWN, reason=told)


def _refuse_sending(a: Act, row: Challenge, version: int, received_on: date | None) -> None:
    if row.organisation_id is not None:
        # who writes drafts for an organisation may not send for it
        require_mandate(a.session, a.actor, row.organisation_id, Mandate.REPRESENT)
    if received_on is not None and (row.entered_by_key is None or received_on > day_of(a.now)):
        raise one_fault("received_on", msg("Fill in the day on which it came in on paper."))
    _refuse_unfinished(row)
    if version != row.version:
        raise OlderVersion(vars(request_of(row)), row.version)


def _clock_after(a: Act, row: Challenge) -> Clock:
    """The clock as the letter tells it: the same as on the page."""
    clock = clock_of(a.session, row, day_of(a.now))
    assert clock is not None
    a.facts["last_day"] = clock.last_day.isoformat()
    return clock


def _refuse_unfinished(row: Challenge) -> None:
    if faults := faults_of_request(request_of(row)):
        raise RequestRefused(*faults)


def _require_applicant(a: Act, row: Challenge) -> None:
    if By.APPLICANT not in roles_of(a, row):
        raise not_your_request()
