"""Acts on plans: one act in the real world is one function here, one transaction and one row in the log."""

from proposals.services.ballot import put_on_ballot, record_outcome
from proposals.services.capital import add_part, pay_elsewhere
from proposals.services.carrying_out import finish_plan, start_plan
from proposals.services.corrections import Correction, change_facts, confirm_correction, reject_correction
from proposals.services.deciding import adopt_plan, refuse_award
from proposals.services.drafts import Saved, save_step, start_draft
from proposals.services.facts import Cost
from proposals.services.flags import decide_flag, flag_by_hand
from proposals.services.importing import ImportedPlan, add_plans, import_plans
from proposals.services.judging import Finding, Verdict, judge
from proposals.services.retesting import retest_open_plans
from proposals.services.submitting import submit, withdraw
from proposals.services.thresholds import set_thresholds

__all__ = [
    "Correction",
    "Cost",
    "Finding",
    "ImportedPlan",
    "Saved",
    "Verdict",
    "add_part",
    "add_plans",
    "adopt_plan",
    "change_facts",
    "confirm_correction",
    "decide_flag",
    "finish_plan",
    "flag_by_hand",
    "import_plans",
    "judge",
    "pay_elsewhere",
    "put_on_ballot",
    "record_outcome",
    "refuse_award",
    "reject_correction",
    "retest_open_plans",
    "save_step",
    "set_thresholds",
    "start_draft",
    "start_plan",
    "submit",
    "withdraw",
]
