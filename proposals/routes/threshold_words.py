"""The thresholds in words: what each figure does, with an example in euros, and how a figure is written."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import ngettext

from lives.messages import Euros, Message
from proposals.queries.thresholds import LIFE_OF
from proposals.rules.capital import CapitalThresholds
from proposals.words import KINDS, YES_NO, word
from wording import say

EXAMPLE_SHARE = 35_980_00
EXAMPLE_COST = 8_000_00


def euros(cents: int | None) -> str:
    return say(Message("%(amount)s", (("amount", Euros(cents or 0)),)))


def sentences_of(thresholds: CapitalThresholds) -> dict[str, str]:
    """Under each figure what it does now, by field: an example just at the threshold."""
    return {**_of_investments(thresholds), **_of_size(thresholds), **_of_doubts(thresholds), **_of_parts(thresholds)}


def _of_investments(thresholds: CapitalThresholds) -> dict[str, str]:
    limit = thresholds.activate_cents or 0
    return {
        "activate_cents": _(
            "A new playground of %(limit)s that the municipality will own goes to the council. "
            "One of %(below)s does not. Money from others is taken off first.",
            limit=euros(limit),
            below=euros(limit - 1),
        ),
        "activate_life_years": _("Something that lasts less long is no investment, whatever it costs."),
        "has_framework_credit": _(
            "Then the coordinator may let such a plan of %(limit)s go on, with a reason. Without it nobody may.",
            limit=euros(limit),
        ),
    }


def _of_size(thresholds: CapitalThresholds) -> dict[str, str]:
    limit, percent = thresholds.amount_cents or 0, thresholds.share_percent or 0
    return {
        "amount_cents": _(
            "A party of %(limit)s is not on the ballot either. One of %(below)s can be.",
            limit=euros(limit),
            below=euros(limit - 1),
        ),
        "share_percent": _(
            "A wijk with %(share)s this year: a plan may ask %(part)s. For more the coordinator decides. "
            "A round can set its own limit.",
            share=euros(EXAMPLE_SHARE),
            part=euros(EXAMPLE_SHARE * percent // 100),
        ),
    }


def _of_doubts(thresholds: CapitalThresholds) -> dict[str, str]:
    percent = thresholds.upkeep_percent
    return {
        "life_cents": _(
            "Trees of %(limit)s that stand for %(years)s years: the coordinator is asked whether it is an investment.",
            limit=euros(thresholds.life_cents),
            years=thresholds.life_years,
        ),
        "upkeep_cents": _(
            "Upkeep of %(limit)s a year: the coordinator is asked who pays that every year.",
            limit=euros(thresholds.upkeep_cents),
        ),
        "upkeep_percent": _(
            "Something of %(cost)s with %(part)s upkeep a year. When nobody knows the upkeep we count on this part.",
            cost=euros(EXAMPLE_COST),
            part=euros(EXAMPLE_COST * percent // 100),
        ),
        "upkeep_floor_cents": _(
            "Upkeep of less than %(floor)s a year is never asked about.", floor=euros(thresholds.upkeep_floor_cents)
        ),
        "kind_cents": _(
            "A path of %(limit)s: the coordinator is asked whether it is an investment.",
            limit=euros(thresholds.kind_cents),
        ),
    }


def _of_parts(thresholds: CapitalThresholds) -> dict[str, str]:
    limit = thresholds.activate_cents or 0
    half = euros(-(-limit // 2))
    return {
        "split_months": _(
            "Two plans of %(half)s each within this time, of one person, or of one kind at one place: "
            "the coordinator is asked whether they are one.",
            half=half,
        ),
        "split_metres": _("Two plans in one buurt are always at the same place."),
    }


def figure_in_words(name: str, value: object) -> str:
    """A stored figure as people write it: € 20.000, 12 months, 50 %, yes."""
    if isinstance(value, bool):
        return say(YES_NO["yes" if value else "no"])
    if isinstance(value, int):
        return _number(name, value)
    return ", ".join(say(word(KINDS, str(kind))) for kind in _each(value)) or _("none")


def _number(name: str, value: int) -> str:
    if name.endswith("_cents"):
        return euros(value)
    if name.endswith("_percent"):
        return f"{value} %"
    if name == "split_months":
        return str(ngettext("%(num)s month", "%(num)s months", value))
    if name == "split_metres":
        return str(ngettext("%(num)s metre", "%(num)s metres", value))
    assert name.endswith("_years") or name.startswith(LIFE_OF)
    return str(ngettext("%(num)s year", "%(num)s years", value))


def _each(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else ()
