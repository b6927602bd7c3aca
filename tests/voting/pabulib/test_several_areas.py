"""A published election of several areas is replayed as one round of several areas, and comes out as it was."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import func, select

from database import Database
from tests.voting.pabulib.made_files import PLANS
from tests.voting.pabulib.replaying import export, record_of, replay
from voting.models import CountedBallot, Credential
from voting.rules.count import count
from voting.rules.election import EQUAL_SHARES
from voting.rules.pabulib.faults import FaultyFile
from voting.rules.pabulib.reader import read

# by hand, approvals: Noord's 4 voters begin with 150 each, Zuid's 4 with 100. b7 costs 400 and has 2 from Noord and 3
# from Zuid: 80 each, so 5 votes for 400; a1 costs 600 and has 4 from Noord, with at most 600 among them
AREAS = "#1: Areas voted as one, each voter with a part of the own area's pot: Noord (600), Zuid (400)."
ROWS = (
    ("a1,b7", "Noord"),
    ("a1,b7", "Noord"),
    ("a1,a2", "Noord"),
    ("a1", "Noord"),
    ("b7,c/9", "Zuid"),
    ("b7", "Zuid"),
    ("b7,a2", "Zuid"),
    ("c/9", "Zuid"),
)
KINDS = {
    "approval": {},
    "ordinal": {"max_length": "3"},
    "cumulative": {"max_sum_points": "9"},
}


def file_of_areas(vote_type: str = "approval", plan_areas: str = "Zuid,Noord,Noord,Zuid", **meta: str) -> bytes:
    """Plans stand in another order than the areas, so that places on the ballot are not those in the file."""
    plans = (PLANS[3], *PLANS[:2], PLANS[2])
    told = {
        "description": "Demo van twee wijken", "country": "Netherlands", "unit": "Demostad", "instance": "7",
        "num_projects": "4", "num_votes": str(len(ROWS)), "budget": "1000", "vote_type": vote_type,
        "rule": "unknown", "date_begin": "2024", "date_end": "2024", "comment": AREAS,
    } | KINDS[vote_type] | meta  # fmt: skip
    lines = ["META", "key;value", *(f"{key};{text}" for key, text in told.items())]
    lines += ["PROJECTS", "project_id;cost;name;district"]
    named = zip(plans, plan_areas.split(","), strict=True)
    lines += [f"{plan[0]};{plan[1]};Plan {plan[0]};{area}" for plan, area in named]
    points = vote_type == "cumulative"
    lines += ["VOTES", "voter_id;vote;points;district" if points else "voter_id;vote;district"]
    for number, (chosen, area) in enumerate(ROWS):
        given = ";" + ",".join(str(3 + place) for place in range(chosen.count(",") + 1)) if points else ""
        lines.append(f"{number};{chosen}{given};{area}")
    return ("\n".join(lines) + "\n").encode()


@pytest.mark.parametrize("vote_type", list(KINDS))
def test_the_replay_counts_what_the_file_says(database: Database, now: datetime, vote_type: str) -> None:
    file = read(file_of_areas(vote_type))
    told = count(file.election(), EQUAL_SHARES)

    imported = replay(database, now, file_of_areas(vote_type))

    assert (imported.ballots_in_urn, imported.refused, len(imported.round.area_codes)) == (8, (), 2)
    found = record_of(database, imported)
    assert set(found["count"]["winners"]) == set(told.winners)
    assert [(area["name"], area["pot"], area["ballots"]) for area in found["areas"]] == [
        ("Noord", "600", 4),
        ("Zuid", "400", 4),
    ]
    assert [area["plans"] for area in found["areas"]] == [["a1", "a2"], ["c/9", "b7"]]
    assert {each["area"]: each["start"] for each in found["count"]["starts"]} == {
        start.area: f"{float(start.cents) / 100:g}" for start in told.starts
    }


def test_by_hand_each_voter_begins_with_a_part_of_the_own_area(database: Database, now: datetime) -> None:
    """Noord 600 ÷ 4 voters and Zuid 400 ÷ 4: 150 and 100. b7 takes 80 from five, then a1 could cost its four voters
    70 + 70 + 150 + 150 = 440 of 600, and c/9 its two 20 + 100 of 250: without more money b7 alone."""
    file = file_of_areas(rule="equalshares")
    count_told = record_of(database, replay(database, now, file))["count"]
    assert [(each["area"], each["start"]) for each in count_told["starts"]] == [("Noord", "150"), ("Zuid", "100")]
    assert count_told["shared"] == ["b7"]
    assert count_told["steps"][0]["payment"]["price"] == "80"


def test_every_ballot_lies_in_its_own_area(database: Database, now: datetime) -> None:
    imported = replay(database, now, file_of_areas())
    with database.reading() as session:
        for table in (Credential, CountedBallot):
            chosen = select(table.area_code, func.count()).where(table.round_id == imported.round.round_id)
            rows = session.execute(chosen.group_by(table.area_code)).all()
            assert sorted(rows) == sorted((code, 4) for code in imported.round.area_codes)


@pytest.mark.parametrize("vote_type", list(KINDS))
def test_what_is_exported_again_is_the_same_election(database: Database, now: datetime, vote_type: str) -> None:
    file = read(file_of_areas(vote_type))
    again = read(export(database, replay(database, now, file_of_areas(vote_type))))
    assert again.areas == file.areas
    assert ballots_of(again) == ballots_of(file)
    assert {plan.id: plan.cells["district"] for plan in again.projects} == {
        plan.id: plan.cells["district"] for plan in file.projects
    }
    assert set(count(again.election(), EQUAL_SHARES).winners) == set(count(file.election(), EQUAL_SHARES).winners)


def ballots_of(file):
    ids = [plan.id for plan in file.projects]
    told = []
    for ballot in file.ballots:
        marks = tuple(zip((ids[place] for place in ballot.choices), ballot.points or ballot.choices, strict=True))
        if file.vote_type == "ordinal":
            marks = tuple(id_ for id_, _ in marks)
        elif file.vote_type == "approval":
            marks = tuple(sorted(id_ for id_, _ in marks))
        else:
            marks = tuple(sorted(marks))
        told.append((file.areas[ballot.area].name, marks))
    return sorted(told)


def test_a_plan_of_no_area_is_named_with_its_line(sqlite_database: Database, now: datetime) -> None:
    with pytest.raises(FaultyFile) as caught:
        replay(sqlite_database, now, file_of_areas(plan_areas="Zuid,Noord,West,"))
    faults = [(fault.cell, fault.found, str(fault.expected)) for fault in caught.value.faults]
    assert faults == [("district", "West", "one of: Noord, Zuid"), ("district", "", "one of: Noord, Zuid")]
    assert caught.value.faults[1].line == caught.value.faults[0].line + 1


def test_a_limit_of_the_whole_election_binds_all_areas_together(database: Database, now: datetime) -> None:
    data = file_of_areas(max_sum_cost="600", min_sum_cost="300")
    imported = replay(database, now, data)
    assert len(imported.refused) == imported.more_refused + 8 - imported.ballots_in_urn
    # a1 + b7 costs 1,000 and a1 + a2 1,100: over 600; c/9 alone is 250: under 300
    assert sorted(ballot.line for ballot in imported.refused) == [
        line for line, row in enumerate(data.decode().split("\n"), 1)
        if row.split(";")[0].isdigit() and row.split(";")[1] in ("a1,b7", "a1,a2", "b7,a2", "b7,c/9", "c/9")
    ]  # fmt: skip
