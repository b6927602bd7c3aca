from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.rules.ballot import (
    Ballot,
    BallotForm,
    BallotType,
    BallotUnreadable,
    SpecArea,
    cost_of_choices,
    decode_ballot,
    encode_ballot,
    faults_of_ballot,
    mark_choices,
    signed_bytes,
    tracker_of,
)

HASH = bytes(range(32))
FORM = BallotForm(HASH, (3, 5))
CHECK = b"checkme!"
BALLOT = Ballot(0, (1, 0, 1), CHECK, "0042")


def test_a_ballot_is_written_field_by_field() -> None:
    # version 1, the hash, area 0, plans 1 0 1 and two empty slots, 64 bits, digits 42
    assert encode_ballot(FORM, BALLOT) == b"\x01" + HASH + b"\0\0" + b"\1\0\1\0\0" + CHECK + b"\0\x2a"
    assert encode_ballot(FORM, replace(BALLOT, digits=None))[-2:] == b"\xff\xff"
    assert FORM.length == 1 + 32 + 2 + 5 + 8 + 2


@st.composite
def ballots(draw: st.DrawFn) -> tuple[BallotForm, Ballot]:
    plans = tuple(draw(st.lists(st.integers(1, 60), min_size=1, max_size=9)))
    area = draw(st.integers(0, len(plans) - 1))
    choices = draw(st.tuples(*[st.integers(0, 1)] * plans[area]))
    digits = draw(st.none() | st.integers(0, 9999).map(lambda number: f"{number:04d}"))
    form = BallotForm(draw(st.binary(min_size=32, max_size=32)), plans)
    return form, Ballot(area, choices, draw(st.binary(min_size=8, max_size=8)), digits)


@given(ballots())
def test_every_ballot_is_read_back_and_has_the_length_of_the_round(case: tuple[BallotForm, Ballot]) -> None:
    form, ballot = case
    data = encode_ballot(form, ballot)
    assert decode_ballot(form, data) == ballot
    assert len(data) == form.length == len(encode_ballot(form, Ballot(0, (0,) * form.plans_per_area[0], CHECK)))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (encode_ballot(FORM, BALLOT)[:-1], "length"),
        (encode_ballot(FORM, BALLOT) + b"\0", "length"),
        (b"\2" + encode_ballot(FORM, BALLOT)[1:], "version"),
        (encode_ballot(BallotForm(HASH[::-1], (3, 5)), BALLOT), "another round"),
        (encode_ballot(FORM, BALLOT)[:33] + b"\0\2" + encode_ballot(FORM, BALLOT)[35:], "unknown area"),
        (encode_ballot(FORM, BALLOT)[:35] + b"\2" + encode_ballot(FORM, BALLOT)[36:], "does not exist"),
        (encode_ballot(FORM, BALLOT)[:38] + b"\1" + encode_ballot(FORM, BALLOT)[39:], "does not exist"),
        (encode_ballot(FORM, BALLOT)[:-2] + (10_000).to_bytes(2), "digits"),
        (b"", "length"),
    ],
)
def test_bytes_that_are_no_ballot_of_the_round_are_refused(data: bytes, why: str) -> None:
    with pytest.raises(BallotUnreadable, match=why):
        decode_ballot(FORM, data)


@pytest.mark.parametrize(
    "ballot",
    [
        replace(BALLOT, choices=(1, 0)),
        replace(BALLOT, choices=(1, 0, 2)),
        replace(BALLOT, check_code=b"short"),
        replace(BALLOT, digits="42"),
        replace(BALLOT, digits="٠٠٤٢"),
    ],
)
def test_a_ballot_that_does_not_fit_is_never_written(ballot: Ballot) -> None:
    with pytest.raises(ValueError, match=r"area|64 bits|four digits"):
        encode_ballot(FORM, ballot)


def test_a_spec_hash_has_32_bytes() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        BallotForm(b"short", (1,))


def test_choices_are_marked_by_place_and_a_strange_place_is_refused() -> None:
    assert mark_choices({0, 2}, 3) == (1, 0, 1)
    assert mark_choices(set(), 2) == (0, 0)
    assert Ballot(0, (1, 0, 1), CHECK).chosen == (0, 2)
    for place in (-1, 3):
        with pytest.raises(BallotUnreadable):
            mark_choices({place}, 3)


def test_the_tracker_is_the_hash_of_the_bytes() -> None:
    assert tracker_of(b"x") == sha256(b"x").digest()


def test_what_is_signed_has_one_width() -> None:
    tracker = bytes(32)
    assert signed_bytes(7, 2, 1, tracker) == (
        b"leve-de-buurt/v1" + b"\0\0\0\0\0\0\0\7" + b"\0\2" + b"\0\0\0\0\0\0\0\1" + tracker
    )
    for sequence, wrong in ((0, tracker), (1, b"short")):
        with pytest.raises(ValueError, match="tracker"):
            signed_bytes(1, 1, sequence, wrong)


COSTS = (20_000_00, 8_784_00, 1, 5_000_00)
APPROVAL = SpecArea(BallotType.APPROVAL, COSTS, 28_784_00)
KNAPSACK = replace(APPROVAL, ballot_type=BallotType.KNAPSACK)
CHOOSE_1 = replace(APPROVAL, ballot_type=BallotType.CHOOSE_1)


@pytest.mark.parametrize("area", [APPROVAL, KNAPSACK, CHOOSE_1])
def test_a_blank_ballot_is_valid(area: SpecArea) -> None:
    assert faults_of_ballot((0, 0, 0, 0), area) == ()


@pytest.mark.parametrize("area", [APPROVAL, KNAPSACK, CHOOSE_1])
@pytest.mark.parametrize("choices", [(), (1, 0, 0), (1, 0, 0, 0, 0), (2, 0, 0, 0), (-1, 0, 0, 0)])
def test_choices_of_another_area_are_invalid(choices: tuple[int, ...], area: SpecArea) -> None:
    assert [str(fault) for fault in faults_of_ballot(choices, area)] == [
        "This is not a ballot of this area. Start again."
    ]


def test_a_knapsack_of_exactly_the_pot_fits_and_one_cent_more_does_not() -> None:
    assert faults_of_ballot((1, 1, 0, 0), KNAPSACK) == ()
    assert [str(fault) for fault in faults_of_ballot((1, 1, 1, 0), KNAPSACK)] == [
        "Your plans cost € 28,784.01 together. That is € 0.01 more than the € 28,784 there is."
    ]
    assert faults_of_ballot((1, 1, 1, 1), APPROVAL) == ()


def test_choosing_one_is_choosing_one() -> None:
    assert faults_of_ballot((0, 0, 1, 0), CHOOSE_1) == ()
    assert [str(fault) for fault in faults_of_ballot((1, 0, 1, 0), CHOOSE_1)] == [
        "You chose 2 plans. You may choose one."
    ]


def test_a_round_may_limit_the_number_of_plans_and_all_faults_are_told_at_once() -> None:
    assert faults_of_ballot((1, 1, 0, 0), replace(APPROVAL, most_choices=2)) == ()
    both = faults_of_ballot((1, 1, 1, 0), replace(KNAPSACK, most_choices=2))
    assert [str(fault)[:20] for fault in both] == ["You chose 3 plans. Y", "Your plans cost € 28"]


def test_the_cost_of_choices_is_their_sum() -> None:
    assert cost_of_choices((1, 0, 1, 0), COSTS) == 20_000_01
