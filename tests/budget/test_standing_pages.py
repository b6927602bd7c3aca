"""Finance's pages of what stands fixed, and of one movement with its correction."""

from __future__ import annotations

import pytest

from budget.models import BudgetYear
from budget.queries import find_account, movements_of
from tests.builders.browsing import AuditingClient, find_form, form_values, text_of
from tests.builders.people import ADMINISTRATOR, FINANCE, RESIDENT, add_person
from tests.builders.town import MEENT, add_areas, add_year

NEW = {
    "area_code": MEENT,
    "label": "Speeltuin",
    "cents": "35.000",
    "first_year": "2026",
    "years": "2",
    "reference": "RB 2025-7",
}


@pytest.fixture
def town(app, sqlite_database, now, client: AuditingClient):
    add_areas(sqlite_database, now)
    with sqlite_database.writing() as session:
        for actor, name in ((ADMINISTRATOR, "Demo Beheer"), (FINANCE, "Demo Geld"), (RESIDENT, "Demo Bewoner")):
            add_person(session, actor, now, name=name)
    client.sign_in(FINANCE)
    return sqlite_database


def plain(answer) -> str:
    return text_of(answer).replace("\xa0", " ")


def test_a_decision_of_the_council_is_listed_and_shown_with_the_shares_and_the_shortfall(
    client: AuditingClient, town, now
) -> None:
    assert "Er ligt nog niets vast" in text_of(client.get("/beheer/vaste-lasten"))
    shown = plain(client.send("/beheer/vaste-lasten", NEW, follow=True))
    assert "Hilversumse Meent Speeltuin 2026–2027 € 35.000 € 70.000 RB 2025-7" in shown
    add_year(town, now)
    year = plain(client.get("/beheer/jaren/2026"))
    assert "Hilversumse Meent heeft een tekort" in year
    assert "Het tekort is € 5.000." in year


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("label", "", "Vul in wat het is."),
        ("cents", "0", "meer dan nul"),
        ("cents", "-1", "niet onder nul"),
        ("cents", "100.000.001", "te groot"),
        ("first_year", "1999", "van 2000 tot en met 2100"),
        ("years", "0", "van 1 tot en met 100"),
        ("years", "101", "van 1 tot en met 100"),
        ("years", "80", "na 2100"),
        ("reference", " ", "Vul het kenmerk in"),
    ],
)
def test_a_fault_is_told_and_what_was_typed_stays(
    client: AuditingClient, town, field: str, typed: str, message: str
) -> None:
    answer = client.send("/beheer/vaste-lasten", {**NEW, field: typed})
    assert message in text_of(answer)
    assert 'value="35.000"' in answer.get_data(as_text=True) or field == "cents"
    assert "Er ligt nog niets vast" in text_of(client.get("/beheer/vaste-lasten"))


def test_a_fixed_year_is_booked_at_once_and_a_closed_one_is_refused_in_words(client: AuditingClient, town, now) -> None:
    add_year(town, now)
    client.send("/beheer/vaste-lasten", {**NEW, "cents": "10.000"})
    with town.reading() as session:
        account = find_account(session, 2026, MEENT)
        assert account is not None
        assert account.standing == 1_000_000
    with town.writing() as session:
        year = session.get(BudgetYear, 2026)
        year.closed_at, year.closed_by_key = now, FINANCE.key
        session.commit()
    assert "Het jaar 2026 is afgesloten" in plain(client.send("/beheer/vaste-lasten", NEW))


def test_an_administrator_reads_and_does_not_add_and_a_resident_sees_nothing(client: AuditingClient, town) -> None:
    client.sign_in(ADMINISTRATOR)
    page = client.page("/beheer/vaste-lasten")
    assert page.select_one("main form") is None
    client.sign_in(FINANCE)
    data = form_values(find_form(client.page("/beheer/vaste-lasten"), 0))
    client.sign_in(ADMINISTRATOR)
    assert client.post("/beheer/vaste-lasten", data={**data, **NEW}).status_code == 403
    client.sign_in(RESIDENT)
    assert client.get("/beheer/vaste-lasten").status_code == 403


