"""What staff do in a day: judge a plan and decide a doubt; make a year, a round and a colleague."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import look_at, send, text_of

COORDINATOR = "coordinator@demo.example"
ADMINISTRATOR = "beheerder@demo.example"
NEXT = "main form .form-actions button"


def open_plan(page: Page, title: str) -> None:
    page.goto("/werk")
    send(page, f"main a:has-text('{title}')")


def test_a_coordinator_releases_a_doubt_and_judges_a_plan(visit, demo_site, as_staff):
    page = visit(demo_site)
    as_staff(page, COORDINATOR)
    page.goto("/werk")
    look_at(page)
    open_plan(page, "Een waterspeelplaats bij de vijver")
    look_at(page)
    assert page.locator("button[value=feasible]").count() == 0
    doubt = page.locator("form[action*='/redenen/']:has(button[value=release])").first
    code = str(doubt.get_attribute("id"))
    send(page, f"#{code} button[value=release]")
    assert page.locator(".error-summary, .field__error").count() > 0
    look_at(page)
    page.fill(f"#{code} textarea", "De buurt betaalt zelf na tien jaar: zie de brief van de vereniging.")
    send(page, f"#{code} button[value=release]")
    assert "zie de brief van de vereniging" in text_of(page)
    assert page.locator(f"#{code}").count() == 0

    open_plan(page, "Opruimploeg met bolderkar")
    send(page, "button[value=feasible]")
    assert page.locator(".error-summary").count() == 1
    look_at(page)
    for yes in page.locator("#judge input[value=yes]").all():
        yes.check()
    send(page, "button[value=feasible]")
    assert "Opruimploeg met bolderkar" in text_of(page)
    page.goto("/plannen?zoek=bolderkar")
    assert "Kan doorgaan" in text_of(page)


def test_an_administrator_makes_a_year_a_round_and_invites_a_colleague(visit, demo_site, as_staff):
    page = visit(demo_site, 1280)
    as_staff(page, ADMINISTRATOR)
    page.goto("/beheer/jaren/nieuw")
    page.fill("[name=year]", "2031")
    page.fill("[name=total_cents]", "500,000.00")
    send(page, NEXT)
    expect(page.locator("[name=total_cents]")).to_have_value("500,000.00")
    look_at(page)
    page.fill("[name=total_cents]", "500.000")
    page.fill("[name=base_cents]", "20.000")
    send(page, NEXT)
    # eight wijken get 20.000 each; the Hilversumse Meent has 15.980 of the other 340.000, by its inhabitants
    assert "€ 500.000" in text_of(page)
    assert "€ 35.980" in text_of(page)
    look_at(page)
    send(page, NEXT)
    assert page.locator(".error-summary").count() == 1
    page.fill("[name=reference]", "RB 2030-77")
    send(page, NEXT)
    assert "RB 2030-77" in text_of(page)

    page.goto("/beheer/rondes/nieuw")
    send(page, NEXT)
    assert page.locator(".error-summary li").count() > 3
    look_at(page)
    page.fill("[name=title]", "Buurtenbudget 2031: proef in Zuid")
    page.select_option("[name=year]", "2031")
    page.fill("[name=pot_WK040204]", "10.000")
    first = datetime.now(UTC).date() + timedelta(days=400)
    days = ("collect_from", "collect_until", "review_until", "opens_on", "closes_on")
    for name, later in zip(days, (0, 28, 84, 105, 126), strict=True):
        page.fill(f"[name={name}]", (first + timedelta(days=later)).isoformat())
    send(page, NEXT)
    expect(page.locator("h1")).to_have_text("Buurtenbudget 2031: proef in Zuid")
    assert "€ 10.000" in text_of(page)
    look_at(page)
    send(page, "form[action$=bekendmaken] button")
    assert page.locator("a[href$='/stemming']").count() == 1
    look_at(page)

    page.goto("/beheer/mensen/uitnodigen")
    page.fill("[name=name]", "Demo-collega")
    page.fill("[name=email]", "geen adres")
    page.locator("[name=role][value=coordinator]").check()
    send(page, NEXT)
    expect(page.locator("[name=email]")).to_have_value("geen adres")
    look_at(page)
    page.fill("[name=email]", "collega@example.org")
    page.select_option("[name=area]", label="Zuid")
    send(page, NEXT)
    assert "Demo-collega" in text_of(page)
    look_at(page)


GRANTED = {True: 450, False: 600}
"""In euros, as the demo's people asked."""
SMALL_PLANS = {True: "Plantenbieb bij de winkels", False: "Voorleesmiddag voor kleuters"}


@pytest.mark.parametrize("javascript", [True, False])
def test_a_coordinator_grants_a_small_plan_on_a_phone_in_two_taps(visit, demo_site, as_staff, javascript):
    page = visit(demo_site, 390, javascript=javascript)
    as_staff(page, COORDINATOR)
    page.goto("/wijken/meent/geld")
    before = reserve_of(page)
    page.goto("/werk")
    send(page, f"main a:has-text('{SMALL_PLANS[javascript]}')")
    if javascript:
        look_at(page)
    assert page.locator("#grant input[name=cents], #grant input[inputmode=decimal]").first.input_value()
    send(page, "#grant button")
    assert page.locator("#grant").count() == 0
    page.goto("/wijken/meent/geld")
    assert before - reserve_of(page) == GRANTED[javascript]
    assert SMALL_PLANS[javascript] in text_of(page)


def reserve_of(page: Page) -> int:
    """What the money page says is left for small plans, in whole euros."""
    row = page.locator("tr:has-text('Over voor kleine plannen') td.number").first.inner_text()
    return int(row.replace("€", "").replace(".", "").split(",")[0].strip())
