"""The outside witness: that it is told what it should be, that a difference is seen, and that it stays outside."""

from __future__ import annotations

import ast
import sys
import tomllib

import pytest
from hypothesis import given, settings

from bench.oracle.__main__ import verdict
from bench.oracle.made import VOTE_TYPES, files
from bench.oracle.sides import Answer, Oracle, ours
from bench.oracle.variants import VARIANTS
from bench.table import table_lines
from tests.builders.source import ROOT, name_of, tracked_files
from tests.house.test_repository import pinned
from voting.rules.pabulib.reader import read

GREEDY = VARIANTS[0]
OTHERS_CODE = {"pabutools", "gurobipy", "pulp", "gmpy2", "preflibtools", "prefsampling", "natsort"}


def answering(tmp_path, code):
    """A process in place of pabutools that does what is said for every line."""
    script = tmp_path / "witness.py"
    script.write_text(f"import json, sys, time\nfor line in sys.stdin:\n    asked = json.loads(line)\n    {code}\n")
    return sys.executable, script


@pytest.fixture
def made_file(tmp_path):
    path = tmp_path / "made.pb"
    path.write_text(
        "META\nkey;value\ndescription;Demo\ncountry;Demo\nunit;Demo\ninstance;1\nnum_projects;2\nnum_votes;3\n"
        "budget;10\nvote_type;approval\nrule;greedy\ndate_begin;2026\ndate_end;2026\n"
        "PROJECTS\nproject_id;cost\na;7\nb;5\nVOTES\nvoter_id;vote\n1;a\n2;a,b\n3;b\n"
    )
    return path


def test_a_witness_is_asked_by_line_and_answers_in_winners(tmp_path, made_file):
    told = '{"winners": ["b"], "seconds": 0.5, "peak_mb": 3.0, "overspends": False, "processor_seconds": 0.1}'
    with Oracle(10, answering(tmp_path, f"print(json.dumps({told}), flush=True)")) as oracle:
        answer = oracle.ask(made_file, GREEDY)
    # a and b have two votes each: the cheaper goes first, and 5 is left
    assert verdict(ours(made_file, GREEDY), answer) == "yes"


def test_other_winners_are_a_difference_that_is_named():
    told = verdict(Answer(("a", "b")), Answer(("b", "c")))
    assert told == "NO: only ours ['a'], only theirs ['c']"


def test_who_takes_too_long_is_stopped_and_said_so_and_the_next_is_asked_anew(tmp_path, made_file):
    with Oracle(0.3, answering(tmp_path, "time.sleep(60)")) as oracle:
        answers = [oracle.ask(made_file, GREEDY) for _ in range(2)]
    assert [verdict(Answer(("b",)), each) for each in answers] == ["not run: pabutools needs more than 0.3 s"] * 2


def test_a_witness_that_breaks_off_is_not_taken_for_agreement(tmp_path, made_file):
    with Oracle(10, answering(tmp_path, "sys.exit(3)")) as oracle:
        assert verdict(Answer(()), oracle.ask(made_file, GREEDY)) == "not run: pabutools ended without an answer"


def test_what_the_product_refuses_is_not_taken_for_agreement(made_file):
    made_file.write_text(made_file.read_text().replace("3;b", "3;c"))
    assert verdict(ours(made_file, GREEDY), Answer(())).startswith("not run: the product refused:")


@pytest.mark.parametrize("vote_type", VOTE_TYPES)
def test_every_made_election_is_a_sound_file(vote_type):
    @settings(max_examples=30, deadline=None)
    @given(files(vote_type))
    def is_read_without_fault(text):
        file = read(text.encode())
        assert file.meta["vote_type"] == vote_type
        assert str(len(file.projects)) == file.meta["num_projects"]

    is_read_without_fault()


def test_made_elections_differ_in_what_decides():
    """Ties, plans of nothing, plans dearer than the pot and blank ballots all come up."""
    seen = set()

    @settings(max_examples=200, deadline=None, derandomize=True, database=None)
    @given(files("approval"))
    def look(text):
        file = read(text.encode())
        costs = [project.cost_cents for project in file.projects]
        seen.update(
            name
            for name, is_so in {
                "tie": len(set(costs)) < len(costs),
                "nothing": 0 in costs,
                "dear": max(costs) > file.election().pot_cents,
                "blank": any(not ballot.choices for ballot in file.ballots),
            }.items()
            if is_so
        )

    look()
    assert seen == {"tie", "nothing", "dear", "blank"}


def imports(path):
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = [each.name for node in nodes if isinstance(node, ast.Import) for each in node.names]
    names = plain + [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.split(".")[0] for name in names}


def test_only_the_witness_itself_knows_the_others_code():
    own = [path for path in tracked_files() if path.suffix == ".py" and "vendor" not in path.parts]
    assert [name_of(path) for path in own if imports(path) & OTHERS_CODE] == ["bench/oracle/peer.py"]


def test_the_witness_knows_nothing_of_the_product():
    known = imports(ROOT / "bench/oracle/peer.py")
    assert known - OTHERS_CODE <= sys.stdlib_module_names


def test_the_others_code_is_pinned_apart_and_in_no_installation():
    blocks = (ROOT / "requirements-oracle.txt").read_text(encoding="utf-8").strip().split("\n")
    named = [line for line in blocks if not line.startswith(" ")]
    assert all("==" in line for line in named)
    assert sum("--hash=sha256:" in line for line in blocks) >= len(named)
    ours_alone = {name for each in ("requirements.txt", "requirements-test.txt") for name, _ in pinned(each)}
    assert ours_alone & OTHERS_CODE == set()
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert asked["oracle"] == [f"{name}=={version}" for name, version in pinned("requirements-oracle.txt")
                               if name == "pabutools"]  # fmt: skip


def test_a_table_of_answers_stands_in_columns():
    lines = table_lines(("file", "seconds"), [("a", "1.25"), ("longer", "10.00")])
    assert lines[2:] == ["| a      |    1.25 |", "| longer |   10.00 |"]
