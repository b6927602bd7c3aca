"""Acts on the money: a year made and fixed, and the one door through which any cent moves."""

from budget.services.ledger import ask_for_payment, commit_money, correct_movement, lock_account
from budget.services.years import (
    NewYear,
    change_year,
    fix_year,
    make_year,
    plan_of,
    planned_shares,
    propose_fixing,
    seal_of,
)

__all__ = [
    "NewYear",
    "ask_for_payment",
    "change_year",
    "commit_money",
    "correct_movement",
    "fix_year",
    "lock_account",
    "make_year",
    "plan_of",
    "planned_shares",
    "propose_fixing",
    "seal_of",
]
