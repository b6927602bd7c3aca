"""A correction in words: which answer changes from what to what."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from lives.messages import Euros, Message
from proposals.queries.plan_page import PlanPage
from proposals.words import KINDS, NEW_OR_REPAIR, OWNERS, PAYERS, YES_NO, word
from wording import say

TABLES: dict[str, Mapping[str, Message]] = {
    "touches_public_space": YES_NO,
    "kind": KINDS,
    "new_or_repair": NEW_OR_REPAIR,
    "owner_after": OWNERS,
    "upkeep_payer": PAYERS,
    "permit": YES_NO,
}


def changes_in_words(page: PlanPage, changes: str) -> list[tuple[str, str, str]]:
    """Label, how it is, how it should be; one row per fact."""
    rows = []
    for name, value in json.loads(changes).items():
        if name == "takes_mark_back":
            rows.append((_("The mark that staff put on this plan"), _("stands"), _("taken back")))
        elif name == "costs":
            rows.append((_("Costs"), _lines(page.costs), _lines(value)))
        else:
            rows.append((_labels()[name], _in_words(name, getattr(page.plan, name)), _in_words(name, value)))
    return rows


def euros(cents: int) -> str:
    return say(Message("%(amount)s", (("amount", Euros(cents)),)))


def _lines(lines: list[Any]) -> str:
    return "; ".join(f"{label} {euros(cents)}" for label, cents, _vat in lines)


def _in_words(name: str, value: Any) -> str:
    if value is None:
        return say(YES_NO["unknown"])
    if name in TABLES:
        return say(word(dict(TABLES[name]), value or "unknown"))
    return euros(value) if name.endswith("_cents") else str(value)


def _labels() -> dict[str, str]:
    return {
        "touches_public_space": _("Does anything come on the street, in the green or on a building?"),
        "kind": _("What kind of thing is it?"),
        "new_or_repair": _("New or repair?"),
        "owner_after": _("Who owns it afterwards?"),
        "life_years": _("How many years does it last?"),
        "upkeep_cents": _("Upkeep each year"),
        "upkeep_payer": _("Who pays for upkeep?"),
        "third_party_cents": _("Others pay"),
        "permit": _("Is a permit needed?"),
        "hours": _("Hours of work asked of the municipality"),
    }
