"""Sending a small plan, entering one at the desk for somebody else, and withdrawing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.secrets import Secrets
from areas.queries import budget_areas, neighbourhoods_of
from lives.messages import msg
from lives.periods import day_of
from lives.texts import tidy_text
from logbook.actors import Actor, Role
from logbook.services import Act, act
from proposals.rules.capital import Answer, Kind
from quick_plans.models import QuickPlan
from quick_plans.queries.limits import quick_limits
from quick_plans.rules.asking import Asked, faults_of
from quick_plans.rules.life import By, QuickSituation, QuickStep
from quick_plans.services.joining import ask_partners
from quick_plans.services.kept import forget_form
from quick_plans.services.mail import tell_proposer
from quick_plans.services.refusals import (
    QuickRefused,
    TooManyWaiting,
    not_your_area,
    not_your_small_plan,
    one_fault,
)
from quick_plans.services.steps import locked_plan, next_state, roles_of, tell

MOST_WAITING = 5


@dataclass(frozen=True)
class Sender:
    """What the web knows and a service does not: keyed hashes, how links and days are written, the form kept."""

    secrets: Secrets
    address_of: Callable[[str], str] = str
    page_of: Callable[[int], str] = str
    day_in_words: Callable[[date], str] = str
    kept_token: str = ""


def send(
    session: Session, actor: Actor, now: datetime, asked: Asked, sender: Sender, partners: Sequence[int] = ()
) -> int:
    """Send a small plan of one's own; its number. It is public from now on, and the days begin to count.

    Raises QuickRefused with every fault, TooManyWaiting.
    """
    with act(session, actor, now, "send_small_plan") as a:
        _refuse_many(session, actor, asked)
        plan = _write(a, asked)
        plan.proposer_key = actor.key
        _begin(a, plan, "send", sender, partners)
        tell_proposer(a, plan, "quick_plan_sent", day=sender.day_in_words(plan.decide_by), link=sender.page_of(plan.id))
        return plan.id


def enter_for_somebody(
    session: Session, actor: Actor, now: datetime, asked: Asked, sender: Sender, partners: Sequence[int] = ()
) -> int:
    """Enter what somebody said at the desk or wrote on paper; its number. Another coordinator decides about it.

    Raises QuickRefused, NotAllowed.
    """
    if not actor.has(Role.COORDINATOR, asked.area_code):
        raise not_your_area()
    with act(session, actor, now, "enter_small_plan") as a:
        plan = _write(a, asked)
        plan.entered_by_key = actor.key
        _begin(a, plan, "enter", sender, partners)
        return plan.id


def withdraw(session: Session, actor: Actor, now: datetime, plan_id: int) -> None:
    """Take back a small plan that waits; whoever entered it does so for the person at the desk.

    Raises NotFound, NotAllowed, QuickStepNotPossible.
    """
    with act(session, actor, now, "withdraw_small_plan") as a:
        plan = locked_plan(a, plan_id)
        if By.PROPOSER not in roles_of(actor, plan):
            raise not_your_small_plan()
        plan.state = next_state(plan, QuickStep.WITHDRAW, actor, QuickSituation()).value
        tell(session, a, plan, QuickStep.WITHDRAW.value)


def tidied(asked: Asked) -> Asked:
    """Texts in one form; where nothing stays there is no kind and no upkeep, where it is unknown nobody says them."""
    tidy = replace(
        asked,
        title=tidy_text(asked.title),
        description=tidy_text(asked.description),
        public_name=tidy_text(asked.public_name),
    )
    if asked.stays is Answer.NO:
        return replace(tidy, kind=Kind.NONE, upkeep_cents=0)
    if asked.stays is Answer.UNKNOWN:
        return replace(tidy, kind=Kind.UNKNOWN, upkeep_cents=None)
    return tidy


def _write(a: Act, given: Asked) -> QuickPlan:
    asked, limits, today = tidied(given), quick_limits(a.session), day_of(a.now)
    faults = faults_of(asked, limits, today)
    if faults:
        raise QuickRefused(faults)
    _refuse_place(a.session, asked)
    values = dict(vars(asked), stays=asked.stays.value, kind=asked.kind.value)
    return QuickPlan(**values, sent_at=a.now, decide_by=limits.decide_by(today))


def _begin(a: Act, plan: QuickPlan, step: str, sender: Sender, partners: Sequence[int]) -> None:
    a.session.add(plan)
    a.session.flush()
    a.subject = plan.subject
    a.facts.update(area=plan.area_code, cents=plan.cents, minutes=plan.minutes, decide_by=plan.decide_by.isoformat())
    tell(a.session, a, plan, step)
    ask_partners(a, plan, partners, sender.secrets, sender.address_of)
    forget_form(a, sender.secrets, sender.kept_token)


def _refuse_place(session: Session, asked: Asked) -> None:
    if asked.area_code not in {area.code for area in budget_areas(session)}:
        raise one_fault("place", msg("Choose where it is."))
    inside = {area.code for area in neighbourhoods_of(session, asked.area_code)}
    if asked.neighbourhood_code is not None and asked.neighbourhood_code not in inside:
        raise one_fault("place", msg("Choose where it is."))


def _refuse_many(session: Session, actor: Actor, asked: Asked) -> None:
    waiting = (QuickPlan.proposer_key == actor.key, QuickPlan.state == "sent")
    if session.scalars(select(func.count()).where(*waiting)).one() >= MOST_WAITING:
        raise TooManyWaiting(
            msg("You have %(most)s small plans that wait for an answer. Wait for one of them first.", most=MOST_WAITING)
        )
    same = select(QuickPlan.id).where(*waiting, QuickPlan.title == tidy_text(asked.title))
    if session.scalar(same) is not None:
        raise one_fault("title", msg("You sent a small plan with this name already. It waits for an answer."))
