"""What every page of a result begins with: the published record of the area, or a refusal; and how numbers are said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from flask_babel import format_decimal, gettext

import access
from areas.rules.themes import THEMES
from lives.messages import Message, msg
from logbook.refusals import NotFound
from rounds.models import Round
from rounds.queries import RoundPlace, find_round
from voting.queries.deciding import Decided, areas_with_decisions, decided_together
from voting.queries.results import PublishedResult, parsed, result_of, round_with_state
from voting.routes.blueprint import blueprint
from voting.rules.publication import FEWEST_BALLOTS, FEWEST_PEOPLE, is_too_few, least_said, turnout_of
from voting.rules.story.amounts import cents_of, nearest_cents
from voting.rules.story.whole import Story, tell_beside, tell_story
from voting.services.counting import count_when_closed
from wording import say

RULES = {
    "equalshares": msg("Equal Shares"),
    "greedy": msg("Most votes first"),
    "greedy-no-skip": msg("Most votes first, until one does not fit"),
    "greedy-threshold": msg("Most votes first, with a threshold"),
    "phragmen": msg("Phragmén"),
}

COMPLETIONS = {
    "none": msg("Nothing: what is left stays"),
    "add1": msg("Everybody a euro more, until it would cost more than there is"),
    "add1u": msg("Everybody a euro more, until it would cost more than there is; then by votes what fits"),
    "greedy": msg("By votes what fits in what is left"),
}
UTILITIES = {
    "cost": msg("What it costs"),
    "cardinality": msg("Each plan as much"),
    "points": msg("The points that the voter gave it"),
}


@dataclass(frozen=True)
class Shown:
    """The published result of one area, and what mayor and aldermen decided about it."""

    round: Round
    area: RoundPlace
    published: PublishedResult
    decided: Decided | None

    @property
    def record(self) -> dict[str, Any]:
        return self.published.record

    @property
    def story(self) -> Story:
        return _story(self.published.text)

    @property
    def beside(self) -> tuple[Story, ...]:
        return tell_beside(self.record)

    @property
    def address(self) -> dict[str, str]:
        """The values that name this area's result in an address."""
        return {"slug": self.round.slug, "area_slug": self.area.slug}

    def on_page(self, here: str) -> dict[str, Any]:
        """What every page of this result needs; `here` is the name of the page among its tabs."""
        return {
            "round": self.round,
            "area": self.area,
            "address": self.address,
            "record": self.record,
            "story": self.story,
            "currency": self.story.currency,
            "turnout": turnout_of(self.record),
            "here": here,
        }


@lru_cache(maxsize=64)
def _story(text: str) -> Story:
    return tell_story(parsed(text))


def counted_if_over(slug: str) -> Round:
    """The round; whoever looks first after its end closes and counts it. Raises NotFound."""
    found, state = round_with_state(access.reading(), slug)
    if state in (None, "published"):
        return found
    round_id = found.id
    # what this request has read so far is older than the count
    access.close_reading()
    count_when_closed(access.database(), round_id, access.now())
    return find_round(access.reading(), slug)


def published_area(slug: str, area_slug: str) -> Shown:
    """The result with this address. Raises NotFound before it is published."""
    found = counted_if_over(slug)
    session = access.reading()
    areas = areas_with_decisions(session, found.id)
    area, decided = next(((each, told) for each, told in areas if each.slug == area_slug), (None, None))
    published = result_of(session, found.id, area.code) if area else None
    if area is None or published is None:
        raise NotFound(msg("There is no result here yet."))
    if parts := published.record.get("areas"):
        codes = {part["code"] for part in parts}
        pot = sum(each.pot_cents for each, _told in areas if each.code in codes)
        area = replace(area, name=", ".join(part["name"] for part in parts), pot_cents=pot)
        told_here = [told for place, told in areas if place.code in codes]
        decided = decided_together(told_here, published.winning_proposals)
    return Shown(found, area, published, decided)


def area_with_steps(slug: str, area_slug: str) -> Shown:
    """The result, where so many people voted that its steps are public. Raises NotFound otherwise."""
    shown = published_area(slug, area_slug)
    if shown.story.is_small:
        few = msg("Fewer than %(fewest)s people chose plans here.", fewest=FEWEST_BALLOTS)
        if shown.record.get("merged"):
            few = msg("In one of these areas so few people chose plans that their ballots could be told apart.")
        raise NotFound(few, msg("To keep every vote secret we show who won and the totals, and no more."))
    return shown


@blueprint.app_template_filter("people")
def people(number: int) -> str:
    """A number of people as a page may say it: 1 to 4 are "fewer than 5"."""
    if is_too_few(number):
        return str(gettext("fewer than %(fewest)s", fewest=FEWEST_PEOPLE))
    return str(format_decimal(number))


@blueprint.app_template_filter("people_of")
def people_of(number: int, whole: int) -> str:
    """A number of people out of a whole that stands on a page too: neither they nor the others are told by 1 to 4."""
    least = least_said(number, whole)
    if least is None or is_too_few(number):
        return people(number)
    return str(gettext("%(least)s or more", least=format_decimal(least)))


@blueprint.app_template_filter("as_cents")
def as_cents(amount: str) -> int:
    """An amount as a record writes it, in cents."""
    return cents_of(amount)


@blueprint.app_template_filter("as_cents_rounded")
def as_cents_rounded(amount: str) -> int:
    """An amount of more digits than cents, to the nearest cent."""
    return nearest_cents(amount)


@blueprint.app_template_filter("rule_name")
def rule_name(rule: str) -> str:
    """A rule of counting as people read it."""
    return _name(RULES, rule)


@blueprint.app_template_filter("completion_name")
def completion_name(completion: str) -> str:
    """What follows the first run of Equal Shares, as people read it."""
    return _name(COMPLETIONS, completion)


@blueprint.app_template_filter("utility_name")
def utility_name(utility: str) -> str:
    return _name(UTILITIES, utility)


@blueprint.app_template_filter("kind_name")
def kind_name(category: str) -> str:
    """A kind of plan: one of our themes, or a category as a file from elsewhere names it."""
    return _name(THEMES, category)


def _name(names: dict[str, Message], key: str) -> str:
    return say(names[key]) if key in names else key
