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
    expect(page.locator("#pot-error")).to_contain_text("alleen met cijfers")
    assert page.locator("#pot").get_attribute("aria-describedby") == "pot-error"
    look_at(page)
    send_by_script(page)
    expect(page.locator("#pot")).to_be_focused()
    page.locator("#pot").fill("80.000")
    expect(page.locator("[data-answer]")).to_contain_text("zouden geld krijgen")
    assert "pot=80.000" in page.url
    expect(page.locator("#pot-error")).to_have_count(0)
    assert page.locator("#pot").get_attribute("aria-invalid") is None
    send_by_script(page)
    expect(page.locator("#answer")).to_be_focused()


def send_by_script(page: Page) -> None:
    """Press the button of the form, which asks for the answer without a new page."""
    page.locator("form[data-what-if] button").click()


def test_a_search_on_a_phone_ends_at_what_it_found(visit, demo_site, result, width):
    page = visit(demo_site, width)
    page.goto(result)
    page.locator("#filter-zoek").fill("fiets trommel")
    send(page, "form.filter-bar button")
    assert page.url.endswith("#found")
    expect(page.locator("#found")).to_be_in_viewport()
    look_at(page)


def test_a_shared_question_shows_its_answer_on_the_first_screen(visit, demo_site, result, width):
    page = visit(demo_site, width, javascript=False)
    page.goto(f"{result}/wat-als?pot=30000")
    expect(page.get_by_text("U veranderde: het geld, van")).to_be_in_viewport()


@pytest.mark.parametrize("part", ["", "/vergelijken", "/wat-als?pot=30000", "/proces-verbaal", "/plan/1", "/stappen"])
def test_large_letters_fit_on_a_narrow_phone(visit, demo_site, result, part):
    page = visit(demo_site, 390)
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{result}{part}")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_no_row_of_the_record_and_of_the_comparison_is_cut_off_on_a_phone(visit, demo_site, result):
    page = visit(demo_site, 390)
    for part in ("/proces-verbaal", "/vergelijken"):
        page.goto(f"{result}{part}")
        wider = "(all) => all.filter((each) => each.scrollWidth > each.clientWidth + 1).length"
        assert page.locator(".table-scroll:visible").evaluate_all(wider) == 0


def test_the_keyboard_alone_finds_out_why_a_plan_lost(visit, demo_site, result):
    page: Page = visit(demo_site, 390)
    page.goto(result)
    press_on(page, "section[aria-labelledby=not-funded] a")
    assert "Krijgt geen geld" in text_of(page)
    press_on(page, 'a[href*="/stappen?stap="]')
    assert "Stap" in text_of(page, ".player")
