"""The result for everyone: nothing before the end; after it who got what, why not, and both rules."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import event

from tests.builders.browsing import AuditingClient, text_of
from tests.builders.moments import Clocks
from tests.voting.ballots import Vote
from tests.voting.results.addresses import MEENT, ROUND


def test_nothing_shows_votes_before_the_end(client: AuditingClient, vote: Vote, at: Clocks) -> None:
    for moment in (vote.begun_at, vote.closes_at + timedelta(minutes=2)):
        at(moment)
        assert "Er is nog geen uitslag" in text_of(client.get(ROUND))
        assert client.get(f"{ROUND}/zuid").status_code == 404
        assert client.get(f"{MEENT}/telling.json").status_code == 404
        assert "Er is nog geen uitslag" in text_of(client.get("/uitslagen"))


def test_the_result_says_who_got_what_and_what_was_left(client: AuditingClient, published: Vote) -> None:
    assert "3 plannen krijgen geld" in text_of(client.get(ROUND))
    shown = text_of(client.get(MEENT))
    # 40 voters with 250 each: 30 of them pay 4,000 and 3,000; ten hold 2,500 and pay 2,000 for the fourth plan
    assert "3 plannen krijgen geld: € 9.000 van de € 10.000 is verdeeld" in shown
    assert "Feest 1 in WK040208" in shown
    assert "€ 1.000" in shown
    assert "Feest 3 in WK040208" in shown


def test_a_plan_that_lost_reads_why_and_by_how_much(client: AuditingClient, published: Vote) -> None:
    client.get(ROUND)
    shown = text_of(client.get(MEENT))
    # with 499 each its ten voters hold 4,990; 2,000 goes to the fourth plan, and 2,990 is 99 percent of 3,000
    assert (
        "Na stap 3 hadden de stemmers op dit plan samen nog € 2.990 van de € 3.000 die het kost: dat is 99%,"
        " € 10 te weinig, want hun geld was al gegaan naar “Feest 4 in WK040208” (€ 2.000). Toen het aan het eind aan"
        " de beurt kwam, was er van het echte geld nog € 1.000 over: € 2.000 te weinig." in shown
    )


def test_a_search_finds_the_plan_and_says_what_became_of_it(client: AuditingClient, published: Vote) -> None:
    client.get(ROUND)
    shown = text_of(client.get(f"{MEENT}?zoek=FEEST 3"))
    assert "1 plan gevonden" in shown
    assert "Krijgt geen geld" in shown
    assert "Geen plan op dit stembiljet heeft deze woorden in de naam." in text_of(client.get(f"{MEENT}?zoek=zwembad"))


def test_the_record_is_given_out_as_it_was_frozen(client: AuditingClient, published: Vote) -> None:
    client.get(ROUND)
    first = client.get(f"{MEENT}/telling.json")
    assert first.mimetype == "application/json"
    record = json.loads(first.data)
    assert record["turnout"] == {"ballots": 40, "issued": 40}
    assert record["count"]["winners"]
    assert record["beside"][0]["rule"] == "greedy"
    assert client.get(f"{MEENT}/telling.json").data == first.data


def test_an_area_in_which_nobody_voted_says_so(client: AuditingClient, published: Vote) -> None:
    client.get(ROUND)
    shown = text_of(client.get(f"{ROUND}/zuid"))
    assert "Geen enkel plan krijgt geld." in shown
    assert "Niemand stemde op dit plan." in shown


def test_whoever_looks_first_at_an_area_finds_it_counted(client: AuditingClient, published: Vote) -> None:
    assert "3 plannen krijgen geld" in text_of(client.get(MEENT))


def test_the_result_reads_in_english_too(client: AuditingClient, published: Vote) -> None:
    client.get(ROUND)
    assert "These plans get no money, and why" in text_of(client.get(f"{MEENT}?taal=en"))


def test_an_unknown_round_is_not_found(client: AuditingClient) -> None:
    assert client.get("/uitslagen/nergens").status_code == 404


@pytest.mark.parametrize(
    "page", ["", "/plan/1", "/stappen", "/vergelijken", "/narekenen", "/proces-verbaal", "/stappen.csv"]
)
def test_a_page_of_a_result_asks_the_database_four_things(
    app, client: AuditingClient, published: Vote, page: str
) -> None:
    client.get(ROUND)
    asked: list[str] = []
    bind = app.extensions["database"].read_bind()
    event.listen(bind, "before_cursor_execute", lambda *args: asked.append(args[2]))
    client.get(f"{MEENT}{page}?once")
    assert len([statement for statement in asked if not statement.startswith("BEGIN")]) == 4
