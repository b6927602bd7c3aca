"""Making a report on both engines: 2018 to the cent, what nobody may, what never changes, and figures that hold."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, text, update

from budget.models import BudgetYear, Movement
from budget.rules.ledger import NotEnoughMoney
from budget.services import NewYear, make_year
from database import Database
from logbook.actors import Role
from logbook.models import LogRow
from logbook.refusals import NotAllowed, NotFound
from reports.models import YearReport
from reports.queries import find_report, report_equals_ledger
from reports.rules.content import Content, Section, content_from_text, hash_of
from reports.services import YearNotFixed, make_report, preview_report
from reports.showing import headline_of, standing_of
from tests.builders.people import ADMINISTRATOR, FINANCE, make_actor
from tests.builders.town import MEENT, ZUID, add_areas, add_year
from tests.reports.books import LEFT_CENTS, OOST, fixed_year, hilversum_2018, made_deal, report_made, spend


@pytest.fixture
def year(database: Database, now: datetime) -> Database:
    add_areas(database, now)
    add_year(database, now)
    return database


def content_of(database: Database, report_id: int) -> Content:
    with database.reading() as session:
        return content_from_text(find_report(session, report_id).content)


def section_of(content: Content, code: str) -> Section:
    found = content.section(code)
    assert found is not None, f"no section {code}"
    return found


def cell(content: Content, section: str, table: str, key: str, column: str, **where: object) -> object:
    """One value of a report; `year` for a column about last year, `group` for a row in a group."""
    found = next(each for each in section_of(content, section).tables if each.code == table)
    group, year = where.get("group", ""), where.get("year")
    row = next(row for row in found.rows if row.key == key and row.group == group)
    return row.values[found.place(column, year)]  # type: ignore[arg-type]


def test_2018_comes_out_to_the_cent(database: Database, now: datetime) -> None:
    hilversum_2018(database, now)
    content = content_of(database, report_made(database, now, 2018))
    facts = section_of(content, "money").facts
    assert (facts["money_came_in"], facts["money_realised"], facts["money_left"]) == (
        500_000_00, 463_499_00, 36_501_00
    )  # fmt: skip
    assert cell(content, "money", "money_areas", OOST, "left") == LEFT_CENTS
    assert cell(content, "money", "money_areas", MEENT, "came_in") == 35_980_00
    assert cell(content, "money", "money_parts", "available", "amount", group=OOST, year=2018) == LEFT_CENTS


def test_a_closed_year_is_told_with_the_sentence_of_the_source(database: Database, now: datetime) -> None:
    hilversum_2018(database, now)
    with database.writing() as session:
        closed = update(BudgetYear).values(closed_at=now, closed_by_key=FINANCE.key)
        session.execute(closed)
        session.commit()
    content = content_of(database, report_made(database, now, 2018))
    assert content.is_final
    assert str(headline_of(content)) == (
        "For 2018 € 500,000 was available. The financial result is € 463,499; € 36,501 is left over."
    )
    assert str(standing_of(content)) == "Final: the year 2018 is closed."


def test_a_running_year_says_of_which_day_it_is(year: Database, now: datetime) -> None:
    spend(year, now, 1_000_00, "deal:7")
    content = content_of(year, report_made(year, now))
    assert not content.is_final
    assert str(standing_of(content)) == "As things stood on 2026-11-23: the year can still change."
    assert "€ 1,000 is promised or fixed; € 99,000 is left over" in str(headline_of(content))


def test_last_year_stands_beside_this_one_only_when_there_was_one(year: Database, now: datetime) -> None:
    alone = content_of(year, report_made(year, now))
    table = section_of(alone, "money").tables[0]
    assert [column.year for column in table.columns] == [2026]
    add_year(year, now, 2027)
    spend(year, now, 5_000_00, "deal:7")
    beside = content_of(year, report_made(year, now, 2027))
    assert cell(beside, "money", "money_whole", "promised", "amount", year=2026) == 5_000_00
    assert cell(beside, "money", "money_result", "bound", "amount", year=2027) == 0
    assert cell(beside, "money", "money_areas", MEENT, "left", year=2026) == 25_000_00


def test_a_subject_without_records_is_left_out(year: Database, now: datetime) -> None:
    content = content_of(year, report_made(year, now))
    assert [section.code for section in content.sections] == ["money"]
    assert [line.value for line, _ in content.lines] == ["cycle"]
    assert {table.code.split("_")[0] for table in content.sections[0].tables} == {"money"}


def test_hours_are_told_where_areas_have_them(database: Database, now: datetime) -> None:
    add_areas(database, now)
    fixed_year(database, now, NewYear(2026, 10_000_000, 1_000_000, "inhabitants", 20, 6_000, 600))
    content = content_of(database, report_made(database, now))
    assert section_of(content, "money").facts["hours_came_in"] == 6_000
    assert cell(content, "money", "hours_areas", MEENT, "came_in") == 1_800


def test_the_money_by_theme_is_all_that_was_promised_delivered_and_paid(database: Database, now: datetime) -> None:
    hilversum_2018(database, now)
    content = content_of(database, report_made(database, now, 2018))
    whole = section_of(content, "themes").tables[0]
    total = whole.rows[-1].values
    names = ("promised", "delivered", "paid")
    money = {row.key: row.values[0] for row in section_of(content, "money").tables[2].rows}
    parts = [money.get(name, 0) for name in names]
    assert list(total[:3]) == parts
    assert total[3] == 463_499_00
    assert [row.key for row in whole.rows] == ["green", "meeting", "no_theme", ""]


def test_money_for_a_deal_counts_under_its_theme_and_charges_have_a_row_of_their_own(
    year: Database, now: datetime
) -> None:
    with year.writing() as session:
        session.add(made_deal(MEENT, 2026, now, number=7, theme="sports"))
        session.commit()
    for subject in ("deal:7", "charge:1", "deal:8", "challenge:x"):
        spend(year, now, 1_000_00, subject)
    content = content_of(year, report_made(year, now))
    rows = {row.key: row.values[0] for row in section_of(content, "themes").tables[0].rows}
    assert rows == {"sports": 1_000_00, "charges": 1_000_00, "no_theme": 2_000_00, "": 4_000_00}


def test_deals_are_counted_by_kind_and_green_ones_apart(year: Database, now: datetime) -> None:
    with year.writing() as session:
        for number in range(1, 98):
            kind = "other" if number <= 37 else "green"
            session.add(made_deal(MEENT if number % 2 else ZUID, 2026, now, number=number, kind=kind))
        session.add(made_deal(MEENT, 2026, now, number=98, activated_at=None, state="concept"))
        session.add(made_deal(MEENT, 2026, now, number=99, kind="green", sub_kind="construction", minutes=90))
        session.commit()
    facts = section_of(content_of(year, report_made(year, now)), "deals").facts
    assert facts == {
        "deals_other": 37, "deals_green": 61, "green_construction": 1, "green_upkeep": 60, "agreed": 98_000_00,
        "agreed_hours": 90,
    }  # fmt: skip


def test_making_it_again_gives_the_next_number_and_the_first_stays(year: Database, now: datetime) -> None:
    first = report_made(year, now)
    before = content_of(year, first)
    spend(year, now, 1_000_00, "deal:7")
    second = report_made(year, now + timedelta(days=1))
    assert content_of(year, first) == before
    with year.reading() as session:
        assert [find_report(session, each).number for each in (first, second)] == [1, 2]
        assert report_equals_ledger(session, first) == []
        assert report_equals_ledger(session, second) == []


@pytest.mark.parametrize("statement", ["UPDATE year_report SET content = '{}'", "DELETE FROM year_report"])
def test_the_database_never_lets_a_report_change(year: Database, now: datetime, statement: str) -> None:
    report_made(year, now)
    with year.writing() as session, pytest.raises(Exception, match="append-only: year_report"):
        session.execute(text(statement))


@pytest.mark.parametrize("role", list(Role))
def test_finance_and_administrators_make_reports_and_nobody_else(year: Database, now: datetime, role: Role) -> None:
    actor = make_actor(role.value, role)
    with year.writing() as session:
        if role in (Role.FINANCE, Role.ADMINISTRATOR):
            assert preview_report(session, actor, now, 2026).year == 2026
            session.rollback()
            assert make_report(session, actor, now, 2026)
            return
        for step in (preview_report, make_report):
            with pytest.raises(NotAllowed, match="administrator or somebody of finance"):
                step(session, actor, now, 2026)
    with year.reading() as session:
        assert session.scalars(select(YearReport)).all() == []


def test_a_concept_and_an_unknown_year_are_refused_in_words(database: Database, now: datetime) -> None:
    add_areas(database, now)
    with database.writing() as session:
        make_year(session, ADMINISTRATOR, now, NewYear(2026, 10_000_000, 1_000_000, "inhabitants"))
        with pytest.raises(YearNotFixed) as refused:
            make_report(session, FINANCE, now, 2026)
        assert str(refused.value.message) == "The budget for 2026 is not fixed yet, so there is nothing to report."
        with pytest.raises(NotFound):
            make_report(session, FINANCE, now, 2040)


def test_the_log_keeps_what_the_report_stood_for(year: Database, now: datetime) -> None:
    made = report_made(year, now)
    with year.reading() as session:
        report = find_report(session, made)
        row = session.scalars(select(LogRow).where(LogRow.act == "make_report")).one()
        assert report.content_hash == hash_of(report.content)
        assert report.content_hash in row.facts
        assert row.subject == "year:2026"


def forged(database: Database, report_id: int, old: str, new: str, *, honest_hash: bool) -> int:
    """A report as somebody would slip it in: the same, with other words in it."""
    with database.writing() as session:
        report = find_report(session, report_id)
        content = report.content.replace(old, new)
        assert content != report.content
        false = YearReport(
            year=report.year, number=report.number + 1, made_at=report.made_at, made_by_key=report.made_by_key,
            last_movement_id=report.last_movement_id, content=content,
            content_hash=hash_of(content) if honest_hash else report.content_hash,
        )  # fmt: skip
        session.add(false)
        session.commit()
        return false.id


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"money_realised":0', '"money_realised":1', "money: the report says"),
        ('"key":"reserve_left","kind":"part","values":[600000]', '"key":"reserve_left","kind":"part","values":[600001]',
         f"money_parts {MEENT} reserve_left amount 2026: the report says 600001, the ledger 600000"),
        ('"key":"green","kind":"theme","values":[100000,0,0,100000]', '"key":"green","kind":"theme","values":[0,0,0,0]',
         f"themes_areas {MEENT}: the report says [0, 0, 0, 0], the ledger [100000, 0, 0, 100000, 0]"),
    ],
)  # fmt: skip
def test_a_report_that_was_tampered_with_is_found(
    year: Database, now: datetime, old: str, new: str, fault: str
) -> None:
    with year.writing() as session:
        session.add(made_deal(MEENT, 2026, now, number=7, kind="green"))
        session.commit()
    spend(year, now, 1_000_00, "deal:7")
    made = report_made(year, now)
    false = forged(year, made, old, new, honest_hash=True)
    with year.reading() as session:
        assert report_equals_ledger(session, made) == []
        assert any(found.startswith(fault) for found in report_equals_ledger(session, false))


def test_a_text_that_no_longer_has_its_hash_is_found(year: Database, now: datetime) -> None:
    false = forged(year, report_made(year, now), "Hilversumse Meent", "Meent", honest_hash=False)
    with year.reading() as session:
        assert report_equals_ledger(session, false) == ["content_hash: the text was changed"]


def test_a_report_is_one_picture_while_others_spend(year: Database, now: datetime) -> None:
    """Eight people promise money of both areas while eight reports are made: each report is what the ledger says."""
    add_year(year, now, 2025)

    def busy(number: int) -> None:
        for step in range(6):
            area, spent_year = (MEENT, ZUID)[(number + step) % 2], 2026 - step % 2
            try:
                spend(year, now, 100_00 + step, f"deal:{number}", area=area, year=spent_year)
            except NotEnoughMoney:
                continue

    with ThreadPoolExecutor(9) as pool:
        spending = [pool.submit(busy, number) for number in range(8)]
        made = [pool.submit(report_made, year, now).result() for _ in range(8)]
        for each in spending:
            each.result()
    with year.reading() as session:
        assert {report: report_equals_ledger(session, report) for report in made} == {report: [] for report in made}
        assert [find_report(session, each).number for each in made] == list(range(1, 9))
        assert len(session.scalars(select(Movement.id)).all()) == 48 + 8


def test_two_reports_at_once_get_numbers_of_their_own(year: Database, now: datetime) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: report_made(year, now), range(4)))
    with year.reading() as session:
        assert sorted(find_report(session, each).number for each in made) == [1, 2, 3, 4]
