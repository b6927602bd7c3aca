"""The tables of small plans: the plans and their timeline, mandates, partners who join in, forms not sent yet."""

from quick_plans.models.mandates import Mandate
from quick_plans.models.plans import Joining, KeptForm, QuickEvent, QuickPlan, SettledDoubt

__all__ = ["Joining", "KeptForm", "Mandate", "QuickEvent", "QuickPlan", "SettledDoubt"]
