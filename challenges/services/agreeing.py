"""The agreement after a grant: written together, confirmed by the applicant, and then a deal with its money at once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Organisation
from areas.queries import find_area
from budget.queries import EUROS, MINUTES, find_account
from budget.rules.grounds import Ground
from budget.rules.ledger import MovementKind
from budget.services import commit_money
from challenges.models import Challenge, ChallengeAgreement, ChallengeDecision
from challenges.rules.agreeing import Agreement, faults_of_agreement
from challenges.rules.letters import agreement_ready
from challenges.rules.states import By, RequestSituation, RequestState, RequestStep
from challenges.services.mail import Letter, tell_applicant
from challenges.services.refusals import RequestRefused, TermOver, not_your_request, not_your_work, one_fault
from challenges.services.reporting import keep_report_days
from challenges.services.steps import checked_text, locked_challenge, roles_of, take_step, tell
from deals.rules.terms import DealKind, NewDeal, Promise, Side
from deals.services import open_deal
from lives.messages import msg
from lives.texts import tidy_text
from logbook.actors import Actor
from logbook.refusals import NotFound
from logbook.services import Act, act


def begin_agreement(session: Session, actor: Actor, now: datetime, challenge_id: int) -> None:
    """Begin to write the agreement after a grant. Raises ChallengeStepNotPossible."""
    with act(session, actor, now, "begin_challenge_agreement") as a:
        take_step(a, locked_challenge(a, challenge_id), RequestStep.DRAFT_AGREEMENT, RequestSituation())


def write_agreement(
    session: Session, actor: Actor, now: datetime, challenge_id: int, agreement: Agreement, letter: Letter
) -> int:
    """Write down what both sides would agree on; its version. The applicant is asked to confirm, anew after a change.

    Raises RequestRefused with everything that is wrong, NotAllowed, TermOver, NotFound.
    """
    with act(session, actor, now, "write_challenge_agreement") as a:
        row = _drafting(a, challenge_id)
        if By.COORDINATOR not in roles_of(a, row):
            raise not_your_work()
        granted = _granted(session, row)
        if faults := faults_of_agreement(agreement, granted.granted_cents or 0, granted.granted_minutes or 0):
            raise RequestRefused(*faults)
        if agreement.paying_area:
            find_area(session, agreement.paying_area)
        found = _find(session, row) or ChallengeAgreement(challenge_id=row.id, version=0)
        _fill(found, agreement)
        found.version, found.written_by_key, found.written_at = found.version + 1, actor.key, now
        found.confirmed_at = found.confirmed_by_key = None
        session.add(found)
        session.flush()
        keep_report_days(a, row.id, agreement.report_days)
        a.facts.update(version=found.version, cents=found.cents, minutes=found.minutes)
        tell_applicant(a, row, letter, agreement_ready(row.title, found.version))
        return found.version


def confirm_agreement(session: Session, actor: Actor, now: datetime, challenge_id: int, version: int) -> None:
    """The applicant says yes to exactly this version. Raises NotAllowed, TermOver, NotFound."""
    with act(session, actor, now, "confirm_challenge_agreement") as a:
        row = _drafting(a, challenge_id)
        if By.APPLICANT not in roles_of(a, row):
            raise not_your_request()
        found = _find(session, row)
        if found is None:
            raise NotFound(msg("There is no agreement yet."))
        if found.version != version:
            raise TermOver(msg("The agreement was changed. Read it once more, then say yes."))
        found.confirmed_at, found.confirmed_by_key = now, actor.key
        session.flush()
        a.facts["version"] = version
        tell(a, row, "confirm_agreement")


def agree(session: Session, actor: Actor, now: datetime, challenge_id: int) -> int:
    """Both sides agreed: the agreement becomes a deal, and its money is promised through the budget's one door, all in
    this act; the number of the deal.

    Raises ChallengeStepNotPossible (the applicant did not say yes), RequestRefused, NotEnoughMoney, YearClosed,
    PromisesStopped, DealRefused: then nothing happened.
    """
    with act(session, actor, now, "agree_on_challenge") as a:
        row = locked_challenge(a, challenge_id)
        found = _find(session, row) if row.state == RequestState.AGREEMENT_DRAFTING else None
        situation = RequestSituation(
            agreement_is_complete=found is not None, both_agreed=found is not None and found.confirmed_at is not None
        )
        take_step(a, row, RequestStep.AGREE, situation)
        assert found is not None
        found.deal_id = _open_deal(a, row, found)
        session.flush()
        _promise_money(a, found, _granted(session, row).reference)
        a.facts.update(deal=found.deal_id, cents=found.cents)
        return found.deal_id


def give_agreement_up(session: Session, actor: Actor, now: datetime, challenge_id: int, reason: str) -> None:
    """Stop without an agreement, with a reason that everyone reads. Raises RequestRefused, ChallengeStepNotPossible."""
    told = checked_text("reason", reason)
    with act(session, actor, now, "give_challenge_agreement_up", ground=told) as a:
        row = locked_challenge(a, challenge_id)
        take_step(a, row, RequestStep.GIVE_UP, RequestSituation(has_reason=True), reason=told)


def _drafting(a: Act, challenge_id: int) -> Challenge:
    row = locked_challenge(a, challenge_id)
    if row.state != RequestState.AGREEMENT_DRAFTING:
        raise TermOver(msg("There is no agreement to write now."))
    return row


def _find(session: Session, row: Challenge) -> ChallengeAgreement | None:
    return session.scalar(select(ChallengeAgreement).filter_by(challenge_id=row.id, superseded_at=None))


def _granted(session: Session, row: Challenge) -> ChallengeDecision:
    """The newest decision: what it granted is the most that can be agreed on."""
    newest = select(ChallengeDecision).filter_by(challenge_id=row.id).order_by(ChallengeDecision.number.desc()).limit(1)
    return session.scalars(newest).one()


def _fill(found: ChallengeAgreement, agreement: Agreement) -> None:
    for name in ("theme", "first_day", "last_day", "year", "cents", "minutes", "paying_area"):
        setattr(found, name, getattr(agreement, name))
    for name in ("result", "reporting", "stopping", "paid_from"):
        setattr(found, name, tidy_text(getattr(agreement, name)))
    found.their_promises = "\n".join(map(tidy_text, agreement.their_promises))
    found.our_promises = "\n".join(map(tidy_text, agreement.our_promises))


def _open_deal(a: Act, row: Challenge, found: ChallengeAgreement) -> int:
    """A deal of kind takeover. Money from elsewhere is no money of the neighbourhood: the deal says nothing of it."""
    area = found.paying_area or row.area_code
    organisation = a.session.get(Organisation, row.organisation_id) if row.organisation_id else None
    if area is None:
        raise one_fault("paying_area", msg("Choose the area where the agreement is shown."))
    promises = tuple(
        Promise(side, text)
        for side, lines in ((Side.NEIGHBOURHOOD, found.their_promises), (Side.MUNICIPALITY, found.our_promises))
        for text in lines.splitlines()
    )
    return open_deal(
        a,
        NewDeal(
            area_code=area,
            year=found.year,
            kind=DealKind.TAKEOVER,
            theme=found.theme,
            title=row.title,
            planned_result=found.result,
            cents=found.cents if found.paying_area else 0,
            minutes=found.minutes,
            # a contact person of residents is nobody's business
            partner_name=organisation.name if organisation else "",
            partner_key=row.person_key,
            first_day=found.first_day,
            last_day=found.last_day,
            promises=promises,
            is_active=True,
        ),
    )


def _promise_money(a: Act, found: ChallengeAgreement, reference: str) -> None:
    """Euros of the area that pays; hours where the municipality divides its hours, else they are only written down."""
    if not found.paying_area:
        return
    for unit, amount in ((EUROS, found.cents), (MINUTES, found.minutes)):
        account = find_account(a.session, found.year, found.paying_area, unit) if amount else None
        if account is not None:
            subject = f"deal:{found.deal_id}"
            commit_money(
                a, account.id, MovementKind.COMMIT, amount, Ground.DEAL, to_subject=subject, reference=reference
            )
        elif amount and unit == EUROS:
            raise one_fault("paying_area", msg("This area has no money for %(year)s yet.", year=found.year))
