"""What a request must say before it can be sent, and what a draft may leave open."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.rules.asking import (
    MOST_CENTS,
    MOST_MINUTES,
    STEPS,
    TEXTS,
    Request,
    faults_of_draft,
    faults_of_request,
    first_unfinished_step,
    step_of,
)

WHOLE = Request(
    title="Het groen rond het plein",
    task="Het onderhoud van het groen rond het plein overnemen.",
    ways=frozenset({"more_social"}),
    why_better="Wij kennen de buurt en doen het samen met de school.",
    experience="Wij onderhouden al vijf jaar de moestuin hiernaast.",
    support="Tachtig buren tekenden de lijst die erbij zit.",
    cost_cents=18_000_00,
    cost_explained="Een offerte en twee vaste krachten.",
    cooperation="Een plek voor gereedschap.",
    quality="Elk kwartaal lopen wij samen een ronde.",
    contact_name="Demo-bewoner",
)
REQUIRED = ["contact_name", "title", "task", "ways", "why_better", "experience", "quality", "support", "cost_cents",
            "cost_explained", "cooperation"]  # fmt: skip


def fields_of(faults):
    return list(dict.fromkeys(fault.field for fault in faults))


def test_a_whole_request_can_be_sent():
    assert faults_of_request(WHOLE) == ()
    assert first_unfinished_step(WHOLE) is None


def test_an_empty_request_names_everything_that_is_required_at_once_in_the_order_of_the_form():
    assert fields_of(faults_of_request(Request())) == REQUIRED
    assert first_unfinished_step(Request()) == "who"


def test_an_empty_draft_can_be_kept():
    assert faults_of_draft(Request()) == ()


@pytest.mark.parametrize("name", REQUIRED)
def test_each_required_answer_is_missed_by_its_own_name(name):
    empty = getattr(Request(), name)
    found = faults_of_request(replace(WHOLE, **{name: empty}))
    assert fields_of(found) == [name]
    assert first_unfinished_step(replace(WHOLE, **{name: empty})) == step_of(name)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ways", frozenset({"faster"})),
        ("applicant", "company"),
        ("legal_form", "soon"),
        ("cost_cents", -1),
        ("cost_cents", MOST_CENTS + 1),
        ("own_cents", -1),
        ("own_minutes", MOST_MINUTES + 1),
        ("asked_minutes", -1),
        ("task", "te kort en dan "),
        ("title", "twee\nregels"),
        ("risks", "x" * 3001),
        ("partners", "verborgen\u202eteken"),
    ],
)
def test_what_is_impossible_is_refused_at_its_field(name, value):
    assert fields_of(faults_of_request(replace(WHOLE, **{name: value}))) == [name]


def test_an_organisation_that_asks_must_be_chosen():
    assert fields_of(faults_of_request(replace(WHOLE, applicant="organisation"))) == ["organisation_id"]
    assert faults_of_request(replace(WHOLE, applicant="organisation", organisation_id=7)) == ()


def test_the_last_day_is_not_before_the_first():
    days = {"first_day": date(2027, 3, 1), "last_day": date(2027, 2, 28)}
    assert fields_of(faults_of_request(replace(WHOLE, **days))) == ["last_day"]
    assert faults_of_request(replace(WHOLE, first_day=date(2027, 3, 1), last_day=date(2027, 3, 1))) == ()


def test_a_task_that_costs_nothing_is_an_answer():
    assert faults_of_request(replace(WHOLE, cost_cents=0)) == ()


def test_every_field_of_a_request_stands_on_one_screen():
    named = [field for names in STEPS.values() for field in names]
    assert sorted(named) == sorted(each.name for each in fields(Request))


@given(st.fixed_dictionaries({name: st.text(max_size=60) for name in TEXTS}))
def test_what_can_be_sent_could_be_kept_as_a_draft(texts):
    request = replace(WHOLE, **texts)
    kept = set(fields_of(faults_of_draft(request)))
    assert kept <= set(fields_of(faults_of_request(request)))
