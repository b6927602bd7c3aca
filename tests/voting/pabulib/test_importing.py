"""A published election goes through our own ballot box and comes out as it was."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest
from sqlalchemy import select

from areas.models import Area
from database import Database
from logbook.actors import OPERATOR
from logbook.refusals import NotAllowed
from rounds.models import Round, RoundArea
from rounds.services import RoundRefused
from tests.builders.people import COORDINATOR
from tests.voting.pabulib.made_files import PLANS, line_of_ballot, made_file
from tests.voting.pabulib.replaying import counted_choices, record_of, replay, rows_in
from voting.models import BallotBox, BallotPlan, CountedBallot, Credential, Result, Urn
from voting.rules.pabulib.faults import FaultyFile
from voting.rules.pabulib.reader import read
from voting.services import casting
from voting.services.pabulib import importing
from voting.services.pabulib.replay import NotReplayable

EVERYTHING = (Area, Round, RoundArea, BallotBox, BallotPlan, Credential, Urn, CountedBallot, Result)


def test_every_ballot_of_the_file_lies_in_the_urn_and_is_counted(database: Database, now: datetime) -> None:
    imported = replay(database, now, made_file(bom=True))

    assert (imported.projects, imported.ballots_in_file, imported.ballots_in_urn) == (4, 8, 8)
    assert imported.refused == ()
    assert counted_choices(database, imported) == Counter(
        {"a1,b7": 2, "a1,a2": 1, "a1": 1, "b7,c/9": 1, "b7": 1, "a2,c/9": 1, "": 1}
    )
    count = record_of(database, imported)["count"]
    assert {project["project"]: project["votes"] for project in count["projects"]} == {
        "a1": 4,
        "a2": 2,
        "b7": 4,
        "c/9": 2,
    }
    assert (count["rule"], count["winners"], count["left"]) == ("greedy", ["b7", "a1"], "0")
    assert (count["n"], count["blank"]) == (7, 1)


def test_a_reference_round_has_an_area_of_its_own_no_year_and_no_capital_test(
    database: Database, now: datetime
) -> None:
    imported = replay(database, now, made_file(currency="PLN", district="Noordwijk"))

    with database.reading() as session:
        found = session.get_one(Round, imported.round.round_id)
        assert (found.is_reference, found.capital_test, found.year, found.currency) == (True, False, None, "PLN")
        assert (found.title, found.announced_at) == ("Buurtkas Demostad 2024", now)
        area = session.get_one(Area, imported.round.area_codes[0])
        assert (area.kind, area.name) == ("reference", "Noordwijk, Demostad")
        assert area.code.startswith("REF-")
        account = session.scalars(select(RoundArea.account_id).filter_by(round_id=found.id)).one()
        assert account is None


def test_caps_per_neighbourhood_bind_in_one_area(database: Database, now: datetime) -> None:
    caps = {"neighborhoods": "Noord,Zuid", "budget_per_neighborhood": "500,500"}

    count = record_of(database, replay(database, now, made_file(**caps)))["count"]

    # Zuid: b7 takes 400 of 500; Noord: a1 (600) is dearer than its cap, a2 (500) takes all of it
    assert count["winners"] == ["b7", "a2"]
    assert {p["project"]: p["status"] for p in count["projects"]} == {
        "a1": "limit",
        "a2": "chosen",
        "b7": "chosen",
        "c/9": "limit",
    }


def test_a_threshold_keeps_plans_with_fewer_votes_out(database: Database, now: datetime) -> None:
    told = made_file(budget="5000", rule="greedy-threshold", min_project_score_threshold="3")

    count = record_of(database, replay(database, now, told))["count"]

    assert count["winners"] == ["b7", "a1"]
    assert count["parameters"]["threshold"] == 3


def test_greedy_without_skipping_stops_at_the_first_plan_that_does_not_fit(database: Database, now: datetime) -> None:
    count = record_of(database, replay(database, now, made_file(budget="800", rule="greedy-no-skip")))["count"]

    # b7 costs 400, a1 (600) no longer fits and stops the count; c/9 (250) would have fitted
    assert count["winners"] == ["b7"]


def test_ballots_of_one_choice_are_replayed_as_such(database: Database, now: datetime) -> None:
    told = made_file(ballots=("a1", "a1", "c/9", ""), vote_type="choose-1", min_length="1", max_length="1")

    imported = replay(database, now, told)

    assert imported.ballots_in_urn == 4
    with database.reading() as session:
        assert session.get_one(Round, imported.round.round_id).ballot_type == "choose_1"


def test_equal_shares_runs_by_the_file_s_own_completion(database: Database, now: datetime) -> None:
    count = record_of(database, replay(database, now, made_file(rule="equalshares/add1")))["count"]

    assert (count["rule"], count["parameters"]["completion"]) == ("equalshares", "add1")


@pytest.mark.parametrize(
    ("meta", "number", "reason"),
    [
        ({"min_length": "2"}, 3, "You chose 1 plans. Choose at least 2, or none."),
        ({"max_sum_cost": "1050"}, 2, "Your plans cost € 1,100 together."),
    ],
)
def test_a_ballot_that_breaks_the_file_s_own_rule_is_refused_with_its_line(
    database: Database, now: datetime, meta: dict[str, str], number: int, reason: str
) -> None:
    data = made_file(**meta)

    imported = replay(database, now, data)

    refused = {ballot.line: " ".join(map(str, ballot.reasons)) for ballot in imported.refused}
    assert refused[line_of_ballot(data, number)].startswith(reason)
    assert imported.ballots_in_urn == 8 - len(refused)
    assert sum(counted_choices(database, imported).values()) == imported.ballots_in_urn


def test_more_choices_than_the_file_allows_are_refused(database: Database, now: datetime) -> None:
    data = made_file(ballots=("a1,a2", "a1"), max_length="1")

    (refused,) = replay(database, now, data).refused

    assert refused.line == line_of_ballot(data, 0)


def test_of_many_refused_ballots_the_first_are_named_and_the_others_counted(
    sqlite_database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_REFUSED_LISTED", 2)

    imported = replay(sqlite_database, now, made_file(ballots=("a1,a2", "a1", *["a1,b7"] * 4), max_length="1"))

    assert (len(imported.refused), imported.more_refused, imported.ballots_in_urn) == (2, 3, 1)


def test_keys_are_made_some_at_a_time_and_all_may_vote(
    database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "KEYS_AT_ONCE", 3)
    heard: list[str] = []

    imported = importing.import_election(
        database, OPERATOR, now, read(made_file()), lambda _: heard.append("cast"), lambda _: heard.append("key")
    )

    assert (imported.ballots_in_urn, imported.refused, imported.more_refused) == (8, (), 0)
    assert heard == ["key"] * 8 + ["cast"] * 8
    with database.reading() as session:
        numbers = session.scalars(select(Credential.letter_number)).all()
    assert len(set(numbers)) == 8


def test_the_import_fails_when_the_act_of_voting_fails(
    database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    class UrnIsStuck(Exception):
        pass

    def stuck(*_: object, **__: object) -> None:
        raise UrnIsStuck

    # the act of voting itself is left alone: what it stands on gives way, under the page and the import alike
    monkeypatch.setattr(casting, "put_in_urn", stuck)
    with pytest.raises(UrnIsStuck):
        replay(database, now, made_file())

    with database.reading() as session:
        assert session.scalars(select(Round.announced_at)).one() is None
        assert session.scalars(select(BallotBox.state)).one() == "sealed"
    assert rows_in(database, Urn, CountedBallot, Result) == [0, 0, 0]


def test_the_import_casts_through_the_function_of_the_voting_page() -> None:
    assert importing.cast_ballot is casting.cast_ballot


@pytest.mark.parametrize(
    "data",
    [
        made_file(ballots=("a1,nowhere", "a1,a1")),
        made_file(num_votes="9"),
        made_file()[:-9],
        made_file().replace(b"a1;600", b"a1;-600"),
        made_file().replace(b"Demostad", b"D\xe9mostad"),
    ],
    ids=["unknown and doubled plan", "wrong number", "cut off", "negative cost", "not UTF-8"],
)
def test_a_file_with_faults_leaves_nothing_behind(database: Database, now: datetime, data: bytes) -> None:
    before = rows_in(database, *EVERYTHING)
    with pytest.raises(FaultyFile):
        replay(database, now, data)
    assert rows_in(database, *EVERYTHING) == before


@pytest.mark.parametrize(
    ("meta", "refusal"),
    [
        ({"vote_type": "scoring", "default_score": "1"}, FaultyFile),
        ({"currency": "EURO"}, NotReplayable),
        ({"max_sum_cost": "1,5"}, FaultyFile),
        ({"budget": "0"}, RoundRefused),
    ],
)
def test_an_election_that_cannot_be_replayed_leaves_nothing_behind(
    database: Database, now: datetime, meta: dict[str, str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        replay(database, now, made_file(**meta))
    assert sum(rows_in(database, *EVERYTHING)) == 0


def test_an_id_that_does_not_fit_is_named_with_its_line(sqlite_database: Database, now: datetime) -> None:
    plans = (("x" * 81, "10", "groen", "Noord"), *PLANS)
    with pytest.raises(FaultyFile) as caught:
        replay(sqlite_database, now, made_file(plans=plans))
    assert caught.value.faults[0].cell == "project_id"


def test_a_withdrawn_plan_is_never_funded_whatever_the_pot(database: Database, now: datetime) -> None:
    plans = (("a1", "999999999", "groen", "Noord"), ("b7", "400", "spel", "Zuid"))
    told = made_file(plans=plans, ballots=("a1", "a1", "b7"), budget="2000000000")

    assert record_of(database, replay(database, now, told))["count"]["winners"] == ["b7"]


def test_only_an_administrator_replays_an_election(sqlite_database: Database, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        importing.import_election(sqlite_database, COORDINATOR, now, read(made_file()), lambda taken: None)


def test_the_same_file_can_be_replayed_twice(database: Database, now: datetime) -> None:
    first, second = (replay(database, now, made_file()) for _ in range(2))

    assert first.round.slug != second.round.slug
    assert counted_choices(database, first) == counted_choices(database, second)
