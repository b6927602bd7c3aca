"""A decision with its reasons: what must be written down before it can be recorded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from challenges.rules.grounds import (
    BODY_WORDS,
    GROUND_WORDS,
    DecidingBody,
    Decision,
    RefusalGround,
    faults_of_decision,
    needs_council,
)

GRANT = Decision(
    motivation="De buurt kan dit goed en het kost niet meer dan nu.",
    legal_basis="Participatieverordening, artikel 12",
    body="college",
    reference="BW 2026-91",
    can_be_objected_to=True,
    grounds={},
)
REFUSAL = replace(GRANT, grounds={"no_support": "Van de buren tekende bijna niemand de lijst."})


def fields_of(faults):
    return [fault.field for fault in faults]


def test_a_grant_and_a_refusal_that_say_why_can_be_recorded():
    assert faults_of_decision(GRANT, is_refusal=False) == ()
    assert faults_of_decision(REFUSAL, is_refusal=True) == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"motivation": ""}, "motivation"),
        ({"motivation": "Nee."}, "motivation"),
        ({"legal_basis": ""}, "legal_basis"),
        ({"body": "alderman"}, "body"),
        ({"reference": " "}, "reference"),
        ({"grounds": {}}, "grounds"),
        ({"grounds": {"no_support": ""}}, "grounds-no_support"),
        ({"grounds": {"no_support": "Te weinig."}}, "grounds-no_support"),
        ({"grounds": {"no_legal_form": "Er is nog geen stichting opgericht."}}, "grounds"),
    ],
)
def test_a_refusal_without_one_of_its_parts_is_refused_at_the_field(change, field):
    assert fields_of(faults_of_decision(replace(REFUSAL, **change), is_refusal=True)) == [field]


def test_grounds_for_refusal_belong_to_a_refusal_only():
    assert fields_of(faults_of_decision(REFUSAL, is_refusal=False)) == ["grounds"]


def test_a_partial_grant_says_what_is_granted_and_what_is_not():
    assert fields_of(faults_of_decision(GRANT, is_refusal=False, is_partial=True)) == ["differs"]
    told = replace(GRANT, differs="Wel het groen, niet de bankjes.")
    assert faults_of_decision(told, is_refusal=False, is_partial=True) == ()


def test_everything_that_is_missing_is_told_at_once():
    nothing = Decision("", "", "", "", False, {})
    assert fields_of(faults_of_decision(nothing, is_refusal=True)) == [
        "motivation", "legal_basis", "reference", "body", "grounds",
    ]  # fmt: skip


def test_a_missing_legal_form_is_no_ground():
    assert sorted(RefusalGround) == [
        "above_eu_procurement_threshold", "budget_or_tax_matter", "commercial_party", "conflicts_law_or_policy",
        "exclusive_government_task", "harms_others_or_vulnerable", "no_budget_or_more_expensive", "no_support",
        "not_existing_task", "not_plausible_capacity", "running_contract_or_project", "urgent_or_safety",
    ]  # fmt: skip


def test_every_ground_and_body_has_its_words():
    assert set(GROUND_WORDS) == set(RefusalGround)
    assert set(BODY_WORDS) == set(DecidingBody)


@pytest.mark.parametrize(
    ("asked", "current", "expected"),
    [(18_000_00, 18_000_00, False), (18_000_01, 18_000_00, True), (0, 0, False), (1, 0, True), (0, None, True)],
)
def test_the_council_decides_where_more_is_asked_than_the_task_costs_now(asked, current, expected):
    assert needs_council(asked, current) is expected
