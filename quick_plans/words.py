"""The words of a small plan's timeline."""

from __future__ import annotations

from lives.messages import Message, msg

STEPS: dict[str, Message] = {
    "send": msg("The small plan is sent"),
    "enter": msg("The municipality entered the small plan for somebody"),
    "grant": msg("The small plan gets money"),
    "refuse": msg("The small plan gets no money"),
    "refer": msg("The small plan goes another way"),
    "withdraw": msg("The small plan is withdrawn"),
    "settle_doubt": msg("A doubt about the size is settled"),
    "join": msg("A partner joins in"),
}
