"""The years to come as pages show them: a sentence, a picture with a column for each year, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from budget.rules.years_ahead import Basis, PotAhead, YearAhead, sentence_about, sentence_about_pot
from lives.messages import Message, msg
from pages.subjects import Subject, titles_of
from wording import say

TONES = ("red", "leaf", "green")
"""What stands fixed, what is kept for small plans, what would be left."""


@dataclass(frozen=True)
class ShownYear:
    """One year: `certain` says whether the share is fixed, a concept or an estimate."""

    year: int
    certain: str
    share_cents: int
    standing_cents: int
    standing: tuple[tuple[Subject, int], ...]
    reserve_cents: int
    left_cents: int
    shortfall_cents: int
    columns: tuple[tuple[str, int], ...]
    is_marked: bool
    """Whether the picture writes this year under its column."""


@dataclass(frozen=True)
class ShownYears:
    """All years, with what the picture needs: `top_cents` is the highest column."""

    sentences: tuple[str, ...]
    years: tuple[ShownYear, ...]
    top_cents: int
    legend: tuple[tuple[str, str], ...]


def shown_area_years(session: Session, years: Sequence[YearAhead]) -> ShownYears | None:
    """The years of an area; None where there is nothing to tell."""
    return _shown(
        session, years, [sentence_about(years[number]) for number in _telling([each.percent for each in years])]
    )


def shown_pot_years(session: Session, years: Sequence[PotAhead]) -> ShownYears | None:
    """The years of the whole pot; None where there is nothing to tell."""
    return _shown(
        session, years, [sentence_about_pot(years[number]) for number in _telling([each.percent for each in years])]
    )


def _telling(percents: Sequence[int | None]) -> list[int]:
    """Which years the sentences are about: the next one, and the one with the largest part fixed."""
    coming = list(range(1, len(percents))) or list(range(len(percents)))
    heaviest = [max(coming, key=lambda number: percents[number] or 0)] if coming else []
    return list(dict.fromkeys([*coming[:1], *heaviest]))


def _shown(session: Session, years: Sequence[YearAhead | PotAhead], sentences: Sequence[Message]) -> ShownYears | None:
    if not any(each.standing_cents for each in years):
        return None
    titles = titles_of(session, {standing.subject for each in years for standing in each.standing})
    every = 1 if len(years) <= 8 else 5 if len(years) <= 30 else 10
    shown = tuple(_year(each, titles, number % every == 0) for number, each in enumerate(years))
    top = max(max(each.share_cents, each.standing_cents) for each in years)
    names = (_("Stands fixed"), _("Kept for small plans"), _("Left for plans"))
    if len(years) > 2:
        sentences = [*sentences, msg("Until and including %(year)s money stands fixed.", year=years[-1].year)]
    return ShownYears(tuple(say(each) for each in sentences), shown, top, tuple(zip(names, TONES, strict=True)))


def _year(each: YearAhead | PotAhead, titles: dict[str, Subject], is_marked: bool) -> ShownYear:
    by_subject: dict[str, int] = {}
    for standing in each.standing:
        by_subject[standing.subject] = by_subject.get(standing.subject, 0) + standing.cents
    amounts = (each.standing_cents, each.reserve_cents, each.left_cents)
    return ShownYear(
        year=each.year,
        certain=_certain(each.basis),
        share_cents=each.share_cents,
        standing_cents=each.standing_cents,
        standing=tuple((titles[subject], cents) for subject, cents in by_subject.items()),
        reserve_cents=each.reserve_cents,
        left_cents=each.left_cents,
        shortfall_cents=each.shortfall_cents,
        columns=tuple(zip(TONES, amounts, strict=True)),
        is_marked=is_marked,
    )


def _certain(basis: Basis) -> str:
    words = {Basis.FIXED: "", Basis.CONCEPT: _("concept"), Basis.ESTIMATE: _("estimate")}
    return str(words[basis])
