"""The pages of year reports: made by finance with one button, read by everyone, in both languages, also as a file."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from budget.services import NewYear, make_year
from database import Database
from logbook.actors import Actor
from reports.queries import find_report
from reports.rules.content import Content, Unit, content_from_text, hash_of
from reports.showing import ShownTable, show_report
from reports.workbook import sheet_name
from tests.builders.browsing import AuditingClient, soup_of, text_of
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person
from tests.builders.town import MEENT, ZUID, add_areas, add_year
from tests.reports.books import fixed_year, hilversum_2018, made_deal, report_made, spend

EVIL = '=HYPERLINK("http://x")'


@pytest.fixture
def town(app: Flask, sqlite_database: Database, now: datetime, client: AuditingClient) -> Database:
    """2025 and 2026 with hours, deals of every kind and money promised in both."""
    add_areas(sqlite_database, now)
    add_year(sqlite_database, now, 2025)
    fixed_year(sqlite_database, now, NewYear(2026, 10_000_000, 1_000_000, "inhabitants", 20, 6_030, 600))
    with sqlite_database.writing() as session:
        for actor in (ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT):
            add_person(session, actor, now)
        session.add_all([
            made_deal(MEENT, 2025, now, number=1),
            made_deal(MEENT, 2026, now, number=2, kind="green", planned_result="Twaalf geveltuinen", minutes=90),
            made_deal(ZUID, 2026, now, number=3, title=EVIL, planned_result="+31", achieved_result="@wie"),
            made_deal(ZUID, 2026, now, number=4, kind="takeover"),
        ])  # fmt: skip
        session.commit()
    spend(sqlite_database, now, 1_234_56, "deal:2")
    spend(sqlite_database, now, 1_000_00, "deal:1", year=2025)
    return sqlite_database


@pytest.fixture
def made(town: Database, now: datetime) -> int:
    return report_made(town, now)


def test_before_the_first_report_the_list_says_what_comes(client: AuditingClient, app: Flask) -> None:
    assert "Er is nog geen jaarverslag" in text_of(client.get("/jaarverslagen"))
    assert "There is no year report yet" in text_of(client.get("/jaarverslagen?taal=en"))


def test_finance_reads_what_the_report_will_say_and_makes_it(client: AuditingClient, town: Database) -> None:
    client.sign_in(FINANCE)
    page = text_of(client.get("/beheer/jaren/2026/jaarverslag"))
    assert "Voor 2026 is € 100.000 beschikbaar." in page
    assert "Stand op 23 november 2026: het jaar kan nog veranderen." in page
    assert "Een verslag verandert nooit" in page
    answer = client.send("/beheer/jaren/2026/jaarverslag")
    assert (answer.status_code, answer.location) == (303, "/jaarverslagen/1")
    shown = text_of(client.get(answer.location))
    assert "Het verslag is gemaakt. Iedereen kan het nu lezen." in shown
    assert "Verslag 1 van 23 november 2026" in text_of(client.get("/beheer/jaren/2026/jaarverslag"))


@pytest.mark.parametrize("actor", [COORDINATOR, RESIDENT], ids=["coordinator", "resident"])
def test_others_make_no_report(client: AuditingClient, town: Database, actor: Actor) -> None:
    client.sign_in(actor)
    assert client.get("/beheer/jaren/2026/jaarverslag").status_code == 403
    assert client.post("/beheer/jaren/2026/jaarverslag").status_code in (400, 403)


def test_a_concept_year_is_refused_in_words(client: AuditingClient, town: Database, now: datetime) -> None:
    with town.writing() as session:
        make_year(session, ADMINISTRATOR, now, NewYear(2027, 10_000_000, 1_000_000, "inhabitants"))
    client.sign_in(ADMINISTRATOR)
    answer = client.get("/beheer/jaren/2027/jaarverslag")
    assert answer.status_code == 409
    assert "Het budget voor 2027 ligt nog niet vast." in text_of(answer)
    assert client.get("/beheer/jaren/2040/jaarverslag").status_code == 404


def test_everyone_reads_the_report_under_the_lines_of_the_source(client: AuditingClient, made: int) -> None:
    page = soup_of(client.get(f"/jaarverslagen/{made}"))
    assert [title.get_text() for title in page.select("main h2")] == ["De buurtcyclus", "Over dit verslag"]
    assert [title.get_text() for title in page.select("main h3")] == [
        "Wat er met het geld is gebeurd", "Waar het geld naartoe ging", "Afspraken met de buurt"
    ]  # fmt: skip
    text = page.get_text(" ")
    assert "1 afspraak is gemaakt. 1 groene afspraak is gemaakt." in text
    assert "Over (2025)" in text
    assert "100,5" in text  # 6,030 minutes of staff time


def test_the_report_reads_in_english_too(client: AuditingClient, made: int) -> None:
    text = text_of(client.get(f"/jaarverslagen/{made}?taal=en"))
    assert "Year report 2026" in text
    assert "For 2026 €100,000 is available." in text
    assert "1 deal was made. 1 green deal was made." in text


def test_2018_reads_as_the_source_says_it(
    client: AuditingClient, app: Flask, sqlite_database: Database, now: datetime
) -> None:
    hilversum_2018(sqlite_database, now)
    text = text_of(client.get(f"/jaarverslagen/{report_made(sqlite_database, now, 2018)}"))
    assert "Voor 2018 is € 500.000 beschikbaar. Daarvan is € 463.499 betaald of geleverd" in text
    assert "€ 36.501 is over." in text


def test_an_older_report_stays_and_names_the_newer_one(
    client: AuditingClient, town: Database, made: int, now: datetime
) -> None:
    before = client.get(f"/jaarverslagen/{made}").get_data(as_text=True)
    spend(town, now, 500_00, "deal:2")
    newer = report_made(town, now + timedelta(hours=1))
    after = client.get(f"/jaarverslagen/{made}")
    assert "Er is een nieuwer verslag" in text_of(after)
    assert "Er is een nieuwer verslag" not in before
    assert "€ 1.234,56" in text_of(after)
    assert "€ 1.734,56" in text_of(client.get(f"/jaarverslagen/{newer}"))
    listed = soup_of(client.get("/jaarverslagen"))
    assert [link.get("href") for link in listed.select("main .card__link")] == [
        f"/jaarverslagen/{newer}", f"/jaarverslagen/{made}"
    ]  # fmt: skip


def test_an_unknown_report_is_not_found(client: AuditingClient, app: Flask) -> None:
    for address in ("/jaarverslagen/9", "/jaarverslagen/9.xlsx", "/jaarverslagen/9.json"):
        assert client.get(address).status_code == 404


def test_the_numbers_are_given_as_they_are_kept(client: AuditingClient, town: Database, made: int) -> None:
    answer = client.get(f"/jaarverslagen/{made}.json")
    with town.reading() as session:
        kept = find_report(session, made)
        assert answer.get_data(as_text=True) == kept.content
        assert hash_of(answer.get_data(as_text=True)) == kept.content_hash
    assert json.loads(answer.data)["year"] == 2026
    assert answer.headers["Content-Disposition"] == 'attachment; filename="jaarverslag-2026-1.json"'


def content_of(database: Database, report_id: int) -> Content:
    with database.reading() as session:
        return content_from_text(find_report(session, report_id).content)


def tables_in(sheet: Worksheet, shown: ShownTable) -> Iterator[tuple[object, ...]]:
    """The rows of the sheet that stand under this table's title."""
    title = f"{shown.title}: {shown.group}" if shown.group else shown.title
    rows = list(sheet.iter_rows(values_only=True))
    start = next(at for at, row in enumerate(rows) if row[0] == title)
    yield from rows[start + 2 : start + 2 + len(shown.rows)]


