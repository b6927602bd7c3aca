from __future__ import annotations

from dataclasses import replace

import pytest

from rounds.rules.criteria import DEFAULT_CRITERIA
from rounds.rules.settings import (
    BallotSettings,
    CountSettings,
    Pot,
    RoundSettings,
    least_sum_cents,
    limit_cents,
    settings_faults,
)

MEENT = Pot("WK040208", 28_784_00, 28_784_00)
SETTINGS = RoundSettings((MEENT,))
POINTS = BallotSettings("points", most_points=10, most_points_per_plan=5)
RANKING = BallotSettings("ranking", most_choices=5)
WORTHLESS = CountSettings(utility="")
USUAL = CountSettings()


def said(settings: RoundSettings) -> list[tuple[str, str]]:
    return [(fault.field, str(fault.message)) for fault in settings_faults(settings)]


def of_ballot(ballot: BallotSettings, counting: CountSettings = USUAL) -> list[str]:
    return [field for field, _told in said(replace(SETTINGS, ballot=ballot, counting=counting))]


def test_a_pot_of_exactly_what_is_available_is_fine() -> None:
    assert said(SETTINGS) == []


@pytest.mark.parametrize(
    "ballot",
    [
        BallotSettings("approval"),
        BallotSettings("approval", most_choices=3),
        BallotSettings("knapsack"),
        BallotSettings("knapsack", least_spend_percent=50),
        BallotSettings("choose_1"),
    ],
)
@pytest.mark.parametrize("utility", ["cost", "cardinality"])
def test_where_plans_are_ticked_cost_or_number_is_what_they_are_worth(ballot: BallotSettings, utility: str) -> None:
    assert of_ballot(ballot, CountSettings(utility=utility)) == []
    assert of_ballot(ballot, WORTHLESS) == ["utility"]


@pytest.mark.parametrize("ballot", [POINTS, replace(POINTS, most_points_per_plan=None), RANKING])
def test_points_and_places_say_themselves_what_a_plan_is_worth(ballot: BallotSettings) -> None:
    assert of_ballot(ballot, WORTHLESS) == []
    for utility in ("cost", "cardinality"):
        assert of_ballot(ballot, CountSettings(utility=utility)) == ["utility"]


@pytest.mark.parametrize(
    ("ballot", "field"),
    [
        (BallotSettings("thumbs"), "ballot_type"),
        (BallotSettings("approval", most_choices=0), "most_choices"),
        (BallotSettings("choose_1", most_choices=3), "most_choices"),
        (BallotSettings("approval", least_spend_percent=50), "least_spend_percent"),
        (BallotSettings("knapsack", least_spend_percent=101), "least_spend_percent"),
        (BallotSettings("approval", most_points=10), "most_points"),
        (BallotSettings("approval", most_points_per_plan=10), "most_points"),
        (BallotSettings("points"), "most_points"),
        (BallotSettings("points", most_points=1), "most_points"),
        (BallotSettings("points", most_points=1_001), "most_points"),
        (BallotSettings("points", most_points=10, most_points_per_plan=11), "most_points_per_plan"),
        (BallotSettings("points", most_points=10, most_points_per_plan=0), "most_points_per_plan"),
        (BallotSettings("points", most_points=10, most_choices=2), "most_choices"),
        (BallotSettings("ranking"), "most_choices"),
        (BallotSettings("ranking", most_choices=1), "most_choices"),
        (BallotSettings("ranking", most_choices=21), "most_choices"),
    ],
)
def test_each_kind_of_ballot_has_its_own_numbers_and_no_others(ballot: BallotSettings, field: str) -> None:
    counting = WORTHLESS if ballot.ballot_type in ("points", "ranking") else CountSettings()
    assert of_ballot(ballot, counting) == [field]


def test_a_pot_without_an_account_has_no_ceiling() -> None:
    assert said(RoundSettings((Pot("elsewhere", 10**12, hours=10**6),))) == []


