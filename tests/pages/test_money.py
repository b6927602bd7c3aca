"""The money for everyone: what is left of the Meent and why, the whole town, and who sees the papers behind it."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import event

from budget.queries import find_account
from budget.rules.ledger import MovementKind as K
from budget.services import commit_money
from budget.services.ledger import correct_movement
from database import Database
from logbook.actors import Actor
from logbook.services import act
from tests.builders.browsing import AuditingClient, text_of
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person
from tests.builders.town import MEENT, add_year, make_town

MONEY = "/wijken/hilversumse-meent/geld"


def spaced(tag) -> str:
    return " ".join(tag.get_text(" ").split())


@pytest.fixture
def town(app, sqlite_database, now):
    return make_town(sqlite_database, now)


def move(database: Database, now: datetime, kind: K, cents: int, **more: str) -> int:
    with database.writing() as session, act(session, ADMINISTRATOR, now, "move") as a:
        account = find_account(session, 2026, MEENT)
        assert account is not None
        return commit_money(a, account.id, kind, cents, "a ground of the books", **more)


@pytest.fixture
def busy(town, sqlite_database, now):
    """The Meent of 30,000.00: a vote of 10,000.00, a small plan of 1,000.00, fixed 3,000.00, and a payment."""
    move(sqlite_database, now, K.RING_FENCE, 1_000_000, to_subject=f"round:{town.round_id}")
    move(sqlite_database, now, K.GRANT, 100_000, to_subject="quick:1", reference="M-12")
    move(sqlite_database, now, K.STAND, 300_000, to_subject="charge:3")
    move(
        sqlite_database, now, K.PAY, 40_005, from_subject="quick:1", to_subject="quick:1",
        external_reference="V-2291",
    )  # fmt: skip
    return town


def test_one_page_says_what_is_left_in_the_meent_and_why(client: AuditingClient, busy) -> None:
    shown = text_of(client.get(MONEY))
    assert "Nog € 16.000 voor Hilversumse Meent dit jaar; € 3.000 ligt vast." in shown
    assert "Klein plan 1 Hoe dan? Klein plan 1 € 599,95" in shown
    assert "Buurtbudget 2026" in shown
    assert "€ 400,05" in shown
    assert "M-12" in shown


def test_every_part_stands_in_the_table_and_adds_up(client: AuditingClient, busy) -> None:
    where, came_in, *_others = client.page(MONEY).find("main").find_all("table")
    rows = [[spaced(cell) for cell in row.find_all(["th", "td"])] for row in where.find_all("tr")]
    assert len(where.tbody.find_all("tr")) == 9
    assert len(came_in.tbody.find_all("tr")) == 3
    assert rows[1][1] == "€ 11.000"
    assert rows[2][1] == "€ 5.000"
    assert rows[-1][1] == "€ 30.000"
    assert spaced(came_in.tfoot.find("td")) == "€ 30.000"


def test_what_subjects_hold_is_the_part_also_when_not_all_are_named(
    client: AuditingClient, town, sqlite_database, now
) -> None:
    for number in range(1, 16):
        move(sqlite_database, now, K.COMMIT, 1_000 + number, to_subject=f"deal:{number}")
    shown = text_of(client.get(MONEY))
    assert "Afspraak 15" in shown
    assert "Al het kleinere samen € 30,06 Samen € 151,20" in shown


def test_movements_are_read_by_pages_without_missing_or_repeating_one(
    client: AuditingClient, town, sqlite_database, now
) -> None:
    for number in range(1, 120):
        move(sqlite_database, now, K.COMMIT, number, to_subject=f"deal:{number % 7}")
    seen, address = [], MONEY
    while address:
        page = client.page(address)
        table = page.find_all("table")[-1]
        seen.append([row.find("td", class_="number").get_text() for row in table.tbody.find_all("tr")])
        older = page.find("main").find("a", rel="next")
        address = str(older["href"]) if older else ""
    assert [len(page) for page in seen] == [25, 25, 25, 25, 21]
    assert len({amount for page in seen for amount in page}) == 121
    newer = client.page(str(page.find("main").find("a", rel="prev")["href"]))
    table = newer.find_all("table")[-1]
    assert [row.find("td", class_="number").get_text() for row in table.tbody.find_all("tr")] == seen[-2]


def test_movements_are_filtered_by_kind_and_by_what_they_are_for(client: AuditingClient, busy) -> None:
    def amounts(question: str) -> list[str]:
        table = client.page(f"{MONEY}?{question}").find_all("table")[-1]
        return [spaced(row.find("td", class_="number")) for row in table.tbody.find_all("tr")]

    assert amounts("voor=quick:1") == ["€ 400,05", "€ 1.000"]
    assert amounts("voor=quick:1&soort=grant") == ["€ 1.000"]
    assert amounts("soort=stand") == ["€ 3.000"]
    assert len(amounts("soort=onzin")) == len(amounts("before=1")) == len(amounts("after=x")) == 6
    assert "Er zijn geen boekingen van deze soort." in text_of(client.get(f"{MONEY}?soort=save"))
    assert client.get(f"{MONEY}?before={9**30}&voor=%3Cscript%3E").status_code == 200


def test_a_correction_is_shown_as_one(client: AuditingClient, town, sqlite_database, now) -> None:
    number = move(sqlite_database, now, K.ADD, 77_700)
    with sqlite_database.writing() as session, act(session, ADMINISTRATOR, now, "correct") as a:
        correct_movement(a, number, "typed twice", "FIN 9")
    assert f"Draait boeking {number} terug" in text_of(client.get(MONEY))


@pytest.mark.parametrize(
    ("actor", "sees"), [(FINANCE, True), (ADMINISTRATOR, True), (COORDINATOR, False), (RESIDENT, False)]
)
def test_only_who_keeps_the_books_sees_the_papers_and_their_page_is_not_kept_for_others(
    client: AuditingClient, busy, sqlite_database, now, actor: Actor, sees: bool
) -> None:
    with sqlite_database.writing() as session:
        add_person(session, actor, now)
    client.sign_in(actor)
    shown = text_of(client.get(MONEY))
    assert ("V-2291" in shown, "a ground of the books" in shown) == (sees, sees)
    visitor = text_of(client.application.test_client().get(MONEY))
    assert "V-2291" not in visitor
    assert "a ground of the books" not in visitor


def test_the_town_is_the_sum_of_its_areas(client: AuditingClient, busy) -> None:
    shown = text_of(client.get("/geld"))
    assert "Nog € 86.000 voor alle gebieden samen dit jaar; € 3.000 ligt vast." in shown
    assert "Nog € 16.000 voor Hilversumse Meent dit jaar; € 3.000 ligt vast." in shown
    assert "Nog € 70.000 voor Zuid dit jaar." in shown
    assert (
        client.get("/geld/2026.csv")
        .get_data(as_text=True)
        .splitlines()[1]
        .startswith(
            "WK040208;Hilversumse Meent;eur;30000.00;0.00;0.00;11000.00;5000.00;10000.00;599.95;400.05;3000.00;0.00"
        )
    )


def test_other_years_are_a_link_away_and_unknown_ones_are_not_found(
    client: AuditingClient, busy, sqlite_database, now
) -> None:
    add_year(sqlite_database, now, 2027)
    assert "Nog € 30.000 voor Hilversumse Meent in 2027." in text_of(client.get(f"{MONEY}/2027"))
    assert client.page(MONEY).find("main").find("a", href=f"{MONEY}/2027")
    assert client.page("/geld").find("main").find("a", href="/geld/2027")
    for address in (
        f"{MONEY}/2030",
        "/wijken/nergens/geld",
        "/geld/2030",
        "/geld/2030.csv",
        "/geld/99999999999999999999",
    ):
        client.page(address, status=404)


def test_a_town_without_money_says_so(client: AuditingClient) -> None:
    assert "Er is nog geen geld om te laten zien" in text_of(client.get("/geld"))


def statements(app, ask) -> int:
    asked: list[str] = []
    bind = app.extensions["database"].read_bind()

    def note(*args) -> None:
        asked.append(args[2])

    event.listen(bind, "before_cursor_execute", note)
    ask()
    event.remove(bind, "before_cursor_execute", note)
    return sum(not each.startswith("BEGIN") for each in asked)


def test_a_page_asks_the_database_as_often_for_many_movements_as_for_few(
    app, client: AuditingClient, busy, sqlite_database, now
) -> None:
    client.get("/")
    few = statements(app, lambda: client.get(MONEY)), statements(app, lambda: client.get("/geld"))
    for number in range(2, 60):
        move(sqlite_database, now, K.COMMIT, 100, to_subject="charge:3" if number % 2 else f"quick:{number}")
    many = statements(app, lambda: client.get(MONEY)), statements(app, lambda: client.get("/geld"))
    assert few == many
    # four of them about the years to come
    assert max(few) <= 12
