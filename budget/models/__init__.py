"""The tables of the money: years, accounts with their lines, payments, and what future years owe already."""

from budget.models.ledger import Account, Holding, LedgerLine, Movement
from budget.models.payments import PaymentImport, PaymentRequest
from budget.models.savings import Saving
from budget.models.standing import StandingCommitment
from budget.models.years import BudgetYear

__all__ = [
    "Account",
    "BudgetYear",
    "Holding",
    "LedgerLine",
    "Movement",
    "PaymentImport",
    "PaymentRequest",
    "Saving",
    "StandingCommitment",
]
