"""Settling a result on the books: what won stays ring-fenced, now for each plan; the rest is free again."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from budget.rules.grounds import Ground
from budget.rules.ledger import MovementKind
from budget.services import commit_money
from logbook.services import Act
from proposals.services import record_outcome
from rounds.models import RoundArea
from rounds.services import MINUTES_PER_HOUR
from voting.rules.charging import charge
from voting.rules.outcome import Count
from voting.rules.spec import SpecArea


def settle_result(a: Act, round_id: int, areas: tuple[SpecArea, ...], counted: Count) -> None:
    """Tell every plan whether it won, and move the pots' money and hours accordingly: of the areas that were counted
    together each pays its part of each winner."""
    plans = {plan.id: plan for area in areas for plan in area.plans}
    won = [plans[each] for each in (*counted.winners, *counted.granted)]
    for plan in plans.values():
        assert plan.proposal is not None
        record_outcome(a, plan.proposal, plan in won)
    rows = a.session.scalars(select(RoundArea).where(RoundArea.round_id == round_id))
    places = {row.area_code: row for row in rows}
    mine = [places[area.code] for area in areas]
    cents = {plan.proposal: plan.cost_cents for plan in won}
    _divide(a, [place.account_id for place in mine], round_id, cents, [area.pot_cents for area in areas])
    if all(area.hours is not None for area in areas):
        minutes = {plan.proposal: plan.hours * MINUTES_PER_HOUR for plan in won}
        pots = [(area.hours or 0) * MINUTES_PER_HOUR for area in areas]
        _divide(a, [place.hours_account_id for place in mine], round_id, minutes, pots)


def _divide(
    a: Act, accounts: list[int | None], round_id: int, amounts: Mapping[int | None, int], pots: list[int]
) -> None:
    """Each winner's part of a pot (cents or minutes) becomes its own, and what is left of the pot is free again."""
    subject = f"round:{round_id}"
    charged = charge(list(amounts.values()), pots)
    for number, (account_id, pot) in enumerate(zip(accounts, pots, strict=True)):
        assert account_id is not None  # sealing a real round demands it
        parts = {proposal: paid[number] for proposal, paid in zip(amounts, charged, strict=True)}
        for proposal, amount in parts.items():
            if amount:
                commit_money(a, account_id, MovementKind.AWARD, amount, Ground.RESULT,
                             from_subject=subject, to_subject=f"plan:{proposal}")  # fmt: skip
        left = pot - sum(parts.values())
        if left:
            commit_money(a, account_id, MovementKind.RELEASE, left, Ground.NOT_DIVIDED, from_subject=subject)
