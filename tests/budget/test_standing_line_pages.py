"""Finance's pages of one commitment with its corrections, and of a shortfall; everyone's pages of the years to come."""

from __future__ import annotations

import pytest

from areas.models import AreaKind
from areas.services import NewArea, add_area
from budget.queries import find_account
from budget.queries.checking import check_books
from budget.services import NewYear, make_year
from budget.services.standing import stand_commitment
from budget.services.standing_lines import WHOLE_POT
from logbook.services import act
from tests.builders.browsing import AuditingClient, text_of
from tests.builders.people import ADMINISTRATOR, FINANCE, RESIDENT, add_person
from tests.builders.town import MEENT, add_areas, add_year

TOWN = "GM0402"
LINES = f"/beheer/vaste-lasten/{MEENT}/charge:1"
CHANGE = {"first_year": "2027", "last_year": "2028", "cents": "12.000", "reference": "RB 2026-9"}


@pytest.fixture
def town(app, sqlite_database, now, client: AuditingClient):
    add_areas(sqlite_database, now)
    with sqlite_database.writing() as session:
        for actor, name in ((ADMINISTRATOR, "Demo Beheer"), (FINANCE, "Demo Geld"), (RESIDENT, "Demo Bewoner")):
            add_person(session, actor, now, name=name)
    with sqlite_database.writing() as session, act(session, ADMINISTRATOR, now, "add_town") as a:
        add_area(a, NewArea(TOWN, "Hilversum", AreaKind.MUNICIPALITY))
    client.sign_in(FINANCE)
    return sqlite_database


def decide(town, now, cents: dict[int, int], area: str = MEENT, subject: str = "charge:1") -> None:
    with town.writing() as session:
        stand_commitment(session, FINANCE, now, area, "De vijver", cents, "RB 2025-7", subject)


def plain(answer) -> str:
    return text_of(answer).replace("\xa0", " ")


def test_finance_corrects_and_reads_every_line(client: AuditingClient, town, now) -> None:
    decide(town, now, {2027: 1_260_000, 2028: 1_242_000})
    page = client.page("/beheer/vaste-lasten")
    assert LINES in str(page)
    assert "2027–2028 € 12.600, aan het eind € 12.420 € 25.020 RB 2025-7" in plain(client.get("/beheer/vaste-lasten"))
    shown = plain(client.send(LINES, CHANGE, follow=True))
    assert "2027 Besluit € 12.600 € 12.600 RB 2025-7" in shown
    assert "2027 Correctie 1 − € 600 € 12.000 RB 2026-9" in shown
    assert "2028 Correctie 1 − € 420 € 12.000 RB 2026-9" in shown


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("first_year", "1999", "van 2000 tot en met 2400"),
        ("last_year", "2026", "Het laatste jaar komt na het eerste"),
        ("last_year", "2227", "Het laatste jaar komt na het eerste"),
        ("cents", "-1", "niet onder nul"),
        ("cents", "", "Vul een bedrag in."),
        ("reference", " ", "Vul het kenmerk van het besluit in."),
    ],
)
def test_a_fault_in_a_correction_is_told(client: AuditingClient, town, now, field, typed, message) -> None:
    decide(town, now, {2027: 1_260_000})
    answer = client.send(LINES, {**CHANGE, field: typed})
    assert message in text_of(answer)
    assert 'value="RB 2026-9"' in answer.get_data(as_text=True) or field == "reference"


def test_others_read_or_see_nothing(client: AuditingClient, town, now) -> None:
    decide(town, now, {2027: 1_260_000})
    assert client.get(f"/beheer/vaste-lasten/{MEENT}/charge:9").status_code == 404
    assert client.get("/beheer/tekorten/99").status_code == 404
    client.sign_in(ADMINISTRATOR)
    assert client.page(LINES).select_one("main form") is None
    assert client.get("/beheer/tekorten/1").status_code == 403
    client.sign_in(RESIDENT)
    assert client.get(LINES).status_code == 403


