"""One hash that stands for a whole list: the Merkle tree hash of RFC 6962, section 2.1."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """The 32 bytes for these leaves in their order: SHA-256, leaves behind 0x00 and nodes behind 0x01.

    Of no leaves it is the hash of nothing; of one leaf SHA-256(0x00 ‖ leaf).
    """
    if not leaves:
        return sha256(b"").digest()
    level = [sha256(b"\x00" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        # pairs from the left; who is left over goes up as it is: the same tree as the RFC's largest power of two
        level = [
            sha256(b"\x01" + level[at] + level[at + 1]).digest() if at + 1 < len(level) else level[at]
            for at in range(0, len(level), 2)
        ]
    return level[0]
