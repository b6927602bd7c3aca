"""Every page of the right to challenge in every state, as everyone sees it, as its applicant and as its staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser.telling import next_screen
from tests.browser.walking import look_at, press_on, send, tab_to, text_of
from tests.builders.moved import MovedSite
from tests.builders.people import COORDINATOR, RESIDENT
from tests.builders.town import MEENT
from tests.challenges.every_state import make_every_state
from tests.challenges.requests import CLERK, GREEN, REVIEWER

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def town(sqlite_copies, tmp_path_factory) -> Iterator[tuple[MovedSite, dict[str, int]]]:
    """One town for all of them: the tests that only look, look at the same pages."""
    database = sqlite_copies.fresh()
    numbers = make_every_state(database, NOW)
    moved = MovedSite(database, tmp_path_factory.mktemp("states"), NOW)
    yield moved, numbers
    moved.site.stop()
    sqlite_copies.drop(database)


def be(page: Page, moved: MovedSite, actor) -> None:
    page.context.clear_cookies()
    if actor is not None:
        page.context.add_cookies([{"name": "session", "value": moved.session_of(actor), "url": moved.site.url}])


def looked_at(page: Page, path: str) -> None:
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, path
    look_at(page)


REGISTER = (
    "/uitdaagrecht", "/uitdaagrecht?stand=running&volgorde=dagen", "/uitdaagrecht?zoek=bestaatniet",
    "/uitdaagrecht/open-data",
)  # fmt: skip
DRAFTS = ("draft", "whole_draft")


def test_everyone_reads_every_state_without_a_fault(visit, town, width):
    moved, numbers = town
    page = visit(moved.site, width)
    for path in (*REGISTER, *(f"/uitdaagrecht/{number}" for name, number in numbers.items() if name not in DRAFTS)):
        looked_at(page, path)


def test_who_asked_reads_every_state_without_a_fault(visit, town, width):
    moved, numbers = town
    page = visit(moved.site, width)
    be(page, moved, RESIDENT)
    looked_at(page, "/mijn/verzoeken")
    for number in numbers.values():
        looked_at(page, f"/mijn/verzoeken/{number}")
    for path in ("{waiting}/aanvullen", "{running}/verslag", "{running}/verslag/2", "{offered}/gewone-afspraak"):
        looked_at(page, f"/mijn/verzoeken/{path.format(**numbers)}")


HANDLED = {
    COORDINATOR: ("long", "checked", "waiting", "talked", "offered", "assessed", "late", "stopped_twice", "granted",
                  "drafting", "running", "reported", "evaluated", "extended", "terminated", "withdrawn"),
    CLERK: ("checked", "waiting", "advised", "council", "refused"),
    REVIEWER: ("assessed",),
}  # fmt: skip


def test_staff_read_every_state_with_every_form_open(visit, town, width):
    moved, numbers = town
    page = visit(moved.site, width)
    for actor, names in HANDLED.items():
        be(page, moved, actor)
        for name in names:
            looked_at(page, f"/werk/uitdaagrecht/{numbers[name]}")
            page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
            look_at(page)
    be(page, moved, COORDINATOR)
    for path in ("{talked}/gewone-afspraak", "{reported}/verslag/3"):
        looked_at(page, f"/werk/uitdaagrecht/{path.format(**numbers)}")
    looked_at(page, "/werk")


FORMS = {
    "check": (COORDINATOR, "checked", ("ask-completion-form", "talk-form", "notice-form")),
    "talks": (COORDINATOR, "talked", ("assess-form",)),
    "advice": (REVIEWER, "assessed", ("advice-form",)),
    "decision": (CLERK, "advised", ("refuse-form", "grant-partly-form", "grant-form")),
    "agreement": (COORDINATOR, "drafting", ("agreement-form", "give-up-form")),
    "looking back": (COORDINATOR, "evaluated", ("conclude-form", "terminate-form")),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_is_sent_empty_says_what_is_wrong_without_a_fault(visit, town, width, name):
    moved, numbers = town
    actor, state, forms = FORMS[name]
    page = visit(moved.site, width)
    be(page, moved, actor)
    for form in forms:
        page.goto(f"/werk/uitdaagrecht/{numbers[state]}")
        empty(page, form)
        assert page.locator(".field__error").count() > 0, form
        assert page.title().startswith("Fout:"), form
        look_at(page)


def empty(page: Page, form: str) -> None:
    """Open a form, take everything out and send it."""
    opened = page.locator(f"#{form}")
    opened.evaluate("""(form) => {
      form.closest('details').open = true;
      const typed = 'input:not([type=hidden]):not([type=checkbox]):not([type=radio]), textarea';
      for (const each of form.querySelectorAll(typed)) each.value = '';
    }""")
    with page.expect_navigation():
        opened.locator("button[type=submit]").click()


def test_screens_and_reports_of_who_asked_say_what_is_wrong_without_a_fault(visit, town, width):
    moved, numbers = town
    page = visit(moved.site, width)
    be(page, moved, RESIDENT)
    page.goto(f"/mijn/verzoeken/{numbers['running']}/verslag")
    page.fill("[name=last_day]", "2027-12-31")
    page.fill("[name=what-1]", "Thee")
    send(page, "#report .form-actions button")
    assert page.locator(".field__error").count() == 3
    look_at(page)
    for screen in ("who", "task", "better", "support", "money", "together"):
        looked_at(page, f"/mijn/verzoeken/{numbers['draft']}/schrijven/{screen}")
    page.goto(f"/mijn/verzoeken/{numbers['draft']}/schrijven/money")
    page.fill("[name=cost_cents]", "veel")
    page.fill("[name=own_hours]", "-3")
    send(page, "#write .form-actions button")
    assert page.locator(".field__error").count() == 2
    look_at(page)
    looked_at(page, f"/mijn/verzoeken/{numbers['draft']}/versturen")


def test_a_whole_request_is_written_and_sent_with_the_keyboard_alone(visit, town):
    moved, _numbers = town
    page = visit(moved.site, 390)
    be(page, moved, RESIDENT)
    page.goto("/uitdaagrecht")
    press_on(page, "main a[href='/mijn/verzoeken']")
    press_on(page, "#start button")
    keyed(page, contact_name="Demo-bewoner")
    keyed(page, title="Het pontje", task=GREEN.task)
    tab_to(page, "[name=ways]")
    page.keyboard.press("Space")
    keyed(page, why_better=GREEN.why_better, experience=GREEN.experience, quality=GREEN.quality)
    keyed(page, support=GREEN.support)
    keyed(page, cost_cents="900", cost_explained=GREEN.cost_explained)
    keyed(page, cooperation=GREEN.cooperation)
    press_on(page, "main a[href$='/versturen'].button")
    press_on(page, "#send .form-actions button")
    assert "Ontvangen" in text_of(page)


def keyed(page: Page, **values: str) -> None:
    """Type each field where Tab comes to it, and go on with Enter on the button."""
    for name, value in values.items():
        tab_to(page, f"[name={name}]")
        page.keyboard.type(value)
    press_on(page, "#write .form-actions button")


def test_a_whole_request_is_written_and_sent_without_javascript(visit, town):
    moved, _numbers = town
    page = visit(moved.site, 390, javascript=False)
    be(page, moved, RESIDENT)
    page.goto("/mijn/verzoeken")
    send(page, "#start button")
    next_screen(page, contact_name="Demo-bewoner", legal_form="now")
    next_screen(page, title="De bibliotheek", task=GREEN.task, area_code=MEENT)
    next_screen(page, ways=["better"], why_better=GREEN.why_better, experience=GREEN.experience, quality=GREEN.quality)
    next_screen(page, support=GREEN.support)
    next_screen(page, cost_cents="900", cost_explained=GREEN.cost_explained)
    next_screen(page, cooperation=GREEN.cooperation)
    # nothing has to be attached
    page.goto(page.url.replace("bijlagen", "versturen"))
    send(page, "#send .form-actions button")
    expect(page.locator("h1")).to_have_text("De bibliotheek")
    page.goto("/uitdaagrecht?zoek=bibliotheek&stand=open")
    assert page.locator(".register__row").count() == 1
