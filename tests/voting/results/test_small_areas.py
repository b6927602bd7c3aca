"""Where few people voted, no page and no file says more than who won and the totals."""

from __future__ import annotations

import json

import pytest

from tests.builders.browsing import AuditingClient, text_of
from tests.voting.ballots import Vote
from tests.voting.results.addresses import FILES, FILES_WITH_STEPS, MEENT, PAGES, PAGES_WITH_STEPS, ROUND


@pytest.fixture(autouse=True)
def counted(client: AuditingClient, small: Vote) -> None:
    client.get(ROUND)


@pytest.mark.parametrize("page", [*PAGES_WITH_STEPS, *FILES_WITH_STEPS])
def test_pages_with_steps_are_not_there_and_say_why(client: AuditingClient, page: str) -> None:
    answer = client.get(f"{MEENT}{page}")
    assert answer.status_code == 404
    assert "Hier kozen minder dan 30 mensen plannen." in text_of(answer)


def test_the_first_page_shows_winners_and_totals(client: AuditingClient) -> None:
    shown = text_of(client.get(MEENT))
    assert "plannen krijgen geld" in shown
    assert "Hier stemden zo weinig mensen dat wij alleen laten zien wie won" in shown
    assert "Stap voor stap" not in shown
    assert "stemmers op dit plan konden" not in shown


def test_votes_of_fewer_than_five_people_are_not_numbered(client: AuditingClient) -> None:
    page = client.page(MEENT)
    votes = [cell.get_text() for cell in page.select("td[data-head=Stemmen]")]
    assert sorted(votes) == ["9", "9", "minder dan 5", "minder dan 5"]


def test_the_public_record_holds_no_step_and_the_hash_of_the_whole(client: AuditingClient) -> None:
    record = json.loads(client.get(f"{MEENT}/telling.json").data)
    assert set(record["count"]) == {"rule", "parameters", "winners", "granted", "pot", "spent", "left"}
    assert len(record["record_hash"]) == 64
    assert "beside" not in record


def test_the_table_of_plans_has_no_rule_beside_it_and_no_number_under_five(client: AuditingClient) -> None:
    rows = [line.split(";") for line in client.get(f"{MEENT}/plannen.csv").get_data(as_text=True).splitlines()]
    assert not any(column.startswith("gets_money_under") for column in rows[0])
    assert sorted(row[6] for row in rows[1:]) == ["9", "9", "<5", "<5"]
    assert {row[9] for row in rows[1:]} == {"won", "no_money"}
    assert {row[11] for row in rows[1:]} == {""}


TOLD_BY_BALLOTS = (
    'support_percent":', "spent_on", "voters_with", "effective_votes", "betaalden", "samen nog", "payment",
)  # fmt: skip


@pytest.mark.parametrize("page", [*PAGES, *FILES])
def test_no_address_gives_what_follows_from_single_ballots(client: AuditingClient, page: str) -> None:
    said = client.get(f"{MEENT}{page}").get_data(as_text=True)
    assert [each for each in TOLD_BY_BALLOTS if each in said] == []
