"""Votes with points and with places on a telephone, with JavaScript and without: from the code to the proof."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

import clock
from database import Database
from tests.browser.walking import look_at, press_on, send, tab_to, text_of
from tests.builders.people import ADMINISTRATOR
from tests.builders.sites import Site
from tests.builders.town import MEENT
from tests.voting.ballots import announced_vote, ballot_in, urn_of
from voting.rules.codes import printed_code
from voting.services.codes import make_codes
from voting.services.excluding import exclude_plans
from voting.services.sealing import seal_round

POINTS = {"ballot_type": "points", "most_points": 10, "most_points_per_plan": 6}
RANKING = {"ballot_type": "ranking", "most_choices": 3}
GO_ON = "form[data-choose] .form-actions button:not([name])"
CAST = "form[action='/stemmen/controleren'] .form-actions button"
PLANS = tuple(f"Feest {number} in {MEENT}" for number in (1, 2, 3, 4))

Begin = Callable[..., Page]


@pytest.fixture
def begin(site: Site, sqlite_database: Database, visit: Callable[..., Page]) -> Begin:
    """Open a vote of this kind, with two plans that exclude each other, and type a code at the door."""

    def come_in(kind: dict[str, Any], *, javascript: bool, width: int = 390) -> Page:
        sealed_at = clock.now() - timedelta(days=2)
        vote = announced_vote(sqlite_database, sealed_at, **kind)
        with sqlite_database.writing() as session:
            pair = vote.plans[MEENT][1:3]
            exclude_plans(session, ADMINISTRATOR, sealed_at, vote.round_id, MEENT, pair, "Zij willen dezelfde hoek.")
        with sqlite_database.writing() as session:
            seal_round(session, ADMINISTRATOR, sealed_at, vote.round_id)
        with sqlite_database.writing() as session:
            (code,) = make_codes(session, ADMINISTRATOR, sealed_at, vote.round_id, MEENT, 1)
        page = visit(site, width, javascript=javascript)
        page.goto("/stemmen")
        page.fill("[name=code]", printed_code(code.code))
        send(page, "main form .form-actions button")
        return page

    return come_in


def card(page: Page, title: str):
    return page.locator("[data-choice]", has_text=title).filter(has=page.locator(f"text='{title}'"))


def left(page: Page):
    return page.locator("[data-left-text]")


def picture(page: Page, name: str) -> None:
    """For whoever wants to see the screens: PICTURES names a folder."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def marks(database: Database) -> dict[int, int]:
    (row,) = urn_of(database)
    return ballot_in(database, row).marks


def test_points_with_plus_and_minus(begin: Begin, sqlite_database: Database) -> None:
    page = begin(POINTS, javascript=True)
    expect(left(page)).to_have_attribute("role", "status")
    expect(left(page)).to_have_text("Nog 10 punten")
    assert "Hoogstens één van deze plannen krijgt geld" in text_of(page)
    look_at(page)
    picture(page, "points-empty")
    more = card(page, PLANS[0]).locator("[data-step='1']")
    for _ in range(8):
        more.click(force=True)
    # six is the most for one plan
    expect(card(page, PLANS[0]).locator("[data-mark]")).to_have_value("6")
    expect(more).to_have_attribute("aria-disabled", "true")
    expect(left(page)).to_have_text("Nog 4 punten")
    card(page, PLANS[3]).locator("[data-mark]").fill("7")
    expect(left(page)).to_have_text("3 punten te veel")
    picture(page, "points-over")
    send(page, GO_ON)
    assert "U gaf 13 punten. U hebt er 10: haal er 3 weg." in text_of(page, ".error-summary")
    expect(card(page, PLANS[3]).locator("[aria-invalid=true]")).to_have_value("7")
    look_at(page)
    picture(page, "points-fault")
    for _ in range(4):
        card(page, PLANS[3]).locator("[data-step='-1']").click()
    expect(left(page)).to_have_text("Nog 1 punt")
    send(page, GO_ON)
    assert "U hebt nog 1 punt over. Dat mag." in text_of(page)
    look_at(page)
    picture(page, "points-check")
    send(page, CAST)
    expect(page).to_have_url(re.compile("/stemmen/bewijs$"))
    look_at(page)
    assert marks(sqlite_database) == {0: 6, 3: 3}


