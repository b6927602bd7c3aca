"""Several areas that vote as one, by processes at once: with one key, with keys of two areas, and at the count."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from budget.queries import find_account, held_by
from budget.rules.ledger import Part
from database import Database
from logbook.models import LogRow
from prove.books import faults as faults_of_books
from tests.builders.engines import ROOT
from tests.builders.moments import Clocks
from tests.builders.town import MEENT, ZUID
from tests.voting.ballots import Vote, ballot_in, cast, key_of, let_vote, sealed_vote, urn_of
from tests.voting.test_racing import TIMES, race, start_voter
from voting.models import CountedBallot, Result
from voting.queries.results import published_results

OVER = timedelta(minutes=10)
COUNTERS = 4


@pytest.fixture
def vote(database: Database, now: datetime, at: Clocks) -> Vote:
    """Anna and Bram give from the pot of the Meent, Zoe and Yara from that of Zuid; six plans for all."""
    made = sealed_vote(database, now, across=True, completion="none")
    let_vote(database, made, "anna", "bram")
    let_vote(database, made, "zoe", "yara", area=ZUID)
    at(made.begun_at)
    return made


def in_urn(database: Database) -> dict[bytes, tuple[str, int, int, tuple[int, ...]]]:
    """By key: the area of the row, that of the ballot, how often it was cast, and what it chooses."""
    rows = {row.public_key: (row, ballot_in(database, row)) for row in urn_of(database)}
    return {key: (row.area_code, ballot.area, row.sequence, ballot.chosen) for key, (row, ballot) in rows.items()}


def test_one_key_in_two_processes_leaves_one_ballot_of_its_own_area(database: Database, vote: Vote) -> None:
    # plan 0 is of the Meent and plan 5 of Zuid: both are for everyone
    lines = race([start_voter(database, vote, "zoe", place, ZUID) for place in (0, 5)])

    acknowledged = sorted(
        (int(sequence), tracker, int(place))
        for sequence, tracker, place in (line.split() for each in lines for line in each if line != "refused")
    )
    assert [sequence for sequence, _, _ in acknowledged] == list(range(1, len(acknowledged) + 1))
    assert len(acknowledged) >= TIMES
    last_sequence, last_tracker, last_place = acknowledged[-1]
    assert [row.tracker.hex() for row in urn_of(database)] == [last_tracker]
    assert in_urn(database) == {bytes(key_of("zoe").verify_key): (ZUID, 1, last_sequence, (last_place,))}


def test_keys_of_two_areas_do_not_stand_in_each_others_way(database: Database, vote: Vote) -> None:
    lines = race([start_voter(database, vote, "anna", 5), start_voter(database, vote, "zoe", 5, ZUID)])

    assert [len([line for line in each if line != "refused"]) for each in lines] == [TIMES, TIMES]
    assert in_urn(database) == {
        bytes(key_of("anna").verify_key): (MEENT, 0, TIMES, (5,)),
        bytes(key_of("zoe").verify_key): (ZUID, 1, TIMES, (5,)),
    }


def test_processes_that_count_at_once_leave_one_result_and_divide_each_pot_once(
    database: Database, vote: Vote, at: Clocks
) -> None:
    cast(database, vote, "anna", 0, 4)
    cast(database, vote, "bram", 0)
    cast(database, vote, "zoe", 0, area=ZUID)
    moment = vote.closes_at + OVER
    at(moment)

    lines = race([start_counter(database, vote, moment) for _ in range(COUNTERS)])

    assert lines == [["counted"]] * COUNTERS
    with database.reading() as session:
        texts = [each.text for each in published_results(session, vote.round_id).values()]
        assert session.scalar(select(func.count()).select_from(Result)) == 2
        assert session.scalar(select(func.count()).select_from(CountedBallot)) == 3
        counts = select(LogRow.facts).where(LogRow.act == "count_round")
        assert len([facts for facts in session.scalars(counts) if "counted_before" not in facts]) == 1
        first = f"plan:{vote.plans[MEENT][0]}"
        held = []
        for area in (MEENT, ZUID):
            account = find_account(session, 2026, area)
            assert account is not None
            held.append(held_by(session, account.id, Part.RING_FENCED, first))
            assert held_by(session, account.id, Part.RING_FENCED, f"round:{vote.round_id}") == 0
    assert texts[0] == texts[1]
    # 4,000.00 from two pots of 10,000.00
    assert held == [2_000_00, 2_000_00]
    assert faults_of_books(database.engine) == []


def start_counter(database: Database, vote: Vote, moment: datetime) -> subprocess.Popen[str]:
    url = database.engine.url.render_as_string(hide_password=False)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.voting.counter_process", url, str(vote.round_id), moment.isoformat()],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
