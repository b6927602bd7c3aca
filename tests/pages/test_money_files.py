"""The lines of a year as files: they add up to the accounts to the cent, and no cell is a formula."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from budget.queries import accounts_of_year, find_account
from budget.rules.ledger import SOURCES, Part
from budget.rules.ledger import MovementKind as K
from budget.services import commit_money
from budget.words import PARTS
from logbook.actors import Actor
from logbook.services import act
from pages.money_files import csv_text
from tests.builders.browsing import AuditingClient
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person
from tests.builders.town import MEENT, ZUID, make_town
from translations.catalogue import compile_catalogue

LINES = "/beheer/jaren/2026/boekingen"


@pytest.fixture
def books(app, client: AuditingClient, sqlite_database, now):
    """Finance looks at a year with odd cents in it, and a reference that looks like a formula."""
    make_town(sqlite_database, now)
    with sqlite_database.writing() as session, act(session, ADMINISTRATOR, now, "move") as a:
        account = find_account(session, 2026, MEENT)
        assert account is not None
        for cents in (1, 10, 333_333, 70_007):
            commit_money(a, account.id, K.COMMIT, cents, "=1+1", to_subject="deal:7", reference="@cmd")
        commit_money(a, account.id, K.PAY, 29, "paid", from_subject="deal:7", to_subject="deal:7")
    with sqlite_database.writing() as session:
        add_person(session, FINANCE, now)
    client.sign_in(FINANCE)
    return sqlite_database


def accounts(database) -> dict[tuple[str, str], Decimal]:
    """Each part of each account, as the lines must add up to it: what a source gave stands below zero."""
    with database.reading() as session:
        return {
            (account.area_code, part.value): Decimal(getattr(account, part.value)).scaleb(-2)
            * (-1 if part in SOURCES else 1)
            for account, *_names in accounts_of_year(session, 2026)
            for part in Part
            if getattr(account, part.value)
        }


def added_up(rows, part_names: dict[str, str]) -> dict[tuple[str, str], Decimal]:
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in rows:
        found[row[2], part_names[row[6]]] += Decimal(str(row[9]))
    return {key: amount for key, amount in found.items() if amount}


@pytest.fixture
def part_names(app) -> dict[str, str]:
    from wording import say

    compile_catalogue()
    with app.test_request_context():
        return {say(words): part.value for part, words in PARTS.items()}


def test_the_csv_adds_up_to_the_accounts(client: AuditingClient, books, part_names) -> None:
    answer = client.get(f"{LINES}.csv")
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True)), delimiter=";"))
    assert answer.mimetype == "text/csv"
    assert added_up(rows[1:], part_names) == accounts(books)
    assert [row[10:12] for row in rows if row[9] == "-3333.33"] == [["'=1+1", "'@cmd"]]


def test_the_spreadsheet_adds_up_and_its_totals_are_the_accounts(client: AuditingClient, books, part_names) -> None:
    book = load_workbook(io.BytesIO(client.get(f"{LINES}.xlsx").data))
    lines, totals = (list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book.worksheets)
    assert added_up(lines, part_names) == accounts(books)
    signs = {part.value: -1 if part in SOURCES else 1 for part in Part}
    told = {(row[0], part_names[row[3]]): Decimal(str(row[4])) * signs[part_names[row[3]]] for row in totals if row[4]}
    assert told == accounts(books)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert "=1+1" in {cell.value for cell in cells}


def test_one_area_is_its_own_lines_only(client: AuditingClient, books, part_names) -> None:
    rows = list(csv.reader(io.StringIO(client.get(f"{LINES}.csv?area={ZUID}").get_data(as_text=True)), delimiter=";"))
    assert {row[2] for row in rows[1:]} == {ZUID}
    assert client.get(f"{LINES}.csv?area=nergens").status_code == 404
    assert client.get("/beheer/jaren/2031/boekingen.xlsx").status_code == 404


@pytest.mark.parametrize(("actor", "status"), [(ADMINISTRATOR, 200), (COORDINATOR, 403), (RESIDENT, 403)])
def test_only_who_keeps_the_books_gets_the_files(client: AuditingClient, books, now, actor: Actor, status: int) -> None:
    with books.writing() as session:
        add_person(session, actor, now)
    client.sign_in(actor)
    assert [client.get(f"{LINES}.{kind}").status_code for kind in ("csv", "xlsx")] == [status, status]


def test_a_negative_amount_stays_a_number_in_csv_and_words_never_become_formulas() -> None:
    assert csv_text([["=a", "+a", "-a", "@a", "\ta", Decimal("-1.50"), None]]) == "'=a;'+a;'-a;'@a;'\ta;-1.50;\r\n"
