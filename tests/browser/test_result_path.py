"""A resident looks at a result: goes through the steps, plays them, and asks what if; with and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import look_at, press_on, send, text_of


@pytest.fixture(scope="session")
def result(demo_site) -> str:
    """The address of the demo town's counted wijk."""
    with demo_site.database.engine.connect() as connection:
        slug = connection.exec_driver_sql("SELECT slug FROM round ORDER BY closes_at LIMIT 1 OFFSET 1").scalar_one()
    return f"/uitslagen/{slug}/oost"


def test_one_goes_through_the_steps_without_a_new_page_and_back(visit, demo_site, result, width):
    page = visit(demo_site, width)
    page.goto(f"{result}/stappen")
    page.evaluate("window.same = true")
    page.locator(".player [rel=next]").click()
    expect(page.locator(".player__where")).to_contain_text("Stap 2 van")
    expect(page.locator("#stap-2-title")).to_be_visible()
    expect(page).to_have_url(f"{demo_site.url}{result}/stappen?stap=2")
    expect(page.locator(".player [rel=next]")).to_be_focused()
    look_at(page)
    page.go_back()
    expect(page.locator(".player__where")).to_contain_text("Stap 1 van")
    assert page.evaluate("window.same")


def test_the_steps_are_played_to_the_last_and_can_be_stopped(visit, demo_site, result):
    page = visit(demo_site, 390)
    page.goto(f"{result}/stappen")
    page.locator("[data-play]").click()
    expect(page.locator(".player__where")).to_contain_text("Stap 2 van")
    expect(page.locator("[data-play]")).to_have_text("Pauze")
    page.locator("[data-play]").click()
    expect(page.locator("[data-play]")).to_have_text("Speel de stappen af")
    page.locator("[data-play]").click()
    expect(page.locator(".player [rel=next]")).to_have_count(0, timeout=30_000)
    expect(page.locator("[data-play]")).to_have_text("Speel de stappen af")
    page.locator("[data-play]").click()
    expect(page.locator(".player__where")).to_contain_text("Stap 1 van")


def test_without_scripts_the_steps_are_links_and_what_if_is_a_form(visit, demo_site, result, width):
    page = visit(demo_site, width, javascript=False)
    page.goto(f"{result}/stappen")
    assert page.locator("[data-play]").is_hidden()
    send(page, ".player [rel=next]")
    assert "Stap 2 van" in text_of(page)
    page.goto(f"{result}/wat-als")
    page.locator("#regel").select_option("greedy")
    send(page, "form[data-what-if] button")
    assert "Dit was er dan gebeurd" in text_of(page)
    assert "regel=greedy" in page.url


def test_what_if_answers_while_one_changes_the_form_and_keeps_the_address(visit, demo_site, result, width):
    page = visit(demo_site, width)
    page.goto(f"{result}/wat-als")
    page.locator("#regel").select_option("greedy")
    expect(page.locator("#answer")).to_be_visible()
    assert "regel=greedy" in page.url
    look_at(page)
    said = page.locator("[data-answer-said]")
    expect(said).not_to_be_empty()
    page.locator("#pot").fill("veel")
    expect(page.locator("[data-answer]")).to_contain_text("Er klopt iets niet in wat u invulde")
    assert page.locator("#pot").input_value() == "veel"
    page.locator("#pot").fill("80.000")
    expect(page.locator("[data-answer]")).to_contain_text("zouden geld krijgen")
    assert "pot=80.000" in page.url


def test_the_keyboard_alone_finds_out_why_a_plan_lost(visit, demo_site, result):
    page: Page = visit(demo_site, 390)
    page.goto(result)
    press_on(page, "section[aria-labelledby=not-funded] a")
    assert "Krijgt geen geld" in text_of(page)
    press_on(page, 'a[href*="/stappen?stap="]')
    assert "Stap" in text_of(page, ".player")
