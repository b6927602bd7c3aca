"""Reads of challenges: one with its history and clock, the register, one's own, the work that waits, the settings."""

from challenges.queries.finding import (
    Page,
    challenge_page,
    clock_of,
    default_of,
    find_challenge,
    history_of,
    may_read_draft,
    request_of,
)
from challenges.queries.lists import challenges_of_person, work_of
from challenges.queries.register import RegisterFilter, public_requests, register_options
from challenges.queries.settings import SETTING, calendar_of, challenge_settings

__all__ = [
    "SETTING",
    "Page",
    "RegisterFilter",
    "calendar_of",
    "challenge_page",
    "challenge_settings",
    "challenges_of_person",
    "clock_of",
    "default_of",
    "find_challenge",
    "history_of",
    "may_read_draft",
    "public_requests",
    "register_options",
    "request_of",
    "work_of",
]
