"""Settling a result on the books: what won stays ring-fenced, now for each plan; the rest is free again."""

from __future__ import annotations

from sqlalchemy import select

from budget.rules.grounds import Ground
from budget.rules.ledger import MovementKind
from budget.services import commit_money
from logbook.services import Act
from proposals.services import record_outcome
from rounds.models import RoundArea
from rounds.services import MINUTES_PER_HOUR
from voting.rules.outcome import Count
from voting.rules.spec import SpecArea


def settle_result(a: Act, round_id: int, area: SpecArea, counted: Count) -> None:
    """Tell every plan whether it won, and move the pot's money and hours accordingly."""
    place = a.session.scalars(select(RoundArea).filter_by(round_id=round_id, area_code=area.code)).one()
    assert place.account_id is not None  # sealing a real round demands it
    won = {*counted.winners, *counted.granted}
    for plan in area.plans:
        assert plan.proposal is not None
        record_outcome(a, plan.proposal, plan.id in won)
    cents = {plan.proposal: plan.cost_cents for plan in area.plans if plan.id in won}
    _divide(a, place.account_id, round_id, cents, area.pot_cents)
    if area.hours is not None:
        assert place.hours_account_id is not None
        minutes = {plan.proposal: plan.hours * MINUTES_PER_HOUR for plan in area.plans if plan.id in won}
        _divide(a, place.hours_account_id, round_id, minutes, area.hours * MINUTES_PER_HOUR)


def _divide(a: Act, account_id: int, round_id: int, amounts: dict[int | None, int], pot: int) -> None:
    """Each winner's part of the pot (cents or minutes) becomes its own, and what is left is free again."""
    subject = f"round:{round_id}"
    for proposal, amount in amounts.items():
        if amount:
            commit_money(a, account_id, MovementKind.AWARD, amount, Ground.RESULT,
                         from_subject=subject, to_subject=f"plan:{proposal}")  # fmt: skip
    left = pot - sum(amounts.values())
    if left:
        commit_money(a, account_id, MovementKind.RELEASE, left, Ground.NOT_DIVIDED, from_subject=subject)
