"""The administrator's pages of the money: shares are shown before they are fixed, and typed amounts stay."""

from __future__ import annotations

import pytest

from budget.queries import find_account
from tests.builders.browsing import AuditingClient, text_of
from tests.builders.people import ADMINISTRATOR, FINANCE, RESIDENT, add_person
from tests.builders.town import MEENT, add_areas

NEW = {
    "year": "2027",
    "total_cents": "100.000",
    "base_cents": "10.000",
    "preset": "inhabitants",
    "reserve_percent": "20",
}


@pytest.fixture
def town(app, sqlite_database, now, client: AuditingClient):
    add_areas(sqlite_database, now)
    with sqlite_database.writing() as session:
        for actor in (ADMINISTRATOR, FINANCE, RESIDENT):
            add_person(session, actor, now)
    client.sign_in(ADMINISTRATOR)
    return sqlite_database


def test_the_shares_are_shown_before_they_are_fixed(client: AuditingClient, town) -> None:
    assert "Er is nog geen jaar" in text_of(client.get("/beheer/jaren"))
    shown = text_of(client.send("/beheer/jaren/nieuw", NEW, follow=True))
    assert "Het jaar is een concept." in shown
    assert "€ 30.000" in shown
    assert "Samen: € 100.000, precies tot op de cent." in shown
    with town.reading() as session:
        assert find_account(session, 2027, MEENT) is None
    fixed = text_of(client.send("/beheer/jaren/2027", {"reference": "RB 2026-114"}, follow=True))
    assert "Vastgesteld op 23 november 2026 met kenmerk RB 2026-114." in fixed
    with town.reading() as session:
        account = find_account(session, 2027, MEENT)
        assert account is not None
        assert (account.allocated, account.reserve_left) == (3_000_000, 600_000)


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("total_cents", "1,250.00", "bijvoorbeeld 1.250,00"),
        ("total_cents", "-5", "Een bedrag kan niet onder nul"),
        ("total_cents", "99999999999999999999999", "te groot"),
        ("total_cents", "", "Vul een bedrag in."),
        ("base_cents", "60.000", "Dat is meer dan de € 100.000"),
        ("year", "1999", "van 2000 tot en met 2100"),
        ("reserve_percent", "101", "van 0 tot en met 100"),
    ],
)
def test_a_fault_is_told_and_what_was_typed_stays(
    client: AuditingClient, town, field: str, typed: str, message: str
) -> None:
    answer = client.send("/beheer/jaren/nieuw", {**NEW, field: typed})
    assert answer.status_code == 200
    assert message in text_of(answer)
    assert f'value="{typed}"' in answer.get_data(as_text=True)
    assert 'value="100.000"' in answer.get_data(as_text=True) or field == "total_cents"


def test_a_concept_can_still_change_and_a_fixed_year_cannot(client: AuditingClient, town) -> None:
    client.send("/beheer/jaren/nieuw", NEW)
    client.send("/beheer/jaren/2027/wijzigen", {"total_cents": "200.000"})
    assert "€ 200.000" in text_of(client.get("/beheer/jaren/2027"))
    client.send("/beheer/jaren/2027", {"reference": "RB"})
    again = client.send("/beheer/jaren/2027/wijzigen", {"total_cents": "300.000"})
    assert "ligt vast en kan niet meer veranderen" in text_of(again)


def test_a_year_is_not_fixed_without_a_reference(client: AuditingClient, town) -> None:
    client.send("/beheer/jaren/nieuw", NEW)
    answer = client.send("/beheer/jaren/2027", {"reference": ""})
    assert "Vul het kenmerk in van het raadsbesluit" in text_of(answer)


def test_finance_reads_the_years_and_a_resident_does_not(client: AuditingClient, town) -> None:
    client.send("/beheer/jaren/nieuw", NEW)
    client.sign_in(FINANCE)
    assert client.get("/beheer/jaren").status_code == 200
    assert client.get("/beheer/jaren/nieuw").status_code == 403
    client.sign_in(RESIDENT)
    assert client.get("/beheer/jaren").status_code == 403


def test_an_unknown_year_is_not_found(client: AuditingClient, town) -> None:
    assert client.get("/beheer/jaren/2090").status_code == 404
