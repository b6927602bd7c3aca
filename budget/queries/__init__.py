"""Reads of the money: years, accounts, what a subject holds, and the lines behind it."""

from budget.queries.accounts import (
    EUROS,
    MINUTES,
    accounts_of_year,
    all_years,
    find_account,
    find_year,
    held_by,
    holdings_of,
    movements_of,
    share_cents,
)

__all__ = [
    "EUROS",
    "MINUTES",
    "accounts_of_year",
    "all_years",
    "find_account",
    "find_year",
    "held_by",
    "holdings_of",
    "movements_of",
    "share_cents",
]
