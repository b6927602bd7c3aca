"""What is wrong with something that was filled in on the route: every fault at its field, all at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lives.messages import Day, Message, msg
from lives.texts import TextLimit, faults_within, tidy_text

REFERENCE = TextLimit(1, 80)
WORDS = TextLimit(10, 2000, has_lines=True)
"""A reason or explanation that everyone can read."""


@dataclass(frozen=True)
class RouteFault:
    """Something wrong with a field."""

    field: str
    message: Message


def faults_of_reference(text: str, field: str = "reference") -> list[RouteFault]:
    """A reference of a decision: always there, on one line, at most 80 characters."""
    if not tidy_text(text):
        return [RouteFault(field, msg("Fill in the reference of the decision."))]
    return [RouteFault(field, each) for each in faults_within(REFERENCE, text)]


def faults_of_words(text: str, field: str = "words") -> list[RouteFault]:
    """A text that must be there, of at least ten characters: "ok" explains nothing."""
    return [RouteFault(field, each) for each in faults_within(WORDS, text)]


def faults_of_day(day: date, first: date, today: date, field: str = "decided_on") -> list[RouteFault]:
    """A day on which something happened: not before what came before it, not in the future."""
    if day > today:
        return [RouteFault(field, msg("This day is still to come."))]
    if day < first:
        early = msg("The step before this one was taken on %(day)s. This cannot be earlier.", day=Day(first))
        return [RouteFault(field, early)]
    return []
