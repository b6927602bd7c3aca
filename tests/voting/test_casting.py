"""The one act by which ballots enter the urn: who may, until when, what a valid ballot is, and voting again."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest
from nacl.signing import VerifyKey
from sqlalchemy import update

from tests.builders.town import MEENT, ZUID
from tests.voting.ballots import (
    MINUTE,
    ballot_in,
    cast,
    chosen_by,
    key_of,
    let_vote,
    sealed_vote,
    state_of,
    urn_of,
)
from voting.models import Credential
from voting.rules.ballot import signed_bytes
from voting.services.casting import cast_ballot
from voting.services.refusals import BallotRefused, CodeUnknown, RoundClosed, RoundNotOpen

SECOND = timedelta(seconds=1)
GRACE = 5 * MINUTE


@pytest.fixture
def vote(database, now, at):
    """An open knapsack vote; ann and bob live in the Meent, zoe in Zuid."""
    made = sealed_vote(database, now, ballot_type="knapsack")
    let_vote(database, made, "ann", "bob")
    let_vote(database, made, "zoe", area=ZUID)
    at(made.begun_at)
    return made


def test_a_ballot_lies_in_the_urn_signed_by_its_key_and_the_voter_gets_its_tracker(database, vote):
    proof = cast(database, vote, "ann", 0, 3)

    (row,) = urn_of(database)
    assert chosen_by(database, "ann") == (0, 3)
    assert (state_of(database, "ann"), state_of(database, "bob")) == ("voted", "issued")
    assert proof.tracker == sha256(row.ballot).hexdigest() == row.tracker.hex()
    assert proof.check_code == ballot_in(database, row).check_code.hex()
    assert (proof.sequence, row.sequence) == (1, 1)
    VerifyKey(row.public_key).verify(signed_bytes(vote.round_id, 0, 1, row.tracker), row.signature)


def test_voting_again_replaces_the_ballot_and_the_sequence_goes_up_by_one(database, vote):
    first, second, third = (
        cast(database, vote, "ann", 0),
        cast(database, vote, "ann", 1),
        cast(database, vote, "ann", 2),
    )

    assert [proof.sequence for proof in (first, second, third)] == [1, 2, 3]
    (row,) = urn_of(database)
    assert row.tracker.hex() == third.tracker
    assert chosen_by(database, "ann") == (2,)
    VerifyKey(row.public_key).verify(signed_bytes(vote.round_id, 0, 3, row.tracker), row.signature)


def test_the_same_choices_twice_give_two_different_trackers(database, vote):
    assert cast(database, vote, "ann", 0).tracker != cast(database, vote, "bob", 0).tracker


def test_all_ballots_are_of_one_length_whatever_the_area_and_the_choices(database, vote):
    cast(database, vote, "ann", 0, 1, 2)
    cast(database, vote, "bob")
    cast(database, vote, "zoe", 1, area=ZUID)

    # version 1, spec hash 32, area 2, one byte for each of 4 plans, check code 8, digits 2
    assert {len(row.ballot) for row in urn_of(database)} == {49}


def test_a_blank_ballot_counts(database, vote):
    cast(database, vote, "ann")

    assert chosen_by(database, "ann") == ()


def test_plans_that_cost_exactly_the_pot_together_fit_and_a_cent_more_does_not(database, vote):
    # 4,000 + 3,000 + 3,000 = 10,000; with 2,000 more it is 12,000
    cast(database, vote, "ann", 0, 1, 2)
    with pytest.raises(BallotRefused) as refused:
        cast(database, vote, "ann", 0, 1, 2, 3)

    assert "2,000" in str(refused.value.message)
    assert chosen_by(database, "ann") == (0, 1, 2)


@pytest.mark.parametrize("place", [4, -1, 99])
def test_a_plan_that_is_not_on_the_ballot_of_the_area_is_refused(database, vote, place):
    with pytest.raises(BallotRefused):
        cast(database, vote, "ann", place)
    with pytest.raises(BallotRefused):
        # Zuid has two plans, so the Meent's third is none of theirs
        cast(database, vote, "zoe", 2, area=ZUID)

    assert urn_of(database) == []


def test_a_key_cannot_vote_in_another_area(database, vote):
    with pytest.raises(CodeUnknown):
        cast(database, vote, "zoe", 0, area=MEENT)
    with pytest.raises(CodeUnknown):
        cast(database, vote, "ann", 0, area="WK999999")

    assert urn_of(database) == []
    assert state_of(database, "zoe") == "issued"


def test_unknown_and_withdrawn_keys_are_refused_with_one_sentence(database, vote):
    with database.engine.begin() as connection:
        bob = Credential.public_key == bytes(key_of("bob").verify_key)
        connection.execute(update(Credential).where(bob).values(state="withdrawn"))

    with pytest.raises(CodeUnknown) as withdrawn:
        cast(database, vote, "bob", 0)
    with pytest.raises(CodeUnknown) as unknown:
        cast(database, vote, "nobody", 0)

    assert withdrawn.value.message == unknown.value.message
    assert urn_of(database) == []
    assert state_of(database, "bob") == "withdrawn"


def test_nothing_is_cast_in_a_round_without_a_sealed_ballot(database, vote):
    with pytest.raises(RoundNotOpen):
        cast_ballot(database, key_of("ann"), vote.round_id + 1, MEENT, [0], vote.begun_at)


def test_the_vote_opens_at_its_moment_by_the_clock_of_the_database(database, vote, at):
    at(vote.opens_at - 2 * SECOND)
    with pytest.raises(RoundNotOpen):
        cast(database, vote, "ann", 0, begun_at=vote.opens_at - MINUTE)
    at(vote.opens_at)
    cast(database, vote, "ann", 0)


def test_who_began_before_closing_may_cast_for_five_minutes_and_nobody_else(database, vote, at):
    at(vote.closes_at + GRACE - 10 * SECOND)
    cast(database, vote, "ann", 1, begun_at=vote.closes_at - SECOND)
    with pytest.raises(RoundClosed):
        cast(database, vote, "bob", 1, begun_at=vote.closes_at)

    at(vote.closes_at + GRACE)
    with pytest.raises(RoundClosed):
        cast(database, vote, "bob", 1, begun_at=vote.closes_at - SECOND)
    assert len(urn_of(database)) == 1


def test_four_digits_of_the_voters_own_are_kept_in_the_ballot(database, vote):
    cast_ballot(database, key_of("ann"), vote.round_id, MEENT, [1], vote.begun_at, digits="0042")

    (row,) = urn_of(database)
    assert ballot_in(database, row).digits == "0042"


@pytest.mark.parametrize("ballot_type", ["choose_1"])
def test_one_plan_is_one_plan(database, now, at, ballot_type):
    made = sealed_vote(database, now, ballot_type=ballot_type)
    let_vote(database, made, "ann")
    at(made.begun_at)

    with pytest.raises(BallotRefused):
        cast(database, made, "ann", 0, 1)
    cast(database, made, "ann", 1)
    assert chosen_by(database, "ann") == (1,)