def number_of(unit: str, value: object) -> object:
    """A value of the sheet as the report keeps it: whole cents, minutes, counts and thousandths."""
    factor = {Unit.CENTS: 100, Unit.MINUTES: 60, Unit.COUNT: 1, Unit.SHARE: 1000}.get(Unit(unit))
    return round(value * factor) if factor and isinstance(value, int | float) else value


def test_the_workbook_says_what_the_report_says(client: AuditingClient, app: Flask, town: Database, made: int) -> None:
    answer = client.get(f"/jaarverslagen/{made}.xlsx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="jaarverslag-2026-1.xlsx"'
    book = load_workbook(io.BytesIO(answer.data))
    with app.test_request_context("/"):
        shown = show_report(content_of(town, made))
        sections = [section for line in shown.lines for section in line.sections]
        names = [sheet_name(section.title, number) for number, section in enumerate(sections, 1)]
    assert book.sheetnames == ["Dit verslag", *names]
    compared = 0
    for section, name in zip(sections, names, strict=True):
        for table in section.tables:
            for row, cells in zip(table.rows, tables_in(book[name], table), strict=True):
                assert cells[0] == row.name
                for cell, value in zip(row.cells, cells[1:], strict=False):
                    assert number_of(cell.unit, value) == cell.value
                    compared += 1
    assert compared > 150


def test_nothing_that_somebody_typed_becomes_a_formula_or_a_link(client: AuditingClient, made: int) -> None:
    book = load_workbook(io.BytesIO(client.get(f"/jaarverslagen/{made}.xlsx").data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    typed = {cell.value: cell for cell in cells if cell.value in (EVIL, "+31", "@wie")}
    assert set(typed) == {EVIL, "+31", "@wie"}
    assert {cell.data_type for cell in typed.values()} == {"s"}
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_amounts_are_numbers_in_euros(client: AuditingClient, made: int) -> None:
    book = load_workbook(io.BytesIO(client.get(f"/jaarverslagen/{made}.xlsx").data))
    amounts = [cell for row in book.worksheets[1].iter_rows() for cell in row if cell.value == 100_000]
    assert amounts
    assert all(cell.data_type == "n" and "€" in cell.number_format for cell in amounts)


@pytest.mark.parametrize(
    ("title", "number", "name"),
    [
        ("What became of the money", 1, "1. What became of the money"),
        ("A/B: [c]*?", 2, "2. A B c"),
        ("x" * 60, 3, "3. " + "x" * 28),
        ("This report", 0, "This report"),
    ],
)
def test_a_sheet_has_a_name_that_every_program_takes(title: str, number: int, name: str) -> None:
    assert sheet_name(title, number) == name
