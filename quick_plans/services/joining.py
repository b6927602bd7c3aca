"""Partners who join in with a small plan: asked by mail with a link that works once, for fourteen days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.secrets import Secrets, new_token
from lives.messages import msg
from lives.texts import tidy_text
from logbook.actors import Actor
from logbook.refusals import Refusal
from logbook.services import Act, act
from neighbourhoods.models import Partner
from neighbourhoods.queries import find_partner
from notices.services import put_in_outbox
from proposals.rules.texts import faults_of_text
from quick_plans.models import Joining, QuickPlan
from quick_plans.queries.plans import joining_by_hash
from quick_plans.services.refusals import link_gone, not_your_small_plan, one_fault
from quick_plans.services.steps import locked_plan, roles_of, tell

LINK_LIFE = timedelta(days=14)
MOST_PARTNERS = 10
PURPOSE = "joining"


class CannotAsk(Refusal):
    """This partner cannot be asked for this plan now."""


def ask_partner(
    session: Session, actor: Actor, now: datetime, plan_id: int, partner_id: int, secrets: Secrets,
    address_of: Callable[[str], str],
) -> None:  # fmt: skip
    """Ask one partner to join in, by the proposer or the coordinator; `address_of` makes the link from the token.

    Raises NotFound, NotAllowed, CannotAsk.
    """
    with act(session, actor, now, "ask_partner") as a:
        plan = locked_plan(a, plan_id)
        if not roles_of(actor, plan):
            raise not_your_small_plan()
        ask_partners(a, plan, (partner_id,), secrets, address_of)


def ask_partners(
    a: Act, plan: QuickPlan, partners: Sequence[int], secrets: Secrets, address_of: Callable[[str], str]
) -> None:
    """Ask each of these partners as part of an act. Raises NotFound, CannotAsk."""
    if partners and plan.state not in ("sent", "granted"):
        raise CannotAsk(msg("Nobody can join in with this plan any more."))
    asked = a.session.scalars(select(func.count()).where(Joining.quick_plan_id == plan.id)).one()
    for number in dict.fromkeys(partners):
        partner = find_partner(a.session, number)
        if partner.retired_at is not None or partner.area_code not in (None, plan.area_code):
            raise CannotAsk(msg("This partner is not active in this area."))
        row = a.session.scalar(select(Joining).filter_by(quick_plan_id=plan.id, partner_id=number))
        asked += row is None
        if asked > MOST_PARTNERS:
            raise CannotAsk(msg("At most %(most)s partners can be asked for one small plan.", most=MOST_PARTNERS))
        _ask(a, plan, partner, row, secrets, address_of)


def _ask(
    a: Act, plan: QuickPlan, partner: Partner, row: Joining | None, secrets: Secrets, address_of: Callable[[str], str]
) -> None:
    if row is not None and row.signed_at is not None:
        raise CannotAsk(msg("This partner joins in already."))
    if row is not None and row.expires_at > a.now:
        raise CannotAsk(msg("This partner was asked already. Wait for the answer."))
    token = new_token()
    if row is None:
        row = Joining(quick_plan_id=plan.id, partner_id=partner.id, contribution="")
        a.session.add(row)
    row.asked_by_key, row.asked_at, row.expires_at = a.actor.key, a.now, a.now + LINK_LIFE
    row.token_hash = secrets.hashed(PURPOSE, token)
    a.session.flush()
    facts = {"link": address_of(token), "title": plan.title, "who": plan.public_name, "name": partner.name}
    put_in_outbox(a.session, partner.email, "quick_plan_join", facts, "nl", a.now)


def sign_joining(session: Session, now: datetime, token: str, contribution: str, secrets: Secrets) -> int:
    """The partner joins in and says with what; the number of the plan. The link works once.

    Raises NotFound (the same for every link that does not work), QuickRefused for a text that cannot be kept.
    """
    found = joining_by_hash(session, secrets.hashed(PURPOSE, token), now)
    if found is None:
        session.rollback()
        raise link_gone()
    partner = Actor(f"partner:{found[1].id}")
    session.rollback()
    with act(session, partner, now, "join_small_plan") as a:
        again = joining_by_hash(session, secrets.hashed(PURPOSE, token), now, is_locked=True)
        if again is None:
            raise link_gone()
        row, _partner, plan = again
        text = tidy_text(contribution)
        faults = faults_of_text("own_contribution", text) or (() if text else (msg("Fill in this text."),))
        if faults:
            raise one_fault("contribution", faults[0])
        row.signed_at, row.contribution = now, text
        a.subject = plan.subject
        a.facts["partner"] = row.partner_id
        tell(session, a, plan, "join")
        return plan.id
