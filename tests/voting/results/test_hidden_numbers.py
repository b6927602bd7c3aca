"""Of 1 to 4 blank ballots no page says how many, and no total from which one could work it out."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.builders.browsing import AuditingClient, text_of
from tests.builders.moments import Clocks
from tests.voting.ballots import Vote, cast, let_vote
from tests.voting.results.addresses import MANY, MEENT, ROUND
from voting.routes.results.reading import people_of


@pytest.fixture(params=[4, 5])
def blank(request, client: AuditingClient, sqlite_database, vote: Vote, at: Clocks) -> int:
    """Forty voters choose plans, four or five vote blank, ten more stay at home; then the vote is over."""
    names = [f"blank{number}" for number in range(request.param)]
    let_vote(sqlite_database, vote, *names, *(f"absent{number}" for number in range(10)))
    for name in names:
        cast(sqlite_database, vote, name)
    at(vote.closes_at + timedelta(minutes=6))
    client.get(ROUND)
    return int(request.param)


def facts(client: AuditingClient, page: str) -> dict[str, str]:
    rows = client.page(f"{MEENT}{page}").select(".data-list__row")
    return {row.select_one("dt").get_text(): row.select_one("dd").get_text(" ").strip() for row in rows}


def test_the_first_page_says_the_total_only_where_nothing_follows_from_it(client: AuditingClient, blank: int) -> None:
    told = facts(client, "")
    assert told.get("Stemmers") == (None if blank == 4 else "45")
    assert told["Stembiljetten met een keuze"] == str(MANY)
    assert told["Blanco stemmen"] == ("minder dan 5" if blank == 4 else "5")
    assert told["Uitgedeelde stemcodes"] == str(MANY + blank + 10)
    why = "Daarom laten wij een totaal weg" in text_of(client.get(MEENT))
    assert why is (blank == 4)


def test_the_record_to_print_keeps_to_the_same(client: AuditingClient, blank: int) -> None:
    told = facts(client, "/proces-verbaal")
    assert told["Stembiljetten met een keuze"] == str(MANY)
    assert told["Blanco stemmen"] == ("minder dan 5" if blank == 4 else "5")


def test_a_part_of_all_voters_does_not_tell_how_few_the_others_are(app) -> None:
    with app.test_request_context("/"):
        assert [people_of(number, 243) for number in (243, 242, 239, 238, 3)] == [
            "243", "239 of meer", "239 of meer", "238", "minder dan 5",
        ]  # fmt: skip


def test_the_pages_that_promise_it_say_that_the_files_are_exact(client: AuditingClient, blank: int) -> None:
    for page in (f"{MEENT}/narekenen", "/zo-tellen-wij"):
        assert "daarin staat ook hoeveel stemmen blanco zijn" in text_of(client.get(page))


def test_the_record_as_a_file_is_exact_for_it_is_counted_again_to_its_hash(client: AuditingClient, blank: int) -> None:
    record = json.loads(client.get(f"{MEENT}/telling.json").data)
    assert (record["turnout"]["ballots"], record["count"]["blank"]) == (MANY + blank, blank)
