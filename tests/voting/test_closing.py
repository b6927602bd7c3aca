"""Closing: by the clock, by whoever looks first, once and for good."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lives.lifecycle import StepRefused
from logbook.models import LogRow
from tests.voting.ballots import MINUTE, cast, let_vote, sealed_vote, state_of
from voting.models import BallotBox
from voting.services.closing import close_replay, close_round
from voting.services.refusals import RoundClosed

SECOND = timedelta(seconds=1)


@pytest.fixture
def vote(database, now, at):
    made = sealed_vote(database, now)
    let_vote(database, made, "ann")
    at(made.begun_at)
    return made


def closings(database):
    with database.reading() as session:
        return session.scalars(select(func.count()).select_from(LogRow).where(LogRow.act == "close_round")).one()


def test_before_the_last_of_the_five_minutes_nobody_can_close_the_vote(database, vote, at):
    at(vote.closes_at + 5 * MINUTE - 10 * SECOND)

    assert close_round(database, vote.round_id, vote.closes_at + MINUTE) is False
    assert closings(database) == 0
    cast(database, vote, "ann", 0)


def test_whoever_looks_after_the_last_moment_closes_it_and_the_second_finds_it_closed(database, vote, at):
    end = vote.closes_at + 5 * MINUTE
    at(end)

    assert close_round(database, vote.round_id, end)
    assert close_round(database, vote.round_id, end + MINUTE)

    assert closings(database) == 1
    with database.reading() as session:
        box = session.get_one(BallotBox, vote.round_id)
        assert box.state == "closed"
        assert end <= box.closed_at < end + MINUTE


def test_a_closed_round_takes_no_ballot_even_when_the_clock_goes_back(database, vote, at):
    at(vote.closes_at + 5 * MINUTE)
    close_round(database, vote.round_id, vote.closes_at + 5 * MINUTE)
    at(vote.begun_at)

    with pytest.raises(RoundClosed):
        cast(database, vote, "ann", 0)
    assert state_of(database, "ann") == "issued"


def test_a_round_without_a_ballot_box_is_not_closed(database, vote):
    assert close_round(database, vote.round_id + 1, vote.begun_at) is False


def test_a_round_of_this_municipality_never_closes_before_its_time(database, vote):
    with pytest.raises(StepRefused), database.writing() as session:
        close_replay(session, vote.begun_at, vote.round_id)

    assert closings(database) == 0
    cast(database, vote, "ann", 0)