def test_finance_books_the_costs_and_gives_the_rest_back(client: AuditingClient, town, now) -> None:
    client.send("/beheer/vaste-lasten", {**NEW, "cents": "10.000"})
    add_year(town, now)
    link = str(client.page("/beheer/vaste-lasten").select_one("main table a")["href"])
    assert "€ 10.000 staat apart" in plain(client.get(link))
    wrong = client.send(link, {"charge-cents": "10.000,01", "charge-reference": "RB 2025-7"}, form="charge")
    assert "€ 10.000,01" in plain(wrong)
    client.send(link, {"charge-cents": "9.000", "charge-reference": "RB 2025-7"}, form="charge")
    free = {"free-cents": "1.000", "free-reason": "goedkoper", "free-reference": "RB 2026-9"}
    assert "Vul het kenmerk in" in text_of(client.send(link, {**free, "free-reference": ""}, form="free"))
    client.send(link, free, form="free")
    assert "€ 0 staat apart" in plain(client.get(link))
    with town.reading() as session:
        account = find_account(session, 2026, MEENT)
        assert account is not None
        assert (account.standing, account.paid) == (0, 900_000)


def test_an_unknown_commitment_is_not_found(client: AuditingClient, town, now) -> None:
    add_year(town, now)
    assert client.get(f"/beheer/vaste-lasten/2026/{MEENT}/charge:9").status_code == 404
    assert client.get(f"/beheer/vaste-lasten/2030/{MEENT}/charge:9").status_code == 404


def movement(town, kind: str) -> int:
    with town.reading() as session:
        account = find_account(session, 2026, MEENT)
        assert account is not None
        return next(each.id for each in movements_of(session, account.id) if each.kind == kind)


def test_finance_takes_a_movement_back_and_both_pages_say_so(client: AuditingClient, town, now) -> None:
    add_year(town, now)
    reserve = movement(town, "reserve")
    shown = plain(client.get(f"/beheer/boekingen/{reserve}"))
    assert "Hilversumse Meent, 2026: Geld wordt bewaard voor kleine plannen" in shown
    assert "Nog vrij te besteden – − € 6.000" in shown
    assert "Wie Demo Geld" in shown
    assert "Bewaard voor kleine plannen van dit jaar" in shown
    assert "Schrijf op waarom" in text_of(client.send(f"/beheer/boekingen/{reserve}", {"ground": " "}))
    done = plain(client.send(f"/beheer/boekingen/{reserve}", {"ground": "verkeerd", "reference": "M 1"}, follow=True))
    assert "Een correctie" in done
    assert f"Dit draait boeking {reserve} terug" in done
    before = client.page(f"/beheer/boekingen/{reserve}")
    assert "Teruggedraaid door boeking" in before.get_text()
    assert before.select_one("main form") is None


def test_what_cannot_be_taken_back_has_no_form_and_an_administrator_only_reads(
    client: AuditingClient, town, now
) -> None:
    add_year(town, now)
    assert client.page(f"/beheer/boekingen/{movement(town, 'allocate')}").select_one("main form") is None
    client.sign_in(ADMINISTRATOR)
    assert client.page(f"/beheer/boekingen/{movement(town, 'reserve')}").select_one("main form") is None
    client.sign_in(RESIDENT)
    assert client.get("/beheer/boekingen/1").status_code == 403


def test_a_correction_that_is_refused_is_told_in_words_also_without_a_form(client: AuditingClient, town, now) -> None:
    add_year(town, now)
    data = form_values(find_form(client.page(f"/beheer/boekingen/{movement(town, 'reserve')}"), 0))
    told = client.post(f"/beheer/boekingen/{movement(town, 'allocate')}", data={**data, "ground": "toch"})
    assert "kan niet met een correctie worden teruggedraaid" in text_of(told)
    client.sign_in(ADMINISTRATOR)
    answer = client.post(f"/beheer/boekingen/{movement(town, 'reserve')}", data={**data, "ground": "toch"})
    assert answer.status_code == 403


def test_an_unknown_movement_is_not_found(client: AuditingClient, town) -> None:
    assert client.get("/beheer/boekingen/999").status_code == 404
