"""What plans, small plans and deals are about: one closed list for all of them."""

from __future__ import annotations

from lives.messages import Message, msg

THEMES: dict[str, Message] = {
    "green": msg("Green"),
    "play": msg("Play"),
    "meeting": msg("Meeting each other"),
    "traffic": msg("Traffic and safety"),
    "sports": msg("Sports and exercise"),
    "culture": msg("Culture"),
    "care": msg("Care, youth and elderly people"),
    "sustainable": msg("Sustainable living"),
    "clean": msg("A clean neighbourhood"),
    "art": msg("Art in the street"),
    "other": msg("Something else"),
}
