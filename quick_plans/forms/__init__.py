"""The forms of small plans: asking, deciding, joining in, mandates and limits."""

from quick_plans.forms.asking import QuickForm, show_faults
from quick_plans.forms.deciding import GrantForm, PartnerChoice, ReasonForm, SignForm
from quick_plans.forms.mandates import LimitsForm, MandateForm

__all__ = [
    "GrantForm",
    "LimitsForm",
    "MandateForm",
    "PartnerChoice",
    "QuickForm",
    "ReasonForm",
    "SignForm",
    "show_faults",
]