def test_points_without_javascript(begin: Begin, sqlite_database: Database) -> None:
    page = begin(POINTS, javascript=False)
    assert page.locator("[data-step]:visible").count() == 0
    card(page, PLANS[1]).locator("[data-mark]").fill("vier")
    card(page, PLANS[2]).locator("[data-mark]").fill("5")
    send(page, GO_ON)
    assert "Vul een heel getal in" in text_of(page, ".error-summary")
    expect(card(page, PLANS[1]).locator("[data-mark]")).to_have_value("vier")
    expect(left(page)).to_have_text("Nog 5 punten")
    card(page, PLANS[1]).locator("[data-mark]").fill("4")
    send(page, GO_ON)
    send(page, CAST)
    assert len("".join(page.locator("#proof-code").inner_text().split())) == 64
    assert marks(sqlite_database) == {1: 4, 2: 5}


def test_an_order_with_one_button_and_with_the_lists(begin: Begin, sqlite_database: Database) -> None:
    page = begin(RANKING, javascript=True)
    expect(left(page)).to_have_text("Nog 3 plaatsen")
    picture(page, "ranking-empty")
    for title in (PLANS[2], PLANS[0]):
        card(page, title).locator("[data-next]").click()
    expect(page.locator("[data-ranked] li")).to_have_text([PLANS[2], PLANS[0]])
    expect(left(page)).to_have_text("Nog 1 plaats")
    # a plan that takes the first place: the two change places
    card(page, PLANS[0]).locator("select").select_option("1")
    expect(page.locator("[data-ranked] li")).to_have_text([PLANS[0], PLANS[2]])
    card(page, PLANS[3]).locator("select").select_option("3")
    expect(left(page)).to_have_text("Alle plaatsen gegeven")
    expect(card(page, PLANS[1]).locator("[data-next]")).to_be_hidden()
    look_at(page)
    picture(page, "ranking-full")
    # taken away: who stood behind it moves up
    card(page, PLANS[0]).locator("[data-next]").click()
    expect(page.locator("[data-ranked] li")).to_have_text([PLANS[2], PLANS[3]])
    expect(card(page, PLANS[2]).locator("select")).to_have_value("1")
    send(page, GO_ON)
    look_at(page)
    picture(page, "ranking-check")
    send(page, CAST)
    expect(page).to_have_url(re.compile("/stemmen/bewijs$"))
    assert marks(sqlite_database) == {2: 1, 3: 2}


def test_an_order_without_javascript(begin: Begin, sqlite_database: Database) -> None:
    page = begin(RANKING, javascript=False)
    assert page.locator("[data-next]:visible").count() == 0
    card(page, PLANS[1]).locator("select").select_option("1")
    card(page, PLANS[3]).locator("select").select_option("1")
    send(page, GO_ON)
    assert text_of(page, ".error-summary").count("U gaf meer dan één plan plaats 1.") == 2
    picture(page, "ranking-fault")
    card(page, PLANS[3]).locator("select").select_option("2")
    send(page, GO_ON)
    rows = [" ".join(row.split()) for row in page.locator("tbody tr").all_inner_texts()]
    assert [row.split(" € ")[0] for row in rows] == [f"1 {PLANS[1]}", f"2 {PLANS[3]}"]
    send(page, CAST)
    assert marks(sqlite_database) == {1: 1, 3: 2}


def test_points_by_the_keys_alone(begin: Begin, sqlite_database: Database) -> None:
    page = begin(POINTS, javascript=True, width=1280)
    picture(page, "points-wide")
    tab_to(page, "[data-step='1']")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    expect(left(page)).to_have_text("Nog 8 punten")
    press_on(page, GO_ON)
    press_on(page, CAST)
    assert list(marks(sqlite_database).values()) == [2]
