from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.rules.organisations import fault_of_kvk_number, kvk_number


@pytest.mark.parametrize("typed", ["12345678", "12 34 56 78", "1234.5678", "KvK 12345678", "kvk: 12345678", "", " "])
def test_eight_digits_however_they_are_written_are_a_number(typed):
    assert fault_of_kvk_number(typed) is None
    assert kvk_number(typed) in ("12345678", "")


@pytest.mark.parametrize("typed", ["1234567", "123456789", "1234567a", "00000000", "١٢٣٤٥٦٧٨", "NL12345678"])
def test_anything_else_is_told_at_once(typed):
    assert fault_of_kvk_number(typed) is not None


@given(st.integers(1, 99_999_999))
def test_a_number_is_kept_with_its_zeros_in_front(number):
    written = f"{number:08d}"
    assert kvk_number(written) == written
    assert fault_of_kvk_number(written) is None
