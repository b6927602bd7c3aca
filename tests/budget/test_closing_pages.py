"""The pages of the end of a year: what stands in the way, the council's decisions, and closing with open eyes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from budget.queries import find_account
from budget.rules.ledger import MovementKind
from budget.services import NewYear, commit_money, make_year
from logbook.services import act
from tests.builders.browsing import AuditingClient, text_of
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person
from tests.builders.town import MEENT, add_areas, fix_by_two

PAGE = "/beheer/jaren/2026/afsluiten"
JANUARY = datetime(2027, 1, 4, 9, tzinfo=UTC)


@pytest.fixture
def town(app, sqlite_database, now, client: AuditingClient):
    add_areas(sqlite_database, now)
    for year in (2026, 2027):
        with sqlite_database.writing() as session:
            new = NewYear(year, 10_000_000, 1_000_000, "inhabitants", total_minutes=60_000, base_minutes=6_000)
            make_year(session, ADMINISTRATOR, now, new)
        fix_by_two(sqlite_database, now, year)
    with sqlite_database.writing() as session:
        for actor in (ADMINISTRATOR, FINANCE, RESIDENT, COORDINATOR):
            add_person(session, actor, now)
    client.sign_in(FINANCE)
    return sqlite_database


def number_of(town, unit: str = "eur", year: int = 2026) -> int:
    with town.reading() as session:
        account = find_account(session, year, MEENT, unit)
        assert account is not None
        return account.id


def promise(town, now, cents: int = 100_000, unit: str = "eur") -> int:
    number = number_of(town, unit)
    with town.writing() as session, act(session, FINANCE, now, "move") as a:
        commit_money(a, number, MovementKind.COMMIT, cents, "test", to_subject="deal:1")
    return number


def test_the_page_says_what_stands_in_the_way(client: AuditingClient, town, now) -> None:
    promise(town, now)
    shown = text_of(client.get(PAGE))
    assert "Het jaar 2026 is nog niet voorbij. U kunt het afsluiten vanaf 1 januari 2027." in shown
    assert "Hilversumse Meent: € 1.000 is toegezegd en nog niet verdeeld." in shown
    assert client.page(PAGE).find("form", action=PAGE) is None


def test_a_commitment_is_divided_on_its_own_page(client: AuditingClient, town, now) -> None:
    url = f"{PAGE}/{promise(town, now)}/verdelen/deal:1"
    wrong = client.send(url, {"amount": "1.000,01", "rest": "release"})
    assert "Vul een bedrag in van 0 tot wat is toegezegd: € 1.000." in text_of(wrong)
    assert 'value="1.000,01"' in wrong.get_data(as_text=True)
    without = client.send(url, {"amount": "600", "rest": "carry", "reference": ""})
    assert "Vul het kenmerk in van het raadsbesluit." in text_of(without)
    assert 'value="600"' in without.get_data(as_text=True)
    done = client.send(url, {"amount": "600", "rest": "carry", "reference": "RB 9"}, follow=True)
    assert "Het is geboekt." in text_of(done)
    assert client.get(url).status_code == 404


def test_hours_are_divided_in_hours(client: AuditingClient, town, now) -> None:
    url = f"{PAGE}/{promise(town, now, 90, 'minutes')}/verdelen/deal:1"
    assert "1,5 uur" in text_of(client.get(url))
    assert "hele minuten" in text_of(client.send(url, {"amount": "0,01"}))
    client.send(url, {"amount": "1,5"})
    with town.reading() as session:
        account = find_account(session, 2026, MEENT, "minutes")
        assert account is not None
        assert account.delivered == 90


@pytest.mark.parametrize("step", ["meenemen", "sparen", "aanvullen"])
def test_a_decision_of_the_council_is_booked_with_its_reference(client: AuditingClient, town, step: str) -> None:
    url = f"{PAGE}/{number_of(town)}/{step}"
    filled = {"amount": "2.000", "reference": "RB 10"} | ({"purpose": "Een speeltuin"} if step == "sparen" else {})
    assert "Vul het kenmerk in" in text_of(client.send(url, {**filled, "reference": ""}))
    assert "meer zijn dan nul" in text_of(client.send(url, {**filled, "amount": "0"}))
    if step != "aanvullen":
        assert "Er is niet genoeg geld" in text_of(client.send(url, {**filled, "amount": "90.000"}))
    assert "Het is geboekt." in text_of(client.send(url, filled, follow=True))
    with town.reading() as session:
        account = find_account(session, 2026, MEENT)
        assert account is not None
        part = {"meenemen": "carried_out", "sparen": "saved", "aanvullen": "additions"}[step]
        assert getattr(account, part) == 200_000


def test_saving_too_long_is_told_at_the_year_and_savings_can_be_used(client: AuditingClient, town) -> None:
    url = f"{PAGE}/{number_of(town)}/sparen"
    filled = {"amount": "500", "purpose": "Een speeltuin", "reference": "RB 1"}
    wrong = client.send(url, {**filled, "last_year": "2035"})
    assert "Kies een jaar van 2027 tot en met 2029." in text_of(wrong)
    assert "Een speeltuin" in wrong.get_data(as_text=True)
    assert "Een speeltuin: € 500" in text_of(client.send(url, {**filled, "last_year": "2028"}, follow=True))
    used = client.send(f"{PAGE}/spaargeld/1", {"amount": "500", "reference": "RB 2"}, follow=True)
    assert "Een speeltuin" not in text_of(used)


def test_closing_is_confirmed_and_then_says_what_became_of_the_money(client: AuditingClient, town, at) -> None:
    at(JANUARY)
    client.sign_in(ADMINISTRATOR)
    assert "Hilversumse Meent: € 30.000" in text_of(client.get(PAGE))
    assert "Zet het vinkje" in text_of(client.send(PAGE, {"confirmed": None}))
    moved = client.send(PAGE, {"confirmed": "y", "seen": "else"})
    assert "Bekijk nog eens wat vervalt." in text_of(moved)
    done = text_of(client.send(PAGE, {"confirmed": "y"}, follow=True))
    assert "Het jaar 2026 is afgesloten." in done
    assert "Vervallen" in done
    assert "Sluit het jaar af" not in done
    client.sign_in(FINANCE)
    late = client.send(f"{PAGE}/{number_of(town)}/aanvullen", {"amount": "1", "reference": "RB"})
    assert "2026 is afgesloten" in text_of(late)


def test_others_stay_out_and_an_administrator_closes_but_does_not_book(client: AuditingClient, town) -> None:
    number = number_of(town)
    for actor, page, step in ((ADMINISTRATOR, 200, 403), (COORDINATOR, 403, 403), (RESIDENT, 403, 403)):
        client.sign_in(actor)
        assert client.get(PAGE).status_code == page
        for name in ("meenemen", "sparen", "aanvullen"):
            assert client.get(f"{PAGE}/{number}/{name}").status_code == step


def test_an_account_of_another_year_is_not_found(client: AuditingClient, town) -> None:
    assert client.get(f"{PAGE}/{number_of(town, year=2027)}/meenemen").status_code == 404
    assert client.get("/beheer/jaren/2090/afsluiten").status_code == 404
