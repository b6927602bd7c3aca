"""Every ground of a movement is one of the closed list, and each of the list has its words."""

from __future__ import annotations

import ast

import pytest

from budget.rules.grounds import Ground
from budget.words import GROUNDS, ground_in_words
from tests.builders.source import name_of, parsed, product_modules

PLACE = 4
"""Of the ground among what commit_money takes."""


def grounds_written_out(tree):
    """Grounds given to commit_money as a text of the caller's own."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    moves = [call for call in calls if getattr(call.func, "id", "") == "commit_money"]
    return [ast.unparse(call.args[PLACE]) for call in moves if isinstance(call.args[PLACE], ast.Constant)]


def test_every_ground_has_its_words():
    assert set(GROUNDS) == set(Ground)
    assert len({str(words) for words in GROUNDS.values()}) == len(Ground)


@pytest.mark.parametrize("path", list(product_modules()), ids=name_of)
def test_no_act_writes_a_ground_of_its_own(path):
    assert grounds_written_out(parsed(path)) == []


def test_the_check_finds_a_ground_that_is_written_out():
    assert grounds_written_out(ast.parse("commit_money(a, 1, kind, 5, 'because')")) == ["'because'"]


def test_a_persons_own_reason_stands_for_itself():
    assert str(ground_in_words("Boekstuk 7 stond er twee keer")) == "Boekstuk 7 stond er twee keer"
