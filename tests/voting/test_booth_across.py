"""The booth of a vote over several areas: one list, grouped, the own area first."""

from __future__ import annotations

import pytest

from tests.builders.browsing import text_of
from tests.builders.people import ADMINISTRATOR
from tests.builders.town import MEENT, ZUID
from tests.voting.ballots import ballot_in, sealed_vote, urn_of
from voting.rules.codes import printed_code
from voting.services.codes import make_codes

KINDS = {
    "knapsack": {"ballot_type": "knapsack"},
    "choose_1": {"ballot_type": "choose_1"},
    "points": {"ballot_type": "points", "most_points": 10},
    "ranking": {"ballot_type": "ranking", "most_choices": 3},
}


def enter(client, database, now, at, **kind):
    """In the booth with a code of Zuid."""
    made = sealed_vote(database, now, across=True, **kind)
    at(made.begun_at)
    with database.writing() as session:
        (code,) = make_codes(session, ADMINISTRATOR, made.opens_at, made.round_id, ZUID, 1)
    client.send("/stemmen", {"code": printed_code(code.code)})
    return made


def test_the_own_area_stands_first_and_plans_of_an_area_stand_together(client, app, sqlite_database, now, at):
    enter(client, sqlite_database, now, at)
    page = client.page("/stemmen/kiezen")
    assert [each.get_text() for each in page.select("h2.choices__area")] == ["Uw eigen wijk: Zuid", "Hilversumse Meent"]
    places = [int(box["value"]) for box in page.select("input[name=plan]")]
    assert (sorted(places[:2]), sorted(places[2:])) == ([4, 5], [0, 1, 2, 3])
    titles = page.get_text()
    assert f"Feest 1 in {ZUID}" in titles
    assert f"Feest 1 in {MEENT}" in titles


def test_a_voter_chooses_in_both_areas_checks_and_casts(client, app, sqlite_database, now, at):
    enter(client, sqlite_database, now, at, ballot_type="knapsack")
    shown = text_of(client.get("/stemmen/kiezen"))
    assert "van € 20.000 voor alle wijken" in shown
    assert "U mag plannen van elke wijk kiezen." in shown
    assert client.send("/stemmen/kiezen", {"plan": ["0", "5"]}).location == "/stemmen/controleren"
    check = text_of(client.get("/stemmen/controleren"))
    assert f"Feest 1 in {MEENT}" in check
    assert f"Feest 2 in {ZUID}" in check
    assert client.send("/stemmen/controleren").location == "/stemmen/bewijs"
    (row,) = urn_of(sqlite_database)
    ballot = ballot_in(sqlite_database, row)
    # the voter's own area stays in the ballot
    assert (row.area_code, ballot.area, ballot.chosen) == (ZUID, 1, (0, 5))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_ballot_names_the_areas(client, app, sqlite_database, now, at, kind):
    enter(client, sqlite_database, now, at, **KINDS[kind])
    assert len(client.page("/stemmen/kiezen").select("h2.choices__area")) == 2


def test_a_vote_of_each_area_by_itself_has_no_such_headings(client, app, codes):
    client.send("/stemmen", {"code": printed_code(codes[0].code)})
    assert client.page("/stemmen/kiezen").select("h2.choices__area") == []
