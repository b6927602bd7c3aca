"""The tree hash against the worked examples of RFC 6962 as certificate logs publish them."""

from __future__ import annotations

from hashlib import sha256

import pytest

from voting.rules.merkle import merkle_root

# the leaves of the reference tree of certificate transparency, and its roots for the first 0, 1, 2, 3 … 8 of them
LEAVES = [bytes.fromhex(each) for each in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize("size", ROOTS)
def test_the_root_is_that_of_the_standard(size: int) -> None:
    assert merkle_root(LEAVES[:size]).hex() == ROOTS[size]


def test_a_tree_of_three_is_two_and_one() -> None:
    leaf = [sha256(b"\0" + each).digest() for each in LEAVES[:3]]
    pair = sha256(b"\1" + leaf[0] + leaf[1]).digest()
    assert merkle_root(LEAVES[:3]) == sha256(b"\1" + pair + leaf[2]).digest()
