"""Attachments and support in a real browser: an applicant with a telephone, a neighbour, a coordinator at a desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.browser.telling import Telling, put
from tests.browser.walking import look_at, press_on, send, text_of
from tests.builders.moved import MovedSite
from tests.builders.people import COORDINATOR, RESIDENT
from tests.builders.town import MEENT
from tests.challenges.requests import GREEN, NEIGHBOUR, make_place, write_draft
from tests.files import made

BEGINS = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def moved(sqlite_database, tmp_path) -> Iterator[MovedSite]:
    make_place(sqlite_database, BEGINS)
    running = MovedSite(sqlite_database, tmp_path, BEGINS)
    yield running
    running.site.stop()


@pytest.fixture
def story(moved, visit, sqlite_database) -> Telling:
    told = Telling(moved, visit(moved.site, 390), visit(moved.site, 1280))
    told.number = write_draft(sqlite_database, BEGINS, RESIDENT, GREEN)
    return told


def choose(page, name, data, kind="application/pdf"):
    page.set_input_files("main [name=file]", {"name": name, "mimeType": kind, "buffer": data})


def test_evidence_is_added_and_refused_support_is_given_and_a_list_is_counted(story):
    page = story.by(RESIDENT, BEGINS + HOUR)
    page.goto(f"/mijn/verzoeken/{story.number}/bijlagen")
    look_at(page)
    put(page, "title", "Offerte van de hovenier")
    put(page, "visible", "public")
    choose(page, "offerte.pdf", made.at_opening({"/S": made.Name.JavaScript, "/JS": made.String("app.alert(1)")}))
    send(page, "#add button[type=submit]")
    assert "kan vanzelf iets doen" in text_of(page)
    assert page.input_value("[name=title]") == "Offerte van de hovenier"
    look_at(page)
    choose(page, "offerte.pdf", made.pdf())
    send(page, "#add button[type=submit]")
    assert page.locator(".cards > li").count() == 1
    look_at(page)
    press_on(page, "main a[href$='/handtekeningen']")
    send(page, "#list button[type=submit]")
    assert page.locator(".field__error").count() == 4
    look_at(page)
    for name, value in (("signatures", "80"), ("gathered_on", "2026-11-20"), ("place", "Bij de school")):
        put(page, name, value)
    choose(page, "lijst.jpg", made.photo_of_a_place(), "image/jpeg")
    send(page, "#list button[type=submit]")
    look_at(page)
    page.goto(f"/mijn/verzoeken/{story.number}/versturen")
    look_at(page)
    send(page, "#send button[type=submit]")

    page = story.by(NEIGHBOUR, BEGINS + 2 * HOUR)
    page.goto(f"/uitdaagrecht/{story.number}")
    look_at(page)
    press_on(page, "main a.button[href$='/steunen']")
    look_at(page)
    put(page, "home_area", MEENT)
    send(page, "#support button[type=submit]")
    page.goto(f"/uitdaagrecht/{story.number}/steunen")
    look_at(page)

    page = story.by(COORDINATOR, BEGINS + 3 * HOUR)
    page.goto(f"/werk/uitdaagrecht/{story.number}")
    look_at(page)
    press_on(page, "main a[href$='/handtekeningen']")
    page.locator("details summary", has_text="Tel de lijst na").click()
    put(page, "list-1-counted", "76")
    put(page, "list-1-from_area", "99")
    send(page, "#count-1 button[type=submit]")
    look_at(page)
    put(page, "list-1-from_area", "60")
    send(page, "#count-1 button[type=submit]")
    page.goto(f"/werk/uitdaagrecht/{story.number}")
    send(page, "main a[href*='/werk/uitdaagrecht/'][href*='/bijlagen/']")
    look_at(page)
    put(page, "reason", "Er staat een adres in.")
    send(page, "#close button[type=submit]")
    look_at(page)

    told = story.everyone_reads(BEGINS + 4 * HOUR)
    assert "76 handtekeningen, nageteld door de gemeente (van wie 60 in Hilversumse Meent)" in told
    assert "1 persoon (van wie 1 in Hilversumse Meent)" in told
    assert "Offerte van de hovenier" not in told
    look_at(story.phone)
