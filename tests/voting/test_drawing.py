"""The lot: the count waits for two people with the same twenty digits, and everyone can draw it again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, IntegrityError

from database import Database
from logbook.actors import Actor, Role
from logbook.refusals import NotAllowed
from tests.builders.moments import Clocks
from tests.builders.people import ADMINISTRATOR, COORDINATOR, RESIDENT, make_actor
from tests.builders.town import MEENT
from tests.voting.ballots import Vote, cast, let_vote, sealed_vote, urn_of
from voting.models import BallotBox, CountedBallot, Lot, LotEntry
from voting.queries.lots import lot_state, rounds_awaiting_lot, work_of
from voting.queries.results import published_results
from voting.rules.merkle import merkle_root
from voting.services.counting import count_round, count_when_closed
from voting.services.drawing import LotRefused, NoLotNow, enter_lot
from voting.services.refusals import LotNotDrawn

COLLEGE_CLERK = make_actor("clerk", Role.COLLEGE_CLERK)
OVER = timedelta(minutes=10)
DICE = "04815520913766420098"


@dataclass(frozen=True)
class Closed:
    """A closed vote that waits for its dice; plans 1 and 2 cost the same and have one vote each."""

    database: Database
    vote: Vote

    @property
    def moment(self) -> datetime:
        return self.vote.closes_at + OVER

    def enter(self, actor: Actor, digits: str) -> bool:
        with self.database.writing() as session:
            return enter_lot(session, actor, self.moment, self.vote.round_id, digits)

    def look(self) -> str:
        """Whoever looks counts what can be counted; the state of the box."""
        count_when_closed(self.database, self.vote.round_id, self.moment)
        with self.database.reading() as session:
            return session.get_one(BallotBox, self.vote.round_id).state

    def record(self) -> dict[str, Any]:
        with self.database.reading() as session:
            return published_results(session, self.vote.round_id)[MEENT].record


def held(database: Database, now: datetime, at: Clocks, lot: str) -> Closed:
    vote = sealed_vote(database, now, lot=lot, method="greedy", completion="none")
    let_vote(database, vote, "ann", "bob")
    at(vote.begun_at)
    cast(database, vote, "ann", 1)
    cast(database, vote, "bob", 2)
    at(vote.closes_at + OVER)
    return Closed(database, vote)


@pytest.fixture
def closed(database: Database, now: datetime, at: Clocks) -> Closed:
    made = held(database, now, at, "dice")
    assert made.look() == "closed"
    return made


def first_by_lot(closed: Closed, digits: str) -> int:
    """Which of plans 1 and 2 goes first, worked out apart: nothing of the product but the trackers is asked."""
    with closed.database.reading() as session:
        spec_hash = session.get_one(BallotBox, closed.vote.round_id).spec_hash
    trackers = sorted(row.tracker for row in urn_of(closed.database))
    leaves = [hashlib.sha256(b"\0" + each).digest() for each in trackers]
    root = hashlib.sha256(b"\1" + leaves[0] + leaves[1]).digest()
    seed = hashlib.sha256(b"lot1" + bytes.fromhex(spec_hash) + root + digits.encode()).digest()
    plans = closed.vote.plans[MEENT]
    return min((1, 2), key=lambda place: hashlib.sha256(seed + b"\0" + str(plans[place]).encode()).digest())


def winners(closed: Closed) -> list[int]:
    return [closed.vote.plans[MEENT].index(int(number)) for number in closed.record()["count"]["winners"]]


def test_the_count_waits_until_two_people_entered_the_same_digits(closed: Closed) -> None:
    assert closed.enter(ADMINISTRATOR, "0481 5520 9137 6642 0098") is False
    assert closed.look() == "closed"
    assert closed.enter(COLLEGE_CLERK, DICE) is True
    assert closed.look() == "published"
    assert winners(closed)[0] == first_by_lot(closed, DICE)
    (tie,) = closed.record()["count"]["ties"]
    assert (tie["decided_by"], tie["chosen"]) == ("lot", closed.record()["count"]["winners"][0])


def test_digits_and_who_by_role_are_in_the_record_but_no_person(closed: Closed) -> None:
    closed.enter(COLLEGE_CLERK, DICE)
    closed.enter(ADMINISTRATOR, DICE)
    closed.look()
    told = closed.record()["lot"]
    assert (told["kind"], told["digits"], told["entered_by"]) == ("dice", DICE, ["college_clerk", "administrator"])
    assert told["seed"] == closed.record()["count"]["parameters"]["seed"]
    assert told["trackers_root"] == merkle_root(sorted(row.tracker for row in urn_of(closed.database))).hex()
    assert ADMINISTRATOR.key not in str(closed.record())


def test_nothing_is_counted_or_published_before(closed: Closed) -> None:
    with closed.database.writing() as session, pytest.raises(LotNotDrawn):
        count_round(session, closed.moment, closed.vote.round_id)
    with closed.database.reading() as session:
        assert session.scalars(select(CountedBallot)).all() == []
        assert session.get_one(BallotBox, closed.vote.round_id).state == "closed"


def test_one_person_is_not_two_and_who_mistyped_types_again(closed: Closed) -> None:
    wrong = DICE[:-1] + "7"
    assert closed.enter(ADMINISTRATOR, wrong) is False
    assert closed.enter(ADMINISTRATOR, wrong) is False
    assert closed.enter(COLLEGE_CLERK, DICE) is False
    assert closed.enter(ADMINISTRATOR, DICE) is True
    with closed.database.reading() as session:
        assert len(session.scalars(select(LotEntry)).all()) == 4


def test_what_somebody_typed_before_does_not_count_any_more(closed: Closed) -> None:
    closed.enter(ADMINISTRATOR, DICE)
    closed.enter(ADMINISTRATOR, DICE[::-1])
    assert closed.enter(COLLEGE_CLERK, DICE) is False


@pytest.mark.parametrize("digits", ["", "123", DICE + "1", DICE[:-1] + "x", "٠" * 20, "-" + DICE[1:]])
def test_anything_but_twenty_digits_is_refused_in_words(closed: Closed, digits: str) -> None:
    with pytest.raises(LotRefused, match="20 digits"):
        closed.enter(ADMINISTRATOR, digits)


@pytest.mark.parametrize("actor", [COORDINATOR, RESIDENT])
def test_only_an_administrator_and_the_college_clerk_enter_digits(closed: Closed, actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        closed.enter(actor, DICE)


def test_a_lot_that_stands_does_not_change(closed: Closed) -> None:
    closed.enter(ADMINISTRATOR, DICE)
    closed.enter(COLLEGE_CLERK, DICE)
    with pytest.raises(NoLotNow, match="drawn already"):
        closed.enter(ADMINISTRATOR, DICE[::-1])
    for statement in ("UPDATE lot SET digits = '0'", "DELETE FROM lot", "DELETE FROM lot_entry"):
        with pytest.raises(DBAPIError, match="append-only"), closed.database.engine.begin() as connection:
            connection.exec_driver_sql(statement)


def test_the_database_refuses_a_lot_of_one_person(closed: Closed) -> None:
    row = Lot(
        round_id=closed.vote.round_id, digits=DICE, first_by_key="a", first_by_role="administrator",
        second_by_key="a", second_by_role="administrator", stands_since=closed.moment,
    )  # fmt: skip
    with closed.database.writing() as session:
        session.add(row)
        with pytest.raises(IntegrityError, match="two_people"):
            session.flush()


def test_while_people_vote_no_digits_are_taken(database: Database, now: datetime, at: Clocks) -> None:
    vote = sealed_vote(database, now, lot="dice")
    at(vote.begun_at)
    with database.writing() as session, pytest.raises(NoLotNow):
        enter_lot(session, ADMINISTRATOR, vote.begun_at, vote.round_id, DICE)


def test_the_work_list_says_whose_turn_it_is(closed: Closed) -> None:
    with closed.database.reading() as session:
        assert [found.id for found in rounds_awaiting_lot(session)] == [closed.vote.round_id]
        assert [item.kind for item in work_of(session, COLLEGE_CLERK, closed.moment)] == ["lot"]
        assert work_of(session, COORDINATOR, closed.moment) == []
        assert lot_state(session, closed.vote.round_id).is_awaited
    closed.enter(ADMINISTRATOR, DICE)
    with closed.database.reading() as session:
        assert lot_state(session, closed.vote.round_id).readers == (ADMINISTRATOR.key,)
    closed.enter(COLLEGE_CLERK, DICE)
    with closed.database.reading() as session:
        assert rounds_awaiting_lot(session) == []
        assert lot_state(session, closed.vote.round_id).digits == DICE


def test_an_automatic_lot_needs_nobody_and_follows_from_the_ballots(
    database: Database, now: datetime, at: Clocks
) -> None:
    made = held(database, now, at, "automatic")
    assert made.look() == "published"
    assert winners(made)[0] == first_by_lot(made, "")
    assert made.record()["lot"]["digits"] == ""
    with pytest.raises(NoLotNow):
        made.enter(ADMINISTRATOR, DICE)


def test_without_a_lot_the_first_number_goes_first(database: Database, now: datetime, at: Clocks) -> None:
    made = held(database, now, at, "none")
    assert made.look() == "published"
    assert winners(made)[0] == 1
    assert made.record()["lot"] == {"kind": "none"}
    (tie,) = made.record()["count"]["ties"]
    assert tie["decided_by"] == "id"
