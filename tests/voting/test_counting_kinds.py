"""Every kind of ballot through the same door: cast, opened, counted by hand, kept, told and exported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from budget.queries import find_account, held_by
from budget.rules.closing import MINUTES
from budget.rules.ledger import Part
from database import Database
from logbook.actors import Role
from tests.builders.moments import Clocks
from tests.builders.people import ADMINISTRATOR, make_actor
from tests.builders.town import MEENT
from tests.voting.ballots import Vote, announced_vote, cast_marks, key_of, let_vote
from voting.models import CountedBallot, Urn
from voting.queries.results import published_results
from voting.rules.ballot import Ballot, encode_ballot, signed_bytes, tracker_of
from voting.services.counting import count_when_closed
from voting.services.deciding import CollegeDecision, decide_result
from voting.services.excluding import exclude_plans
from voting.services.frozen import frozen_round
from voting.services.refusals import BallotRefused
from voting.services.sealing import seal_round

COLLEGE_CLERK = make_actor("clerk", Role.COLLEGE_CLERK)
OVER = timedelta(minutes=10)
Held = Callable[..., tuple[Vote, dict[str, Any]]]
# the plans of the Meent: 0 costs 4,000, 1 and 2 3,000, 3 2,000; the pot is 10,000
POINTS = {"ballot_type": "points", "most_points": 10}
RANKING = {"ballot_type": "ranking", "most_choices": 3}


@pytest.fixture
def hold(database: Database, now: datetime, at: Clocks) -> Held:
    """A vote of this kind, with these ballots: what the record of the Meent says."""

    def run(ballots: list[dict[int, int]], exclude: tuple[int, ...] = (), **kinds: Any) -> tuple[Vote, dict[str, Any]]:
        vote = announced_vote(database, now, **kinds)
        with database.writing() as session:
            if exclude:
                plans = [vote.plans[MEENT][place] for place in exclude]
                exclude_plans(session, ADMINISTRATOR, now, vote.round_id, MEENT, plans, "Zij willen dezelfde plek.")
        with database.writing() as session:
            seal_round(session, ADMINISTRATOR, now, vote.round_id)
        names = [f"voter-{number}" for number in range(len(ballots))]
        let_vote(database, vote, *names)
        at(vote.begun_at)
        for name, marks in zip(names, ballots, strict=True):
            cast_marks(database, vote, name, marks)
        moment = vote.closes_at + OVER
        at(moment)
        count_when_closed(database, vote.round_id, moment)
        with database.reading() as session:
            return vote, published_results(session, vote.round_id)[MEENT].record

    return run


def won(vote: Vote, record: dict[str, Any]) -> list[int]:
    """The places of the winners, in order of funding."""
    return [vote.plans[MEENT].index(int(number)) for number in record["count"]["winners"]]


def scores(vote: Vote, record: dict[str, Any]) -> list[object]:
    by_plan = {each["project"]: each.get("score", each["votes"]) for each in record["count"]["projects"]}
    return [by_plan[str(number)] for number in vote.plans[MEENT]]


def counted(database: Database) -> list[str]:
    with database.reading() as session:
        return sorted(session.scalars(select(CountedBallot.choices).where(CountedBallot.area_code == MEENT)))


def test_points_by_most_points_first(hold: Held, database: Database) -> None:
    ballots = [{0: 5, 3: 5}, {0: 1, 1: 9}, {1: 4, 2: 1}, {}]
    vote, record = hold(ballots, method="greedy", completion="none", **POINTS)
    # points: 6, 13, 1, 5; 3,000 + 4,000 + 2,000 leave 1,000, too little for plan 2
    assert scores(vote, record) == [6, 13, 1, 5]
    assert won(vote, record) == [1, 0, 3]
    assert counted(database) == ["", "0=1,1=9", "0=5,3=5", "1=4,2=1"]
    assert (record["count"]["n"], record["count"]["blank"], record["ballot_type"]) == (3, 1, "points")


def test_points_by_equal_shares_without_completion(hold: Held) -> None:
    # 2 voters with 5,000 each. Plan 0: 10 + 1 points; plan 1: 9 points of the second alone
    vote, record = hold([{0: 10}, {0: 1, 1: 9}], completion="none", **POINTS)
    # ρ of plan 0 = 4,000 ÷ 11 = 363.64 (pays 3,636.36 and 363.64); of plan 1 = 3,000 ÷ 9 = 333.33: first
    # then the second voter has 2,000 left, and plan 0 still costs 3,636.36 and 363.64
    assert won(vote, record) == [1, 0]
    assert record["count"]["shared"] == record["count"]["winners"]
    assert record["count"]["parameters"]["utility"] == "points"


def test_a_ranking_by_most_points_first_gives_three_two_and_one(hold: Held, database: Database) -> None:
    ballots = [{2: 1, 3: 2, 0: 3}, {2: 1}, {3: 1, 2: 2}, {1: 1}]
    vote, record = hold(ballots, method="greedy", completion="none", **RANKING)
    # plan 2: 3 + 3 + 2, plan 3: 2 + 3, plan 1: 3, plan 0: 1
    assert scores(vote, record) == [1, 3, 8, 5]
    # 3,000 + 2,000 + 3,000; plan 0 of 4,000 does not fit the 2,000 that are left
    assert won(vote, record) == [2, 3, 1]
    # in the order of the voter, the first place first
    assert counted(database) == ["1", "2", "2,3,0", "3,2"]


def test_at_most_so_many_choices_and_a_least_of_votes(hold: Held) -> None:
    ballots = [{0: 1, 1: 1}, {0: 1, 3: 1}, {1: 1}]
    vote, record = hold(ballots, most_choices=2, threshold=2)
    assert won(vote, record) == [1, 0]
    status = {each["project"]: each["status"] for each in record["count"]["projects"]}
    assert [status[str(number)] for number in vote.plans[MEENT]][2:] == ["below_threshold", "below_threshold"]


def test_a_threshold_in_percent_is_of_the_ballots_with_a_choice_and_rounded_up(hold: Held) -> None:
    # 3 ballots hold a choice: 34 percent is 1.02, so 2 votes
    ballots = [{0: 1, 1: 1}, {0: 1, 3: 1}, {1: 1}, {}]
    vote, record = hold(ballots, threshold_percent=34)
    assert record["count"]["parameters"]["threshold"] == 2
    assert record["threshold_percent"] == 34
    assert won(vote, record) == [1, 0]
    status = {each["project"]: each["status"] for each in record["count"]["projects"]}
    assert status[str(vote.plans[MEENT][3])] == "below_threshold"


def test_a_blank_ballot_does_not_raise_a_threshold_in_percent(hold: Held) -> None:
    # 2 ballots hold a choice: 50 percent is 1 vote; of all four it would be 2
    vote, record = hold([{0: 1}, {3: 1}, {}, {}], threshold_percent=50)
    assert record["count"]["parameters"]["threshold"] == 1
    assert sorted(won(vote, record)) == [0, 3]


def test_of_plans_that_exclude_each_other_one_is_funded(hold: Held, database: Database) -> None:
    ballots = [{1: 1, 2: 1}, {1: 1, 2: 1}, {1: 1}]
    vote, record = hold(ballots, exclude=(1, 2))
    assert won(vote, record) == [1]
    with database.reading() as session:
        spec = frozen_round(database, vote.round_id).spec
        assert session is not None
    assert [group.why for group in spec.area(MEENT).groups] == ["Zij willen dezelfde plek."]


def test_a_theme_takes_no_more_than_its_part_of_the_pot(hold: Held) -> None:
    # every plan is about meeting; 35 percent of 10,000 is 3,500
    vote, record = hold([{0: 1, 1: 1, 2: 1, 3: 1}], limits={"meeting": 35})
    assert won(vote, record) == [3]
    assert record["count"]["parameters"]["limits"][0]["most"] == "3500"


def test_hours_count_beside_the_money_and_go_with_the_winners(hold: Held, database: Database, now: datetime) -> None:
    ballots = [{0: 1, 1: 1, 3: 1}, {0: 1, 1: 1}, {1: 1}]
    vote, record = hold(ballots, hours=10, plan_hours=(6, 5, 0, 1))
    # plan 1 takes 5 hours of 10: plan 0, which asks 6, does not fit any more; plan 3 takes one
    assert won(vote, record) == [1, 3]
    assert record["count"]["left_hours"] == "4"
    with database.reading() as session:
        account = find_account(session, 2026, MEENT, MINUTES)
        assert account is not None
        held = [held_by(session, account.id, Part.RING_FENCED, f"plan:{number}") for number in vote.plans[MEENT]]
        assert held == [0, 300, 0, 60]
        assert held_by(session, account.id, Part.RING_FENCED, f"round:{vote.round_id}") == 0
    refused = {vote.plans[MEENT][3]: "Het dak lekt."}
    moment = vote.closes_at + OVER
    with database.writing() as session:
        decision = CollegeDecision("B&W 12", moment.date(), refused)
        decide_result(session, COLLEGE_CLERK, moment, vote.round_id, MEENT, decision)
    with database.reading() as session:
        account = find_account(session, 2026, MEENT, MINUTES)
        assert account is not None
        assert account.ring_fenced == 0
        assert held_by(session, account.id, Part.PROMISED, f"plan:{vote.plans[MEENT][1]}") == 300


@pytest.mark.parametrize(
    ("kind", "marks"),
    [
        (POINTS, {0: 11}),
        (POINTS, {0: 6, 1: 5}),
        (RANKING, {0: 1, 1: 1}),
        (RANKING, {0: 2}),
        (RANKING, {0: 1, 1: 2, 2: 3, 3: 4}),
        ({"most_choices": 2}, {0: 1, 1: 1, 2: 1}),
        ({"ballot_type": "knapsack", "least_spend_percent": 50}, {0: 1}),
        ({}, {0: 2}),
    ],
)
def test_the_box_takes_no_ballot_against_the_spec(
    database: Database, now: datetime, at: Clocks, kind: dict[str, Any], marks: dict[int, int]
) -> None:
    vote = announced_vote(database, now, **kind)
    with database.writing() as session:
        seal_round(session, ADMINISTRATOR, now, vote.round_id)
    let_vote(database, vote, "ann")
    at(vote.begun_at)
    with pytest.raises(BallotRefused):
        cast_marks(database, vote, "ann", marks)


def test_a_ballot_against_the_rules_that_was_put_in_the_urn_behind_our_back_is_not_counted(
    database: Database, now: datetime, at: Clocks
) -> None:
    vote = announced_vote(database, now, **POINTS)
    with database.writing() as session:
        seal_round(session, ADMINISTRATOR, now, vote.round_id)
    let_vote(database, vote, "ann", "bob")
    at(vote.begun_at)
    cast_marks(database, vote, "ann", {0: 10})
    cast_marks(database, vote, "bob", {1: 10})
    frozen = frozen_round(database, vote.round_id)
    # twenty points, signed by the voter's own key
    data = encode_ballot(frozen.form, Ballot(0, (10, 10, 0, 0), b"checkme!"))
    tracker = tracker_of(data)
    signature = key_of("ann").sign(signed_bytes(vote.round_id, 0, 1, tracker)).signature
    with database.writing() as session:
        mine = Urn.public_key == bytes(key_of("ann").verify_key)
        session.execute(update(Urn).where(mine).values(ballot=data, tracker=tracker, signature=bytes(signature)))
        session.commit()
    moment = vote.closes_at + OVER
    at(moment)
    count_when_closed(database, vote.round_id, moment)
    with database.reading() as session:
        record = published_results(session, vote.round_id)[MEENT].record
    assert record["invalid"] == {"rules": 1}
    assert (record["count"]["n"], record["count"]["invalid"]) == (1, 1)
