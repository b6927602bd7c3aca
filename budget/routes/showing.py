"""How shares and accounts look in tables and pictures on the pages of those who work with the money."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from budget.models import Account, StandingCommitment
from budget.queries.standing import ShareRow, accounts_by_place
from budget.rules.ledger import Part
from budget.words import PARTS
from wording import euros, hours, percent, say

TABLE_PARTS = tuple(part for part in Part if part is not Part.DELIVERED)
"""What was delivered and waits for payment stands within what is promised."""


def share_picture(rows: Sequence[ShareRow]) -> list[dict[str, Any]]:
    """The bars of the shares."""
    return [{"label": row.name, "value": row.share.cents, "text": euros(row.share.cents)} for row in rows]


def share_table(rows: Sequence[ShareRow], *, with_hours: bool) -> dict[str, Any]:
    """Area, inhabitants, part of the people, share, hours, reserve, and the sum below."""
    head = [_("Area"), _("Inhabitants"), _("Part of the people"), _("Share")]
    head += [_("Hours of staff")] if with_hours else []
    head += [_("Kept for small plans"), _("Fixed already")]
    return {"head": head, "rows": [_share_row(row, with_hours) for row in rows] + [_sum_row(rows, with_hours)]}


def _share_row(row: ShareRow, with_hours: bool) -> list[str]:
    share = row.share
    return [
        row.name,
        _number(share.inhabitants),
        percent(share.part_of_people),
        euros(share.cents),
        *([hours_of(share.minutes)] if with_hours else []),
        euros(row.reserve_cents),
        euros(row.standing_cents),
    ]


def _sum_row(rows: Sequence[ShareRow], with_hours: bool) -> list[str]:
    return [
        _("Together"),
        _number(sum(row.share.inhabitants for row in rows)),
        percent(sum(row.share.part_of_people for row in rows)),
        euros(sum(row.share.cents for row in rows)),
        *([hours_of(sum(row.share.minutes for row in rows))] if with_hours else []),
        euros(sum(row.reserve_cents for row in rows)),
        euros(sum(row.standing_cents for row in rows)),
    ]


def account_table(accounts: Sequence[tuple[Account, str, str]], year: int) -> list[dict[str, Any]]:
    """Each area's account: its name, the page of its money, and every part that is not nothing."""
    return [
        {"name": name, "url": money_url(slug, year), "parts": parts_shown(account), "shortfall": account.shortfall}
        for account, name, slug in accounts
    ]


def parts_shown(account: Account) -> list[tuple[str, str]]:
    """The parts of an account in words, what is delivered counted within what is promised."""
    write = euros if account.unit == "eur" else hours_of
    amounts = {part: getattr(account, part.value) for part in TABLE_PARTS}
    amounts[Part.PROMISED] += account.delivered
    kept = {Part.ALLOCATED, Part.AVAILABLE}
    return [(say(PARTS[part]), write(cents)) for part, cents in amounts.items() if cents or part in kept]


def money_url(slug: str, year: int) -> str:
    """The page of an area's money that year; the area's own page where there is none."""
    if "pages.area_money" in current_app.view_functions:
        return url_for("pages.area_money", slug=slug, year=year)
    return url_for("pages.area", slug=slug)


def hours_of(minutes: int) -> str:
    """Minutes as hours: 90 is "1,5 uur"."""
    return hours(round(minutes / 60, 2))


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def shown_standing(session: Session, rows: Sequence[StandingCommitment], names: dict[str, str]) -> list[dict[str, Any]]:
    """Each commitment once: its years, its amounts and references, and the years in which its costs can be booked."""
    opened = accounts_by_place(session)
    grouped = groupby(rows, key=lambda each: (each.area_code, each.subject))
    return [_commitment(list(found), names, opened) for _key, found in grouped]


def _commitment(
    years: Sequence[StandingCommitment], names: dict[str, str], opened: set[tuple[int, str]]
) -> dict[str, Any]:
    first, last = years[0], years[-1]
    amounts = dict.fromkeys(euros(each.after_cents) for each in years)
    address: dict[str, Any] = {"area_code": first.area_code, "subject": first.subject}
    return {
        "area": names.get(first.area_code, first.area_code),
        "label": first.label,
        "years": str(first.year) if first is last else f"{first.year}–{last.year}",
        "amount": next(iter(amounts)) if len(amounts) == 1 else _("%(first)s, in the end %(last)s",
                                                                    first=euros(first.after_cents),
                                                                    last=euros(last.after_cents)),
        "total": euros(sum(each.after_cents for each in years)),
        "references": ", ".join(dict.fromkeys(each.reference for each in years)),
        "lines_url": url_for("budget.standing_lines", **address),
        "open_years": [
            (each.year, url_for("budget.standing_one", year=each.year, **address))
            for each in years if (each.year, each.area_code) in opened
        ],
    }  # fmt: skip
