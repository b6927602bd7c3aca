"""Fixing the ballot: everything stands from then on, or nothing has changed and every reason is named."""

from __future__ import annotations

import hashlib
import json

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from budget.models import Account
from budget.queries import held_by
from budget.rules.ledger import Part
from lives.lifecycle import StepRefused
from logbook.models import LogRow
from logbook.refusals import NotAllowed
from proposals.models import Proposal
from rounds.models import RoundArea
from tests.builders.people import ADMINISTRATOR, COORDINATOR
from tests.builders.town import MEENT, POT_CENTS, ZUID, make_town
from tests.voting.ballots import (
    MEENT_COSTS,
    MINUTE,
    add_plan,
    announced_vote,
    plan_states,
    preparing_calendar,
    sealed_vote,
)
from voting.models import BallotBox, BallotPlan
from voting.rules.spec import read_spec
from voting.services.refusals import SealingRefused
from voting.services.sealing import seal_round


def seal(database, now, round_id, by=ADMINISTRATOR):
    with database.writing() as session:
        seal_round(session, by, now, round_id)


def test_the_spec_is_frozen_as_bytes_with_their_hash_and_holds_all_that_decides(database, now):
    vote = sealed_vote(database, now, ballot_type="knapsack", method="greedy")

    with database.reading() as session:
        box = session.get_one(BallotBox, vote.round_id)
        assert box.spec_hash == hashlib.sha256(box.spec).hexdigest()
        told = json.loads(box.spec)
        spec = read_spec(box.spec)
        assert session.scalars(select(func.count()).select_from(BallotPlan)).one() == 6
    assert (told["ballot_type"], told["method"], told["grace_seconds"]) == ("knapsack", "greedy", 300)
    assert (told["argon2_memory_kib"], told["argon2_passes"], told["argon2_lanes"]) == (19456, 2, 1)
    assert len(bytes.fromhex(told["salt"])) == 16
    assert (spec.opens_at, spec.closes_at) == (vote.opens_at, vote.closes_at)
    meent, zuid = spec.areas
    assert (meent.code, meent.pot_cents, zuid.code) == (MEENT, POT_CENTS, ZUID)
    assert [plan.cost_cents for plan in meent.plans] == list(MEENT_COSTS)
    assert [plan.proposal for plan in meent.plans] == vote.plans[MEENT]


def test_each_pot_is_set_apart_for_the_round_and_the_plans_are_on_the_ballot(database, now):
    vote = sealed_vote(database, now)

    with database.reading() as session:
        accounts = session.scalars(select(RoundArea.account_id).where(RoundArea.round_id == vote.round_id)).all()
        for account_id in accounts:
            account = session.get_one(Account, account_id)
            assert account.ring_fenced == POT_CENTS
            assert held_by(session, account_id, Part.RING_FENCED, f"round:{vote.round_id}") == POT_CENTS
    assert plan_states(database, vote) == {"on_ballot"}


def test_an_area_without_plans_is_named_and_nothing_has_changed(database, now):
    town = make_town(database, now, preparing_calendar(now))
    number = add_plan(database, now, town.round_id, MEENT, 1_000_00, 0)

    with pytest.raises(SealingRefused) as refused:
        seal(database, now, town.round_id)

    assert [str(fault) for fault in refused.value.faults] == ["In Zuid there is no plan that can go on the ballot."]
    with database.reading() as session:
        assert session.get(BallotBox, town.round_id) is None
        assert session.get_one(Proposal, number).state == "feasible"
        assert set(session.scalars(select(Account.ring_fenced))) == {0}


def test_a_plan_that_became_too_large_is_named_with_its_ground_and_nothing_has_changed(database, now):
    vote = announced_vote(database, now)
    with database.engine.begin() as connection:
        # behind the back of the services: 21,000 for a path that the municipality will own
        connection.execute(
            text(
                "UPDATE proposal SET amount_cents = 2100000, kind = 'roads', touches_public_space = 'yes', "
                "new_or_repair = 'new', owner_after = 'municipality', life_years = 30 WHERE id = :id"
            ),
            {"id": vote.plans[MEENT][0]},
        )

    with pytest.raises(SealingRefused) as refused:
        seal(database, now, vote.round_id)

    said = [str(fault) for fault in refused.value.faults]
    assert said
    assert all(fault.startswith("“Feest 1 in WK040208” cannot go on the ballot: ") for fault in said)
    assert any("20,000" in fault for fault in said)
    with database.reading() as session:
        assert session.get(BallotBox, vote.round_id) is None
    assert plan_states(database, vote) == {"feasible"}


@pytest.mark.parametrize("phase", ["reviewing", "voting"])
def test_a_ballot_is_fixed_after_the_review_and_before_the_vote_opens(database, now, phase):
    vote = announced_vote(database, now)
    calendar = vote.town.calendar
    moment = {"reviewing": calendar.review_until - MINUTE, "voting": calendar.opens_at}[phase]

    with pytest.raises(StepRefused):
        seal(database, moment, vote.round_id)


def test_a_ballot_is_fixed_once_and_by_an_administrator(database, now):
    vote = announced_vote(database, now)
    with pytest.raises(NotAllowed):
        seal(database, now, vote.round_id, COORDINATOR)
    seal(database, now, vote.round_id)
    with pytest.raises(StepRefused):
        seal(database, now + MINUTE, vote.round_id)

    with database.reading() as session:
        acts = session.scalars(select(func.count()).select_from(LogRow).where(LogRow.act == "seal_round")).one()
    assert acts == 1


FROZEN_COLUMNS = {
    "spec": b"{}",
    "spec_hash": "0" * 64,
    "salt": b"0" * 16,
    "argon2_memory_kib": 8,
    "argon2_passes": 1,
    "argon2_lanes": 2,
    "grace_seconds": 3600,
    "is_reference": True,
}


@pytest.fixture
def refuse(database, now):
    """A sealed round, and a statement about it that the database must refuse."""
    vote = sealed_vote(database, now)

    def run(sql, **values):
        with pytest.raises(DBAPIError, match="does not change"), database.engine.begin() as connection:
            connection.execute(text(sql), values | {"id": vote.round_id})

    return run


def test_no_column_of_the_spec_changes_whoever_asks_the_database(refuse):
    for column, value in FROZEN_COLUMNS.items():
        refuse(f"UPDATE ballot_box SET {column} = :value WHERE round_id = :id", value=value)
    for column in ("opens_at", "closes_at", "sealed_at"):
        refuse(f"UPDATE ballot_box SET {column} = {column} WHERE round_id = :id")


def test_a_ballot_box_is_not_taken_away_and_a_closed_one_does_not_open_again(refuse, database):
    refuse("DELETE FROM ballot_box WHERE round_id = :id")
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE ballot_box SET state = 'closed', closed_at = opens_at"))
    refuse("UPDATE ballot_box SET state = 'sealed', closed_at = NULL WHERE round_id = :id")
