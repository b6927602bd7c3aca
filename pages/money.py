"""The money, for everyone: the whole town, and for an area what is left of a year and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

import access
from areas.models import Area, AreaKind
from areas.queries import find_area_by_slug, municipality_code
from budget.models import Account
from budget.queries import EUROS
from budget.queries.ledger import Held, MovementRow, MovementsPage, accounts_of_area, largest_holdings, movements_page
from budget.queries.town import accounts_by_area, years_with_money
from budget.queries.years_ahead import pot_ahead, years_ahead
from budget.rules.ledger import MovementKind, Part
from budget.words import KINDS, PARTS, ground_in_words
from everyone import same_for_everyone
from lives.messages import msg
from logbook.actors import Role
from logbook.refusals import NotFound
from pages.blueprint import blueprint
from pages.filters import AMSTERDAM
from pages.money_files import csv_answer, thermometer_rows
from pages.subjects import Subject, titles_of
from pages.thermometers import ShownThermometer, all_areas, shown_thermometer
from pages.years_ahead import ShownYears, shown_area_years, shown_pot_years
from wording import say

MOST_HELD = 12
LARGEST_ID = 2**62


@dataclass(frozen=True)
class AreaRow:
    """One area on the page of the whole town."""

    name: str
    code: str
    url: str
    shown: ShownThermometer


@dataclass(frozen=True)
class HeldRow:
    """What one subject holds; `movements_url` shows how it came about."""

    subject: Subject
    cents: int
    movements_url: str


@dataclass(frozen=True)
class HeldPart:
    """A part with what it is for, the largest first; what is not named stands in `rest_cents`."""

    label: str
    rows: tuple[HeldRow, ...]
    cents: int
    rest_cents: int


@blueprint.get("/geld")
@blueprint.get("/geld/<int:year>")
@access.public
@same_for_everyone
def money(year: int | None = None) -> str:
    session = access.reading()
    years = years_with_money(session)
    if not years and year is None:
        return render_template("money/town.html", years=[], year=None, shown=None, areas=[], year_links=[], ahead=None)
    year = _chosen(years, year)
    rows = accounts_by_area(session, year)
    this_year = _this_year()
    return render_template(
        "money/town.html",
        year=year,
        year_links=[(each, url_for("pages.money", year=each)) for each in years],
        shown=shown_thermometer([account for _area, found in rows for account in found], all_areas(), this_year),
        areas=[
            AreaRow(
                area.name,
                area.code,
                url_for("pages.area_money", slug=area.slug, year=year),
                shown_thermometer(found, area.name, this_year),
            )
            for area, found in rows
        ],
        whole_code=municipality_code(session),
        ahead=shown_pot_years(session, pot_ahead(session, max(year, this_year))),
    )


@blueprint.get("/geld/<int:year>.csv")
@access.public
@same_for_everyone
def money_csv(year: int) -> Response:
    session = access.reading()
    rows = accounts_by_area(session, _chosen(years_with_money(session), year))
    return csv_answer([thermometer_rows(rows)], f"geld-{year}.csv")


@blueprint.get("/wijken/<slug>/geld")
@blueprint.get("/wijken/<slug>/geld/<int:year>")
@access.public
@same_for_everyone
def area_money(slug: str, year: int | None = None) -> str:
    session = access.reading()
    area = find_area_by_slug(session, slug)
    accounts = accounts_of_area(session, area.code)
    years = list(dict.fromkeys(each.year for each in accounts))
    year = _chosen(years, year)
    of_year = [each for each in accounts if each.year == year]
    account = next(each for each in of_year if each.unit == EUROS)
    address = url_for("pages.area_money", slug=slug, year=year)
    asked = _asked()
    found = _movements(session, account.id, asked)
    held = largest_holdings(session, account.id, MOST_HELD + 1)
    names = [each.subject for each in held] + [s for row in found.rows for s in (row.from_subject, row.to_subject)]
    titles = titles_of(session, [*names, asked["subject"]])
    return render_template(
        "money/area.html",
        area=area,
        year=year,
        year_links=[(each, url_for("pages.area_money", slug=slug, year=each)) for each in years],
        shown=shown_thermometer(of_year, area.name, _this_year()),
        is_whole=area.kind == AreaKind.MUNICIPALITY,
        ahead=_ahead(session, area, max(year, _this_year())),
        held=_held_parts(account, held, titles, address),
        movements=[_shown_movement(row, titles) for row in found.rows],
        asked=asked,
        asked_subject=titles.get(asked["subject"]),
        kinds=[("", _("All kinds")), *((kind.value, say(words)) for kind, words in KINDS.items())],
        address=address,
        newer_url=_beside(address, asked, after=found.newer_than),
        older_url=_beside(address, asked, before=found.older_than),
        sees_papers=_sees_papers(),
    )


def _ahead(session: Session, area: Area, first: int) -> ShownYears | None:
    """The area's years to come; what the whole municipality owes is told on the page of the whole town."""
    if area.kind == AreaKind.MUNICIPALITY:
        return None
    return shown_area_years(session, years_ahead(session, area.code, first))


