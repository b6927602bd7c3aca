"""Lists of deals: the public one, a coordinator's own, counts with green apart, and the rows of the year report."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from areas.models import Area
from deals.models import Deal
from deals.rules.life import DealState
from lives.messages import Day, msg
from lives.periods import day_of
from lives.work import WorkItem
from logbook.actors import Actor, Role

PER_PAGE = 24
MOST_WORK = 200


@dataclass(frozen=True)
class DealFilter:
    """What somebody wants to see; "" is everything. `kind` is green, other, or a sub-kind of green."""

    area: str = ""
    kind: str = ""
    theme: str = ""
    year: str = ""


@dataclass(frozen=True)
class DealCount:
    """How many deals of a year hold or held, per area, kind and theme."""

    area_code: str
    kind: str
    sub_kind: str
    theme: str
    count: int


@dataclass(frozen=True)
class DealOfYear:
    """A deal as the year report tells it."""

    area_code: str
    kind: str
    sub_kind: str
    theme: str
    cents: int
    minutes: int
    state: str
    planned: str
    achieved: str
    title: str
    id: int


@dataclass(frozen=True)
class DealRow:
    """A deal in a list."""

    deal: Deal
    area: str


def public_deals(session: Session, wanted: DealFilter, page: int = 1) -> tuple[list[DealRow], int, int]:
    """The deals of a page, the newest first, and how many green and how many other ones there are in all."""
    where = [Deal.activated_at.is_not(None), *_conditions(wanted)]
    joined = select(Deal.kind, func.count()).join(Area, Area.code == Deal.area_code).where(*where).group_by(Deal.kind)
    counts = {kind: number for kind, number in session.execute(joined)}  # noqa: C416 - rows, not pairs
    rows = session.execute(
        select(Deal, Area.name)
        .join(Area, Area.code == Deal.area_code)
        .where(*where)
        .order_by(Deal.year.desc(), Deal.id.desc())
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    green = counts.get("green", 0)
    return [DealRow(deal, area) for deal, area in rows], green, sum(counts.values()) - green


def _conditions(wanted: DealFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.area:
        found.append(Area.slug == wanted.area)
    if wanted.kind:
        found.append((Deal.kind == wanted.kind) | ((Deal.sub_kind == wanted.kind) & (Deal.kind == "green")))
    if wanted.theme:
        found.append(Deal.theme == wanted.theme)
    if wanted.year:
        found.append(Deal.year == (int(wanted.year) if wanted.year.isascii() and wanted.year.isdigit() else -1))
    return found


def filter_options(session: Session) -> tuple[list[tuple[str, str]], list[int]]:
    """The areas (address and name) and the years that have deals which everyone may see."""
    public = Deal.activated_at.is_not(None)
    areas = select(Area.slug, Area.name).where(Area.code.in_(select(Deal.area_code).where(public))).order_by(Area.name)
    years = select(Deal.year).where(public).distinct().order_by(Deal.year.desc())
    return [(slug, name) for slug, name in session.execute(areas)], list(session.scalars(years))


def deal_counts(session: Session, year: int) -> list[DealCount]:
    """How many deals of this year hold or held, by area, kind, sub-kind and theme; concepts do not count."""
    keys = (Deal.area_code, Deal.kind, Deal.sub_kind, Deal.theme)
    counted = select(*keys, func.count()).where(Deal.year == year, Deal.activated_at.is_not(None))
    return [DealCount(*row) for row in session.execute(counted.group_by(*keys).order_by(*keys))]


def deals_of_year(session: Session, year: int) -> list[DealOfYear]:
    """Every deal of this year that holds or held, for the year report."""
    found = session.scalars(
        select(Deal).where(Deal.year == year, Deal.activated_at.is_not(None)).order_by(Deal.area_code, Deal.id)
    )
    return [
        DealOfYear(
            d.area_code, d.kind, d.sub_kind, d.theme, d.cents, d.minutes, d.state, d.planned_result, d.achieved_result,
            d.title, d.id,
        )
        for d in found
    ]  # fmt: skip


def areas_of(actor: Actor, role: Role) -> set[str] | None:
    """The areas in which this person has the role; None for all of them."""
    areas = {grant.area for grant in actor.grants if grant.role is role}
    return None if None in areas else {area for area in areas if area is not None}


def own_deals(session: Session, actor: Actor, role: Role = Role.COORDINATOR) -> list[DealRow]:
    """Every deal of the own areas, what ends first on top."""
    chosen = select(Deal, Area.name).join(Area, Area.code == Deal.area_code).where(*_within(areas_of(actor, role)))
    rows = session.execute(chosen.order_by(Deal.last_day, Deal.id))
    return [DealRow(deal, area) for deal, area in rows]


def copyable_deals(session: Session, areas: Collection[str] | None, year: int) -> Sequence[DealRow]:
    """Last year's deals of these areas that were not copied to `year` yet, by area and title."""
    copy = aliased(Deal)
    done = select(copy.id).where(copy.copied_from_id == Deal.id, copy.year == year).exists()
    held = (Deal.year == year - 1, Deal.activated_at.is_not(None), Deal.kind != "takeover", ~done)
    chosen = select(Deal, Area.name).join(Area, Area.code == Deal.area_code).where(*held, *_within(areas))
    return [DealRow(deal, area) for deal, area in session.execute(chosen.order_by(Deal.area_code, Deal.title, Deal.id))]


def _within(areas: Collection[str] | None) -> list[ColumnElement[bool]]:
    return [] if areas is None else [Deal.area_code.in_(areas)]


def past_last_day(deal: Deal, today: date) -> bool:
    return deal.state == DealState.ACTIVE and deal.last_day is not None and deal.last_day < today


def work_of(session: Session, actor: Actor, now: datetime) -> list[WorkItem]:
    """For coordinators: concepts to complete and deals past their last day; for finance: deals to settle."""
    today = day_of(now)
    found: list[WorkItem] = []
    if actor.has(Role.COORDINATOR):
        mine = _within(areas_of(actor, Role.COORDINATOR))
        late = (Deal.state == DealState.ACTIVE) & (Deal.last_day < today)
        waits = (Deal.state == DealState.CONCEPT) | late | (Deal.state == DealState.SETTLING)
        rows = session.scalars(select(Deal).where(waits, *mine).order_by(Deal.last_day, Deal.id).limit(MOST_WORK))
        found += [item for deal in rows if (item := _coordinators(deal)) is not None]
    if actor.has(Role.FINANCE):
        due = select(Deal).where(Deal.state == DealState.SETTLING, *_within(areas_of(actor, Role.FINANCE)))
        rows = session.scalars(due.where(Deal.report != "").order_by(Deal.id).limit(MOST_WORK))
        found += [_item("deal_settlement", deal, msg("The report is there. Settle the deal.")) for deal in rows]
    return found


def _coordinators(deal: Deal) -> WorkItem | None:
    if deal.state == DealState.CONCEPT:
        return _item("deal_concept", deal, msg("Complete the deal and let it begin."))
    if deal.state == DealState.SETTLING:
        return None if deal.report else _item("deal_report", deal, msg("A report is needed."))
    assert deal.last_day is not None
    return _item("deal_late", deal, msg("The last day was %(day)s. What came of it?", day=Day(deal.last_day)))


def _item(kind: str, deal: Deal, note: object) -> WorkItem:
    return WorkItem(kind, deal.title, "deals.work_deal", {"deal_id": deal.id}, deal.area_code, deal.last_day, note)  # type: ignore[arg-type]
