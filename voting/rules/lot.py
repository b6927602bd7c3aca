"""The public lot: what decides when two plans have the same cost and the same votes.

Everybody can draw it again: the seed follows from what was published before the ballots were opened.
"""

from hashlib import sha256

SEED_DIGITS = 20


def lot_seed(spec_hash: bytes, root: bytes, digits: str) -> str:
    """The seed, as 64 hexadecimal digits: SHA-256("lot1" ‖ spec hash ‖ root ‖ digits).

    `spec_hash` and the `root` of the final trackers have 32 bytes each; `digits` are the public throws of 20
    ten-sided dice, "07…", and go in as ASCII; none where the spec names the automatic lot. Raises ValueError
    for anything else.
    """
    if len(spec_hash) != 32 or len(root) != 32:
        raise ValueError("a spec hash and a root have 32 bytes")
    if digits and (len(digits) != SEED_DIGITS or not (digits.isascii() and digits.isdigit())):
        raise ValueError("the dice give 20 digits")
    return sha256(b"lot1" + spec_hash + root + digits.encode()).hexdigest()


def seed_bytes(seed: str) -> bytes:
    """A seed as the bytes that are drawn with: 64 hexadecimal digits are the 32 bytes they write, a text is UTF-8."""
    if len(seed) == 64 and all(sign in "0123456789abcdef" for sign in seed):
        return bytes.fromhex(seed)
    return seed.encode()


def draw(seed: str, project_id: str) -> bytes:
    """A plan's lot: SHA-256(seed ‖ 0x00 ‖ id), the id as UTF-8; the lowest goes first.

    Example: with the seed "s" plan A draws 42a8… and plan B 5704…, so A goes before B.
    """
    return sha256(seed_bytes(seed) + b"\x00" + project_id.encode()).digest()
