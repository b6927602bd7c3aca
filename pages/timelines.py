"""What happened to a plan and what comes next, when: from its events and the dates of its round."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from lives.periods import last_day
from pages.filters import day
from proposals.queries.plan_page import PlanPage
from proposals.words import STEPS, word
from wording import say

TO_COME = {
    "submitted": ("review", "vote"),
    "feasible": ("vote",),
    "on_ballot": ("vote",),
}
"""Which dates of the round still matter to a plan in this state."""


def timeline_of(page: PlanPage, now: datetime) -> list[dict[str, Any]]:
    """The plan's events, the newest marked, and after them what is to come."""
    items: list[dict[str, Any]] = [
        {"text": say(word(STEPS, event.step)), "at": event.at, "why": event.reason} for event in page.events
    ]
    if items:
        items[-1]["is_current"] = True
    coming = TO_COME.get(page.plan.state, ()) if not page.standing else ()
    return [*items, *(_coming(name, page.round, now) for name in coming)]


def _coming(name: str, its_round: Any, now: datetime) -> dict[str, Any]:
    if name == "review":
        last = through(its_round.review_until)
        return {"text": _("We have looked at all plans"), "when": _("by %(day)s", day=last), "is_future": True}
    when = _("from %(first)s to %(last)s", first=day(its_round.opens_at), last=through(its_round.closes_at))
    is_open = its_round.opens_at <= now < its_round.closes_at
    text = _("The wijk votes now") if is_open else _("The wijk votes")
    return {"text": text, "when": when, "is_future": True}


def next_words(page: PlanPage, now: datetime) -> str:
    """In one or two sentences: what happens next with this plan, and when."""
    state, its_round = page.plan.state, page.round
    if state == "submitted" and any(flag.is_hard for flag in page.standing):
        large: str = _("The plan is too large for a vote in the wijk. Below you can read why, and how it goes on.")
        return large
    if state == "submitted" and page.standing:
        early: str = _(
            "We first look whether the plan is too large. By %(day)s at the latest you can read here what we found.",
            day=through(its_round.review_until),
        )
        return early
    vote = {"first": day(its_round.opens_at), "last": through(its_round.closes_at)}
    words: dict[str, Callable[[], object]] = {
        "submitted": lambda: _(
            "The contact person for this wijk looks whether the plan can go ahead. "
            "By %(day)s at the latest you can read here what we found.",
            day=through(its_round.review_until),
        ),
        "feasible": lambda: _("The plan goes on the ballot. The wijk votes from %(first)s to %(last)s.", **vote),
        "on_ballot": lambda: _voting_words(its_round, now, vote),
        "won": lambda: _(
            "The wijk chose this plan. It waits for the decision of mayor and aldermen. "
            "Until then the money is kept for it."
        ),
        "decided": lambda: _(
            "Mayor and aldermen said yes, so the money is promised. The plan is carried out within a year."
        ),
        "not_adopted": lambda: _("Mayor and aldermen said no to this plan. Below you can read why."),
        "in_execution": lambda: _("The plan is being carried out."),
        "done": lambda: _("The plan is finished. Below you can read what came of it."),
        "lost": lambda: _("The plan got no money this time. You can send it again in a next round."),
        "not_feasible": lambda: _("The plan stops here. Below you can read why. A changed plan can be sent again."),
        "capital_route": lambda: _("The plan is not on the ballot. Below you can read why, and how it goes on."),
        "withdrawn": lambda: _("The proposer has withdrawn this plan, so it goes no further."),
    }
    return str(words[state]())


def _voting_words(its_round: Any, now: datetime, vote: dict[str, str]) -> object:
    if now < its_round.opens_at:
        return _("The wijk votes from %(first)s to %(last)s.", **vote)
    if now < its_round.closes_at:
        return _("You can vote now, up to and including %(last)s. You need the code from your letter.", **vote)
    return _("The vote is over. The votes are being counted.")


def through(until: datetime) -> str:
    """The last day of a stretch, in words."""
    return day(last_day(until))
