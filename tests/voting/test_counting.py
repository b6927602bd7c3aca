"""Counting a closed vote on both engines: once, from the urn alone, with the money settled to the cent."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, text, update

from budget.queries import find_account, held_by
from budget.rules.ledger import Part
from database import Database
from proposals.models import Proposal
from tests.builders.moments import Clocks
from tests.builders.town import MEENT, POT_CENTS, ZUID
from tests.voting.ballots import Vote, cast, key_of, let_vote, sealed_vote
from voting.models import BallotBox, CountedBallot, Credential, Urn
from voting.queries.results import published_results, result_of
from voting.services.counting import count_when_closed

MINUTES = timedelta(minutes=10)


@pytest.fixture
def vote(database: Database, now: datetime, at: Clocks) -> Vote:
    """Meent: three voters for plans 0 and 1 (4,000 and 3,000), one for plan 2 (3,000), one blank; Zuid: nobody."""
    made = sealed_vote(database, now)
    let_vote(database, made, "anna", "bram", "chris", "dina", "eva", "frank")
    at(made.begun_at)
    for name in ("anna", "bram", "chris"):
        cast(database, made, name, 0, 1)
    cast(database, made, "dina", 2)
    cast(database, made, "eva")
    return made


def close(database: Database, vote: Vote, at: Clocks) -> None:
    moment = vote.closes_at + MINUTES
    at(moment)
    count_when_closed(database, vote.round_id, moment)


def test_whoever_looks_after_the_end_finds_it_closed_and_counted(database: Database, vote: Vote, at: Clocks) -> None:
    close(database, vote, at)
    with database.reading() as session:
        count = published_results(session, vote.round_id)[MEENT].record["count"]
        box = session.get_one(BallotBox, vote.round_id)
        assert (box.state, box.closed_at is not None) == ("published", True)
    # pot 10,000, 4 voters, 2,500 each: plans 0, 1 and 2 cost exactly the pot; plan 3 has no votes
    assert sorted(count["winners"]) == sorted(str(number) for number in vote.plans[MEENT][:3])
    assert (count["spent"], count["left"], count["n"], count["blank"]) == ("10000", "0", 4, 1)
    votes = {each["project"]: each["votes"] for each in count["projects"]}
    assert [votes[str(number)] for number in vote.plans[MEENT]] == [3, 3, 1, 0]


def test_before_the_end_nothing_is_counted(database: Database, vote: Vote, at: Clocks) -> None:
    for moment in (vote.begun_at, vote.closes_at, vote.closes_at + timedelta(minutes=4, seconds=50)):
        at(moment)
        count_when_closed(database, vote.round_id, moment)
    with database.reading() as session:
        assert result_of(session, vote.round_id, MEENT) is None
        assert session.scalars(select(CountedBallot)).all() == []
        assert session.get_one(BallotBox, vote.round_id).state == "sealed"


def test_counting_twice_changes_nothing(database: Database, vote: Vote, at: Clocks) -> None:
    close(database, vote, at)
    with database.reading() as session:
        before = result_of(session, vote.round_id, MEENT)
        rows = session.execute(text("SELECT count(*) FROM log_row")).scalar_one()
    close(database, vote, at)
    with database.reading() as session:
        assert result_of(session, vote.round_id, MEENT) == before
        assert session.execute(text("SELECT count(*) FROM log_row")).scalar_one() == rows


def test_winners_keep_their_money_and_the_rest_is_free_again(database: Database, vote: Vote, at: Clocks) -> None:
    with database.reading() as session:
        zuid = find_account(session, 2026, ZUID)
        assert zuid is not None
        free_before = zuid.available
        assert zuid.ring_fenced == POT_CENTS
    close(database, vote, at)
    with database.reading() as session:
        meent, zuid = find_account(session, 2026, MEENT), find_account(session, 2026, ZUID)
        assert meent is not None
        assert zuid is not None
        held = [held_by(session, meent.id, Part.RING_FENCED, f"plan:{number}") for number in vote.plans[MEENT]]
        assert held == [400_000, 300_000, 300_000, 0]
        assert held_by(session, meent.id, Part.RING_FENCED, f"round:{vote.round_id}") == 0
        assert (zuid.ring_fenced, zuid.available) == (0, free_before + POT_CENTS)


def test_each_plan_hears_whether_it_won(database: Database, vote: Vote, at: Clocks) -> None:
    close(database, vote, at)
    with database.reading() as session:
        states = dict.fromkeys(vote.plans[MEENT] + vote.plans[ZUID], "")
        states |= {plan.id: plan.state for plan in session.scalars(select(Proposal))}
    assert [states[number] for number in vote.plans[MEENT]] == ["won", "won", "won", "lost"]
    assert [states[number] for number in vote.plans[ZUID]] == ["lost", "lost"]


def test_counted_ballots_hold_no_key_and_lie_in_the_order_of_their_check_codes(
    database: Database, vote: Vote, at: Clocks
) -> None:
    close(database, vote, at)
    with database.reading() as session:
        rows = session.scalars(select(CountedBallot).order_by(CountedBallot.area_code, CountedBallot.position)).all()
    assert {column.key for column in CountedBallot.__table__.columns} == {
        "round_id", "area_code", "position", "check_code", "choices"
    }  # fmt: skip
    assert [row.check_code for row in rows] == sorted(row.check_code for row in rows)
    assert sorted(row.choices for row in rows) == ["", "0,1", "0,1", "0,1", "2"]


def test_results_and_counted_ballots_are_never_changed(database: Database, vote: Vote, at: Clocks) -> None:
    close(database, vote, at)
    for table in ("result", "counted_ballot"):
        for statement in (f"UPDATE {table} SET area_code = area_code", f"DELETE FROM {table}"):
            with database.writing() as session, pytest.raises(Exception, match="append-only"):
                session.execute(text(statement))


def forge(database: Database, name: str, **values: object) -> None:
    """What somebody who writes in the database could do to a ballot in the urn."""
    with database.writing() as session:
        session.execute(update(Urn).where(Urn.public_key == bytes(key_of(name).verify_key)).values(**values))
        session.commit()


def test_a_ballot_that_was_changed_in_the_urn_is_not_counted_and_is_named(
    database: Database, vote: Vote, at: Clocks
) -> None:
    with database.reading() as session:
        dina = session.get_one(Urn, bytes(key_of("dina").verify_key)).ballot
    forge(database, "anna", ballot=dina)
    forge(database, "bram", signature=b"x" * 64)
    forge(database, "chris", sequence=2)
    close(database, vote, at)
    with database.reading() as session:
        record = published_results(session, vote.round_id)[MEENT].record
    assert record["invalid"] == {"signature": 3}
    assert (record["count"]["invalid"], record["count"]["n"], record["count"]["blank"]) == (3, 1, 1)


def test_a_ballot_of_a_withdrawn_key_is_not_counted(database: Database, vote: Vote, at: Clocks) -> None:
    with database.writing() as session:
        mine = Credential.public_key == bytes(key_of("dina").verify_key)
        session.execute(update(Credential).where(mine).values(state="withdrawn"))
        session.commit()
    close(database, vote, at)
    with database.reading() as session:
        record = published_results(session, vote.round_id)[MEENT].record
    assert record["invalid"] == {"credential": 1}
    assert record["turnout"] == {"issued": 5, "ballots": 4}
