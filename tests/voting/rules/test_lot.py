"""The public lot, drawn again with sha256sum: the values below do not come from the product."""

import pytest

from tests.voting.rules.building import election
from voting.rules.count import count
from voting.rules.election import GREEDY, Completion, Rule, Ties
from voting.rules.lot import draw, lot_seed, seed_bytes

# (printf 'lot1'; head -c 32 /dev/zero; printf '%032d' 0; printf '07192837465564738291') | sha256sum
SEED = "559b5433df41947bae7d0b58b5c004453db0979bcefe9436de4b1125ffec1b82"
DIGITS = "07192837465564738291"
SPEC_HASH, ROOT = bytes(32), b"0" * 32


def test_the_seed_is_the_hash_of_spec_root_and_dice():
    assert lot_seed(SPEC_HASH, ROOT, DIGITS) == SEED


def test_the_automatic_lot_has_no_dice():
    expected = "391c04435b76348409b95c1f99f682b1430f639933a3178b582b89bb228d51f6"
    assert lot_seed(SPEC_HASH, ROOT, "") == expected


@pytest.mark.parametrize("digits", ["0719283746556473829", "x7192837465564738291", "٠7192837465564738291"])
def test_other_than_twenty_digits_are_refused(digits):
    with pytest.raises(ValueError, match="20 digits"):
        lot_seed(SPEC_HASH, ROOT, digits)


@pytest.mark.parametrize(("spec_hash", "root"), [(b"", ROOT), (SPEC_HASH, b"0" * 31)])
def test_a_hash_of_another_length_is_refused(spec_hash, root):
    with pytest.raises(ValueError, match="32 bytes"):
        lot_seed(spec_hash, root, DIGITS)


def test_plans_stand_in_the_order_of_their_hashes():
    # (printf SEED as 32 bytes; printf '\0A') | sha256sum and so on for B, C, D
    drawn = {id_: draw(SEED, id_).hex()[:8] for id_ in "ABCD"}
    assert drawn == {"A": "f79bf52e", "B": "cc665a82", "C": "187836a8", "D": "451c69be"}


def test_64_hexadecimal_digits_are_the_bytes_they_write_and_anything_else_is_text():
    assert seed_bytes(SEED) == bytes.fromhex(SEED)
    assert seed_bytes("dobbelsteen") == b"dobbelsteen"
    assert seed_bytes(SEED[:-1]) == SEED[:-1].encode()
    assert seed_bytes(SEED.upper()) == SEED.upper().encode()


@pytest.mark.parametrize("rule", [GREEDY, Rule(completion=Completion.NONE)])
def test_the_same_order_settles_every_tie_and_the_lot_is_named(rule):
    # € 60 for four equal plans of € 20: the lot says C, D, B before A
    asked = election(60, dict.fromkeys("ABCD", 20), {"ABCD": 4})
    counted = count(asked, Rule(rule.method, rule.completion, ties=Ties.BY_LOT, seed=SEED))
    assert counted.winners == ("C", "D", "B")
    assert [(tie.chosen, len(tie.tied), tie.decided_by) for tie in counted.ties] == [
        ("C", 4, "lot"),
        ("D", 3, "lot"),
        ("B", 2, "lot"),
    ]


def test_cost_and_votes_come_before_the_lot():
    asked = election(60, {"A": 19, "B": 20, "C": 20, "D": 20}, {"ABCD": 4, "B": 1})
    counted = count(asked, Rule(GREEDY.method, Completion.NONE, ties=Ties.BY_LOT, seed=SEED))
    assert counted.winners[:2] == ("B", "A")
