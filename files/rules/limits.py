"""How many files one thing may have, and how much together."""

from __future__ import annotations

from collections.abc import Sequence

from lives.messages import Message, msg

MOST_FILES = 10
MOST_BYTES_TOGETHER = 25_000_000
MOST_EVER = 30
"""Files that were taken away after sending are kept, so also their number ends somewhere."""


def fault_of_one_more(sizes: Sequence[int], new_bytes: int, ever: int) -> Message | None:
    """Why a file of `new_bytes` cannot come to those that are there (their sizes in bytes); `ever` counts those that
    were taken away too.

    Nine of 2 MB and one more of 2 MB are ten files and 20 MB: fine. Five of 5 MB are full.
    """
    if len(sizes) >= MOST_FILES:
        return msg("There are %(most)s attachments, and that is the most. Take one away first.", most=MOST_FILES)
    if ever >= MOST_EVER:
        return msg("There were %(most)s attachments, and that is the most. Call us if you have more.", most=MOST_EVER)
    if sum(sizes) + new_bytes > MOST_BYTES_TOGETHER:
        return msg("All attachments together may have at most 25 MB. Take one away first, or make this one smaller.")
    return None
