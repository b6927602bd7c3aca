"""The options that count a published file again, and the version in every record."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from voting.rules.count import count
from voting.rules.election import EQUAL_SHARES, GREEDY, Completion, Ties
from voting.rules.record import count_as_json
from voting.rules.recounting import recount_options
from voting.rules.version import VERSION
from voting.rules.worked_example import EXAMPLE

SHARES = "--rule equalshares --completion {} --utility cost {} --threshold {} --limits none{}"


@pytest.mark.parametrize(
    ("rule", "options"),
    [
        (EQUAL_SHARES, SHARES.format("add1u", "--no-exhaustive-stop", "none", "")),
        (
            replace(EQUAL_SHARES, completion=Completion.ADD1, exhaustive_stop=True, threshold=5),
            SHARES.format("add1", "--exhaustive-stop", "5", ""),
        ),
        (
            replace(EQUAL_SHARES, ties=Ties.BY_LOT, seed="abc"),
            SHARES.format("add1u", "--no-exhaustive-stop", "none", " --ties lot --seed abc"),
        ),
        (
            replace(EQUAL_SHARES, comparison=True),
            SHARES.format("add1u", "--no-exhaustive-stop --comparison", "none", ""),
        ),
        (GREEDY, "--rule greedy --threshold none --limits none"),
    ],
)
def test_every_choice_of_a_count_is_an_option(rule, options):
    told = count_as_json(count(EXAMPLE, rule), EXAMPLE, rule)
    assert " ".join(recount_options(told)) == options


def test_the_version_in_records_is_that_of_the_product():
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == VERSION
