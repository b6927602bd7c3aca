"""Recording what mayor and aldermen decided about a result: only by this is the money of the winners promised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from budget.queries import held_by
from budget.rules.grounds import Ground
from budget.rules.ledger import MovementKind, Part
from budget.services import commit_money
from deals.services import DealKind, NewDeal, open_deal
from lives.messages import Day, msg
from lives.periods import day_of
from lives.texts import tidy_text
from logbook.actors import Actor, Role
from logbook.refusals import NotAllowed
from logbook.services import Act, act
from proposals.queries.cases import PlanCase
from proposals.rules.texts import faults_of_text
from proposals.services import adopt_plan, refuse_award
from proposals.services.refusals import Fault
from rounds.models import RoundArea
from voting import models
from voting.queries.deciding import Winner, winners_of
from voting.services.refusals import DecidedBefore, DecisionRefused, NothingToDecide

REFERENCE_LENGTH = 80


@dataclass(frozen=True)
class CollegeDecision:
    """What was decided: every winner is adopted but those refused, each with its reason, by number."""

    reference: str
    decided_on: date
    refusals: Mapping[int, str] = field(default_factory=dict)


def decide_result(
    session: Session, actor: Actor, now: datetime, round_id: int, area_code: str, decision: CollegeDecision
) -> None:
    """Record the decision about an area's published result: adopted plans are promised their money and begin as
    deals, the money of the others is free again, and every proposer hears it.

    Raises NotAllowed, NothingToDecide, DecidedBefore, and DecisionRefused with every fault.
    """
    with act(session, actor, now, "decide_result", ground=decision.reference, subject=f"round:{round_id}") as a:
        # who decides at the same moment waits here
        a.session.execute(_result(round_id, area_code).with_for_update())
        winners = check_decision(session, actor, now, round_id, area_code, decision)
        kept = _write(a, round_id, area_code, decision)
        for winner in winners:
            _settle(a, round_id, winner, kept, decision)
        a.facts |= {"area": area_code, "reference": kept.reference, "refused": sorted(decision.refusals)}


def check_decision(
    session: Session, actor: Actor, now: datetime, round_id: int, area_code: str, decision: CollegeDecision
) -> list[Winner]:
    """The winners that the decision is about, in the order of the ballot; raises what decide_result raises."""
    if not actor.has(Role.COLLEGE_CLERK, area_code):
        raise NotAllowed(msg("Only who works for mayor and aldermen can record their decision."))
    decided = select(models.CollegeDecision.id).filter_by(round_id=round_id, area_code=area_code)
    if session.scalar(decided) is not None:
        raise DecidedBefore
    published_at = session.scalar(_result(round_id, area_code))
    winners = winners_of(session, round_id, area_code)
    if published_at is None or not winners:
        raise NothingToDecide(msg("There is no result here that waits for a decision."))
    faults = _faults(decision, winners, day_of(published_at), day_of(now))
    if faults:
        raise DecisionRefused(tuple(faults))
    return winners


def _result(round_id: int, area_code: str) -> Select[datetime]:
    return select(models.Result.published_at).filter_by(round_id=round_id, area_code=area_code)


def _faults(decision: CollegeDecision, winners: list[Winner], first: date, today: date) -> list[Fault]:
    faults = []
    reference = decision.reference.strip()
    if not reference:
        faults.append(Fault("reference", msg("Fill in the reference of the decision.")))
    elif len(reference) > REFERENCE_LENGTH:
        faults.append(Fault("reference", msg("Use at most %(most)s characters.", most=REFERENCE_LENGTH)))
    if decision.decided_on > today:
        faults.append(Fault("decided_on", msg("This day is still to come.")))
    elif decision.decided_on < first:
        early = msg("The result was published on %(day)s. The decision cannot be older.", day=Day(first))
        faults.append(Fault("decided_on", early))
    known = {winner.id for winner in winners}
    for number, reason in decision.refusals.items():
        if number not in known:
            faults.append(Fault("refusals", msg("A plan that did not win cannot be refused.")))
        elif not reason.strip():
            faults.append(Fault(f"why-{number}", msg("Say why the plan does not get the money. Everyone can read it.")))
        else:
            faults += [Fault(f"why-{number}", each) for each in faults_of_text("reason", reason)]
    return faults


def _write(a: Act, round_id: int, area_code: str, decision: CollegeDecision) -> models.CollegeDecision:
    kept = models.CollegeDecision(
        round_id=round_id,
        area_code=area_code,
        reference=decision.reference.strip(),
        decided_on=decision.decided_on,
        recorded_at=a.now,
        recorded_by_key=a.actor.key,
    )
    a.session.add(kept)
    a.session.flush()
    return kept


def _settle(a: Act, round_id: int, winner: Winner, kept: models.CollegeDecision, decision: CollegeDecision) -> None:
    reason = tidy_text(decision.refusals.get(winner.id, ""))
    is_adopted = winner.id not in decision.refusals
    row = models.CollegeDecisionPlan(decision_id=kept.id, proposal_id=winner.id, adopted=is_adopted, reason=reason)
    a.session.add(row)
    kind = MovementKind.COMMIT_AWARD if is_adopted else MovementKind.RELEASE
    if is_adopted:
        case = adopt_plan(a, winner.id, kept.reference)
        _move_all(a, round_id, winner, kind, kept.reference)
        _open_deal(a, case, winner)
    else:
        refuse_award(a, winner.id, kept.reference, reason)
        _move_all(a, round_id, winner, kind, kept.reference)


def _move_all(a: Act, round_id: int, winner: Winner, kind: MovementKind, reference: str) -> None:
    """What the vote set apart for the plan, in every area that pays a part of it: money, and hours."""
    chosen = select(RoundArea).where(RoundArea.round_id == round_id).order_by(RoundArea.position)
    for place in a.session.scalars(chosen).all():
        for account_id in (place.account_id, place.hours_account_id):
            if account_id is not None:
                held = held_by(a.session, account_id, Part.RING_FENCED, f"plan:{winner.id}")
                _move(a, account_id, winner, held, kind, reference)


def _move(a: Act, account_id: int, winner: Winner, amount: int, kind: MovementKind, reference: str) -> None:
    """Cents, or minutes of staff time. A plan that costs nothing moves nothing."""
    if not amount:
        return
    subject = f"plan:{winner.id}"
    ground = Ground.COLLEGE_YES if kind is MovementKind.COMMIT_AWARD else Ground.COLLEGE_NO
    to_subject = subject if kind is MovementKind.COMMIT_AWARD else ""
    commit_money(a, account_id, kind, amount, ground, from_subject=subject, to_subject=to_subject, reference=reference)


def _open_deal(a: Act, case: PlanCase, winner: Winner) -> None:
    plan = case.plan
    assert case.round.year is not None  # a real round has the money of a year
    new = NewDeal(
        area_code=plan.area_code,
        year=case.round.year,
        kind=DealKind.GREEN if plan.theme == "green" else DealKind.OTHER,
        theme=plan.theme,
        title=plan.title,
        planned_result=plan.benefit or plan.summary,
        cents=winner.cents,
        subject=f"plan:{winner.id}",
        neighbourhood_code=plan.neighbourhood_code,
        place=plan.place,
        partner_name=plan.proposer_name,
        partner_key=plan.proposer_key,
    )
    open_deal(a, new)
