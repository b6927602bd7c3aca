"""The money of a large project: each year of its life, what it leaves the wijk, the ways to pay side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from financing.queries.ahead import Ahead, years_ahead_of
from financing.queries.page import RoutePage
from financing.queries.yearly import YearlyCost, YearlyCosts, yearly_costs
from financing.rules.alternatives import (
    SAVING_YEARS,
    Alternative,
    LargePlan,
    Way,
    YearAhead,
    alternatives,
    rough_percent,
)
from financing.rules.alternatives_in_words import Told, in_short, left_in, tell, tell_without_council
from financing.rules.funding import Bearer
from lives.messages import Euros, Message, Tenths, msg
from pages.filters import euros
from pages.large_projects.rows import columns_of, corrections_of, cost_row
from proposals.rules.capital import CapitalThresholds
from wording import say


@dataclass(frozen=True)
class ShownWay:
    """One way to pay: its words and its years, and whether the council chose it."""

    way: Way
    told: Told
    found: Alternative
    is_chosen: bool


@dataclass(frozen=True)
class ProjectMoney:
    """Everything about the money that the page shows; rows are ready texts."""

    sentences: tuple[str, ...]
    columns: list[dict[str, Any]]
    share_cents: int
    share_label: str
    cost_rows: list[tuple[str, ...]]
    corrections: list[tuple[str, str, str, str]]
    effect: list[tuple[str, ...]]
    left: str
    """What is left in the first year that costs something."""
    ahead: Ahead | None
    short: str
    ways: list[ShownWay]


def money_of(session: Session, route: RoutePage, thresholds: CapitalThresholds, today: date) -> ProjectMoney:
    """All of it for one project, as seen on this day."""
    costs, area = yearly_costs(route), route.large.area
    ahead = _ahead(session, route, costs, today)
    plan = _compared(route, costs, ahead, thresholds) if ahead else None
    ways = _ways(route, costs, plan, ahead) if plan and ahead else []
    share = _first_share(costs, ahead)
    return ProjectMoney(
        sentences=_sentences(route, costs, share),
        columns=columns_of(costs),
        share_cents=share.share_cents if share else 0,
        share_label=_("Money for the wijk: %(share)s", share=euros(share.share_cents)) if share else "",
        cost_rows=[cost_row(each) for each in costs.years] if costs else [],
        corrections=corrections_of(costs) if costs else [],
        effect=_effect(route, ahead, ways) if ahead and costs else [],
        left=_left(route, costs, ways) if costs else "",
        ahead=ahead,
        short=say(in_short(plan, ahead.years, area)) if plan and ahead and costs and _is_open(route) else "",
        ways=ways,
    )


def _is_open(route: RoutePage) -> bool:
    """Whether there is still something to choose."""
    return route.credit is None and route.large.is_investment


def _ahead(session: Session, route: RoutePage, costs: YearlyCosts | None, today: date) -> Ahead | None:
    first = today.year
    last = first + SAVING_YEARS - 1
    if costs is not None:
        first = min(first, costs.first.year)
        last = max(last, costs.last.year)
    subject = f"capital:{route.large.id}"
    return years_ahead_of(session, route.large.area_code, first, last, subject)


def net_cents(route: RoutePage) -> int:
    """What is spread over the years: as the council granted, as finance counted, or else what the plan asks."""
    if route.credit is not None:
        return route.credit.net_cents
    if route.estimate is not None:
        return route.estimate.inputs.investment.net_cents
    return max(0, route.large.asked_cents)


def _compared(route: RoutePage, costs: YearlyCosts | None, ahead: Ahead, thresholds: CapitalThresholds) -> LargePlan:
    share, percent = ahead.years[0].share_cents, thresholds.share_percent or 100
    limits = [share * percent // 100, *([thresholds.activate_cents - 1] if thresholds.activate_cents else [])]
    return LargePlan(
        net_cents=net_cents(route),
        charges=costs.by_year() if costs else {},
        reserve_part=ahead.reserve_part,
        area_part=ahead.area_part,
        part_cents=min(limits),
    )


def _ways(route: RoutePage, costs: YearlyCosts | None, plan: LargePlan, ahead: Ahead) -> list[ShownWay]:
    """All six once the costs are known; before that only what can be said without them."""
    council_on = route.large.coming.council_on if route.credit is None else None
    known = set(Way) if costs is not None else {Way.AT_ONCE, Way.PROGRAMME, Way.SAVING, Way.SPLIT}
    if not route.large.is_investment:
        known = {Way.SAVING, Way.SPLIT}
    return [
        ShownWay(found.way, _told(route, found, plan, ahead, council_on), found, found.way in _chosen(route))
        for found in alternatives(plan, ahead.years)
        if found.way in known
    ]


def _told(route: RoutePage, found: Alternative, plan: LargePlan, ahead: Ahead, council_on: date | None) -> Told:
    if not route.large.is_investment:
        return tell_without_council(found, plan, ahead.years, route.large.area)
    return tell(found, plan, ahead.years, route.large.area, council_on)


def _chosen(route: RoutePage) -> tuple[Way, ...]:
    """What the council decided: a mix is more than one way."""
    credit = route.credit
    if credit is None:
        return ()
    bearer = Way.WHOLE_POT if credit.bearer == Bearer.WHOLE_POT else Way.AREA
    parts = ((credit.charges_cents, bearer), (credit.programme_cents, Way.PROGRAMME), (credit.saved_cents, Way.SAVING))
    return tuple(way for cents, way in parts if cents)


def _effect(route: RoutePage, ahead: Ahead, ways: list[ShownWay]) -> list[tuple[str, ...]]:
    """Year by year what the decision leaves the wijk, or would leave it when the wijk pays."""
    found = _bearing(route, ways)
    pairs = zip(ahead.years, found.years, strict=True) if found else ()
    return [
        (str(year.year), *map(euros, (year.share_cents, row.area_cents, row.vote_cents, row.small_cents)),
         euros(year.standing_cents), euros(row.short_cents) if row.short_cents else "–")
        for year, row in pairs
    ]  # fmt: skip


def _bearing(route: RoutePage, ways: list[ShownWay]) -> Alternative | None:
    """The way by which the wijk bears it, or would; None where it costs the neighbourhood budget nothing a year."""
    if route.credit is not None and not route.credit.bearer:
        return None
    chosen = Way.WHOLE_POT if route.credit and route.credit.bearer == Bearer.WHOLE_POT else Way.AREA
    return next((each.found for each in ways if each.way is chosen), None)


def _left(route: RoutePage, costs: YearlyCosts, ways: list[ShownWay]) -> str:
    found = _bearing(route, ways)
    return " ".join(say(each) for each in left_in(found, costs.first.year)) if found else ""


def _first_share(costs: YearlyCosts | None, ahead: Ahead | None) -> YearAhead | None:
    """The wijk's money in the first year that costs something."""
    if costs is None or ahead is None:
        return None
    return next((each for each in ahead.years if each.year == costs.first.year), None)


