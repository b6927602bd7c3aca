"""The measuring of counts: made elections, what is said where nobody could be measured, and the picture."""

from __future__ import annotations

import json
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from bench.counting.counters import Measured, equalshares_net, ours, pabutools
from bench.counting.line import HEADER, Line
from bench.counting.made import Size, write_election
from bench.counting.plot import Panel, draw
from tests.builders.source import ROOT
from voting.rules.pabulib.reader import read


def counted(seconds, winners="ab", peak_mb=10.0, voters=90_000, choices=300_000):
    told = {"voters": voters, "plans": 9, "choices": choices, "runs": 3}
    return Measured(seconds, peak_mb, frozenset(winners), told=told)


NOBODY = Measured(not_run="not here")


def test_a_made_election_is_a_sound_file_of_the_asked_size(tmp_path):
    path = write_election(tmp_path / "made.pb", Size(voters=300, plans=12, choices=4))
    file = read(path.read_bytes())
    assert (len(file.projects), file.meta["num_votes"]) == (12, "300")
    assert file.election().n == 300


def test_the_same_size_makes_the_same_bytes_and_another_seed_others(tmp_path):
    size = Size(voters=50, plans=6)
    first = write_election(tmp_path / "a.pb", size).read_bytes()
    assert write_election(tmp_path / "b.pb", size).read_bytes() == first
    assert write_election(tmp_path / "c.pb", size, seed=7).read_bytes() != first


def test_larger_amounts_alone_make_more_starts(tmp_path):
    runs = []
    for times in (1, 8):
        path = write_election(tmp_path / "made.pb", Size(voters=200, plans=8, times=times))
        ended = subprocess.run([sys.executable, "-m", "bench.counting.one", path],
                               cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)  # fmt: skip
        runs.append(json.loads(ended.stdout)["runs"])
    assert runs[1] > 4 * runs[0]


def test_our_count_is_timed_in_a_process_of_its_own(tmp_path):
    measured = ours(write_election(tmp_path / "made.pb", Size(voters=100, plans=5)))
    assert measured.not_run == ""
    assert measured.seconds > 0
    assert measured.winners
    assert (measured.told["voters"], measured.told["plans"]) == (100, 5)


def test_a_file_that_cannot_be_counted_is_said_so_and_not_timed(tmp_path):
    path = tmp_path / "broken.pb"
    path.write_text("META\n")
    measured = ours(path)
    assert (measured.seconds, "faults" in measured.not_run) == (None, True)
    cells = Line("broken", measured, NOBODY, NOBODY).cells
    assert len(cells) == len(HEADER)
    assert any(cell.startswith("not run: ") for cell in cells)


def test_who_is_not_here_is_not_run_and_never_estimated(tmp_path, monkeypatch):
    monkeypatch.delenv("EQUALSHARES_NET", raising=False)
    monkeypatch.setattr("bench.counting.counters.ENVIRONMENT", tmp_path / "nothing")
    path = write_election(tmp_path / "made.pb", Size(voters=20, plans=3))
    for other in (pabutools(path, 1), equalshares_net(path, 1)):
        assert (other.seconds, other.at_least_seconds) == (None, 0)
        line = Line("made", counted(0.5), other, other)
        assert line.cells[7].startswith("not run: ")
        assert line.cells[9] == "–"
        assert line.agreement == "nobody to compare with"


@pytest.mark.parametrize(
    ("exact", "floats", "missed"),
    [
        (counted(100.0), counted(5.0), []),
        (counted(99.0), counted(5.0), ["100 × pabutools"]),
        (counted(100.0), counted(4.9), ["5 × equalshares.net"]),
        (NOBODY, counted(0.09), []),
        (Measured(not_run="more than 60 s", at_least_seconds=60), NOBODY, []),
    ],
)
def test_goals_are_held_against_what_was_measured(exact, floats, missed):
    assert list(Line("large", counted(1.0), exact, floats).missed) == missed


def test_a_smaller_election_and_memory_have_goals_of_their_own():
    small = counted(1.0, voters=6_000, choices=20_000, peak_mb=151)
    assert list(Line("small", small, counted(19.0), counted(0.9)).missed) == [
        "20 × pabutools", "1 × equalshares.net", "150 MB",
    ]  # fmt: skip


def test_who_was_stopped_gives_only_what_is_certain():
    line = Line("slow", counted(0.5), Measured(not_run="more than 60 s", at_least_seconds=60), NOBODY)
    assert line.cells[7:10] == (">60", "–", ">120")


def test_other_winners_are_named_with_who_has_them():
    line = Line("tie", counted(1.0), counted(9.0), counted(9.0, winners="ac"))
    assert line.agreement == "equalshares.net differ"


def test_the_picture_shows_every_point_within_its_panel():
    panels = [Panel("voters", ((1_000, 0.02), (10_000, 0.1), (100_000, 1.5))), Panel("plans", ((10, 0.1), (300, 2)))]
    picture = ElementTree.fromstring(draw("Seconds", panels))
    width, height = float(picture.get("width")), float(picture.get("height"))
    spots = [
        (float(each.get("cx")), float(each.get("cy"))) for each in picture.iter("{http://www.w3.org/2000/svg}circle")
    ]
    assert len(spots) == 5
    assert all(0 < x < width and 0 < y < height for x, y in spots)
    # more seconds stand higher, more voters further to the right
    assert spots[0][0] < spots[1][0] < spots[2][0]
    assert spots[0][1] > spots[1][1] > spots[2][1]


def test_there_is_no_picture_of_nothing():
    with pytest.raises(ValueError, match="no points"):
        draw("Seconds", [Panel("voters", ())])
