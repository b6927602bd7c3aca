"""The words for kinds, sides, steps and deciding bands of a deal, as its pages say them."""

from __future__ import annotations

from lives.messages import Message, msg

KINDS: dict[str, Message] = {
    "construction": msg("Green: construction"),
    "management": msg("Green: management"),
    "upkeep": msg("Green: upkeep"),
    "other": msg("Something else"),
}
SHOWN_KINDS: dict[str, Message] = {
    **KINDS,
    "green": msg("Green"),
    "takeover": msg("A task taken over from the municipality"),
}
SIDES: dict[str, Message] = {
    "neighbourhood": msg("The neighbourhood"),
    "municipality": msg("The municipality"),
    "partner": msg("Somebody else who helps"),
}
STEPS: dict[str, Message] = {
    "make": msg("The deal is in preparation"),
    "activate": msg("The deal begins"),
    "extend": msg("The deal goes on longer"),
    "end": msg("The deal is ended"),
    "terminate": msg("The deal is ended early"),
    "settle": msg("The deal is settled"),
}
PAYMENT_STATES: dict[str, Message] = {
    "asked": msg("Asked"),
    "approved": msg("Agreed, not paid yet"),
    "refused": msg("Refused"),
    "paid": msg("Paid"),
}


def kind_of(kind: str, sub_kind: str) -> Message:
    """How a deal's kind is called."""
    return SHOWN_KINDS[sub_kind or kind]