def _sentences(route: RoutePage, costs: YearlyCosts | None, share: YearAhead | None) -> tuple[str, ...]:
    """The costs in words: from when to when, how much in all, and how much of the wijk's money the first year is."""
    if costs is None:
        return (_("Nobody worked out yet what this costs each year."),)
    told = [
        msg(
            "From %(first)s to %(last)s it costs money every year: %(cost)s in the first year, %(total)s in all.",
            first=costs.first.year,
            last=costs.last.year,
            cost=Euros(costs.first.cents),
            total=Euros(costs.total_cents),
        )
    ]
    if share is not None:
        told.append(_part_of_share(route, share, costs.first))
    return tuple(map(say, (*told, _who_pays(route))))


def _part_of_share(route: RoutePage, share: YearAhead, first: YearlyCost) -> Message:
    return msg(
        "That first year is %(percent)s %% of the %(share)s that %(area)s gets a year.",
        percent=Tenths(rough_percent(first.cents, share.share_cents)),
        share=Euros(share.share_cents),
        area=route.large.area,
    )


def _who_pays(route: RoutePage) -> Message:
    credit = route.credit
    if credit is None:
        return msg("Nothing is decided yet about who pays this. Only the council can do that.")
    if credit.bearer == Bearer.WHOLE_POT:
        return msg(
            "The council decided that all wijken pay it together, before the money is divided (%(reference)s).",
            reference=credit.reference,
        )
    if credit.bearer == Bearer.AREA:
        return msg(
            "The council decided that %(area)s pays it out of its own money every year (%(reference)s).",
            area=route.large.area,
            reference=credit.reference,
        )
    return msg(
        "The council decided that the municipality pays it. It costs the neighbourhood budget nothing a year "
        "(%(reference)s).",
        reference=credit.reference,
    )
