"""The result for everyone: nothing before the end; after it who got what, why not, and both rules."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import event

from tests.builders.browsing import AuditingClient, text_of
from tests.builders.moments import Clocks
from tests.voting.ballots import Vote, cast, let_vote, sealed_vote

URL = "/uitslagen/buurtbudget-2026"


@pytest.fixture
def vote(app, sqlite_database, now, at) -> Vote:
    made = sealed_vote(sqlite_database, now)
    let_vote(sqlite_database, made, *(f"voter{number}" for number in range(40)))
    at(made.begun_at)
    for number in range(40):
        cast(sqlite_database, made, f"voter{number}", *((0, 1) if number < 30 else (2, 3)))
    return made


@pytest.fixture
def published(vote: Vote, at: Clocks) -> Vote:
    at(vote.closes_at + timedelta(minutes=6))
    return vote


def test_nothing_shows_votes_before_the_end(client: AuditingClient, vote: Vote, at: Clocks) -> None:
    for moment in (vote.begun_at, vote.closes_at + timedelta(minutes=2)):
        at(moment)
        assert "Er is nog geen uitslag" in text_of(client.get(URL))
        assert client.get(f"{URL}/zuid").status_code == 404
        assert client.get(f"{URL}/hilversumse-meent/telling.json").status_code == 404
        assert "Er is nog geen uitslag" in text_of(client.get("/uitslagen"))


def test_the_result_says_who_got_what_and_what_was_left(client: AuditingClient, published: Vote) -> None:
    assert "3 plannen krijgen geld" in text_of(client.get(URL))
    shown = text_of(client.get(f"{URL}/hilversumse-meent"))
    # 40 voters with 250 each: 30 of them pay 4,000 and 3,000; ten hold 2,500 and pay 2,000 for the fourth plan
    assert "3 plannen krijgen geld: € 9.000 van de € 10.000 is verdeeld" in shown
    assert "Feest 1 in WK040208" in shown
    assert "€ 1.000" in shown
    assert "Feest 3 in WK040208" in shown
    assert "Gelijke delen" in shown
    assert "Meeste stemmen eerst" in shown


def test_a_plan_that_lost_reads_why_and_by_how_much(client: AuditingClient, published: Vote) -> None:
    client.get(URL)
    shown = text_of(client.get(f"{URL}/hilversumse-meent"))
    assert "Toen het aan de beurt was, was er € 2.000 te weinig over." in shown


def test_the_record_is_given_out_as_it_was_frozen(client: AuditingClient, published: Vote) -> None:
    client.get(URL)
    first = client.get(f"{URL}/hilversumse-meent/telling.json")
    assert first.mimetype == "application/json"
    record = json.loads(first.data)
    assert record["turnout"] == {"ballots": 40, "issued": 40}
    assert record["count"]["winners"]
    assert record["beside"][0]["rule"] == "greedy"
    assert client.get(f"{URL}/hilversumse-meent/telling.json").data == first.data


def test_an_area_in_which_nobody_voted_says_so(client: AuditingClient, published: Vote) -> None:
    client.get(URL)
    shown = text_of(client.get(f"{URL}/zuid"))
    assert "Geen enkel plan krijgt geld." in shown
    assert "Niemand stemde op dit plan." in shown


def test_whoever_looks_first_at_an_area_finds_it_counted(client: AuditingClient, published: Vote) -> None:
    assert "3 plannen krijgen geld" in text_of(client.get(f"{URL}/hilversumse-meent"))


def test_the_result_reads_in_english_too(client: AuditingClient, published: Vote) -> None:
    client.get(URL)
    assert "These plans get no money, and why" in text_of(client.get(f"{URL}/hilversumse-meent?taal=en"))


def test_an_unknown_round_is_not_found(client: AuditingClient) -> None:
    assert client.get("/uitslagen/nergens").status_code == 404


def test_a_published_result_asks_the_database_four_things(app, client: AuditingClient, published: Vote) -> None:
    client.get(URL)
    asked: list[str] = []
    bind = app.extensions["database"].read_bind()
    event.listen(bind, "before_cursor_execute", lambda *args: asked.append(args[2]))
    client.get(f"{URL}/hilversumse-meent?once")
    assert len([statement for statement in asked if not statement.startswith("BEGIN")]) == 4
