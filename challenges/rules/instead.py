"""An ordinary agreement in place of a take-over: what may be offered, and the sign of the exact text that was read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from deals.rules.life import DealState
from deals.rules.terms import DealKind, is_complete
from lives.messages import Message, msg


@dataclass(frozen=True)
class OfferedDeal:
    """A deal as far as it matters here. Money in cents, staff hours in minutes; promises as "side: text"."""

    id: int
    kind: str
    state: str
    has_own_money: bool
    """It is no deal of a plan that won or was granted."""
    title: str
    planned_result: str
    cents: int
    minutes: int
    first_day: date | None
    last_day: date | None
    promises: tuple[str, ...]


def fault_of_offer(deal: OfferedDeal) -> Message | None:
    """Why this deal cannot be offered instead, or nothing: it is in preparation, complete, and of the ordinary kind."""
    if deal.kind == DealKind.TAKEOVER or not deal.has_own_money:
        return msg("This agreement belongs to something else. Make one of its own.")
    if deal.state != DealState.CONCEPT:
        return msg("This agreement holds already. Offer one that is in preparation.")
    if not is_complete(deal.planned_result, deal.last_day):
        return msg("Fill in the planned result and the last day of the agreement first.")
    return None


def sign_of(deal: OfferedDeal) -> str:
    """A short sign of everything that the applicant says yes to: with another text it is another sign."""
    return sha256("\n".join(map(repr, _parts(deal))).encode()).hexdigest()[:16]


def _parts(deal: OfferedDeal) -> Iterable[object]:
    return (
        deal.id, deal.title, deal.planned_result, deal.cents, deal.minutes, deal.first_day, deal.last_day,
        deal.promises,
    )  # fmt: skip
