"""An ordinary agreement out of the talks: offered by the coordinator, and with the applicant's yes it holds at once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from challenges.models import Challenge, ChallengeDeal
from challenges.queries.instead import Instead, instead_of, offered_deal
from challenges.rules.history import Happening
from challenges.rules.instead import fault_of_offer, sign_of
from challenges.rules.letters import deal_offered
from challenges.rules.states import By, RequestSituation, RequestState, RequestStep
from challenges.services.mail import Letter, tell_applicant
from challenges.services.refusals import TermOver, not_your_request, not_your_work, one_fault
from challenges.services.steps import locked_challenge, roles_of, take_step, tell
from deals.queries.finding import find_deal, promises_of
from deals.services.changing import let_deal_begin
from deals.services.steps import locked_deal, require_coordinator
from lives.messages import msg
from logbook.actors import Actor
from logbook.services import Act, act

TALKING = (RequestState.DIALOGUE, RequestState.ASSESSMENT)


def offer_deal(session: Session, actor: Actor, now: datetime, challenge_id: int, deal_id: int, letter: Letter) -> None:
    """Offer a deal that is in preparation, with its money promised already, in place of a take-over.

    Raises NotAllowed (also for a deal of another area), NotFound, TermOver, RequestRefused.
    """
    with act(session, actor, now, "offer_deal_instead") as a:
        row = _talking(a, challenge_id)
        deal = find_deal(session, deal_id)
        require_coordinator(actor, deal)
        if instead_of(session, row.id) is not None:
            raise TermOver(msg("An agreement is offered already. Take that offer back first."))
        taken = session.scalar(select(ChallengeDeal.id).where(ChallengeDeal.deal_id == deal_id))
        if fault := fault_of_offer(offered_deal(deal, promises_of(session, deal_id))):
            raise one_fault("deal_id", fault)
        if taken is not None:
            raise one_fault("deal_id", msg("This agreement belongs to something else. Make one of its own."))
        session.add(ChallengeDeal(challenge_id=row.id, deal_id=deal_id, offered_by_key=actor.key, offered_at=now))
        session.flush()
        a.facts["deal"] = deal_id
        tell(a, row, "offer_deal")
        tell_applicant(a, row, letter, deal_offered(row.title))


def take_offer_back(session: Session, actor: Actor, now: datetime, challenge_id: int) -> None:
    """The offer holds no more; the deal stays in preparation and is ended by itself. Raises NotAllowed, TermOver."""
    with act(session, actor, now, "take_deal_offer_back") as a:
        row = locked_challenge(a, challenge_id)
        if By.COORDINATOR not in roles_of(a, row):
            raise not_your_work()
        found = instead_of(session, row.id)
        if found is None or found.row.confirmed_at is not None:
            raise TermOver(msg("There is no offer that can be taken back."))
        a.facts["deal"] = found.deal.id
        session.delete(found.row)
        session.flush()
        tell(a, row, "take_deal_back")


def confirm_deal(session: Session, actor: Actor, now: datetime, challenge_id: int, sign: str) -> int:
    """The applicant says yes to exactly the text with this sign: the deal holds, the request ends; the deal's number.

    Raises NotAllowed, ChallengeStepNotPossible (no offer, another text, not in talks), StepNotPossible: then nothing
    happened.
    """
    with act(session, actor, now, "confirm_deal_instead") as a:
        row = locked_challenge(a, challenge_id)
        if By.APPLICANT not in roles_of(a, row):
            raise not_your_request()
        found = _locked_offer(a, row)
        is_read = found is not None and sign_of(offered_deal(found.deal, found.promises)) == sign
        take_step(a, row, RequestStep.DEAL_INSTEAD, RequestSituation(has_offered_deal=is_read),
                  happening=Happening.WITHDRAWN)  # fmt: skip
        # the step is refused without an offer
        assert found is not None
        found.row.confirmed_at, found.row.confirmed_by_key = now, actor.key
        let_deal_begin(a, found.deal.id, row.person_key)
        # this is the request's own act: the deal only takes part
        a.subject = f"challenge:{row.id}"
        a.facts.update(deal=found.deal.id, step=RequestStep.DEAL_INSTEAD.value, state=row.state)
        return found.deal.id


def _talking(a: Act, challenge_id: int) -> Challenge:
    row = locked_challenge(a, challenge_id)
    if By.COORDINATOR not in roles_of(a, row):
        raise not_your_work()
    if row.state not in TALKING:
        raise TermOver(msg("An ordinary agreement comes out of the talks, before the advice is closed."))
    return row


def _locked_offer(a: Act, row: Challenge) -> Instead | None:
    """The offer with its deal held, so that its text is the one that counts. None once it was said yes to."""
    found = instead_of(a.session, row.id)
    if found is None or found.row.confirmed_at is not None:
        return None
    locked_deal(a, found.deal.id)
    a.subject = f"challenge:{row.id}"
    return instead_of(a.session, row.id)
