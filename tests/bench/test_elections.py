"""The replay of published elections: what it is compared with counts on its own, and a difference is seen."""

from __future__ import annotations

import json
from decimal import Decimal
from hashlib import sha256

import pytest

from bench.elections import HEADER, replay
from bench.independent import greedy, read_published
from bench.oracle import witnessed
from bench.oracle.sides import ours
from bench.oracle.variants import VARIANTS
from bench.oracle.witnessed import KEPT, compare

META = """META
key;value
description;Demo
country;Netherlands
unit;Demostad
instance;1
num_projects;3
num_votes;4
budget;100
vote_type;{vote_type}
rule;greedy
date_begin;2026
date_end;2026
max_length;3
"""


@pytest.fixture
def file(tmp_path):
    def write(vote_type="approval", ballots=("a,b", "a", "c", "a,c"), meta="", selected="100", votes="3;1;2"):
        told = zip("abc", (60, 50, 40), votes.split(";"), selected, strict=True)
        plans = [f"{id_};{cost};{number};{won}" for id_, cost, number, won in told]
        points = ";points" if vote_type in ("cumulative", "scoring") else ""
        lines = [META.format(vote_type=vote_type) + meta + "PROJECTS", "project_id;cost;votes;selected", *plans]
        lines += ["VOTES", f"voter_id;vote{points}", *(f"{place};{ballot}" for place, ballot in enumerate(ballots))]
        path = tmp_path / "demo.pb"
        path.write_text("\n".join(lines) + "\n")
        return path

    return write


def told_of(replayed):
    return dict(zip(HEADER, replayed.cells, strict=True))


def test_what_we_compare_with_adds_up_ballots_of_every_kind(file):
    approval = read_published(file())
    assert (approval.votes, approval.scores["a"]) == ({"a": 3, "c": 2, "b": 1}, 3)
    # three places: 3, 2 and 1
    ranked = read_published(file("ordinal", ("b,a,c", "b", "c,a", "")))
    assert ranked.scores == {"a": Decimal(4), "b": Decimal(6), "c": Decimal(4)}
    points = read_published(file("cumulative", ("a,b;4,1", "c;5", "b,c;2,0", "a;1"), "max_sum_points;5\n"))
    assert points.scores == {"a": Decimal(5), "b": Decimal(3), "c": Decimal(5)}
    assert points.votes == {"a": 2, "b": 2, "c": 1}


def test_what_we_compare_with_funds_by_points(file):
    # b has 6 points and costs 50; a and c have 4, and the cheaper c still fits
    assert greedy(read_published(file("ordinal", ("b,a,c", "b", "c,a", "")))) == {"b", "c"}


def test_a_replay_finds_nothing_where_all_is_as_published(file):
    replayed = replay(file(selected="101"))
    assert replayed.differences == ()
    verdicts = [told_of(replayed)[each] for each in ("totals", "greedy", "official", "witness", "as cast", "export")]
    assert verdicts == ["equal", "equal", "equal", "not asked", "equal", "equal"]


def test_a_replay_sees_other_totals_and_other_official_winners(file):
    replayed = replay(file(selected="110", votes="3;1;1"))
    assert [told_of(replayed)[each] for each in ("totals", "greedy", "official")] == ["differs", "equal", "differs"]
    totals, official = replayed.differences
    assert totals.startswith("stated votes: only ours [('c', Decimal('2'))]")
    assert official == "official winners: only ours ['c'], only published ['b']"


def test_a_replay_names_a_file_that_the_product_refuses(file):
    replayed = replay(file(ballots=("a,x", "a", "c", "a,c")))
    assert len(replayed.cells) == len(HEADER)
    assert "pabulib import ended with 1" in replayed.differences[0]


def test_the_witness_that_was_kept_is_held_against_our_count(file, tmp_path, monkeypatch):
    path = file()
    mine = {variant.name: sorted(ours(path, variant).winners) for variant in VARIANTS[:3:2]}
    kept = tmp_path / "kept.json"
    monkeypatch.setattr(witnessed, "KEPT", kept)
    digest = sha256(path.read_bytes()).hexdigest()
    kept.write_text(json.dumps({digest: mine}))
    assert compare(path) == (list(mine), [])
    kept.write_text(json.dumps({digest: mine | {"greedy": ["b"]}}))
    same, different = compare(path)
    assert same == ["shares: none"]
    assert different == ["greedy: ours ['a', 'c'], witness ['b']"]


def test_the_kept_winners_are_of_many_files_and_rules():
    kept = json.loads(KEPT.read_text())
    names = {variant.name for variant in VARIANTS}
    assert len(kept) >= 9
    assert {name for rules in kept.values() for name in rules} == names
