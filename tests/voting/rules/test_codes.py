from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.rules.codes import (
    ALPHABET,
    CodeRefused,
    check_value,
    make_code,
    multiply,
    parse_code,
    printed_code,
)

bits = st.integers(0, (1 << 75) - 1)
# signs 0 ... 14 are the values 0 ... 14; made once and written down, so that printed letters stay valid
LETTER = "0123-4567-89AB-CDE4"


def refusal(text: str) -> str:
    with pytest.raises(CodeRefused) as refused:
        parse_code(text)
    return str(refused.value.message)


def test_multiplication_is_that_of_a_field_of_32() -> None:
    # by hand: 2·16 = x·x⁴ = x⁵ = x² + 1 = 5; 3·3 = (x+1)² = x² + 1 = 5; 31·1 = 31
    assert (multiply(2, 16), multiply(3, 3), multiply(31, 1), multiply(7, 0)) == (5, 5, 31, 0)
    for one in range(1, 32):
        assert sorted(multiply(one, other) for other in range(32)) == list(range(32))


def test_the_check_sign_of_one_sign_is_its_weight() -> None:
    # only the first sign is 1, its weight is α = 2; only the fourth: α⁴ = 16; only the fifth: α⁵ = 5
    for place, weight in ((0, 2), (3, 16), (4, 5)):
        assert check_value([int(place == other) for other in range(15)]) == weight


def test_a_code_of_75_bits_is_printed_in_four_groups() -> None:
    assert make_code(0) == "0" * 16
    assert make_code(1 << 70) == "1" + "0" * 14 + "2"
    assert printed_code(make_code((1 << 75) - 1)).count("-") == 3
    for wrong in (-1, 1 << 75):
        with pytest.raises(ValueError, match="75 bits"):
            make_code(wrong)


@given(bits)
def test_every_code_is_read_back_from_the_letter(number: int) -> None:
    code = make_code(number)
    assert parse_code(printed_code(code)) == code
    assert set(code) <= set(ALPHABET)
    assert len(code) == 16


@given(bits)
def test_case_blanks_dashes_and_look_alikes_do_not_matter(number: int) -> None:
    code = make_code(number)
    sloppy = code.lower().replace("0", "o").replace("1", "l")
    assert parse_code(f"  {sloppy[:4]} – {sloppy[4:9]}\t{sloppy[9:]}\n") == code
    assert parse_code(code.replace("1", "I").replace("0", "O")) == code


@given(bits)
def test_every_single_wrong_sign_is_noticed(number: int) -> None:
    code = make_code(number)
    for place in range(16):
        for sign in ALPHABET:
            if sign != code[place]:
                assert "typing mistake" in refusal(code[:place] + sign + code[place + 1 :])


@given(bits)
def test_every_swap_of_two_signs_is_noticed(number: int) -> None:
    code = make_code(number)
    for one in range(16):
        for other in range(one + 1, 16):
            if code[one] != code[other]:
                signs = list(code)
                signs[one], signs[other] = signs[other], signs[one]
                assert "typing mistake" in refusal("".join(signs))


def test_every_swap_of_neighbours_of_every_pair_of_signs_is_noticed() -> None:
    for place in range(15):
        for one in range(32):
            for other in range(32):
                values = [0] * 15
                values[place] = one
                if place < 14:
                    values[place + 1] = other
                    swapped = [*values]
                    swapped[place], swapped[place + 1] = other, one
                    assert (check_value(values) == check_value(swapped)) is (one == other)
    # the last neighbours are a random sign and the check sign itself
    for number in range(32):
        code = make_code(number)
        swapped_code = code[:14] + code[15] + code[14]
        assert code == swapped_code or "typing mistake" in refusal(swapped_code)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Fill in the voting code from your letter."),
        (" - - ", "Fill in the voting code from your letter."),
        ("0123-4567-89AB", "This code is too short: 12 signs. A voting code has 16."),
        ("0123-4567-89A-CDEF", "Group 3 of the code has 3 signs. Every group has 4."),
        ("0123-45678-89AB-CDEF", "Group 2 of the code has 5 signs. Every group has 4."),
        ("0" * 17, "This code is too long: 17 signs. A voting code has 16."),
        ("0" * 100_000, "This code is too long: 200 signs. A voting code has 16."),
        (
            "0123-4U67-89AB-CDEF",
            "Sign 6 of the code, “U”, is not in any voting code. Compare it with your letter.",
        ),
        (
            "0123-4567-89AB-CD*F",
            "Sign 15 of the code, “*”, is not in any voting code. Compare it with your letter.",
        ),
        ("\x00", "Sign 1 of the code, “?”, is not in any voting code. Compare it with your letter."),
    ],
)
def test_what_is_wrong_with_a_code_is_told(text: str, why: str) -> None:
    assert refusal(text) == why


def test_a_printed_letter_stays_valid() -> None:
    assert parse_code(LETTER) == LETTER.replace("-", "")


@given(st.text())
def test_any_text_is_a_code_or_refused(text: str) -> None:
    try:
        assert len(parse_code(text)) == 16
    except CodeRefused as refused:
        assert refused.message.text  # noqa: PT017
