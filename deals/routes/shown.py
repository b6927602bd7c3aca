"""What the pages of deals share: a deal in words, and which deals somebody may look at."""

from __future__ import annotations

from typing import Any

from deals.queries.finding import DealPage
from deals.rules.terms import Side
from deals.words import PAYMENT_STATES, SHOWN_KINDS, SIDES, STEPS, kind_of
from wording import say


def words_of(page: DealPage) -> dict[str, Any]:
    """Everything of a deal that a template shows, in the language of this request."""
    return {
        "page": page,
        "deal": page.deal,
        "kind": say(kind_of(page.deal.kind, page.deal.sub_kind)),
        "sides": [
            (say(SIDES[side]), [each for each in page.promises if each.side == side])
            for side in Side
            if any(each.side == side for each in page.promises)
        ],
        "waiting_for": say(SIDES[page.deal.waiting_for]) if page.deal.waiting_for else None,
        "events": [{"text": say(STEPS[e.step]), "at": e.at, "why": e.reason} for e in page.events],
        "payments": [(number, each, say(PAYMENT_STATES[each.state])) for number, each in page.payments],
        "progress": [each for each in page.progress if each.row.hidden_at is None],
    }


def kind_options() -> list[tuple[str, str]]:
    """The kinds to filter by, green as a whole first."""
    order = ("green", "construction", "management", "upkeep", "other", "takeover")
    return [(code, say(SHOWN_KINDS[code])) for code in order]
