"""The record of a count as people and programs read it."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from tests.voting.rules.building import election
from voting.rules.amounts import digits, money
from voting.rules.count import count
from voting.rules.election import GREEDY, Completion, Rule
from voting.rules.record import count_as_json

KEYS = {
    *("winners", "shared", "filled", "granted", "spent", "left", "n", "start", "raised", "runs"),
    *("ties", "rule", "parameters", "steps", "projects", "outcome"),
}


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (0, "0"),
        (125000, "1250"),
        (125050, "1250.5"),
        (1, "0.01"),
        (133175111, "1331751.11"),
        (Fraction(10000, 3), "33.3333333333"),
        (Fraction(1, 3), "0.00333333333333"),
        (10**30, "10000000000000000000000000000"),
    ],
)
def test_amounts_are_decimal_strings_of_at_most_twelve_digits_unless_exact(cents, text):
    assert money(cents) == text


def test_rounding_is_half_to_even():
    assert digits(Fraction(1000000000005, 10**13)) == "0.1"
    assert digits(Fraction(1000000000015, 10**13)) == "0.100000000002"


def test_the_record_tells_what_was_counted_and_how():
    asked = election(100, {"A": 60, "B": 40, "C": 40}, {"AB": 6, "C": 4}, blank=2)
    rule = Rule(completion=Completion.ADD1)
    told = count_as_json(count(asked, rule), asked, rule)
    assert set(told) >= KEYS
    assert (told["rule"], told["winners"], told["spent"], told["left"]) == ("equalshares", ["B", "C"], "80", "20")
    assert (told["n"], told["blank"], told["start"], told["raised"], told["runs"]) == (10, 2, "16", 6, 8)
    assert told["parameters"] == {
        "ballots": "approval",
        "hours": None,
        "threshold": 0,
        "limits": [],
        "ties": "cost,votes,id",
        "seed": "",
        "completion": "add1",
        "utility": "cost",
        "exhaustive_stop": False,
        "comparison": False,
    }
    assert told["steps"][0]["rho"] == "0.166666666667"
    assert told["steps"][0]["payment"] == {
        "price": "6.66666666667",
        "per_point": "6.66666666667",
        "full": 6,
        "emptied": 0,
    }
    assert told["steps"][0]["groups"] == [
        {"paid_for": ["B"], "area": None, "voters": 6, "paid": "40", "left": "56"},
        {"paid_for": [], "area": None, "voters": 4, "paid": "0", "left": "64"},
    ]
    assert told["projects"][0] == {
        "project": "A",
        "votes": 6,
        "score": 6,
        "cost": "60",
        "hours": "0",
        "status": "supporters_short",
        "missed": "4",
        "missed_votes": None,
        "missed_hours": None,
        "limit": None,
        "excluded_by": None,
        "support_percent": 93,
        "spent_on": [{"project": "B", "amount": "40"}],
    }
    assert told["outcome"] == {
        "mean_funded_choices": "1",
        "voters_with": [0, 10],
        "categories": [],
        "neighbourhoods": [],
        "areas": [],
    }


def test_the_record_names_limits_ties_and_the_comparison():
    asked = election(60, {"A": 50, "B": 50}, {"A": 5, "B": 5}, categories={"A": "g"}, limits={"g": 55})
    told = count_as_json(count(asked, GREEDY), asked, GREEDY)
    assert told["ties"] == [{"step": 1, "tied": ["A", "B"], "chosen": "A", "decided_by": "id"}]
    assert told["parameters"]["limits"] == [{"kind": "category", "name": "g", "most": "55"}]
    rule = replace(Rule(), comparison=True)
    assert count_as_json(count(asked, rule), asked, rule)["comparison"]["greedy_replaces"] is False


def test_the_record_is_json():
    asked = election(100, {"A": 60, "Z": 0}, {"AZ": 3})
    text = json.dumps(count_as_json(count(asked), asked, Rule()))
    assert json.loads(text)["granted"] == ["Z"]
