"""A resident's whole way with a plan, from two easy questions to its own page: telephone, desk, keys alone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.walking import finish_sign_in, look_at, mailed_code, press_on, send, tab_to, text_of

NEXT = "main form .form-actions button:not([name])"
SUMMARY = "Wij maken van het lege plein een groene plek."
DESCRIPTION = "Wij planten bomen en zetten banken neer, samen met de buren. In het voorjaar beginnen wij."


def answer(page: Page, name: str, value: str) -> None:
    page.locator(f"input[name={name}][value={value}]").check()


def choose_wijk(page: Page, name: str) -> None:
    page.locator("main label", has_text=re.compile(f"^{name}$")).click()


def fill_in_the_plan(page: Page, title: str) -> None:
    page.fill("[name=title]", title)
    page.fill("[name=summary]", SUMMARY)
    page.fill("[name=description]", DESCRIPTION)
    page.select_option("[name=theme]", "green")


def test_a_large_plan_is_told_so_before_it_is_sent_and_nothing_typed_is_lost(visit, demo_site, width):
    address, title = f"grote-wens-{width}@example.org", f"Een park van {width} bomen"
    page = visit(demo_site, width)
    page.goto("/plan-maken")
    look_at(page)
    page.fill("[name=amount_cents]", "1,250.00")
    answer(page, "touches_public_space", "yes")
    send(page, NEXT)
    assert "1.250,00" in text_of(page, ".error-summary")
    expect(page.locator("[name=amount_cents]")).to_have_value("1,250.00")
    expect(page.locator("[name=touches_public_space][value=yes]")).to_be_checked()
    look_at(page)
    page.fill("[name=amount_cents]", "180.000")
    send(page, NEXT)

    finish_sign_in(page, address)
    look_at(page)
    choose_wijk(page, "Hilversumse Meent")
    send(page, NEXT)
    page.fill("[name=place]", "Bij de vijver (demo-adres)")
    look_at(page)
    send(page, NEXT)

    send(page, NEXT)
    assert page.locator(".error-summary a[href='#title'], .error-summary a[href='#description']").count() == 2
    look_at(page)
    fill_in_the_plan(page, title)
    expect(page.locator("[data-autosave-text]")).to_have_text("Uw tekst is bewaard")
    send(page, NEXT)

    page.fill("[name=costs-0-label]", "Bomen en banken")
    page.fill("[name=costs-0-cents]", "1,250.00")
    send(page, NEXT)
    expect(page.locator("[name=costs-0-cents]")).to_have_value("1,250.00")
    expect(page.locator("[name=costs-0-label]")).to_have_value("Bomen en banken")
    look_at(page)
    page.fill("[name=costs-0-cents]", "180.000,00")
    send(page, NEXT)

    page.select_option("[name=kind]", "green")
    answer(page, "new_or_repair", "new")
    answer(page, "owner_after", "municipality")
    page.fill("[name=life_years]", "20")
    look_at(page)
    send(page, NEXT)
    page.fill("[name=proposer_name]", "Demo-bewoner met een wens")
    page.locator("[name=declared]").check()
    look_at(page)
    send(page, NEXT)

    told = text_of(page)
    assert "Dit plan is te groot voor het buurtenbudget" in told
    assert "€ 180.000" in told
    assert "€ 50.000" in told
    assert page.locator(".notice--flag ul").last.locator("li").count() >= 2
    look_at(page)
    send(page, "main form[method=post] .form-actions button")
    expect(page.locator("h1")).to_have_text(title)
    assert "Te groot voor het buurtenbudget" in text_of(page)
    look_at(page)
    page.goto("/mijn")
    assert title in text_of(page)
    look_at(page)


def test_a_small_plan_is_sent_without_javascript(visit, demo_site):
    page = visit(demo_site, 390, javascript=False)
    page.goto("/plan-maken")
    page.fill("[name=amount_cents]", "850")
    answer(page, "touches_public_space", "no")
    send(page, NEXT)
    finish_sign_in(page, "klein-plan@example.org")
    choose_wijk(page, "Zuid")
    send(page, NEXT)
    send(page, NEXT)
    fill_in_the_plan(page, "Soep op de stoep")
    send(page, NEXT)
    page.fill("[name=costs-0-label]", "Groente")
    page.fill("[name=costs-0-cents]", "600")
    send(page, "button[value=add]")
    expect(page.locator("[name=costs-0-label]")).to_have_value("Groente")
    page.fill("[name=costs-3-label]", "Kommen")
    page.fill("[name=costs-3-cents]", "250,50")
    send(page, "button[value=later]")
    assert "Uw plan is bewaard" in text_of(page)

    send(page, "main li a:has-text('Soep op de stoep')")
    assert "€ 850,50" in text_of(page)
    assert page.locator("main form[method=post]").count() == 0
    send(page, ".notice--warning a")
    page.fill("[name=proposer_name]", "Demo-bewoner met soep")
    page.locator("[name=declared]").check()
    send(page, NEXT)
    assert "niet te groot" in text_of(page)
    send(page, "main form[method=post] .form-actions button")
    expect(page.locator("h1")).to_have_text("Soep op de stoep")
    assert "Verstuurd" in text_of(page)


def test_a_plan_needs_only_the_keys(visit, demo_site):
    address = "alleen-toetsen@example.org"
    page = visit(demo_site, 1280)
    page.goto("/plannen")
    press_on(page, "main a[href='/plan-maken']")
    type_in(page, "[name=amount_cents]", "400")
    tab_to(page, "[name=touches_public_space]")
    page.keyboard.press("ArrowDown")
    press_on(page, NEXT)
    type_in(page, "[name=email]", address)
    enter(page)
    type_in(page, "[name=code]", mailed_code(page, address))
    enter(page)
    tab_to(page, "[name=place]")
    page.keyboard.press("Space")
    press_on(page, NEXT)
    press_on(page, NEXT)
    type_in(page, "[name=title]", "Krijt voor de straat")
    type_in(page, "[name=summary]", SUMMARY)
    type_in(page, "[name=description]", DESCRIPTION)
    press_on(page, NEXT)
    type_in(page, "[name=costs-0-label]", "Stoepkrijt")
    type_in(page, "[name=costs-0-cents]", "400")
    press_on(page, NEXT)
    if page.url.endswith("/gevolgen"):
        press_on(page, NEXT)
    type_in(page, "[name=proposer_name]", "Demo-bewoner met krijt")
    tab_to(page, "[name=declared]")
    page.keyboard.press("Space")
    press_on(page, NEXT)
    press_on(page, "main form[method=post] .form-actions button")
    expect(page.locator("h1")).to_have_text("Krijt voor de straat")


def type_in(page: Page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.type(text)


def enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")