def _this_year() -> int:
    now: datetime = access.now()
    return now.astimezone(AMSTERDAM).year


def _chosen(years: Sequence[int], year: int | None) -> int:
    """The year asked for; without one this year, or else the newest before it, or else the first there is."""
    if year is None and years:
        return next((each for each in years if each <= _this_year()), years[-1])
    if year is None or year not in years:
        raise NotFound(msg("This area has no money of its own this year."))
    return year


def _asked() -> dict[str, Any]:
    """Which movements the address asks for; what is no kind or no number is not asked."""
    kind = request.args.get("soort", "")
    return {
        "kind": kind if kind in {each.value for each in MovementKind} else "",
        "subject": request.args.get("voor", "")[:80],
        "before": request.args.get("before", type=int),
        "after": request.args.get("after", type=int),
    }


def _movements(session: Session, account_id: int, asked: dict[str, Any]) -> MovementsPage:
    kind, subject = asked["kind"] or None, asked["subject"]
    before, after = (min(n, LARGEST_ID) if n is not None else None for n in (asked["before"], asked["after"]))
    if before is None and after is None:
        return movements_page(session, account_id, kind=kind, subject=subject)
    found = movements_page(session, account_id, None if after is not None else before, after, kind, subject)
    # beyond either end the newest are shown again
    return found if found.rows else movements_page(session, account_id, kind=kind, subject=subject)


def _beside(address: str, asked: dict[str, Any], **cursor: int | None) -> str | None:
    ((name, number),) = cursor.items()
    if number is None:
        return None
    given = {"soort": asked["kind"], "voor": asked["subject"], name: number}
    kept = "&".join(f"{key}={value}" for key, value in given.items() if value)
    return f"{address}?{kept}#boekingen"


def _held_parts(account: Account, held: list[Held], titles: dict[str, Subject], address: str) -> list[HeldPart]:
    """Grouped by part; together with the rest each group is exactly what the part says."""
    parts = []
    for part, group in groupby(held, key=lambda each: each.part):
        rows = tuple(
            HeldRow(titles[each.subject], each.cents, f"{address}?voor={each.subject}#boekingen")
            for each in list(group)[:MOST_HELD]
        )
        cents: int = getattr(account, part.value)
        parts.append(HeldPart(say(PARTS[part]), rows, cents, cents - sum(row.cents for row in rows)))
    return parts


def _shown_movement(row: MovementRow, titles: dict[str, Subject]) -> dict[str, Any]:
    return {
        "row": row,
        "kind": say(KINDS[MovementKind(row.kind)]),
        "subject": titles.get(row.subject),
        "from_subject": titles.get(row.from_subject) if row.from_subject != row.to_subject else None,
        "from_part": say(PARTS[Part(row.from_part)]),
        "to_part": say(PARTS[Part(row.to_part)]),
        "ground": say(ground_in_words(row.ground)),
    }


def _sees_papers() -> bool:
    """Who keeps the books sees the papers behind them. A visitor without a session never does."""
    actor = access.signed_in_actor()
    return actor is not None and (actor.has(Role.FINANCE) or actor.has(Role.ADMINISTRATOR))
