"""A voter's whole way, from the front page to the proof: telephone, desk, keys alone, without JavaScript."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.walking import look_at, press_on, send, tab_to, text_of, voting_code
from voting.rules.codes import make_code, printed_code

# plans on the ballot of the Hilversumse Meent, where EUR 24.000 is divided
SOUP = "Huiswerkkamer met soep"  # EUR 9.200
TABLE = "De donderdagtafel: samen koken en eten"  # EUR 8.400
BOAT = "Een klimboot op het grasveld"  # EUR 9.600

GO_ON = "form[data-choose] .form-actions button:not([name])"
CAST = "form[action='/stemmen/controleren'] .form-actions button"


def type_code(page: Page, code: str) -> None:
    page.fill("[name=code]", code)
    send(page, "main form .form-actions button")


def tick(page: Page, title: str) -> None:
    page.locator("label.choice__title", has_text=title).click()


def card(page: Page, title: str):
    return page.locator("[data-choice]", has_text=title)


def tracker(page: Page) -> str:
    groups = page.locator("#proof-code").inner_text().split()
    assert len(groups) == 16
    assert all(re.fullmatch("[0-9a-f]{4}", group) for group in groups)
    return "".join(groups)


def with_other_last_sign(code: str) -> str:
    return code[:-1] + ("2" if code[-1] != "2" else "3")


def test_a_voter_corrects_the_code_fits_the_choice_votes_and_votes_again(visit, demo_site, width):
    code = voting_code(demo_site, "Hilversumse Meent")
    page = visit(demo_site, width)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/")
    look_at(page)
    send(page, ".hero a[href='/stemmen']")
    look_at(page)

    type_code(page, with_other_last_sign(code))
    assert "typfout" in text_of(page, ".error-summary")
    expect(page.locator("[name=code]")).to_have_value(with_other_last_sign(code))
    look_at(page)
    type_code(page, printed_code(make_code(20261123)))
    assert "Deze code kennen wij niet of hij geldt niet meer. Bel 14 035." in text_of(page, ".error-summary")
    look_at(page)
    type_code(page, " " + code.lower().replace("-", " "))

    expect(page).to_have_url(re.compile("/stemmen/kiezen$"))
    look_at(page)
    left = page.locator("[data-left-text]")
    expect(left).to_have_attribute("role", "status")
    expect(left).to_have_text(re.compile(r"Nog €\s24\.000"))
    tick(page, SOUP)
    expect(left).to_have_text(re.compile(r"Nog €\s14\.800"))
    tick(page, TABLE)
    expect(left).to_have_text(re.compile(r"Nog €\s6\.400"))
    expect(card(page, BOAT).locator("[data-fit-text]")).to_have_text(re.compile(r"€\s3\.200 te veel"))
    page.fill("#choose-filter", "KLIMBOOT")
    expect(page.locator("[data-choice]:visible")).to_have_count(1)
    page.fill("#choose-filter", "bestaat niet")
    expect(page.locator("[data-choice]:visible")).to_have_count(0)
    page.fill("#choose-filter", "")
    look_at(page)

    tick(page, BOAT)
    expect(left).to_have_text(re.compile(r"€\s3\.200 te veel"))
    send(page, GO_ON)
    assert re.search(r"€ 27\.200.*€ 3\.200 meer", text_of(page, ".error-summary"))
    assert page.locator("input[name=plan]:checked").count() == 3
    look_at(page)
    tick(page, BOAT)
    send(page, GO_ON)

    expect(page).to_have_url(re.compile("/stemmen/controleren$"))
    said = text_of(page)
    assert SOUP in said
    assert TABLE in said
    assert BOAT not in said
    assert "€ 17.600" in said
    look_at(page)
    send(page, CAST)

    expect(page).to_have_url(re.compile("/stemmen/bewijs$"))
    first = tracker(page)
    look_at(page)
    page.locator("[data-copy]").click()
    expect(page.locator("[data-copy]")).to_have_text("Gekopieerd")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("-", "") == first
    with page.expect_download() as kept:
        page.locator("a[download]").click()
    assert first in kept.value.path().read_text(encoding="utf-8")
    page.emulate_media(media="print")
    expect(page.locator("#proof-code")).to_be_visible()
    expect(page.locator(".proof__actions button:visible, .form-actions:visible, .demo-banner:visible")).to_have_count(0)
    page.emulate_media(media="screen")

    page.goto("/stemmen")
    type_code(page, code)
    tick(page, BOAT)
    send(page, GO_ON)
    assert BOAT in text_of(page)
    send(page, CAST)
    assert "in de plaats van uw vorige" in text_of(page)
    assert tracker(page) != first
    look_at(page)
    send(page, "form[action='/stemmen/stoppen'] button")
    look_at(page)
    page.goto("/stemmen/bewijs")
    assert page.locator("#proof-code").count() == 0


def test_a_voter_without_javascript_clears_takes_more_time_and_votes_blank(visit, demo_site):
    page = visit(demo_site, 390, javascript=False)
    page.goto("/stemmen")
    type_code(page, voting_code(demo_site, "Zuid"))
    assert not page.locator("#choose-filter").is_visible()
    labels = page.locator("label.choice__title")
    for place in range(labels.count()):
        labels.nth(place).click()
    send(page, GO_ON)
    assert "te veel" in text_of(page, "[data-left-text]")
    assert "meer dan de € 36.000" in text_of(page, ".error-summary")

    send(page, "button[value=longer]")
    assert "half uur" in text_of(page, ".notice--good")
    assert page.locator("input[name=plan]:checked").count() == labels.count()
    send(page, "button[value=clear]")
    assert page.locator("input[name=plan]:checked").count() == 0
    assert "€ 36.000" in text_of(page, "[data-left-text]")

    send(page, GO_ON)
    send(page, CAST)
    assert page.locator(".error-summary a[href='#blank']").count() == 1
    page.locator("label[for=blank]").click()
    send(page, CAST)
    assert len(tracker(page)) == 64
    assert page.locator("[data-copy]:visible, [data-print]:visible").count() == 0
    assert page.locator("a[download]").is_visible()


def test_a_voter_needs_only_the_keys(visit, demo_site):
    page = visit(demo_site, 1280)
    page.goto("/")
    press_on(page, ".hero a[href='/stemmen']")
    tab_to(page, "[name=code]")
    page.keyboard.type(voting_code(demo_site, "Noordoost"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "input[name=plan]")
    page.keyboard.press("Space")
    expect(page.locator("input[name=plan]:checked")).to_have_count(1)
    press_on(page, GO_ON)
    press_on(page, CAST)
    assert len(tracker(page)) == 64
    tab_to(page, "[data-copy]")
    press_on(page, "form[action='/stemmen/stoppen'] button")
    assert page.locator(".notice--good").is_visible()
