"""The administrator's pages of a vote: fix the ballot, download codes once, withdraw a letter's code."""

from __future__ import annotations

import csv
import io

import pytest

from logbook.actors import Actor
from tests.builders.browsing import AuditingClient, text_of
from tests.builders.people import ADMINISTRATOR, COORDINATOR, add_person
from tests.builders.town import MEENT
from tests.voting.ballots import Vote, announced_vote

URL = "/beheer/rondes/buurtbudget-2026/stemming"


@pytest.fixture
def vote(app, sqlite_database, now, client: AuditingClient) -> Vote:
    made = announced_vote(sqlite_database, now)
    with sqlite_database.writing() as session:
        add_person(session, ADMINISTRATOR, now)
        add_person(session, COORDINATOR, now)
    client.sign_in(ADMINISTRATOR)
    return made


def form_with(soup, action: str) -> int:
    actions = [form.get("action", "") for form in soup.find("main").find_all("form")]
    return next(place for place, each in enumerate(actions) if each.endswith(action))


def press(client: AuditingClient, action: str, values: dict[str, str] | None = None):
    return client.send(URL, values, form=form_with(client.page(URL), action))


def test_the_ballot_is_fixed_and_the_pots_are_set_apart(client: AuditingClient, vote: Vote) -> None:
    answer = press(client, "verzegelen")
    assert answer.status_code == 302
    shown = text_of(client.get(URL))
    assert "Het stembiljet staat vast en het geld is apart gezet." in shown
    assert "Vingerafdruk van de regels" in shown
    assert "verzegelen" not in str(client.page(URL))


def test_codes_are_downloaded_once_and_open_the_booth(client: AuditingClient, vote: Vote, at) -> None:
    press(client, "verzegelen")
    answer = press(client, "codes", {"area": MEENT, "number": "3"})
    assert answer.mimetype == "text/csv"
    assert "no-store" in answer.headers["Cache-Control"]
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 3
    assert {row["area"] for row in rows} == {"Hilversumse Meent"}
    assert all(row["code"] not in str(client.page(URL)) for row in rows)
    at(vote.begun_at)
    entered = client.send("/stemmen", {"code": rows[0]["code"]})
    assert entered.headers["Location"].endswith("/stemmen/kiezen")


def test_a_number_out_of_range_is_refused_where_it_was_typed(client: AuditingClient, vote: Vote) -> None:
    press(client, "verzegelen")
    for number in ("0", "-3", "100001", "veel", ""):
        answer = press(client, "codes", {"area": MEENT, "number": number})
        assert answer.status_code == 200
        assert answer.mimetype == "text/html"


def test_a_withdrawn_letter_does_not_vote_and_a_second_time_is_refused(client: AuditingClient, vote: Vote, at) -> None:
    press(client, "verzegelen")
    answer = press(client, "codes", {"area": MEENT, "number": "1"})
    (row,) = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";")
    withdrawn = press(client, "intrekken", {"letter_number": row["letter"], "reason": "kwijt"})
    assert withdrawn.status_code == 302
    again = press(client, "intrekken", {"letter_number": row["letter"], "reason": "kwijt"})
    assert "Deze brief kan niet worden vervangen." in text_of(again)
    at(vote.begun_at)
    entered = client.send("/stemmen", {"code": row["code"]})
    assert "Deze code kennen wij niet of hij geldt niet meer." in text_of(entered)


def test_a_round_that_cannot_be_sealed_says_why(client: AuditingClient, vote: Vote, at) -> None:
    at(vote.begun_at)
    client.sign_in(ADMINISTRATOR)
    shown = text_of(press(client, "verzegelen"))
    assert "Het stembiljet staat niet vast" in shown
    assert "Er is niets veranderd." in shown


@pytest.mark.parametrize("actor", [COORDINATOR])
def test_only_an_administrator_comes_here(client: AuditingClient, vote: Vote, actor: Actor) -> None:
    client.sign_in(actor)
    assert client.get(URL).status_code == 403
