from __future__ import annotations

from dataclasses import replace

import pytest

from rounds.rules.criteria import DEFAULT_CRITERIA
from rounds.rules.settings import Pot, RoundSettings, settings_faults

MEENT = Pot("WK040208", 28_784_00, 28_784_00)
SETTINGS = RoundSettings((MEENT,))


def said(settings: RoundSettings) -> list[str]:
    return [str(fault) for fault in settings_faults(settings)]


def test_a_pot_of_exactly_what_is_available_is_fine() -> None:
    assert said(SETTINGS) == []


@pytest.mark.parametrize("ballot_type", ["approval", "knapsack", "choose_1"])
def test_the_three_kinds_of_ballot_are_fine(ballot_type: str) -> None:
    assert said(replace(SETTINGS, ballot_type=ballot_type)) == []


def test_a_pot_without_an_account_has_no_ceiling() -> None:
    assert said(RoundSettings((Pot("elsewhere", 10**12),))) == []


@pytest.mark.parametrize(
    ("settings", "faults"),
    [
        (replace(SETTINGS, pots=()), ["Choose at least one area."]),
        (replace(SETTINGS, pots=(MEENT, MEENT)), ["An area takes part once."]),
        (
            replace(SETTINGS, pots=(replace(MEENT, pot_cents=28_784_01),)),
            ["The pot of € 28,784.01 is more than the € 28,784 that is available."],
        ),
        (
            replace(SETTINGS, pots=(replace(MEENT, pot_cents=0),)),
            ["Every area that takes part needs a pot of more than zero."],
        ),
        (replace(SETTINGS, ballot_type="ranking"), ["Choose what voters may do on the ballot."]),
        (replace(SETTINGS, method="lot"), ["Choose how the votes are counted."]),
        (replace(SETTINGS, completion="more"), ["Choose what happens with the money that is left."]),
        (
            replace(SETTINGS, method="greedy", has_comparison=True),
            ["Comparing with the most votes is only possible with Equal Shares."],
        ),
        (
            replace(SETTINGS, largest_plan_percent=0),
            ["The largest plan is from 1 to 100 percent of the area's share."],
        ),
        (
            replace(SETTINGS, largest_plan_percent=101),
            ["The largest plan is from 1 to 100 percent of the area's share."],
        ),
    ],
)
def test_each_fault_is_told(settings: RoundSettings, faults: list[str]) -> None:
    assert said(settings) == faults


def test_all_faults_are_told_at_once() -> None:
    assert len(said(RoundSettings((Pot("a", 0), Pot("b", 2, 1)), "x", "x", "x", True, 0))) == 7


def test_default_criteria_have_codes_of_their_own_and_a_text_in_both_languages() -> None:
    assert len({criterion.code for criterion in DEFAULT_CRITERIA}) == len(DEFAULT_CRITERIA) == 14
    assert all(criterion.text_nl != criterion.text_en for criterion in DEFAULT_CRITERIA)
