"""How long a mail that could not be delivered waits for its next try: standard library only."""

from __future__ import annotations

from datetime import timedelta

MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=2)


def wait_after(attempts: int) -> timedelta:
    """After the first try one minute, then two, four and so on, up to two hours."""
    doublings: int = 2 ** min(max(0, attempts - 1), MOST_ATTEMPTS)
    return min(FIRST_WAIT * doublings, LONGEST_WAIT)
