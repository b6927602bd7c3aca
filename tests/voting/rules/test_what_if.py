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
    assert answer(EXAMPLE, EQUAL_SHARES, REAL) == Answer((PLAYGROUND, BENCHES), 8_800_00, 1_200_00, (0, 90, 10), "1.1")


@pytest.mark.parametrize(
    ("changed", "funded"),
    [
        ({"method": "greedy"}, (PLAYGROUND, TREES)),
        # exactly what all three cost: with 150 each all are bought
        ({"pot_cents": 13_000_00}, (PLAYGROUND, TREES, BENCHES)),
        ({"pot_cents": 12_999_99}, (PLAYGROUND, BENCHES)),
        # 60 each: the playground's seventy hold 4,200, the trees' sixty 3,600, the benches' forty 2,400
        ({"pot_cents": 6_000_00, "completion": "none"}, ()),
        ({"pot_cents": 0}, ()),
        ({"threshold": 41}, (PLAYGROUND, TREES)),
        ({"threshold": 40}, (PLAYGROUND, BENCHES)),
        ({"threshold": 71}, ()),
        ({"without": PLAYGROUND}, (TREES, BENCHES)),
        ({"without": BENCHES}, (PLAYGROUND, TREES)),
    ],
)
def test_a_change_gives_what_one_works_out_by_hand(changed, funded):
    assert answer(EXAMPLE, EQUAL_SHARES, replace(REAL, **changed)).funded == funded


def test_a_plan_left_out_keeps_its_voters_part_of_the_money():
    # 105 each: the trees' sixty have 25 left after the playground. Were the thirty with only the benches no voters,
    # the others would have 150 each, and the sixty 70: just what the trees cost
    asked = replace(REAL, without=BENCHES, completion="none", pot_cents=10_500_00)
    without = answer(EXAMPLE, EQUAL_SHARES, asked)
    assert without.funded == (PLAYGROUND,)
    assert without.voters_with == (30, 70)


def test_limits_of_the_real_vote_bind_here_too():
    limited = replace(
        EXAMPLE,
        projects=tuple(replace(project, category="green") for project in EXAMPLE.projects),
        limits=(Limit(LimitKind.CATEGORY, "green", 6_000_00),),
    )
    assert answer(limited, EQUAL_SHARES, replace(REAL, pot_cents=20_000_00)).funded == (PLAYGROUND,)
