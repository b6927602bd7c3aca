"""Where counters of elections were seen to fail: each trap once, through the command that everybody has.

Every rule must come to an end and tell the same truth; what is wrong with a file is told in one line with its place.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.builders.source import ROOT
from voting.cli.count import count_command

META = {
    "description": "Demo",
    "country": "Nederland",
    "unit": "Demostad",
    "instance": "1",
    "budget": "100",
    "vote_type": "approval",
    "rule": "unknown",
    "date_begin": "2026",
    "date_end": "2026",
}
LONGEST_SECONDS = 60
RULES = {
    "greedy": ("--rule=greedy",),
    "greedy-no-skip": ("--rule=greedy-no-skip",),
    "greedy-threshold": ("--rule=greedy-threshold",),
    "phragmen": ("--rule=phragmen",),
    "none": ("--rule=equalshares", "--completion=none"),
    "add1": ("--rule=equalshares", "--completion=add1"),
    "add1 to exhaustion": ("--rule=equalshares", "--completion=add1", "--exhaustive-stop"),
    "add1u": ("--rule=equalshares", "--completion=add1u"),
    "add1u by cardinality": ("--rule=equalshares", "--completion=add1u", "--utility=cardinality"),
    "fill": ("--rule=equalshares", "--completion=greedy"),
    "comparison": ("--rule=equalshares", "--completion=add1u", "--comparison"),
}
every_rule = pytest.mark.parametrize("options", RULES.values(), ids=RULES)


def made(plans: dict[str, str], ballots: list[str], names: dict[str, str] | None = None, **meta: str) -> bytes:
    """A file with these plans (id → cost as written) and ballots; `meta` replaces keys."""
    told = META | {"num_projects": str(len(plans)), "num_votes": str(len(ballots))} | meta
    lines = ["META", "key;value", *(f"{key};{value}" for key, value in told.items())]
    lines += ["PROJECTS", "project_id;cost;name"]
    lines += [f"{id_};{cost};{(names or {}).get(id_, 'Plan ' + id_)}" for id_, cost in plans.items()]
    lines += ["VOTES", "voter_id;vote", *(f"{number};{ballot}" for number, ballot in enumerate(ballots))]
    return ("\n".join(lines) + "\n").encode()


def line_of(data: bytes, text: str) -> int:
    """The last line that begins with this text, counted from 1."""
    return max(number for number, line in enumerate(data.decode().split("\n"), 1) if line.startswith(text))


@pytest.fixture
def run(tmp_path: Path):
    def count(data: bytes, *options: str) -> Result:
        path = tmp_path / "trap.pb"
        path.write_bytes(data)
        return CliRunner().invoke(count_command, [str(path), *options])

    return count


@pytest.fixture
def count(run):
    def told(data: bytes, *options: str) -> dict:
        ended = run(data, *options, "--json")
        assert ended.exit_code == 0, ended.output
        return json.loads(ended.stdout)

    return told


@pytest.fixture
def faults(run):
    """What the command says is wrong, one line each, without the first that says that there are faults."""

    def told(data: bytes) -> list[str]:
        ended = run(data)
        assert (ended.exit_code, ended.stdout) == (1, "")
        return ended.stderr.splitlines()[1:]

    return told


# --- counts that never ended elsewhere -------------------------------------------------------------------------------


@every_rule
@pytest.mark.parametrize("ballots", [[], ["", "", ""]], ids=["no ballots", "blank ballots alone"])
def test_without_votes_every_rule_ends_with_nothing(count, options, ballots):
    told = count(made({"A": "60", "B": "40"}, ballots), *options)
    assert (told["winners"], told["granted"], told["n"], told["left"]) == ([], [], 0, "100")


@every_rule
def test_without_plans_that_take_part_every_rule_ends(count, options):
    told = count(made({"A": "100.01", "B": "999999999"}, ["A", "B", "A,B"]), *options)
    assert (told["winners"], told["n"]) == ([], 3)


@every_rule
def test_an_unsupported_plan_that_fits_is_never_funded_and_never_waited_for(count, options):
    told = count(made({"A": "60", "nobody": "10"}, ["A", "A"]), *options)
    assert told["winners"] == ["A"]


@every_rule
def test_every_rule_ends_when_everything_is_affordable(count, options):
    told = count(made({"A": "60", "B": "15"}, ["A,B", "A,B", "A", "B"]), *options)
    assert sorted(told["winners"]) == ["A", "B"]


# each voter has 33.33: A costs its two 30 each, B is short of 6.67 with one supporter
@pytest.mark.parametrize("name", ["add1", "add1u", "add1 to exhaustion", "comparison"])
def test_everything_affordable_after_a_raise_ends_there(count, name):
    told = count(made({"A": "60", "B": "40"}, ["A", "A", "B"]), *RULES[name])
    assert sorted(told["winners"]) == ["A", "B"]
    # seven times a euro more is the first time that B's supporter has the 40 it costs
    assert (told["raised"], told["start"]) == (7, "40.3333333333")


# --- money to the cent ----------------------------------------------------------------------------------------------


@every_rule
def test_a_pot_of_one_cent_buys_one_cent(count, options):
    plans = {"A": "0.01", "B": "0.01", "C": "0.02"}
    told = count(made(plans, ["A,B,C", "A,B,C", "B,C"], budget="0.01"), *options)
    assert told["winners"] in ([], ["B"])
    assert told["spent"] == ("0.01" if told["winners"] else "0")


# Phragmén stops at once: A and B are paid for at the same moment, and both together do not fit
@pytest.mark.parametrize("name", [each for each in RULES if each not in ("phragmen", "none", "add1")])
def test_what_costs_one_cent_is_funded_from_one_cent(count, name):
    assert count(made({"A": "0.01", "B": "0.02"}, ["A", "B", "A"], budget="0.01"), *RULES[name])["winners"] == ["A"]


@every_rule
def test_a_plan_that_costs_exactly_the_pot_fits(count, options):
    told = count(made({"A": "100"}, ["A", "A", "A"]), *options)
    assert (told["winners"], told["left"]) == (["A"], "0")


@every_rule
def test_a_plan_that_costs_exactly_what_is_left_fits(count, options):
    told = count(made({"A": "66.67", "B": "33.33"}, ["A,B", "A,B", "A,B"]), *options)
    assert (sorted(told["winners"]), told["left"]) == (["A", "B"], "0")


@every_rule
def test_a_plan_that_costs_a_cent_more_than_what_is_left_does_not_fit(count, options):
    told = count(made({"A": "66.67", "B": "33.34"}, ["A,B", "A,B", "A"]), *options)
    assert told["winners"] in (["A"], ["B"])


@every_rule
def test_a_plan_of_nothing_is_granted_outside_the_count(count, options):
    told = count(made({"A": "100", "free": "0", "unwanted": "0"}, ["A,free", "A,free", "A"]), *options)
    assert (told["winners"], told["granted"]) == (["A"], ["free"])


def test_a_plan_of_nothing_counts_as_nobodys_funded_choice(count):
    told = count(made({"A": "100", "free": "0"}, ["A", "A", "free"]), *RULES["greedy"])
    assert told["outcome"]["voters_with"] == [1, 2]


@every_rule
def test_amounts_of_the_largest_size_stay_exact(count, options):
    # a million million is the most that a file may say; a cent of it cannot be seen in a share that is a float
    plans = {"A": "900000000000.01", "B": "99999999999.99", "C": "0.01"}
    told = count(made(plans, ["A,B"] * 3, budget="1000000000000"), *options)
    assert (sorted(told["winners"]), told["left"]) == (["A", "B"], "0")


# --- ballots and ties -----------------------------------------------------------------------------------------------


@every_rule
def test_blank_ballots_are_no_part_of_n(count, options):
    plans = {"A": "60", "B": "40"}
    with_blanks = count(made(plans, ["A", "", "A", "", "B", ""]), *options)
    without = count(made(plans, ["A", "A", "B"]), *options)
    assert with_blanks["n"] == 3
    assert [with_blanks[key] for key in ("winners", "spent", "start")] == [
        without[key] for key in ("winners", "spent", "start")
    ]


def test_all_supporters_out_of_money_at_once_leaves_a_tie_by_cost_votes_and_id(count):
    # four voters with 25 each; A, B and C each take all that two have; whoever goes first leaves the others short
    plans = {"C": "50", "B": "50", "A": "50"}
    told = count(made(plans, ["A,B", "A,B", "C", "C"]), *RULES["none"])
    assert told["winners"] == ["A", "C"]
    assert told["left"] == "0"


def test_a_saturated_supporter_gives_all_and_the_others_pay_the_rest(count):
    # 30 each; the three supporters of A pay 20 each; then B (40) has one with 10 left and one with 30: just enough
    told = count(made({"A": "60", "B": "40"}, ["A", "A", "A,B", "B"], budget="120"), *RULES["none"])
    assert told["winners"] == ["A", "B"]


def test_a_tie_is_named_with_what_decided_it(count):
    told = count(made({"b": "60", "a": "60"}, ["a", "b"]), *RULES["greedy"])
    assert told["winners"] == ["a"]
    (tie,) = told["ties"]
    assert (sorted(tie["tied"]), tie["chosen"], tie["decided_by"]) == (["a", "b"], "a", "id")


def test_the_comparison_does_not_forget_voters_without_a_winner(count):
    # Equal Shares serves the two of C and leaves the four of A and B with one choice; greedy gives four two choices.
    # Greedy is better for four; Equal Shares for the two whom greedy leaves with nothing: they count as well
    plans = {"A": "50", "B": "50", "C": "30"}
    ballots = ["A,B"] * 4 + ["C"] * 2
    told = count(made(plans, ballots), *RULES["comparison"])
    assert sorted(told["winners"]) == ["A", "B"]
    assert (told["comparison"]["more_under_greedy"], told["comparison"]["more_under_shares"]) == (4, 2)
    # five would gain by greedy, but six would have nothing left: Equal Shares stays
    kept = count(made({**plans, "D": "20"}, ["A,B"] * 5 + ["C"] * 3 + ["D"] * 3), *RULES["comparison"])
    assert sorted(kept["winners"]) == ["A", "C", "D"]
    assert (kept["comparison"]["more_under_greedy"], kept["comparison"]["more_under_shares"]) == (5, 6)


# --- files ----------------------------------------------------------------------------------------------------------

SOUND = made({"A": "60", "B": "40"}, ["A", "A,B", "B"])


def test_a_bom_and_windows_line_ends_change_nothing(count):
    windows = b"\xef\xbb\xbf" + SOUND.replace(b"\n", b"\r\n")
    assert count(windows) | {"seconds": 0} == count(SOUND) | {"seconds": 0}


def test_names_with_semicolons_and_quotes_are_kept(count, run):
    names = {"A": '"Speeltuin ""De Kuil""; en meer"', "B": '"; ; """""'}
    data = made({"A": "60", "B": "40"}, ["A", "A,B", "B"], names)
    assert sorted(count(data)["winners"]) == ["A", "B"]
    assert 'Speeltuin "De Kuil"; en meer' in run(data).stdout


