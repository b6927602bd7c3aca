"""What mayor and aldermen do with a large plan: say yes or no, and put it before the council."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from financing.models import CapitalDecision
from financing.queries.cases import newest_estimate, times_decided
from financing.rules.calendar import Target
from financing.rules.faults import RouteFault, faults_of_day, faults_of_reference, faults_of_words
from financing.rules.life import RouteSituation
from financing.rules.states import RouteStep
from financing.services.refusals import refuse
from financing.services.steps import OnRoute, Said, locked_route, require_office, take_step
from lives.messages import msg
from lives.periods import day_of
from lives.texts import tidy_text
from logbook.actors import Actor
from logbook.services import Act, act

FARTHEST = timedelta(days=3 * 365)
"""No meeting of the council is planned longer ahead."""


@dataclass(frozen=True)
class BodyDecision:
    """What a body decided: the reference and day of its decision, and words that a no must have."""

    reference: str
    decided_on: date
    words: str = ""

    @property
    def said(self) -> Said:
        return Said(self.words, self.reference, self.decided_on)


def send_to_college(session: Session, actor: Actor, now: datetime, proposal_id: int, words: str = "") -> None:
    """Finance puts the calculated plan before mayor and aldermen. Raises RouteStepNotPossible, RouteRefused."""
    with act(session, actor, now, "send_to_college", ground=tidy_text(words)) as a:
        route = locked_route(a, proposal_id)
        require_office(a, route, RouteStep.SEND_TO_COLLEGE)
        refuse(faults_of_words(words) if words.strip() else [])
        has_calculation = newest_estimate(session, route.known_case.id) is not None
        take_step(a, route, RouteStep.SEND_TO_COLLEGE, RouteSituation(has_calculation=has_calculation), Said(words))


def college_decides(
    session: Session, actor: Actor, now: datetime, proposal_id: int, decision: BodyDecision, *, is_yes: bool
) -> None:
    """Record that mayor and aldermen say yes, or no with a reason. Raises RouteStepNotPossible, RouteRefused."""
    step = RouteStep.COLLEGE_YES if is_yes else RouteStep.COLLEGE_NO
    with act(session, actor, now, "record_college_decision", ground=decision.reference.strip()) as a:
        route = locked_route(a, proposal_id)
        require_office(a, route, step)
        refuse(decision_faults(route, decision, day_of(now), needs_words=not is_yes))
        times = times_decided(session, route.known_case.id, "college") + 1
        add_decision(a, route, "college", times, "yes" if is_yes else "no", decision)
        take_step(a, route, step, DECIDED, decision.said)


def propose_to_council(
    session: Session, actor: Actor, now: datetime, proposal_id: int, target: Target, council_on: date, words: str = ""
) -> None:
    """Put it before the council: with which document, and in which meeting. Raises RouteStepNotPossible,
    RouteRefused."""
    with act(session, actor, now, "propose_to_council", ground=tidy_text(words)) as a:
        route = locked_route(a, proposal_id)
        require_office(a, route, RouteStep.PROPOSE_TO_COUNCIL)
        refuse(_meeting_faults(council_on, day_of(now)) + (faults_of_words(words) if words.strip() else []))
        case = route.known_case
        take_step(
            a, route, RouteStep.PROPOSE_TO_COUNCIL, RouteSituation(), Said(words),
            target=target.value, council_on=council_on, council_round=case.council_round + 1,
        )  # fmt: skip
        a.facts.update(target=target.value, council_on=council_on.isoformat())


DECIDED = RouteSituation(has_reference=True, is_explained=True, is_funded=True)
"""References, reasons and funding are looked at, all at once, before the step is taken."""


def decision_faults(route: OnRoute, decision: BodyDecision, today: date, *, needs_words: bool) -> list[RouteFault]:
    """Everything that is wrong with a decision of a body, by field."""
    faults = faults_of_reference(decision.reference) + faults_of_day(decision.decided_on, route.since, today)
    return faults + (faults_of_words(decision.words) if needs_words or decision.words.strip() else [])


def add_decision(
    a: Act, route: OnRoute, body: str, times: int, outcome: str, decision: BodyDecision, **funding: object
) -> CapitalDecision:
    """Keep the decision: the database takes one for each time the body was asked."""
    row = CapitalDecision(
        case_id=route.known_case.id, body=body, round=times, outcome=outcome, reference=decision.reference.strip(),
        decided_on=decision.decided_on, words=tidy_text(decision.words), recorded_at=a.now,
        recorded_by_key=a.actor.key, **funding,
    )  # fmt: skip
    a.session.add(row)
    a.session.flush()
    a.facts.update(reference=row.reference, decided_on=decision.decided_on.isoformat())
    return row


def _meeting_faults(council_on: date, today: date) -> list[RouteFault]:
    if council_on < today:
        return [RouteFault("council_on", msg("This day is over. Fill in when the council meets."))]
    if council_on > today + FARTHEST:
        return [RouteFault("council_on", msg("This day is more than three years away."))]
    return []