def test_a_shortfall_is_shown_and_covered_as_far_as_money_is_available(client: AuditingClient, town, now) -> None:
    add_year(town, now)
    decide(town, now, {2026: 2_500_000})
    with town.reading() as session:
        account = find_account(session, 2026, MEENT)
        assert account is not None
    page = f"/beheer/tekorten/{account.id}"
    work = client.get("/werk")
    assert "Gebieden met een tekort" in text_of(work)
    assert "Tekort € 1.000, nog vrij € 0" in plain(work)
    assert page in work.get_data(as_text=True)
    listed = client.get("/beheer/vaste-lasten")
    assert "Het tekort is € 1.000." in plain(listed)
    assert page in listed.get_data(as_text=True)
    assert "Nog vrij is € 0, en € 6.000 is bewaard" in plain(client.get(page))
    assert "Schrijf op waarom" in text_of(client.send(page, {"reason": " "}))
    assert "Er is geen geld vrij" in text_of(client.send(page, {"reason": "opgelost"}))
    done = plain(client.send(page, {"reason": "opgelost", "from_reserve": "y"}, follow=True))
    assert "Het tekort is" not in done
    assert "Gebieden met een tekort" not in text_of(client.get("/werk"))
    assert client.page(page).select_one("main form") is None
    with town.reading() as session:
        assert check_books(session) == []


def test_the_year_page_says_what_comes_off_before_the_shares(client: AuditingClient, town, now) -> None:
    decide(town, now, {2026: 2_000_000}, WHOLE_POT)
    with town.writing() as session:
        make_year(session, ADMINISTRATOR, now, NewYear(2026, 10_000_000, 1_000_000, "inhabitants"))
    shown = plain(client.get("/beheer/jaren/2026"))
    assert "Eerst gaat er € 20.000 af, voor grote projecten die de hele gemeente betaalt. De andere € 80.000" in shown
    assert "Hele gemeente: De vijver, € 20.000 (RB 2025-7)" in shown
    assert "Hilversumse Meent 4.160 25% € 25.000" in shown


def test_after_fixing_the_year_page_says_what_came_off_and_what_is_short(client: AuditingClient, town, now) -> None:
    add_year(town, now)
    decide(town, now, {2026: 2_000_000}, WHOLE_POT)
    shown = plain(client.get("/beheer/jaren/2026"))
    assert "Eerst gaat er € 0 af" in shown
    assert "Dat is een tekort van € 20.000." in shown
    assert "Hilversumse Meent 4.160 25% € 30.000" in shown


def test_the_form_offers_the_whole_amount_first(client: AuditingClient, town) -> None:
    first = client.page("/beheer/vaste-lasten").select_one("#area_code option")
    assert first is not None
    assert (first["value"], first.get_text()) == (TOWN, "Het hele bedrag, voordat het over de wijken wordt verdeeld")


def test_everyone_reads_what_stands_in_the_years_to_come(client: AuditingClient, town, now) -> None:
    decide(town, now, dict.fromkeys(range(2026, 2046), 1_200_000))
    decide(town, now, {2027: 2_000_000}, WHOLE_POT, "charge:2")
    add_year(town, now)
    area = plain(client.get("/wijken/hilversumse-meent/geld"))
    # next year 80,000 is divided, of which 25,000 for the Meent: 12,000 is 48 % of it
    assert "In 2027 ligt € 12.000 al vast: ongeveer 48 % van het geld voor uw wijk." in area
    assert "2026 € 30.000 € 12.000 De vijver € 12.000 € 6.000 € 12.000 –" in area
    assert "2045 (schatting) € 30.000 € 12.000 De vijver € 12.000 € 6.000 € 12.000 –" in area
    assert "2046" not in area
    assert "Er ligt geld vast tot en met 2045." in area
    pot = plain(client.get("/geld"))
    assert "In 2027 ligt € 32.000 al vast: 32 % van al het geld." in pot
    assert "Dit is een schatting" in pot


def test_what_the_whole_municipality_pays_has_its_own_row_and_page(client: AuditingClient, town, now) -> None:
    decide(town, now, {2026: 2_000_000}, WHOLE_POT)
    add_year(town, now)
    assert "Voor grote projecten van de hele gemeente, voordat de rest wordt verdeeld." in text_of(client.get("/geld"))
    assert "Dit geld is voor grote projecten" in text_of(client.get("/wijken/hilversum/geld"))


def test_without_anything_fixed_nothing_is_said_about_years_to_come(client: AuditingClient, town, now) -> None:
    add_year(town, now)
    assert "Komende jaren" not in text_of(client.get("/wijken/hilversumse-meent/geld"))
    assert "Komende jaren" not in text_of(client.get("/geld"))


def test_what_stands_is_called_by_its_label_where_nothing_else_names_it(client: AuditingClient, town, now) -> None:
    decide(town, now, {2026: 100_000}, subject="capital:7")
    add_year(town, now)
    shown = plain(client.get("/wijken/hilversumse-meent/geld"))
    assert "De vijver Hoe dan? De vijver € 1.000" in shown