@pytest.mark.parametrize(
    ("cost", "expected"),
    [
        ("60,50", "with a decimal point"),
        ("-60", "0 or more"),
        ("60.005", "cent"),
        ("1e5", "amount"),
        ("nan", "amount"),
        ("9" * 30, "amount"),
        ("", "amount"),
    ],
)
def test_a_cost_that_cannot_be_is_one_line_with_its_place(faults, cost, expected):
    data = made({"A": cost, "B": "40"}, ["A", "B"])
    (told,) = faults(data)
    assert told.startswith(f"Line {line_of(data, 'A;')}, cost: expected")
    assert expected in told


@pytest.mark.parametrize("budget", ["100,50", "-1", "9" * 30, "1e9", "honderd"])
def test_a_pot_that_cannot_be_is_one_line_with_its_place(faults, budget):
    data = made({"A": "60"}, ["A"], budget=budget)
    (told,) = faults(data)
    assert told.startswith(f"Line {line_of(data, 'budget;')}, budget: expected")


def test_an_id_twice_in_the_file(faults):
    data = SOUND.replace(b"B;40", b"A;40").replace(b"1;A,B", b"1;A").replace(b"2;B", b"2;A")
    assert f"Line {line_of(data, 'A;40')}, project_id: expected each id once, found “A”." in faults(data)


