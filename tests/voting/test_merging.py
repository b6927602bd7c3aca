"""An area in which fewer than five people chose something is counted with the area that was named before the vote."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from budget.queries import find_account, held_by
from budget.rules.ledger import Part
from database import Database
from lives.periods import day_of
from logbook.actors import Role
from prove.books import faults as faults_of_books
from reports.queries.voted import votes_of
from tests.builders.moments import Clocks
from tests.builders.people import make_actor
from tests.builders.town import MEENT, ZUID
from tests.voting.ballots import Vote, cast, key_of
from tests.voting.merging import OVER, cast_alike, merging_vote
from voting.queries.counted import counted_election
from voting.queries.results import published_results
from voting.rules.count import count
from voting.services.casting import cast_ballot
from voting.services.counting import count_when_closed
from voting.services.deciding import CollegeDecision, decide_result


def counted(database: Database, vote: Vote, at: Clocks) -> dict[str, dict[str, Any]]:
    moment = vote.closes_at + OVER
    at(moment)
    count_when_closed(database, vote.round_id, moment)
    with database.reading() as session:
        return {code: each.record for code, each in published_results(session, vote.round_id).items()}


def votes_by_plan(record: dict[str, Any], vote: Vote) -> list[int]:
    """In the order of the Meent's four plans and Zuid's two."""
    votes = {each["project"]: each["votes"] for each in record["count"]["projects"]}
    return [votes[str(number)] for number in vote.plans[MEENT] + vote.plans[ZUID]]


@pytest.fixture
def apart(database: Database, now: datetime, at: Clocks) -> Vote:
    """Each area has its own plans: five of the Meent choose its first two, two of Zuid its second."""
    made = merging_vote(database, now, at, 5, 2, completion="none")
    cast_alike(database, made, 5, 2, (0, 1), (1,))
    return made


def test_four_ballots_are_counted_with_the_named_area_and_both_bear_one_record(
    database: Database, apart: Vote, at: Clocks
) -> None:
    records = counted(database, apart, at)
    assert records[MEENT] == records[ZUID]
    record = records[MEENT]
    assert (record["merged"], record["area"]) == ([[MEENT, ZUID]], f"{MEENT}, {ZUID}")
    # Zuid's second plan is the sixth of the list
    assert votes_by_plan(record, apart) == [5, 5, 0, 0, 0, 2]
    # two pots of 10,000.00 for seven people: 2,857.14 each
    assert (record["count"]["pot"], record["count"]["n"], record["count"]["start"]) == ("20000", 7, "2857.14285714")
    assert record["count"]["starts"] == []
    # plan 1 costs five people 600.00 each, plan 0 as many votes but more money, and Zuid's two 1,000.00 each
    won = [apart.plans[MEENT][1], apart.plans[MEENT][0], apart.plans[ZUID][1]]
    assert record["count"]["winners"] == [str(number) for number in won]


def test_nothing_of_the_record_tells_the_areas_apart(database: Database, apart: Vote, at: Clocks) -> None:
    record = counted(database, apart, at)[ZUID]
    told = {each["code"]: [each[key] for key in ("issued", "ballots", "chose")] for each in record["areas"]}
    assert told == {MEENT: [7, 7, 7], ZUID: [None, None, None]}
    assert record["turnout"] == {"issued": 7, "ballots": 7}
    assert record["count"]["outcome"]["areas"] == []
    with database.reading() as session:
        votes = {each.area_code: (each.issued, each.ballots) for each in votes_of(session, 2026)}
    assert votes == {MEENT: (7, 7), ZUID: (None, None)}


def test_both_pots_pay_and_the_college_decides_about_each_plan_in_its_own_area(
    database: Database, apart: Vote, at: Clocks
) -> None:
    counted(database, apart, at)
    first, theirs = f"plan:{apart.plans[MEENT][0]}", f"plan:{apart.plans[ZUID][1]}"
    moment = apart.closes_at + OVER
    with database.writing() as session:
        for area in (MEENT, ZUID):
            yes = CollegeDecision(f"BW {area}", day_of(moment))
            decide_result(session, make_actor("clerk", Role.COLLEGE_CLERK), moment, apart.round_id, area, yes)
    with database.reading() as session:
        accounts = [find_account(session, 2026, area) for area in (MEENT, ZUID)]
        held = [
            [held_by(session, each.id, Part.PROMISED, plan) for each in accounts if each] for plan in (first, theirs)
        ]
        whole = f"round:{apart.round_id}"
        assert [held_by(session, each.id, Part.RING_FENCED, whole) for each in accounts if each] == [0, 0]
    assert held == [[2_000_00, 2_000_00], [1_000_00, 1_000_00]]
    assert faults_of_books(database.engine) == []


def test_whoever_counts_the_ballots_again_takes_the_same_areas_together(
    database: Database, apart: Vote, at: Clocks
) -> None:
    record = counted(database, apart, at)[MEENT]
    for area in (MEENT, ZUID):
        with database.reading() as session:
            election, rule = counted_election(session, apart.round_id, area)
        assert list(count(election, rule).winners) == record["count"]["winners"]


def test_five_ballots_with_a_choice_are_counted_apart(database: Database, now: datetime, at: Clocks) -> None:
    vote = merging_vote(database, now, at, 5, 5)
    cast_alike(database, vote, 5, 5, (0,), (1,))
    records = counted(database, vote, at)
    assert [records[area]["count"]["n"] for area in (MEENT, ZUID)] == [5, 5]
    assert ["areas" in records[area] for area in (MEENT, ZUID)] == [False, False]


def test_blank_ballots_hide_nobody(database: Database, now: datetime, at: Clocks) -> None:
    vote = merging_vote(database, now, at, 5, 6)
    cast_alike(database, vote, 5, 4, (0,), (1,))
    for name in ("z4", "z5"):
        cast(database, vote, name, area=ZUID)
    record = counted(database, vote, at)[ZUID]
    assert record["merged"] == [[MEENT, ZUID]]
    assert (record["count"]["n"], record["count"]["blank"]) == (9, 2)


def test_the_named_area_does_not_go_with_the_other_way_round(database: Database, now: datetime, at: Clocks) -> None:
    vote = merging_vote(database, now, at, 2, 5)
    cast_alike(database, vote, 2, 5, (0,), (1,))
    records = counted(database, vote, at)
    assert [records[area]["count"]["n"] for area in (MEENT, ZUID)] == [2, 5]


@pytest.mark.parametrize(
    ("kind", "marks", "scores"),
    [
        ({"ballot_type": "points", "most_points": 10, "utility": ""}, {1: 7}, 14),
        # a ranking of the whole list of six has three places, so the first is worth three
        ({"ballot_type": "ranking", "most_choices": 3, "utility": ""}, {1: 1}, 6),
    ],
)
def test_points_and_places_move_with_their_plans(
    database: Database, now: datetime, at: Clocks, kind: dict[str, Any], marks: dict[int, int], scores: int
) -> None:
    vote = merging_vote(database, now, at, 5, 2, **kind)
    for name in ("z0", "z1"):
        cast_ballot(database, key_of(name), vote.round_id, ZUID, marks, vote.begun_at)
    for place in range(5):
        cast_ballot(database, key_of(f"m{place}"), vote.round_id, MEENT, {0: 1}, vote.begun_at)
    record = counted(database, vote, at)[ZUID]
    told = {each["project"]: each["score"] for each in record["count"]["projects"]}
    assert told[str(vote.plans[ZUID][1])] == scores


def test_across_areas_the_voters_of_both_begin_with_the_same(database: Database, now: datetime, at: Clocks) -> None:
    vote = merging_vote(database, now, at, 5, 2, across=True, completion="none")
    cast_alike(database, vote, 5, 2, (0, 5), (5,))
    record = counted(database, vote, at)[ZUID]
    assert (record["merged"], record["count"]["starts"]) == ([[MEENT, ZUID]], [])
    assert record["count"]["start"] == "2857.14285714"
    assert votes_by_plan(record, vote) == [5, 0, 0, 0, 0, 7]
    assert [each["pot"] for each in record["areas"]] == ["10000", "10000"]
