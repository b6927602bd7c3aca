"""Facts of organisations as every page tells them."""

from __future__ import annotations

from datetime import datetime

from accounts.broker import door_name
from accounts.rules.identities import Door
from lives.messages import msg
from wording import say


def kvk_in_words(number: str, confirmed_at: datetime | None) -> str | None:
    """A number of the trade register, and whether anybody proved it; nothing without a number."""
    if not number:
        return None
    if confirmed_at is None:
        return say(msg("%(number)s (as the organisation says, not confirmed)", number=number))
    return say(msg("%(number)s (number confirmed by %(door)s)", number=number, door=door_name(Door.ORGANISATION)))
