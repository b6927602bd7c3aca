"""The administrator's pages of rounds: every fault at once, a concept first, and public only when announced."""

from __future__ import annotations

import pytest

from tests.builders.browsing import AuditingClient, text_of
from tests.builders.people import ADMINISTRATOR, COORDINATOR, add_person
from tests.builders.town import MEENT, ZUID, add_areas, add_year

NEW = {
    "title": "Buurtbudget 2026",
    "year": "2026",
    f"pot_{MEENT}": "10.000",
    "collect_from": "2026-12-01",
    "collect_until": "2026-12-28",
    "review_until": "2027-01-25",
    "opens_on": "2027-02-15",
    "opens_time": "09:00",
    "closes_on": "2027-03-07",
    "closes_time": "20:00",
}


@pytest.fixture
def town(app, sqlite_database, now, client: AuditingClient):
    add_areas(sqlite_database, now)
    with sqlite_database.writing() as session:
        add_person(session, ADMINISTRATOR, now)
        add_person(session, COORDINATOR, now)
    client.sign_in(ADMINISTRATOR)
    return sqlite_database


def test_a_round_needs_a_year_first(client: AuditingClient, town) -> None:
    assert client.get("/beheer/rondes/nieuw").headers["Location"].endswith("/beheer/jaren")


def test_a_round_is_made_shown_changed_and_announced(client: AuditingClient, town, now) -> None:
    add_year(town, now)
    made = text_of(client.send("/beheer/rondes/nieuw", NEW, follow=True))
    assert "De ronde is een concept." in made
    assert "15 februari 2027, 09:00" in made
    assert "7 maart 2027, 20:00" in made
    assert "Buurtbudget 2026" not in text_of(client.get("/"))
    client.send("/beheer/rondes/buurtbudget-2026/wijzigen", {f"pot_{MEENT}": "12.000"})
    assert "€ 12.000" in text_of(client.get("/beheer/rondes/buurtbudget-2026"))
    public = text_of(client.send("/beheer/rondes/buurtbudget-2026", follow=True))
    assert "De ronde is openbaar." in public
    assert "wijzigen" not in str(client.page("/beheer/rondes/buurtbudget-2026"))
    refused = client.send("/beheer/rondes/buurtbudget-2026/wijzigen", {"title": "Anders"})
    assert refused.status_code == 409
    assert "veranderen niet meer" in text_of(refused)


def test_every_fault_of_a_round_is_told_at_once(client: AuditingClient, town, now) -> None:
    add_year(town, now)
    wrong = {**NEW, f"pot_{MEENT}": "30.000", f"pot_{ZUID}": "1,000.00", "title": ""}
    shown = text_of(client.send("/beheer/rondes/nieuw", wrong))
    assert "Geef de ronde een naam." in shown
    assert "bijvoorbeeld 1.250,00" in shown
    later = {**NEW, f"pot_{MEENT}": "30.000", "closes_on": "2027-02-01"}
    shown = text_of(client.send("/beheer/rondes/nieuw", later))
    assert "Het stemmen moet later eindigen dan het begint." in shown
    assert "Het bedrag van € 30.000 is meer dan de € 24.000 die er nog is." in shown


def test_a_missing_date_is_told_in_words(client: AuditingClient, town, now) -> None:
    add_year(town, now)
    answer = client.send("/beheer/rondes/nieuw", {**NEW, "opens_on": "", "closes_on": "gisteren"})
    assert answer.status_code == 200
    assert "Vul een dag in." in text_of(answer)


def test_a_round_without_areas_is_refused(client: AuditingClient, town, now) -> None:
    add_year(town, now)
    answer = client.send("/beheer/rondes/nieuw", {**NEW, f"pot_{MEENT}": ""})
    assert "Kies ten minste één gebied." in text_of(answer)


def test_only_an_administrator_comes_here(client: AuditingClient, town) -> None:
    client.sign_in(COORDINATOR)
    for url in ("/beheer/rondes", "/beheer/rondes/nieuw"):
        assert client.get(url).status_code == 403