def test_an_unknown_project_in_a_ballot(faults):
    data = SOUND.replace(b"1;A,B", b"1;A,Z")
    (told,) = faults(data)
    assert told.startswith(f"Line {line_of(data, '1;A,Z')}, vote: expected")
    assert "Z" in told


def test_a_project_twice_in_a_ballot(faults):
    data = SOUND.replace(b"1;A,B", b"1;A,A")
    (told,) = faults(data)
    assert told.startswith(f"Line {line_of(data, '1;A,A')}, vote: expected")


@pytest.mark.parametrize("kept", range(0, len(SOUND), 7))
def test_a_file_cut_off_anywhere_is_refused_or_nothing_is_missing(run, kept):
    ended = run(SOUND[:kept])
    assert ended.exit_code == 1
    assert ended.stdout == ""
    assert all(line for line in ended.stderr.splitlines())


def test_all_faults_come_at_once(faults):
    data = made({"A": "-1", "B": "40,5", "C": "5"}, ["A,Z", "C,C"], budget="x")
    assert len(faults(data)) == 5


def test_bytes_that_are_no_text_at_all_are_refused_in_words(run):
    ended = run(bytes(range(256)) * 40)
    assert (ended.exit_code, ended.stdout) == (1, "")
    assert "Traceback" not in ended.stderr


def test_the_command_itself_ends_with_the_same_status_and_one_line_for_each_fault(tmp_path):
    """As a process, as a shell sees it."""
    path = tmp_path / "trap.pb"
    path.write_bytes(SOUND.replace(b"1;A,B", b"1;A,Z"))
    command = [sys.executable, "-m", "flask", "--app", "app", "pabulib", "count", str(path), "--json"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST_SECONDS, check=False)
    assert (ended.returncode, ended.stdout) == (1, "")
    first, fault = ended.stderr.splitlines()
    assert "faults (1)" in first
    assert fault.startswith(f"Line {line_of(path.read_bytes(), '1;A,Z')}, vote:")
