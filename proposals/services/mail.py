"""Telling the proposer by mail what happened to the plan, in the same transaction as the act."""

from __future__ import annotations

from logbook.services import Act
from notices.services import put_in_outbox
from proposals.queries.cases import PlanCase


def tell_proposer(a: Act, case: PlanCase, template: str, **facts: object) -> None:
    """Nothing is sent to somebody without an account (an imported plan) or whose account is closed."""
    if case.email is None:
        return
    known = {"title": case.plan.title, "number": case.plan.id, **facts}
    put_in_outbox(a.session, case.email, template, known, case.language, a.now)
