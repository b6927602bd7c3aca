"""Acts on small plans: sending, deciding under a mandate, joining in, and the administrator's mandates and limits."""

from quick_plans.services.deciding import grant, refer, refuse, settle_doubt
from quick_plans.services.joining import ask_partner, sign_joining
from quick_plans.services.kept import keep_form, kept_form
from quick_plans.services.mandates import NewMandate, record_mandate, set_limits, withdraw_mandate
from quick_plans.services.sending import Sender, enter_for_somebody, send, withdraw

__all__ = [
    "NewMandate",
    "Sender",
    "ask_partner",
    "enter_for_somebody",
    "grant",
    "keep_form",
    "kept_form",
    "record_mandate",
    "refer",
    "refuse",
    "send",
    "set_limits",
    "settle_doubt",
    "sign_joining",
    "withdraw",
    "withdraw_mandate",
]
