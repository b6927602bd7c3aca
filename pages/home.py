"""The front page: the one thing to do now, the wijken with their money, and how it works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

import access
from areas.queries import outlines
from budget.models import Account
from budget.queries import accounts_of_year, all_years
from everyone import same_for_everyone
from pages.blueprint import blueprint
from pages.filters import euros
from pages.thermometers import all_areas, shown_thermometer
from rounds.models import Round
from rounds.queries import phase_of, real_rounds
from rounds.rules.calendar import Phase

ORDER = (Phase.VOTING, Phase.GRACE, Phase.COLLECTING, Phase.CLOSED, Phase.PREPARING, Phase.REVIEWING, Phase.AHEAD)

A_YEAR = timedelta(days=365)
LONGEST_LABEL = 16
"""In letters: a longer name does not fit its wijk on the map."""


@dataclass(frozen=True)
class RoundNow:
    """A round with the phase it is in."""

    round: Round
    phase: Phase


@blueprint.get("/")
@access.public
@same_for_everyone
def home() -> str:
    session = access.reading()
    now = access.now()
    rounds = rounds_now(real_rounds(session), now)
    year, total_cents, areas, left = money_by_area(session, now)
    return render_template(
        "home/home.html", rounds=rounds, now_round=rounds[0] if rounds else None, year=year, total_cents=total_cents,
        areas=areas, how=_how_it_works(), left=left,
    )  # fmt: skip


def _what_is_left(accounts: list[Account], now: datetime) -> str:
    """The whole town's thermometer in one sentence; "" while no year is fixed."""
    return shown_thermometer(accounts, all_areas(), now.year).sentence if accounts else ""


def rounds_now(rounds: Sequence[Round], now: datetime) -> list[RoundNow]:
    """The rounds, what one can act on first: voting, then collecting, then results of the last year."""
    found = [RoundNow(each, phase_of(each, now)) for each in rounds if each.closes_at > now - A_YEAR]
    return sorted(found, key=lambda each: ORDER.index(each.phase))


def money_by_area(session: Session, now: datetime) -> tuple[int | None, int, list[dict[str, Any]], str]:
    """The running (or else newest fixed) year, its total, the areas as the map draws them, and what is left."""
    fixed = [each for each in all_years(session) if each.fixed_at is not None]
    year = next((each for each in fixed if each.year <= now.year), fixed[-1] if fixed else None)
    accounts = [account for account, *_names in accounts_of_year(session, year.year)] if year else []
    shares = {account.area_code: account.allocated for account in accounts}
    areas = [
        {
            "name": area.name,
            "url": url_for("pages.area", slug=area.slug),
            "points": area.points,
            "label_x": area.label[0],
            "label_y": area.label[1],
            "short": area.name.split()[-1] if len(area.name) > LONGEST_LABEL else area.name,
            "note": euros(shares[area.code]) if area.code in shares else _("no budget of its own"),
        }
        for area in outlines(session)
    ]
    return (year.year if year else None), sum(shares.values()), areas, _what_is_left(accounts, now)


def _how_it_works() -> list[dict[str, str]]:
    return [
        {"picture": "idea", "title": _("You think of a plan"), "text": _("For your street, buurt or wijk.")},
        {
            "picture": "check",
            "title": _("We look whether it can be done"),
            "text": _("You hear why or why not. Everyone can read it."),
        },
        {
            "picture": "vote",
            "title": _("The wijk votes"),
            "text": _("With the code from a letter. You need no account."),
        },
        {"picture": "build", "title": _("We make it happen"), "text": _("You can follow what becomes of it.")},
    ]
