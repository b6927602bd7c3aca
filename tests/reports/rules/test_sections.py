"""The pure rules of the report: figures that add up, sections left out, and a text that reads back as it was."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.rules.ledger import SOURCES, USES, Part
from reports.rules.agreements import MadeDeal, deals_section
from reports.rules.content import (
    Content,
    Line,
    RowKind,
    Section,
    Unit,
    content_from_text,
    content_to_text,
    hash_of,
    in_order,
    share_of,
)
from reports.rules.digital import SiteUse, digital_section
from reports.rules.money import AccountParts, money_section
from reports.rules.report import YearRecords, report_of
from reports.rules.small_plans import Signature, SmallPlan, partners_section, small_plans_section
from reports.rules.themes import CHARGES, NO_THEME, SubjectMoney, themes_section
from reports.rules.votes import AreaVote, VotedPlan, vote_section

AMOUNTS = st.integers(0, 500_000_00)
THEMES_SEEN = st.sampled_from(["green", "play", CHARGES, NO_THEME])
CODES = st.sampled_from(["WK1", "WK2", "WK3"])


def books(area: str = "WK1", unit: str = "eur", **parts: int) -> AccountParts:
    """An account; what came in and is nowhere else is available."""
    told = dict.fromkeys(Part, 0) | {Part(name): cents for name, cents in parts.items()}
    came_in = sum(told[part] for part in SOURCES)
    told[Part.AVAILABLE] += came_in - sum(told[part] for part in USES)
    return AccountParts(area, unit, told)


@st.composite
def some_books(draw: st.DrawFn) -> AccountParts:
    uses = {part.value: draw(AMOUNTS) for part in USES}
    return books(draw(CODES), allocated=sum(uses.values()), **uses)


def whole(section: Section | None, code: str) -> dict[str, tuple[object, ...]]:
    assert section is not None
    table = next(each for each in section.tables if each.code == code)
    return {row.key: row.values for row in table.rows}


def test_2018_is_500000_minus_463499_is_36501() -> None:
    account = books(allocated=500_000_00, paid=400_000_00, delivered=63_499_00, lapsed=36_501_00)
    section = money_section(2018, [account], [])
    assert section is not None
    assert section.facts == {
        "money_came_in": 500_000_00, "money_realised": 463_499_00, "money_bound": 0, "money_left": 36_501_00
    }  # fmt: skip


@given(some_books())
def test_what_came_in_is_realised_bound_or_left(account: AccountParts) -> None:
    lies = (Part.SAVED, Part.RESERVE_LEFT, Part.RING_FENCED, Part.AVAILABLE, Part.LAPSED, Part.CARRIED_OUT)
    assert account.came_in == account.realised + account.bound + account.left
    assert account.left == sum(account.parts[part] for part in lies)


@given(st.lists(some_books(), min_size=1, unique_by=lambda each: each.area_code), st.lists(some_books(), max_size=2))
def test_the_areas_sum_to_the_whole(now: list[AccountParts], before: list[AccountParts]) -> None:
    section = money_section(2026, now, before)
    areas, result = whole(section, "money_areas"), whole(section, "money_result")
    assert areas[""][:4] == tuple(result[figure][0] for figure in ("came_in", "realised", "bound", "left"))
    parts = whole(section, "money_whole")
    for year in range(2 if before else 1):
        came_in, lies = [sum(parts[part][year] for part in each if part in parts) for each in (SOURCES, USES)]  # type: ignore[misc]
        assert came_in == lies == result["came_in"][year]


def test_hours_stand_apart_from_euros() -> None:
    section = money_section(2026, [books(allocated=100), books(unit="minutes", allocated=90, promised=30)], [])
    assert section is not None
    assert [table.code for table in section.tables] == [
        "money_result", "money_areas", "money_whole", "money_parts",
        "hours_result", "hours_areas", "hours_whole", "hours_parts",
    ]  # fmt: skip
    assert (section.facts["money_came_in"], section.facts["hours_bound"]) == (100, 30)
    assert section.tables[4].columns[0].unit is Unit.MINUTES


def test_an_area_that_had_nothing_last_year_still_has_its_row() -> None:
    section = money_section(2026, [books("WK1", allocated=5), books("WK2", allocated=7)], [books("WK2", allocated=9)])
    assert whole(section, "money_areas")["WK1"] == (5, 0, 0, 5, 0, 0)
    assert whole(section, "money_areas")["WK2"] == (7, 0, 0, 7, 0, 9)


SUBJECTS = st.lists(st.builds(SubjectMoney, CODES, THEMES_SEEN, AMOUNTS, AMOUNTS, AMOUNTS), min_size=1)


@given(SUBJECTS, SUBJECTS)
def test_the_themes_sum_to_all_that_subjects_hold(now: list[SubjectMoney], before: list[SubjectMoney]) -> None:
    section = themes_section(2026, now, before)
    if section is None:
        assert not any(each.together for each in now)
        return
    sums = tuple(sum(getattr(each, name) for each in now) for name in ("promised", "delivered", "paid", "together"))
    assert whole(section, "themes_whole")[""] == (*sums, sum(each.together for each in before))
    per_area = [row.values for row in section.tables[1].rows if row.kind is RowKind.TOTAL]
    assert tuple(map(sum, zip(*(row[:4] for row in per_area), strict=True))) == sums


def test_themes_come_in_their_own_order_and_other_rows_last() -> None:
    subjects = [SubjectMoney("WK1", theme, paid=1) for theme in (NO_THEME, CHARGES, "play", "green")]
    assert list(whole(themes_section(2026, subjects, []), "themes_whole")) == ["green", "play", CHARGES, NO_THEME, ""]


def deals(number: int, kind: str, **values: object) -> list[MadeDeal]:
    return [MadeDeal("WK1", kind, "green", f"Deal {at}", 100_00, **values) for at in range(number)]  # type: ignore[arg-type]


def test_37_deals_and_60_green_ones_are_counted_apart() -> None:
    section = deals_section(2018, deals(37, "other") + deals(60, "green", sub_kind="upkeep"), deals(3, "other"))
    assert section is not None
    assert section.facts == {"deals_other": 37, "deals_green": 60, "green_upkeep": 60, "agreed": 9_700_00}
    assert whole(section, "deals_years") == {"2018": (37, 60, 60, 9_700_00), "2017": (3, 0, 0, 300_00)}
    assert whole(section, "deals_areas")[""] == (37, 60, 60, 9_700_00, 3, 300_00)
    assert len(section.tables[-1].rows) == 97


def test_kinds_of_deals_that_nobody_made_are_left_out() -> None:
    section = deals_section(2018, deals(1, "takeover", minutes=30), [])
    assert section is not None
    assert [column.code for column in section.tables[0].columns] == ["deals_takeover", "agreed", "agreed_hours"]


def test_turnout_is_of_the_codes_that_were_handed_out() -> None:
    plans = (VotedPlan("play", 400, True), VotedPlan("play", 300, False), VotedPlan("art", 100, False))
    votes = [AreaVote("R", "WK1", 300, 100, 1_000, 400, plans), AreaVote("R", "WK2", 100, 50, 500, 0, ())]
    section = vote_section(2026, votes, votes[:1])
    assert section is not None
    assert [row.values[2] for row in section.tables[0].rows] == [375, 333]
    themes = {(row.group, row.key): row.values for row in section.tables[2].rows}
    assert themes == {("WK1", "play"): (2, 1, 400), ("WK1", "art"): (1, 0, 0), ("WK1", ""): (3, 1, 400)}


def test_what_nobody_did_through_the_site_is_no_column() -> None:
    section = digital_section(2026, [SiteUse("WK1", plans_sent=3)], [SiteUse("WK1", votes_cast=9)])
    assert section is not None
    assert [column.code for column in section.tables[0].columns] == ["plans_sent"]


@pytest.mark.parametrize(("ballots", "said"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_of_one_to_four_ballots_no_number_is_said(ballots, said):
    section = vote_section(2026, [AreaVote("R", "WK1", 300, ballots, 1_000, 400, ())], [])
    values = section.tables[0].rows[0].values
    assert values[1] == said
    assert (values[2] is None) == (said is None)


@pytest.mark.parametrize(
    "section",
    [
        money_section(2026, [], [books(allocated=1)]),
        themes_section(2026, [SubjectMoney("WK1", "green")], [SubjectMoney("WK1", "green", paid=1)]),
        vote_section(2026, [], [AreaVote("R", "WK1", 1, 1, 1, 1, ())]),
        deals_section(2026, [], deals(1, "other")),
        small_plans_section(2026, [], [SmallPlan("WK1", "granted", 1, True, True)]),
        digital_section(2026, [SiteUse("WK1", plans_sent=0)], [SiteUse("WK1", plans_sent=1)]),
        partners_section(2026, [], [Signature("police", 1, "WK1")]),
    ],
)
def test_what_does_not_exist_this_year_is_left_out_and_not_shown_as_nothing(section: Section | None) -> None:
    assert section is None


def test_sections_come_under_the_four_lines_in_the_order_of_the_source() -> None:
    now = YearRecords(
        accounts=(books(allocated=1),),
        small_plans=(SmallPlan("WK1", "sent", 0, False, False),),
        site_use=(SiteUse("WK1", votes_cast=1),),
        signatures=(Signature("police", 1, "WK1"),),
    )
    content = report_of(2026, date(2026, 12, 31), False, {"WK1": "Meent"}, now, YearRecords())
    assert [line for line, _ in content.lines] == list(Line)
    alone = report_of(2026, date(2026, 12, 31), False, {}, YearRecords(), YearRecords())
    assert alone.lines == []


@given(st.text(), SUBJECTS, st.lists(some_books(), max_size=2))
def test_a_report_reads_back_as_it_was_written(
    title: str, subjects: list[SubjectMoney], now: list[AccountParts]
) -> None:
    records = YearRecords(
        accounts=tuple(now),
        subjects=tuple(subjects),
        votes=(AreaVote(title, "WK1", 1, 0, 1, 0, ()),),
        deals=(MadeDeal("WK1", "other", "art", title, planned_result=title),),
    )
    content = report_of(2026, date(2026, 12, 31), True, {"WK1": title}, records, records)
    text = content_to_text(content)
    assert content_from_text(text) == content
    assert content_to_text(content_from_text(text)) == text
    assert len(hash_of(text)) == 64


def test_the_text_of_a_report_never_changes_by_itself() -> None:
    content = Content(2018, date(2018, 12, 31), True, {"WK1": "Meent"}, ())
    assert content_to_text(content) == (
        '{"areas":{"WK1":"Meent"},"day":"2018-12-31","format":1,"is_final":true,"sections":[],"year":2018}'
    )


@pytest.mark.parametrize(
    ("part", "of", "share"), [(1, 3, 333), (2, 3, 667), (1, 16, 63), (0, 5, 0), (5, 5, 1000), (0, 0, None)]
)
def test_a_share_is_in_thousandths_half_up(part: int, of: int, share: int | None) -> None:
    assert share_of(part, of) == share


def test_unknown_keys_come_after_the_known_ones_by_name() -> None:
    assert in_order(["z", "b", "x", "a"], ["a", "b", "c"]) == ["a", "b", "x", "z"]


def _area_vote(area: str, ballots: int | None, issued: int | None = 100) -> AreaVote:
    return AreaVote("Ronde", area, issued, ballots, 1000_00, 400_00, ())


def test_no_sum_tells_how_many_voted_where_fewer_than_five_did() -> None:
    section = vote_section(2026, [_area_vote("A", 40), _area_vote("B", 3), _area_vote("C", 0)], [])
    assert section is not None
    rows = {row.key: row.values[:3] for row in section.tables[0].rows}
    # 40 and 0 of 200 codes, whoever stays unsaid left out of both
    assert rows == {"A": (100, 40, 400), "B": (100, None, None), "C": (100, 0, 0), "": (300, 40, 200)}
    assert (section.facts["ballots"], section.facts["left_out"]) == (40, 1)


def test_a_merged_area_has_no_numbers_of_its_own() -> None:
    section = vote_section(2026, [_area_vote("A", 43, 200), _area_vote("B", None, None)], [])
    assert section is not None
    rows = {row.key: row.values[:3] for row in section.tables[0].rows}
    assert rows == {"A": (200, 43, 215), "B": (None, None, None), "": (200, 43, 215)}
    assert (section.facts["left_out"], section.facts["merged"]) == (0, 1)
