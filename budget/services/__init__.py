"""Acts on the money: a year made and fixed, and the one door through which any cent moves."""

from budget.services.ledger import commit_money
from budget.services.years import NewYear, change_year, fix_year, make_year, planned_shares

__all__ = ["NewYear", "change_year", "commit_money", "fix_year", "make_year", "planned_shares"]
