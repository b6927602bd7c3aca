"""The way of a large project as a timeline: what happened, by whom and why, then what comes and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from financing.queries.coming import Coming
from financing.queries.page import RouteEvent, RoutePage
from financing.rules.calendar import TARGET_WORDS, Expected
from financing.rules.states import RouteState, RouteStep
from financing.words import BODIES, COMING, EVENTS
from lives.messages import Day, Message
from pages.filters import day
from pages.large_projects.words import (
    BEFORE_COUNCIL,
    COUNCIL_EXPECTED,
    COUNCIL_PLANNED,
    NEXT,
    ONLY_TOO_LARGE,
)
from proposals.queries.plan_page import ShownEvent
from proposals.words import STEPS, word
from wording import say

Item = dict[str, Any]


def route_timeline(route: RoutePage) -> list[Item]:
    """What happened to the plan and on its route, the newest marked, and what is to come."""
    own = {(event.step, event.at) for event in route.events}
    happened = [_of_plan(event) for event in route.plan.events if (event.step, event.at) not in own]
    happened += [_of_route(event) for event in route.events]
    items = _without_repeats([item for _, item in sorted(happened, key=lambda each: each[0])])
    if items:
        items[-1]["is_current"] = True
    return [*items, *(_coming(step, route.large.coming) for step in steps_to_come(route))]


def _without_repeats(items: list[Item]) -> list[Item]:
    """Each ground has a decision of its own: the same words right after each other are told once."""
    said = [(item["text"], item.get("why")) for item in items]
    return [item for place, item in enumerate(items) if place == 0 or said[place] != said[place - 1]]


def steps_to_come(route: RoutePage) -> Sequence[Expected]:
    """The steps that this plan may expect: one that is only too expensive never goes to the council."""
    return route.large.coming.steps if route.large.is_investment else ()


def next_sentences(route: RoutePage) -> list[str]:
    """What happens next and when, in one to three sentences."""
    if not route.large.is_investment and route.state in (RouteState.FLAGGED, RouteState.CONFIRMED):
        return [say(ONLY_TOO_LARGE)]
    said = [say(NEXT[route.state])]
    following = route.large.coming.next
    if route.state in BEFORE_COUNCIL and route.state is not RouteState.COUNCIL_PROPOSAL and following and following.on:
        said.append(_("We expect that by %(day)s.", day=day(following.on)))
    if route.state in BEFORE_COUNCIL:
        said.append(say(council_day(route.large.coming)))
    return said


def council_day(coming: Coming) -> Message:
    """When the council decides, and with which document."""
    sentence = COUNCIL_PLANNED if coming.is_planned else COUNCIL_EXPECTED
    return Message(sentence.text, (("day", Day(coming.council_on)), ("target", TARGET_WORDS[coming.target])))


def _of_plan(event: ShownEvent) -> tuple[datetime, Item]:
    return event.at, {"text": say(word(STEPS, event.step)), "at": event.at, "why": event.reason}


def _of_route(event: RouteEvent) -> tuple[datetime, Item]:
    said = [_dated(event.step, day(event.decided_on))] if event.decided_on else []
    said += [_("Reference: %(reference)s.", reference=event.reference)] if event.reference else []
    said += [event.words] if event.words else []
    text, who = say(word({**STEPS, **EVENTS}, event.step)), say(word(BODIES, event.body))
    return event.at, {"text": text, "at": event.at, "who": who, "why": " ".join(said)}


def _dated(step: str, when: str) -> str:
    sentence = _("Ready on %(day)s.") if step == RouteStep.DELIVER else _("Decided on %(day)s.")
    return str(sentence % {"day": when})


def _coming(step: Expected, coming: Coming) -> Item:
    return {"text": say(COMING[step.state]), "when": _when(step, coming), "is_future": True}


def _when(step: Expected, coming: Coming) -> str:
    if step.on is None:
        return str(_("when is not known yet"))
    if step.state is RouteState.CREDIT_GRANTED:
        sentence = _("on %(day)s") if coming.is_planned else _("expected on %(day)s")
        return str(sentence % {"day": day(step.on)})
    return str(_("expected by %(day)s", day=day(step.on)))
