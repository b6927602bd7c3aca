"""Two processes cast with one key at once: one row, and the last acknowledged ballot is the one that lies there."""

from __future__ import annotations

import subprocess
import sys

from tests.builders.engines import ROOT
from tests.builders.town import MEENT
from tests.voting.ballots import chosen_by, let_vote, sealed_vote, urn_of

TIMES = 40


def start_voter(database, vote, name, place, area=MEENT):
    url = database.engine.url.render_as_string(hide_password=False)
    arguments = [url, str(vote.round_id), area, name, str(place), str(TIMES), vote.begun_at.isoformat()]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.voting.voter_process", *arguments],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def race(voters):
    """Let them all go at once; the lines of each."""
    for voter in voters:
        assert voter.stdout.readline() == "ready\n", voter.stderr.read()
    for voter in voters:
        voter.stdin.write("go\n")
        voter.stdin.flush()
    ended = [voter.communicate(timeout=120) for voter in voters]
    assert [voter.returncode for voter in voters] == [0] * len(voters), ended
    return [out.splitlines() for out, _ in ended]


def test_two_processes_at_once_leave_one_row_and_the_last_acknowledged_ballot(database, now, at):
    vote = sealed_vote(database, now)
    let_vote(database, vote, "ann", "bob")
    at(vote.begun_at)

    lines = race([start_voter(database, vote, "ann", place) for place in (0, 1)])

    acknowledged = [line.split() for each in lines for line in each if line != "refused"]
    by_sequence = sorted((int(sequence), tracker, int(place)) for sequence, tracker, place in acknowledged)
    # every acknowledged ballot had a place of its own in the row: none was lost, none counted double
    assert [sequence for sequence, _, _ in by_sequence] == list(range(1, len(by_sequence) + 1))
    assert len(by_sequence) >= TIMES
    (row,) = urn_of(database)
    last_sequence, last_tracker, last_place = by_sequence[-1]
    assert (row.sequence, row.tracker.hex()) == (last_sequence, last_tracker)
    assert chosen_by(database, "ann") == (last_place,)


def test_processes_with_different_keys_do_not_stand_in_each_others_way(database, now, at):
    vote = sealed_vote(database, now)
    let_vote(database, vote, "ann", "bob")
    at(vote.begun_at)

    lines = race([start_voter(database, vote, "ann", 0), start_voter(database, vote, "bob", 1)])

    assert [len([line for line in each if line != "refused"]) for each in lines] == [TIMES, TIMES]
    assert sorted(row.sequence for row in urn_of(database)) == [TIMES, TIMES]
    assert (chosen_by(database, "ann"), chosen_by(database, "bob")) == ((0,), (1,))
