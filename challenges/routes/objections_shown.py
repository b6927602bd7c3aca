"""What every page about a request says of objections: until when one can object, what was decided, what follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

import access
from challenges.models import ChallengeDecision
from challenges.queries import Page, challenge_settings
from challenges.queries.objections import days_for
from challenges.queries.public_objections import PublicObjection, public_objections
from challenges.queries.reopening import Reopened, reopened
from challenges.rules.objection_life import OBJECTION_LIFE
from challenges.rules.remedies import SilenceRemedy
from challenges.rules.silence import SilenceStage, silence_stage
from challenges.words import FOLLOW_UPS
from wording import day, say


@dataclass(frozen=True)
class Way:
    """Whether one can object to a decision, until when, and where."""

    is_possible: bool
    last_day: date
    is_over: bool
    url: str
    replaced_by: int | None
    replaces: int | None


def objection_word(state: str) -> str:
    """The state of an objection as people read it."""
    return say(OBJECTION_LIFE.word(state))


def objections_shown(page: Page, today: date) -> dict[str, Any]:
    """What the templates of a request need to know of objections."""
    session = access.reading()
    found = public_objections(session, page.challenge.id, today)
    stage = silence_stage(page.clock, page.in_default, today)
    return {
        "ways": {decision.id: _way(page, decision, today) for decision in page.decisions},
        "objections": [(each, objection_word(each.state), _follow_up(each)) for each in found],
        "open_objections": [each for each in found if each.is_open],
        "reopened": reopened(session, page.challenge, today),
        "silence": stage.value,
        "may_object_to_silence": stage is SilenceStage.OPEN
        and challenge_settings(session).silence_leads_to is SilenceRemedy.OBJECTION,
        "ahead": _ahead(found, reopened(session, page.challenge, today)),
        "happened": sorted(objection_events(found), key=lambda item: item["day"]),
    }


def objection_events(found: Iterable[PublicObjection]) -> Iterator[dict[str, Any]]:
    """Lines for the timeline of a request; what somebody wrote is not among them."""
    for each in found:
        to_silence = each.decision_number is None
        yield {
            "text": _("Somebody objected, because there is no decision") if to_silence else _("Somebody objected"),
            "day": each.received_on,
            "why": _("Decision about it at the latest on %(day)s.", day=day(each.clock.decide_by))
            if each.is_open else None,
        }  # fmt: skip
        if each.put_off_on is not None:
            yield {"text": _("The decision about the objection takes six weeks longer"), "day": each.put_off_on}
        if each.ended_on is not None:
            yield {"text": objection_word(each.state), "day": each.ended_on, "why": each.motivation or None}


def _ahead(found: Iterable[PublicObjection], asked: Reopened | None) -> list[dict[str, Any]]:
    """What is still to come because of objections, for the end of the timeline."""
    days = [(_("The decision about the objection"), each.clock.decide_by) for each in found if each.is_open]
    days += [(_("The new decision after the objection"), asked.decide_by)] if asked else []
    return [
        {"text": text, "when": _("at the latest on %(day)s", day=day(last)), "is_future": True} for text, last in days
    ]


def in_time_order(events: list[dict[str, Any]], more: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Both timelines as one; on one day what happened to the request comes first."""
    return sorted([*events, *more], key=lambda item: item["day"])


def _way(page: Page, decision: ChallengeDecision, today: date) -> Way:
    last = days_for(access.reading(), decision).last
    url = url_for("challenges.object_to_decision", challenge_id=page.challenge.id, number=decision.number)
    newer = decision.number + 1 if decision.number < len(page.decisions) else None
    return Way(decision.can_be_objected_to, last, today > last, url, newer, decision.number - 1 or None)


def _follow_up(each: PublicObjection) -> str | None:
    return say(FOLLOW_UPS[each.follow_up]) if each.follow_up else None
