"""A JPEG without the parts that say where, when and by whom it was taken; its pixels stay as they are."""

from __future__ import annotations

from files.rules.faults import FileFault
from files.services.cleaning.pictures import Unfit

BEGIN, SCAN, PART = b"\xff\xd8", 0xDA, 0xFF
COMMENT = 0xFE
KEPT_PARTS = (0xE0, 0xEE)
"""JFIF and Adobe's mark of colours: a reader needs them. The other parts for applications go."""


def without_segments(photo: bytes) -> bytes:
    """The photo without its application parts and comments. Raises Unfit for what is no whole JPEG."""
    if not photo.startswith(BEGIN):
        raise Unfit(FileFault.BROKEN)
    kept, at = bytearray(BEGIN), 2
    while at + 4 <= len(photo) and photo[at] == PART:
        mark, length = photo[at + 1], int.from_bytes(photo[at + 2 : at + 4], "big")
        if mark == SCAN:
            return bytes(kept + photo[at:])
        if mark not in _dropped():
            kept += photo[at : at + 2 + length]
        at += 2 + length
    raise Unfit(FileFault.BROKEN)


def _dropped() -> frozenset[int]:
    return frozenset({COMMENT, *range(0xE0, 0xF0)}) - set(KEPT_PARTS)
