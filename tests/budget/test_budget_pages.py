"""The administrator's pages of the money: shares are shown before they are fixed, and typed amounts stay."""

from __future__ import annotations

import pytest

from budget.queries import find_account
from tests.builders.browsing import AuditingClient, find_form, form_values, soup_of, text_of
from tests.builders.people import ADMINISTRATOR, FINANCE, RESIDENT, add_person
from tests.builders.town import MEENT, ZUID, add_areas

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


def test_the_shares_are_shown_and_two_people_fix_them(client: AuditingClient, town) -> None:
    assert "Er is nog geen jaar" in text_of(client.get("/beheer/jaren"))
    shown = text_of(client.send("/beheer/jaren/nieuw", NEW, follow=True))
    assert "Het jaar is een concept." in shown
    assert "Hilversumse Meent 4.160 25% € 30.000 € 6.000 € 0" in shown.replace("\xa0", " ")
    assert "Samen: € 100.000, precies tot op de cent." in shown.replace("\xa0", " ")
    first = text_of(client.send("/beheer/jaren/2027", {"reference": "RB 2026-114"}, form="propose", follow=True))
    assert "Een andere beheerder of iemand van financiën moet de verdeling bekijken" in first
    with town.reading() as session:
        assert find_account(session, 2027, MEENT) is None
    client.sign_in(FINANCE)
    fixed = text_of(client.send("/beheer/jaren/2027", form="fix", follow=True))
    assert "Vastgesteld op 23 november 2026 met kenmerk RB 2026-114." in fixed
    assert "Nog vrij te besteden" in fixed
    with town.reading() as session:
        account = find_account(session, 2027, MEENT)
        assert account is not None
        assert (account.allocated, account.reserve_left) == (3_000_000, 600_000)


def proposed(client: AuditingClient) -> str:
    client.send("/beheer/jaren/nieuw", NEW)
    client.send("/beheer/jaren/2027", {"reference": "RB 1"}, form="propose")
    client.sign_in(FINANCE)
    return str(find_form(client.page("/beheer/jaren/2027"), "fix").select_one("[name=seen]")["value"])


def test_a_change_while_one_looks_is_refused_in_words(client: AuditingClient, town) -> None:
    seen = proposed(client)
    client.sign_in(ADMINISTRATOR)
    client.send("/beheer/jaren/2027", {"reference": "RB 2"}, form="propose")
    client.sign_in(FINANCE)
    answer = client.send("/beheer/jaren/2027", {"seen": seen}, form="fix")
    assert "Het jaar is gewijzigd terwijl u ernaar keek." in text_of(answer)
    with town.reading() as session:
        assert find_account(session, 2027, MEENT) is None


def test_the_first_person_is_told_kindly_that_somebody_else_fixes(client: AuditingClient, town) -> None:
    proposed(client)
    data = form_values(find_form(client.page("/beheer/jaren/2027"), "fix"))
    client.sign_in(ADMINISTRATOR)
    answer = client.post("/beheer/jaren/2027/vaststellen", data=data)
    assert "U hebt de eerste helft gedaan." in text_of(answer)


def test_one_pot_in_the_area_that_was_chosen(client: AuditingClient, town) -> None:
    answer = client.send("/beheer/jaren/nieuw", {**NEW, "preset": "common_pot"})
    assert "Kies het gebied dat het geld heeft." in text_of(answer)
    shown = text_of(client.send("/beheer/jaren/nieuw", {**NEW, "preset": "common_pot", "pot_area": ZUID}, follow=True))
    assert "€ 100.000 in één pot." in shown.replace("\xa0", " ")


def test_hours_and_other_numbers_divide_too_and_stay_in_the_form(client: AuditingClient, town) -> None:
    more = {"total_hours": "1.000", "base_hours": "100", "third_percent": "50", f"third_{MEENT}": "3",
            f"third_{ZUID}": "1"}  # fmt: skip
    shown = text_of(client.send("/beheer/jaren/nieuw", {**NEW, **more}, follow=True)).replace("\xa0", " ")
    # 80,000 after the base: half by people 1 : 3, half by number 3 : 1, so 40,000 each; hours 400 each likewise
    assert "€ 50.000 500 uur € 10.000" in shown
    assert "Van de rest gaat 50 procent naar andere getallen dan inwoners." in shown
    values = form_values(find_form(client.page("/beheer/jaren/2027/wijzigen"), 0))
    assert (values["total_hours"], values["base_hours"], values["third_percent"]) == (["1000"], ["100"], ["50"])
    assert values[f"third_{MEENT}"] == ["3"]


def test_every_fault_is_told_at_once_at_its_own_field(client: AuditingClient, town) -> None:
    wrong = {**NEW, "base_cents": "60.000", "base_hours": "1", "third_percent": "10"}
    page = soup_of(client.send("/beheer/jaren/nieuw", wrong))
    for name in ("base_cents", "base_hours", "third_percent"):
        assert page.find(id=f"{name}-error") is not None, name


def test_a_year_twice_is_told_at_the_year(client: AuditingClient, town) -> None:
    client.send("/beheer/jaren/nieuw", NEW)
    page = soup_of(client.send("/beheer/jaren/nieuw", NEW))
    assert "Er is al een budget voor 2027." in page.find(id="year-error").get_text()


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
        ("reserve_percent", "-1", "van 0 tot en met 100"),
        ("reserve_percent", "20,5", "Vul een heel getal in"),
        ("third_percent", "101", "van 0 tot en met 100"),
        ("total_hours", "12,5", "Vul een heel getal in"),
        ("total_hours", "-1", "Uren kunnen niet onder nul"),
        ("total_hours", "999999999", "hoogstens 1.000.000 uur"),
        ("base_hours", "veel", "Vul een heel getal in"),
        (f"third_{MEENT}", "-1", "Vul een heel getal in van 0"),
        ("year", "2101", "van 2000 tot en met 2100"),
        ("year", "volgend jaar", "Vul een heel getal in"),
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
    client.send("/beheer/jaren/2027", {"reference": "RB"}, form="propose")
    client.sign_in(FINANCE)
    client.send("/beheer/jaren/2027", form="fix")
    client.sign_in(ADMINISTRATOR)
    again = client.send("/beheer/jaren/2027/wijzigen", {"total_cents": "300.000"})
    assert "ligt vast en kan niet meer veranderen" in text_of(again)


def test_a_year_is_not_fixed_without_a_reference(client: AuditingClient, town) -> None:
    client.send("/beheer/jaren/nieuw", NEW)
    answer = client.send("/beheer/jaren/2027", {"reference": " "}, form="propose")
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
