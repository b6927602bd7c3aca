"""The money in a browser: a resident's small plan, the one page of finance, forms of staff with something wrong."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import finish_sign_in, look_at, send, tab_to, text_of

PHONE = 390
SUBMIT = "main form[method=post] button[type=submit], main form[method=post] .form-actions button"
EMPTY_FORMS = {
    "coordinator@demo.example": ("/werk/klein-plan", "/werk/afspraken/nieuw", "/werk/afspraken/plakken"),
    "financien@demo.example": ("/beheer/betalingen/invoer", "/beheer/vaste-lasten"),
    "beheerder@demo.example": (
        "/beheer/jaren/nieuw", "/beheer/mandaten", "/beheer/partners", "/beheer/kleine-plannen",
    ),
}  # fmt: skip
PASTED = (
    "Bankjes bij de vijver\tgroen (aanleg)\tGroen\tDemo-groep\t1.000\t4\t31-12-2026\tTwee banken\n"
    "Zonder bedrag\tanders\tGroen\tDemo-groep\tveel\t4\t31-12-2026\tNiets\n"
)
PAID = "kenmerk;bedrag;datum;boekstuk\nLDB-2026-99999;12,00;01-10-2026;B-1\nLDB-2026-00001;twaalf;01-10-2026;B-2\n"


def fill_in(page: Page, title: str) -> None:
    page.locator("[name=place]").select_option(label="Hilversumse Meent")
    page.fill("[name=title]", title)
    page.fill("[name=description]", "Wij eten met de hele straat aan een lange tafel.")
    page.locator("[name=stays][value=no]").check()
    page.fill("[name=public_name]", "Demo-straat")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_resident_sends_a_small_plan_on_a_phone_and_nothing_typed_is_lost(visit, demo_site, javascript):
    title = f"Lange tafel {'met' if javascript else 'zonder'} scripts"
    page = visit(demo_site, PHONE, javascript=javascript)
    page.goto("/")
    send(page, "main a[href='/klein-plan']")
    fill_in(page, title)
    page.fill("[name=cents]", "9.000")
    send(page, "#small-plan button")
    assert page.locator(".error-summary").count() == 1
    assert "2.500" in text_of(page)
    expect(page.locator("[name=cents]")).to_have_value("9.000")
    expect(page.locator("[name=title]")).to_have_value(title)
    if javascript:
        look_at(page)
    page.fill("[name=cents]", "250")
    send(page, "#small-plan button")
    finish_sign_in(page, f"klein-{javascript}@example.org".lower())
    expect(page.locator("[name=title]")).to_have_value(title)
    expect(page.locator("[name=cents]")).to_have_value("250")
    send(page, "#small-plan button")
    shown = text_of(page)
    assert title in shown
    assert "uiterlijk" in shown or "tot en met" in shown
    if javascript:
        look_at(page)
    page.goto("/mijn/kleine-plannen")
    assert title in text_of(page)


def test_finance_finds_what_is_left_and_why_on_one_page(visit, demo_site, as_staff, width):
    page = visit(demo_site, width)
    as_staff(page, "financien@demo.example")
    page.goto("/wijken/meent/geld")
    look_at(page)
    shown = text_of(page)
    assert "voor Hilversumse Meent dit jaar; € 3.000 ligt vast." in shown
    for part in ("Nog vrij te besteden", "Over voor kleine plannen", "Apart gezet voor de stemming", "Uitbetaald"):
        assert part in shown
    assert "Onderhoud van de vijver aan de Demosingel" in shown
    assert "Demo-raadsbesluit" in shown
    assert "Antwoord van de coördinator, met mandaat" in shown
    send(page, "main a:has-text('Hoe dan?')")
    look_at(page)
    assert "voor=" in page.url


@pytest.mark.parametrize("address", EMPTY_FORMS)
def test_an_empty_form_says_what_is_missing_without_a_fault_of_its_own(visit, demo_site, as_staff, address):
    page = visit(demo_site, PHONE)
    as_staff(page, address)
    for each in EMPTY_FORMS[address]:
        page.goto(each)
        send_last(page)
        assert page.locator(".error-summary, .field__error").count() > 0, each
        look_at(page)


def test_a_pasted_table_and_a_file_of_payments_show_each_wrong_row(visit, demo_site, as_staff):
    page = visit(demo_site, PHONE)
    as_staff(page, "coordinator@demo.example")
    page.goto("/werk/afspraken/plakken")
    page.fill("[name=rows]", PASTED)
    send(page, "main .form-actions button")
    assert "veel" in text_of(page)
    assert page.locator("main table .field__error").count() > 0
    look_at(page)

    page = visit(demo_site, PHONE)
    as_staff(page, "financien@demo.example")
    page.goto("/beheer/betalingen/invoer")
    page.set_input_files("main input[type=file]", {"name": "a.csv", "mimeType": "text/csv", "buffer": PAID.encode()})
    send_last(page)
    shown = text_of(page)
    assert "LDB-2026-99999" in shown
    assert "Regel 3: Schrijf het bedrag alleen met cijfers" in shown
    look_at(page)


def test_a_college_clerk_looks_a_decision_over_with_the_keys_alone(visit, demo_site, as_staff, numbers_of_decision):
    page = visit(demo_site, PHONE)
    as_staff(page, "bestuur@demo.example")
    page.goto("/werk/besluiten")
    look_at(page)
    page.goto(numbers_of_decision)
    tab_to(page, "[name=reference]")
    page.keyboard.type("B en W 2026-40")
    send_last(page)
    look_at(page)


@pytest.fixture
def numbers_of_decision(demo_site) -> str:
    """The page of the result that waits for mayor and aldermen."""
    with demo_site.database.engine.connect() as connection:
        round_id = connection.exec_driver_sql("SELECT id FROM round ORDER BY closes_at LIMIT 1 OFFSET 1").scalar_one()
    return f"/werk/besluiten/{round_id}/WK040205"


def send_last(page: Page) -> None:
    with page.expect_navigation():
        page.locator(SUBMIT).last.click()
