"""What is taken of what a broker says, by hand and by chance."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.rules.identities import Arrival, ArrivalRefused, Door, arrival_of, is_bsn, may_hold_bsn

HIGH = ("loa3", "loa4")


def read(door=Door.ORGANISATION, **claims):
    given_claims = {"sub": "a7", "acr": "loa3", "kvk": "12345678", "organisation": "De Boom"} | claims
    return arrival_of(given_claims, door, HIGH, "kvk", "organisation")


def test_a_whole_token_of_each_door():
    assert read() == Arrival("a7", "12345678", "De Boom")
    assert read(Door.PERSON) == Arrival("a7")


# 9·1+8·1+7·1+6·2+5·2+4·2+3·3+2·3−1·3 = 9+8+7+12+10+8+9+6−3 = 66 = 6·11
@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("111222333", True),
        ("111222334", False),
        ("123456782", True),
        ("123456789", False),
        ("000000000", False),
        ("00000000", False),
        # eight digits are nine with a nought before them: 8·1+7·1+6·1+5·2+4·2+3·2+2·3−1·x
        ("11122239", False),
        ("11122237", True),
        ("1234567", False),
        ("1112223330", False),
        ("１１１２２２３３３", False),
        ("", False),
    ],
)
def test_the_eleven_test_by_hand(digits, expected):
    assert is_bsn(digits) is expected


@pytest.mark.parametrize(
    "text",
    ["111222333", " 111222333 ", "111.222.333", "111-222-333", "s00000000:111222333", "BSN 111222333"],
)
def test_a_text_that_may_hold_such_a_number(text):
    assert may_hold_bsn(text)
    with pytest.raises(ArrivalRefused):
        read(sub=text)


@pytest.mark.parametrize("text", ["a7", "111222334", "1112223330", "11122237-aaaa-4bbb-8ccc-1234567890ab"])
def test_a_text_that_holds_none(text):
    assert not may_hold_bsn(text)
    assert read(sub=text).subject == text


@given(st.integers(1, 999_999_999))
def test_a_number_that_passes_fails_with_any_one_digit_changed(number):
    digits = f"{number:09d}"
    if not is_bsn(digits):
        return
    for place, sign in enumerate(digits):
        for other in "0123456789":
            if other != sign:
                assert not is_bsn(digits[:place] + other + digits[place + 1 :])


@given(st.uuids())
def test_a_random_name_as_brokers_give_them_is_not_taken_for_one(name: uuid.UUID):
    assert read(sub=str(name)).subject == str(name)


@pytest.mark.parametrize("acr", [None, "", "loa2", "LOA3", "loa3 ", ["loa3"], {"loa3": 1}, 3, True])
def test_a_level_counts_word_for_word(acr):
    with pytest.raises(ArrivalRefused):
        read(acr=acr)


def test_no_level_is_enough_where_none_is_accepted():
    with pytest.raises(ArrivalRefused):
        arrival_of({"sub": "a7", "acr": ""}, Door.PERSON, (), "kvk", "organisation")


@pytest.mark.parametrize(
    "number",
    [None, "", "123456789", "1234567a", "00000000", "12345678\n", "12 345678", 12345678, ["12345678"]],
)
def test_a_number_of_the_register_has_eight_digits_and_nothing_else(number):
    with pytest.raises(ArrivalRefused):
        read(kvk=number)
    assert read(Door.PERSON, kvk=number) == Arrival("a7")


@pytest.mark.parametrize("name", [None, "", "x", "x" * 121, 7, ["De Boom"], "a\nb", "a\x00b", "Jansen 111222333"])
def test_a_name_that_is_none_is_left_out_and_the_number_is_enough(name):
    assert read(organisation=name) == Arrival("a7", "12345678", "")


@given(st.dictionaries(st.text(max_size=8), st.none() | st.booleans() | st.integers() | st.text(max_size=12)))
def test_whatever_is_said_the_answer_is_an_arrival_or_a_refusal(claims):
    for door in Door:
        try:
            arrival = arrival_of(claims, door, HIGH, "kvk", "organisation")
        except ArrivalRefused:
            continue
        assert claims["acr"] in HIGH
        assert not may_hold_bsn(arrival.subject)
