"""What if: changed elections counted by hand, and what the question does not name stays as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from voting.rules.election import EQUAL_SHARES, Limit, LimitKind
from voting.rules.what_if import Answer, Question, answer
from voting.rules.worked_example import EXAMPLE

REAL = Question("equalshares", "add1u", 10_000_00, 0)
PLAYGROUND, TREES, BENCHES = 1, 2, 3


def test_the_real_values_give_the_real_result():
    assert answer(EXAMPLE, EQUAL_SHARES, REAL) == Answer((PLAYGROUND, BENCHES), 9_000_00, 1_000_00, (0, 100), "1")


@pytest.mark.parametrize(
    ("changed", "funded"),
    [
        ({"method": "greedy"}, (PLAYGROUND, TREES)),
        # exactly what all three cost: with 180 each all are bought
        ({"pot_cents": 13_000_00}, (PLAYGROUND, TREES, BENCHES)),
        ({"pot_cents": 12_999_99}, (PLAYGROUND, BENCHES)),
        # 60 each: the playground's sixty hold 3,600, the trees' fifty 3,000, the benches' forty 2,400
        ({"pot_cents": 6_000_00, "completion": "none"}, ()),
        ({"pot_cents": 0}, ()),
        ({"threshold": 41}, (PLAYGROUND, TREES)),
        ({"threshold": 40}, (PLAYGROUND, BENCHES)),
        ({"threshold": 61}, ()),
        ({"without": PLAYGROUND}, (TREES, BENCHES)),
        ({"without": BENCHES}, (PLAYGROUND, TREES)),
    ],
)
def test_a_change_gives_what_one_works_out_by_hand(changed, funded):
    assert answer(EXAMPLE, EQUAL_SHARES, replace(REAL, **changed)).funded == funded


def test_a_plan_left_out_keeps_its_voters_part_of_the_money():
    # without the playground its ten other voters still hold their part: the trees' fifty hold 5,000
    without = answer(EXAMPLE, EQUAL_SHARES, replace(REAL, without=PLAYGROUND, completion="none"))
    assert without.funded == (TREES, BENCHES)
    assert without.voters_with == (10, 90)


def test_limits_of_the_real_vote_bind_here_too():
    limited = replace(
        EXAMPLE,
        projects=tuple(replace(project, category="green") for project in EXAMPLE.projects),
        limits=(Limit(LimitKind.CATEGORY, "green", 6_000_00),),
    )
    assert answer(limited, EQUAL_SHARES, replace(REAL, pot_cents=20_000_00)).funded == (PLAYGROUND,)
