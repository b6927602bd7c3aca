"""From what a large project is paid: parts that add up to the cent, or every fault at its field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from financing.rules.funding import Bearer, Funding, Parts, funding_faults, share_of, whole

NET = 180_000_00


@pytest.mark.parametrize("funding", [Funding.PROGRAMME, Funding.CHARGES, Funding.SAVED])
def test_one_source_that_pays_everything_is_right(funding):
    parts = whole(funding, NET, Bearer.AREA, 1)
    assert funding_faults(parts, NET) == []
    assert parts.together_cents == NET


@pytest.mark.parametrize(
    ("parts", "fields"),
    [
        (Parts(Funding.MIX, 100_000_00, 80_000_00, bearer=Bearer.AREA), []),
        (Parts(Funding.MIX, 100_000_00, 79_999_99, bearer=Bearer.AREA), ["programme_cents"]),
        (Parts(Funding.MIX, 100_000_00, 80_000_01, bearer=Bearer.WHOLE_POT), ["programme_cents"]),
        (Parts(Funding.MIX, 180_000_00), ["funding"]),
        (Parts(Funding.MIX, 0, 90_000_00, 90_000_00), ["bearer", "saving"]),
        (Parts(Funding.MIX, -1, 180_000_01, bearer=Bearer.AREA), ["programme_cents", "funding"]),
        (Parts(Funding.CHARGES, charges_cents=NET), ["bearer"]),
        (Parts(Funding.SAVED, saved_cents=NET), ["saving"]),
    ],
)
def test_every_fault_of_a_funding_is_told_at_its_field(parts, fields):
    assert [fault.field for fault in funding_faults(parts, NET)] == fields


def test_a_share_of_an_amount_is_half_up():
    assert share_of(10_000_01, 90_000_00, 180_000_00) == 5_000_01
    assert share_of(10_000_00, 60_000_00, 180_000_00) == 3_333_33


@given(cents=st.integers(0, 10**10), part=st.integers(0, 10**9), rest=st.integers(1, 10**9))
def test_two_shares_make_the_whole_but_for_a_rounding_of_one_cent(cents, part, rest):
    together = share_of(cents, part, part + rest) + share_of(cents, rest, part + rest)
    assert 0 <= together - cents <= 1
