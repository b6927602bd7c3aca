"""The votes of a year: codes, ballots, turnout, and the plans that stood on the ballot and won, by area and theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from areas.rules.themes import THEMES
from reports.rules.content import Column, Line, Row, RowKind, Section, Table, Unit, in_order, share_of, total_row
from reports.rules.themes import NO_THEME
from voting.rules.publication import is_too_few


@dataclass(frozen=True)
class VotedPlan:
    """A plan as it stood on a ballot."""

    theme: str
    cost_cents: int
    won: bool


@dataclass(frozen=True)
class AreaVote:
    """The published result of an area in one round; codes and ballots as voting.rules.publication lets one say them:
    None where its voters were counted with those of another area, or where a number would tell of too few people."""

    round_title: str
    area_code: str
    issued: int | None
    ballots: int | None
    pot_cents: int
    spent_cents: int
    plans: tuple[VotedPlan, ...]

    @property
    def sayable(self) -> int | None:
        """The ballots, None where they are so few that no number is said, or stand with those of another area."""
        return None if self.ballots is None or is_too_few(self.ballots) else self.ballots

    @property
    def won(self) -> int:
        return sum(plan.won for plan in self.plans)


_COLUMNS = (
    Column("codes", Unit.COUNT),
    Column("ballots", Unit.COUNT),
    Column("turnout", Unit.SHARE),
    Column("on_ballot", Unit.COUNT),
    Column("won", Unit.COUNT),
    Column("pot", Unit.CENTS),
    Column("divided", Unit.CENTS),
)
_THEME_COLUMNS = (Column("on_ballot", Unit.COUNT), Column("won", Unit.COUNT), Column("divided", Unit.CENTS))


def vote_section(year: int, now: Sequence[AreaVote], before: Sequence[AreaVote]) -> Section | None:
    """The section on votes, None when no result of the year is published."""
    if not now:
        return None
    tables = [_by_area(now), _by_theme(now)]
    if before:
        rows = (Row(RowKind.YEAR, str(year), _sums(now)), Row(RowKind.YEAR, str(year - 1), _sums(before)))
        tables.insert(0, Table("vote_years", _COLUMNS, rows))
    facts = {"ballots": sum(each.sayable or 0 for each in now), "won": sum(each.won for each in now)}
    facts["merged"] = sum(each.ballots is None for each in now)
    facts["left_out"] = sum(is_too_few(each.ballots or 0) for each in now)
    facts["divided"] = sum(each.spent_cents for each in now)
    return Section(Line.CYCLE, "vote", tuple(tables), facts)


def _by_area(now: Sequence[AreaVote]) -> Table:
    rows: list[Row] = []
    for title in dict.fromkeys(each.round_title for each in now):
        these = [each for each in now if each.round_title == title]
        rows += [Row(RowKind.AREA, each.area_code, _sums([each]), title) for each in these]
        rows.append(Row(RowKind.TOTAL, "", _sums(these), title))
    return Table("vote_areas", _COLUMNS, tuple(rows), RowKind.TEXT, pictured="turnout")


def _sums(votes: Sequence[AreaVote]) -> tuple[int | None, ...]:
    """Ballots of areas with so few that no number is said stand in no sum either: one could subtract the others.
    The turnout is of the areas that say both numbers."""
    issued = [each.issued for each in votes if each.issued is not None]
    said = [each for each in votes if each.sayable is not None]
    ballots = sum(each.sayable or 0 for each in said)
    said = said if ballots or len(said) == len(votes) else []
    both = [each for each in said if each.issued is not None]
    return (
        sum(issued) if issued else None,
        ballots if said else None,
        share_of(sum(each.sayable or 0 for each in both), sum(each.issued or 0 for each in both)) if both else None,
        sum(len(each.plans) for each in votes),
        sum(each.won for each in votes),
        sum(each.pot_cents for each in votes),
        sum(each.spent_cents for each in votes),
    )


def _by_theme(now: Sequence[AreaVote]) -> Table:
    rows: list[Row] = []
    for area in dict.fromkeys(each.area_code for each in now):
        plans = [plan for each in now if each.area_code == area for plan in each.plans]
        of_area = [_theme_row(theme, plans, area) for theme in in_order({plan.theme for plan in plans}, THEMES)]
        rows += [*of_area, total_row(of_area, _THEME_COLUMNS, area)] if of_area else []
    return Table("vote_themes", _THEME_COLUMNS, tuple(rows), RowKind.AREA)


def _theme_row(theme: str, plans: Sequence[VotedPlan], area: str) -> Row:
    these = [plan for plan in plans if plan.theme == theme]
    won = [plan for plan in these if plan.won]
    kind = RowKind.WORD if theme == NO_THEME else RowKind.THEME
    return Row(kind, theme, (len(these), len(won), sum(plan.cost_cents for plan in won)), area)