@pytest.mark.parametrize(
    ("settings", "faults"),
    [
        (replace(SETTINGS, pots=()), [("areas", "Choose at least one area.")]),
        (replace(SETTINGS, pots=(MEENT, MEENT)), [("areas", "An area takes part once.")]),
        (
            replace(SETTINGS, pots=(replace(MEENT, pot_cents=28_784_01),)),
            [("pot_WK040208", "The pot of € 28,784.01 is more than the € 28,784 that is available.")],
        ),
        (
            replace(SETTINGS, pots=(replace(MEENT, pot_cents=0),)),
            [("pot_WK040208", "Every area that takes part needs a pot of more than zero.")],
        ),
        (
            replace(SETTINGS, pots=(replace(MEENT, hours=41, available_hours=40),)),
            [("hours_WK040208", "41 hours is more than the 40 hours that are available.")],
        ),
        (
            replace(SETTINGS, pots=(replace(MEENT, hours=0),)),
            [("hours_WK040208", "Fill in at least 1 hour, or leave it empty.")],
        ),
        (
            replace(SETTINGS, counting=CountSettings(method="lot")),
            [("method", "Choose how the votes are counted.")],
        ),
        (
            replace(SETTINGS, counting=CountSettings(completion="more")),
            [("completion", "Choose what happens with the money that is left.")],
        ),
        (
            replace(SETTINGS, counting=CountSettings(method="greedy", comparison=True)),
            [("comparison", "Comparing with the most votes is only possible with Equal Shares.")],
        ),
        (
            replace(SETTINGS, counting=CountSettings(threshold=-1)),
            [("threshold", "Fill in a whole number from 0 to 1000000.")],
        ),
        (
            replace(SETTINGS, counting=CountSettings(threshold_percent=100)),
            [("threshold_percent", "Fill in a whole number from 0 to 99.")],
        ),
        (
            replace(SETTINGS, counting=CountSettings(threshold=2, threshold_percent=1)),
            [("threshold_percent", "Choose one of the two: a number of votes or a percentage.")],
        ),
        (
            replace(SETTINGS, across=True),
            [("across", "Voting for plans of other areas needs two areas or more.")],
        ),
        (
            replace(SETTINGS, across=True, pots=(MEENT, replace(MEENT, area_code="b", hours=2, available_hours=9))),
            [("across", "Fill in hours for every area, or for none: residents divide them together.")],
        ),
        (
            replace(SETTINGS, counting=CountSettings(lot="coin")),
            [("lot", "Choose what decides when plans are equal in everything.")],
        ),
        (
            replace(SETTINGS, counting=CountSettings(limits={"green": 100, "play": 50})),
            [("limit_green", "Fill in a percentage from 1 to 99, or leave it empty.")],
        ),
        (
            replace(SETTINGS, largest_plan_percent=0),
            [("largest_plan_percent", "The largest plan is from 1 to 100 percent of the area's share.")],
        ),
        (
            replace(SETTINGS, largest_plan_percent=101),
            [("largest_plan_percent", "The largest plan is from 1 to 100 percent of the area's share.")],
        ),
    ],
)
def test_each_fault_is_told_at_its_field(settings: RoundSettings, faults: list[tuple[str, str]]) -> None:
    assert said(settings) == faults


def test_hours_of_exactly_what_is_available_are_fine() -> None:
    assert said(replace(SETTINGS, pots=(replace(MEENT, hours=40, available_hours=40),))) == []


def test_all_faults_are_told_at_once() -> None:
    counting = CountSettings("x", "x", True, "x", -1, "x", {"green": 0})
    wrong = RoundSettings((Pot("a", 0), Pot("b", 2, 1)), BallotSettings("x"), counting, 0)
    assert [field for field, _told in said(wrong)] == [
        "ballot_type", "method", "completion", "comparison", "utility", "threshold", "lot", "limit_green",
        "largest_plan_percent", "pot_a", "pot_b",
    ]  # fmt: skip


def test_parts_of_a_pot_become_whole_cents_once() -> None:
    # half of EUR 100.01: at least 50.01 is spent, at most 50.00 goes to a theme
    assert (least_sum_cents(100_01, 50), limit_cents(100_01, 50)) == (50_01, 50_00)
    assert (least_sum_cents(28_784_00, 0), limit_cents(28_784_00, 25)) == (0, 7_196_00)


def test_default_criteria_have_codes_of_their_own_and_a_text_in_both_languages() -> None:
    assert len({criterion.code for criterion in DEFAULT_CRITERIA}) == len(DEFAULT_CRITERIA) == 14
    assert all(criterion.text_nl != criterion.text_en for criterion in DEFAULT_CRITERIA)


@pytest.mark.parametrize(
    ("mine", "theirs", "faults"),
    [
        (Pot("A", 100, merges_with="B"), Pot("B", 100), []),
        (Pot("A", 100, hours=4, merges_with="B"), Pot("B", 100, hours=9), []),
        (Pot("A", 100, merges_with="A"), Pot("B", 100), ["goes_with_A"]),
        (Pot("A", 100, merges_with="C"), Pot("B", 100), ["goes_with_A"]),
        (Pot("A", 100, hours=4, merges_with="B"), Pot("B", 100), ["goes_with_A"]),
    ],
)
def test_an_area_goes_with_another_one_of_the_round_and_with_hours_where_that_has_hours(mine, theirs, faults):
    assert [fault.field for fault in settings_faults(RoundSettings((mine, theirs)))] == faults
