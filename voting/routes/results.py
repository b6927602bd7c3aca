"""The result, for everyone, once it is published: who got what, why, and what the other rule would have done."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import Response, render_template, url_for
from flask_babel import format_decimal

import access
from everyone import same_for_everyone
from lives.messages import msg
from logbook.refusals import NotFound
from rounds.models import Round
from rounds.queries import RoundPlace, find_round, phase_of, real_rounds
from rounds.rules.calendar import Phase
from voting.queries.deciding import Decided, areas_with_decisions
from voting.queries.results import (
    PublishedResult,
    published_results,
    reference_rounds,
    result_of,
    round_with_state,
)
from voting.routes.blueprint import blueprint
from voting.rules.publication import FEWEST_BALLOTS
from voting.rules.reasons import cents_of, reason_of
from voting.services.counting import count_when_closed
from wording import say


@dataclass(frozen=True)
class Funded:
    """A line of the result: what was funded, in order, and what was left after it."""

    place: int
    title: str
    url: str | None
    cost_cents: int
    votes: int
    left_cents: int
    reason: str


@dataclass(frozen=True)
class NotFunded:
    title: str
    url: str | None
    cost_cents: int
    votes: int
    support_percent: int | None
    reason: str


@blueprint.get("/uitslagen")
@access.public
@same_for_everyone
def results() -> str:
    session = access.reading()
    closed = [each for each in real_rounds(session) if phase_of(each, access.now()) is Phase.CLOSED]
    return render_template("voting/results/list.html", rounds=closed, references=reference_rounds(session))


@blueprint.get("/uitslagen/<slug>")
@access.public
@same_for_everyone
def round_result(slug: str) -> str:
    found = _counted_if_over(slug)
    session = access.reading()
    areas = areas_with_decisions(session, found.id)
    results_by_area = published_results(session, found.id)
    if len(areas) == 1 and results_by_area:
        (only, decided) = areas[0]
        return _area_page(found, only, results_by_area[only.code], decided)
    return render_template(
        "voting/results/round.html",
        round=found,
        phase=phase_of(found, access.now()),
        areas=[(area, results_by_area.get(area.code), decided) for area, decided in areas],
    )


@blueprint.get("/uitslagen/<slug>/<area_slug>")
@access.public
@same_for_everyone
def area_result(slug: str, area_slug: str) -> str:
    return _area_page(*_published(slug, area_slug))


@blueprint.get("/uitslagen/<slug>/<area_slug>/telling.json")
@access.public
@same_for_everyone
def record(slug: str, area_slug: str) -> Response:
    """The record of the count as it was frozen, byte for byte."""
    _round, _area, published, _decided = _published(slug, area_slug)
    return Response(published.text, mimetype="application/json")


def _counted_if_over(slug: str) -> Round:
    """The round; whoever looks first after its end closes and counts it."""
    found, state = round_with_state(access.reading(), slug)
    if state in (None, "published"):
        return found
    round_id = found.id
    # what this request has read so far is older than the count
    access.close_reading()
    count_when_closed(access.database(), round_id, access.now())
    return find_round(access.reading(), slug)


def _published(slug: str, area_slug: str) -> tuple[Round, RoundPlace, PublishedResult, Decided | None]:
    found = _counted_if_over(slug)
    session = access.reading()
    areas = areas_with_decisions(session, found.id)
    area, decided = next(((each, told) for each, told in areas if each.slug == area_slug), (None, None))
    published = result_of(session, found.id, area.code) if area else None
    if area is None or published is None:
        raise NotFound(msg("There is no result here yet."))
    return found, area, published, decided


def _area_page(round_: Round, area: RoundPlace, published: PublishedResult, decided: Decided | None) -> str:
    record = published.record
    count, plans, currency = record["count"], record["plans"], record["currency"]
    titles = {key: plan["title"] for key, plan in plans.items()}
    beside = record["beside"][0]
    winners_beside = {*beside["winners"], *beside["granted"]}
    return render_template(
        "voting/results/area.html",
        round=round_,
        area=area,
        record=record,
        count=count,
        currency=currency,
        spent_cents=cents_of(count["spent"]),
        left_cents=cents_of(count["left"]),
        pot_cents=cents_of(count["pot"]),
        funded=_funded(count, plans, titles, currency),
        not_funded=_not_funded(count, plans, titles, currency),
        beside=beside,
        both=[
            (titles[key], key in {*count["winners"], *count["granted"]}, key in winners_beside)
            for key in _in_order(count)
        ],
        ties=[
            ([titles[key] for key in tie["tied"]], titles[tie["chosen"]], tie["decided_by"]) for tie in count["ties"]
        ],
        decided=decided,
        refused=_refused(plans, decided),
        is_small=count["n"] < FEWEST_BALLOTS,
        means=[format_decimal(round(Decimal(each["outcome"]["mean_funded_choices"]), 1)) for each in (count, beside)],
    )


def _refused(plans: Any, decided: Decided | None) -> list[tuple[str, str]]:
    """Title and reason of each plan that won and does not get the money."""
    why = decided.refused if decided else {}
    return [(plan["title"], why[plan["proposal"]]) for plan in plans.values() if plan["proposal"] in why]


def _in_order(count: dict[str, Any]) -> list[str]:
    """Winners in order of funding, then the others by votes."""
    won = [*count["winners"], *count["granted"]]
    others = [each for each in count["projects"] if each["project"] not in won]
    return won + [each["project"] for each in sorted(others, key=lambda each: -each["votes"])]


def _url(plan: dict[str, Any]) -> str | None:
    return url_for("pages.plan", plan_id=plan["proposal"]) if plan.get("proposal") else None


def _funded(count: dict[str, Any], plans: Any, titles: Any, currency: str) -> list[Funded]:
    by_id = {each["project"]: each for each in count["projects"]}
    steps = [(step["project"], cents_of(step["left"])) for step in count["steps"]]
    granted = [(key, cents_of(count["left"])) for key in count["granted"]]
    return [
        Funded(
            place=place,
            title=titles[key],
            url=_url(plans[key]),
            cost_cents=cents_of(by_id[key]["cost"]),
            votes=by_id[key]["votes"],
            left_cents=left,
            reason=say(reason_of(by_id[key], titles, currency)),
        )
        for place, (key, left) in enumerate(steps + granted, 1)
    ]


def _not_funded(count: dict[str, Any], plans: Any, titles: Any, currency: str) -> list[NotFunded]:
    won = {*count["winners"], *count["granted"]}
    lost = [each for each in count["projects"] if each["project"] not in won]
    return [
        NotFunded(
            title=titles[each["project"]],
            url=_url(plans[each["project"]]),
            cost_cents=cents_of(each["cost"]),
            votes=each["votes"],
            support_percent=each["support_percent"],
            reason=say(reason_of(each, titles, currency)),
        )
        for each in sorted(lost, key=lambda each: (-each["votes"], each["project"]))
    ]
