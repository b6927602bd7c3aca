"""A neighbour objects to a grant while the agreement runs; forms sent empty; no decision in time: in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from challenges.models import ChallengeAgreement
from challenges.rules.states import RequestStep
from challenges.services.agreeing import begin_agreement
from deals.services import terminate_deal
from tests.browser.telling import Telling, number_in, put
from tests.browser.walking import look_at, send, text_of
from tests.builders.moved import MovedSite
from tests.builders.people import COORDINATOR, RESIDENT, add_person
from tests.builders.town import add_year
from tests.challenges.requests import (
    CLERK,
    NEIGHBOUR,
    WHY_NOT,
    do,
    make_advised,
    make_place,
    new_decision,
    record,
)
from tests.challenges.requests import send as send_request
from tests.challenges.test_agreements import TERMS, make_active
from tests.challenges.test_objections import OTHER_CLERK
from tests.challenges.test_penalties import decided_late

BEGINS = datetime(2026, 11, 23, 12, tzinfo=UTC)
SAID = {"name": "Demo-buur", "interest": "Ik woon naast het plein.", "grounds": "De groep laat de heg te hoog worden."}


def on(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


@pytest.fixture
def moved(sqlite_database, tmp_path) -> Iterator[MovedSite]:
    make_place(sqlite_database, BEGINS)
    add_year(sqlite_database, BEGINS)
    with sqlite_database.writing() as session:
        add_person(session, OTHER_CLERK, BEGINS)
    running = MovedSite(sqlite_database, tmp_path, BEGINS)
    yield running
    running.site.stop()


@pytest.fixture
def story(moved, visit) -> Telling:
    return Telling(moved, visit(moved.site, 390), visit(moved.site, 1280))


def objects(story: Telling, actor, moment: datetime, where: str) -> int:
    """The form, looked at empty, with everything wrong, and sent; the number of the objection."""
    page = story.by(actor, moment)
    page.goto(f"/uitdaagrecht/{story.number}/bezwaar/{where}")
    look_at(page)
    send(page, "#object .form-actions button")
    assert page.locator(".error-summary a").count() == 3
    look_at(page)
    for name, value in SAID.items():
        put(page.locator("#object"), name, value)
    send(page, "#object .form-actions button")
    look_at(page)
    return number_in(page)


def test_a_neighbour_s_objection_ends_an_agreement_that_runs_and_opens_the_grant_again(story, sqlite_database):
    story.number = make_advised(sqlite_database, BEGINS)
    record(sqlite_database, BEGINS, story.number)
    do(sqlite_database, begin_agreement, COORDINATOR, BEGINS, story.number)
    deal = make_active(sqlite_database, BEGINS, story.number, replace(TERMS, cents=4_000_00))
    made = objects(story, NEIGHBOUR, on(2026, 12, 1), "1")
    story.hears(OTHER_CLERK, on(2026, 12, 2), made, "admit")
    story.hears(OTHER_CLERK, on(2026, 12, 3), made, "no_hearing", reason="De buur wil geen hoorzitting.")
    look_at(story.desk)
    why = {"motivation": "De heg moet in de afspraak staan.", "legal_basis": "Awb 7:11", "reference": "BZW 2026-9"}
    look_at(story.hears(OTHER_CLERK, on(2026, 12, 10), made, "decide", step="uphold_partly", **why))

    told = story.everyone_reads(on(2026, 12, 10))
    look_at(story.phone)
    assert "De afspraak loopt nog. Die wordt eerst beëindigd." in told
    assert SAID["name"] not in told
    page = story.by(COORDINATOR, on(2026, 12, 11))
    page.goto("/werk")
    send(page, f"main a[href='/werk/uitdaagrecht/{story.number}']")
    look_at(page)
    send(page, f"main ol a[href='/werk/afspraken/{deal}']")
    do(sqlite_database, terminate_deal, COORDINATOR, on(2026, 12, 11), deal, "Het bezwaar is deels gegrond.")
    story.works(COORDINATOR, on(2026, 12, 11), "terminate", reason="Het bezwaar is deels gegrond.")

    page = story.by(CLERK, on(2026, 12, 14))
    page.goto(f"/werk/uitdaagrecht/{story.number}")
    look_at(page)
    send(page, "#decide-again-form button")
    again = {"motivation": "De groep snoeit de heg twee keer per jaar.", "legal_basis": "Artikel 12",
             "reference": "BW 2026-99", "cents": "18.000"}  # fmt: skip
    story.works(CLERK, on(2026, 12, 15), "grant", **again)
    assert "Dit besluit kwam na een bezwaar tegen besluit 1." in story.everyone_reads(on(2026, 12, 15))
    look_at(story.phone)
    page = story.by(NEIGHBOUR, on(2026, 12, 15))
    page.goto(f"/mijn/bezwaren/{made}")
    assert "Het nieuwe besluit: Toegewezen" in text_of(page)
    look_at(page)
    with sqlite_database.reading() as session:
        assert session.scalars(select(ChallengeAgreement.superseded_at)).one() is not None


def test_a_late_objection_a_letter_at_the_desk_and_the_clerk_s_empty_forms(story, sqlite_database):
    story.number = make_advised(sqlite_database, BEGINS)
    record(sqlite_database, BEGINS, story.number, RequestStep.REFUSE, new_decision(BEGINS, WHY_NOT))
    made = objects(story, RESIDENT, on(2027, 1, 5), "1")  # a day too late
    page = story.by(COORDINATOR, on(2027, 1, 6))
    page.goto(f"/werk/uitdaagrecht/{story.number}/bezwaar")
    look_at(page)
    put(page.locator("#paper"), "received_on", "")
    send(page, "#paper .form-actions button")
    assert page.locator(".error-summary a").count() >= 2
    look_at(page)
    page = story.by(OTHER_CLERK, on(2027, 1, 7))
    for action in ("admit", "ask_repair", "reject"):
        page.goto(f"/werk/bezwaren/{made}")
        form = page.locator(f"#{action.replace('_', '-')}-form")
        form.locator("xpath=ancestor::details").locator("summary").first.click()
        with page.expect_navigation():
            form.locator("button[type=submit]").click()
        assert page.locator(".error-summary").count() == 1, action
        look_at(page)


def test_no_decision_in_time_from_the_last_day_to_the_objection(story, sqlite_database):
    story.number = send_request(sqlite_database, BEGINS)  # until 18 January 2027
    page = story.own(RESIDENT, on(2027, 1, 19))
    look_at(page)
    story.sends(page, "default")
    assert "tot en met 2 februari 2027" in story.everyone_reads(on(2027, 1, 20))
    look_at(story.phone)
    told = story.everyone_reads(on(2027, 2, 8))
    look_at(story.phone)
    assert "meteen naar de rechter" in told
    assert "€ 138" in told.replace("\xa0", " ")  # six days of 23 euros
    objects(story, RESIDENT, on(2027, 2, 8), "geen-besluit")
    assert "omdat er geen besluit is" in story.everyone_reads(on(2027, 2, 8))
    look_at(story.phone)


def test_the_penalty_for_a_late_decision_is_fixed_by_the_clerk(story, sqlite_database):
    story.number = decided_late(sqlite_database)  # 15 up to and including 28 December: 14 days of 23 euros
    page = story.by(CLERK, on(2026, 12, 30))
    page.goto(f"/werk/uitdaagrecht/{story.number}/dwangsom")
    assert "€ 322" in text_of(page).replace("\xa0", " ")
    look_at(page)
    send(page, "#penalty button[type=submit]")
    assert page.locator(".error-summary").count() == 1
    look_at(page)
    page.fill("#penalty [name=reference]", "BW 2026-140")
    send(page, "#penalty button[type=submit]")
    page.goto(f"/werk/uitdaagrecht/{story.number}/dwangsom")
    assert "BW 2026-140" in text_of(page)
    look_at(page)
