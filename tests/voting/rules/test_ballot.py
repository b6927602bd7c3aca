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
    decode_ballot,
    encode_ballot,
    mark_choices,
    number_plans,
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


def test_points_have_two_bytes_each_and_ranks_one() -> None:
    # 300 points is 1 × 256 + 44
    points = BallotForm(HASH, (3, 5), BallotType.POINTS, 1_000)
    written = encode_ballot(points, Ballot(0, (300, 0, 7), CHECK))
    assert written[35:-10] == b"\1\x2c" + b"\0\0" + b"\0\7" + b"\0\0" * 2
    ranking = BallotForm(HASH, (3, 5), BallotType.RANKING, 3)
    assert encode_ballot(ranking, Ballot(0, (3, 1, 2), CHECK))[35:-10] == b"\3\1\2\0\0"
    assert (points.length, ranking.length) == (1 + 32 + 2 + 10 + 8 + 2, 1 + 32 + 2 + 5 + 8 + 2)


MOST = {BallotType.POINTS: 65_535, BallotType.RANKING: 255}


@st.composite
def ballots(draw: st.DrawFn) -> tuple[BallotForm, Ballot]:
    plans = tuple(draw(st.lists(st.integers(1, 60), min_size=1, max_size=9)))
    area = draw(st.integers(0, len(plans) - 1))
    kind = draw(st.sampled_from(BallotType))
    most = draw(st.integers(1, MOST.get(kind, 1)))
    choices = draw(st.tuples(*[st.integers(0, most)] * plans[area]))
    digits = draw(st.none() | st.integers(0, 9999).map(lambda number: f"{number:04d}"))
    form = BallotForm(draw(st.binary(min_size=32, max_size=32)), plans, kind, most)
    return form, Ballot(area, choices, draw(st.binary(min_size=8, max_size=8)), digits)


@given(ballots())
def test_every_ballot_is_read_back_and_has_the_length_of_the_round(case: tuple[BallotForm, Ballot]) -> None:
    form, ballot = case
    data = encode_ballot(form, ballot)
    assert decode_ballot(form, data) == ballot
    assert len(data) == form.length == len(encode_ballot(form, Ballot(0, (0,) * form.plans_per_area[0], CHECK)))


@given(st.data(), ballots())
def test_no_bytes_have_two_meanings_and_no_ballot_two_forms(
    data: st.DataObject, case: tuple[BallotForm, Ballot]
) -> None:
    form, ballot = case
    written = bytearray(encode_ballot(form, ballot))
    place = data.draw(st.integers(0, len(written) - 1))
    written[place] ^= data.draw(st.integers(1, 255))
    try:
        other = decode_ballot(form, bytes(written))
    except BallotUnreadable:
        return
    # what can still be read is another ballot, and is written as exactly these bytes
    assert other != ballot
    assert encode_ballot(form, other) == bytes(written)


@pytest.mark.parametrize(
    ("kind", "most"),
    [(BallotType.APPROVAL, 256), (BallotType.RANKING, 256), (BallotType.POINTS, 65_536), (BallotType.POINTS, 0)],
)
def test_no_form_has_numbers_that_do_not_fit_its_bytes(kind: BallotType, most: int) -> None:
    with pytest.raises(ValueError, match="not that large"):
        BallotForm(HASH, (1,), kind, most)


def test_points_past_the_most_are_no_ballot_of_the_round() -> None:
    form = BallotForm(HASH, (2,), BallotType.POINTS, 10)
    data = encode_ballot(BallotForm(HASH, (2,), BallotType.POINTS, 11), Ballot(0, (11, 0), CHECK))
    with pytest.raises(BallotUnreadable, match="does not exist"):
        decode_ballot(form, data)
    with pytest.raises(ValueError, match="area"):
        encode_ballot(form, Ballot(0, (11, 0), CHECK))


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
    assert number_plans({2: 7, 0: 1}, 4) == (1, 0, 7, 0)
    assert Ballot(0, (1, 0, 7, 0), CHECK).marks == {0: 1, 2: 7}
    with pytest.raises(BallotUnreadable):
        number_plans({0: -1}, 3)


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
