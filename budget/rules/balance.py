"""What an account holds by its lines alone, and whether it adds up: for whoever checks the books."""

from __future__ import annotations

from collections.abc import Iterable

from budget.rules.ledger import SOURCES, Line, Part


def held_in(lines: Iterable[Line], part: Part, subject: str | None = None) -> int:
    """What a part holds in cents by its lines; of one subject only when given. Sources count as positive."""
    held = sum(line.cents for line in lines if line.part is part and subject in (None, line.subject))
    return -held if part in SOURCES else held


def balances_of(lines: Iterable[Line]) -> dict[Part, int]:
    """Every part's amount in cents by its lines: what the account row must say."""
    found = tuple(lines)
    return {part: held_in(found, part) for part in Part}


def is_balanced(balances: dict[Part, int]) -> bool:
    """Whether the identity holds: what came in equals what is somewhere, and no part is below zero."""
    came_in = sum(balances[part] for part in SOURCES)
    lies = sum(cents for part, cents in balances.items() if part not in SOURCES)
    return came_in == lies and min(balances.values()) >= 0
