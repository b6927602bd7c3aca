"""Telling the proposer by mail what happened to the small plan, in the same transaction as the act."""

from __future__ import annotations

from accounts.models import Person
from logbook.services import Act
from notices.services import put_in_outbox
from quick_plans.models import QuickPlan


def tell_proposer(a: Act, plan: QuickPlan, template: str, **facts: object) -> None:
    """Nothing is sent for a plan entered at the desk, or to somebody whose account is closed."""
    person = a.session.get(Person, plan.proposer_key) if plan.proposer_key else None
    if person is None or person.deactivated_at is not None:
        return
    known = {"title": plan.title, "number": plan.id, **facts}
    put_in_outbox(a.session, person.email, template, known, person.language, a.now)
