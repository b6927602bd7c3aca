"""The steps of a count as plain values for its record."""

from __future__ import annotations

from typing import Any

from voting.rules.amounts import digits, hours, money
from voting.rules.outcome import Compared, Holders, MoneyLeft, Payment, Step


def step_as_json(step: Step) -> dict[str, Any]:
    """One funded plan; what belongs to Equal Shares or Phragmén alone is there only under that rule."""
    told: dict[str, Any] = {
        "number": step.number,
        "project": step.project,
        "status": step.status.value,
        "cost": money(step.cost_cents),
        "votes": step.votes,
        "left": money(step.left_cents),
        "left_hours": None if step.left_minutes is None else hours(step.left_minutes),
        "compared": [_compared(compared) for compared in step.compared],
        "impossible": list(step.impossible),
    }
    if step.rho is not None and step.effective_votes is not None:
        told |= {"rho": digits(step.rho), "effective_votes": digits(step.effective_votes)}
    if step.load is not None:
        told["load"] = money(step.load)
    if step.payment is not None:
        told["payment"] = _payment(step.payment)
    if step.voters_money is not None:
        told |= _voters_money(step.voters_money)
    return told


def _compared(compared: Compared) -> dict[str, Any]:
    told: dict[str, Any] = {"project": compared.project, "votes": compared.votes}
    if compared.rho is not None and compared.effective_votes is not None:
        told |= {"rho": digits(compared.rho), "effective_votes": digits(compared.effective_votes)}
    if compared.load is not None:
        told["load"] = money(compared.load)
    return told


def _payment(payment: Payment) -> dict[str, Any]:
    return {
        "price": money(payment.price_cents),
        "per_point": money(payment.per_point_cents),
        "full": payment.full,
        "emptied": payment.emptied,
    }


def _voters_money(held: MoneyLeft) -> dict[str, Any]:
    return {
        "voters_hold": money(held.cents),
        "voters_with_nothing": held.voters_with_nothing,
        "groups": [_holders(group) for group in held.groups],
        "other_groups": None if held.others is None else _holders(held.others),
    }


def _holders(group: Holders) -> dict[str, Any]:
    """What the group together paid in this step and holds after it."""
    return {
        "paid_for": list(group.paid_for),
        "area": group.area or None,
        "voters": group.voters,
        "paid": money(group.paid_cents),
        "left": money(group.cents),
    }
