"""Acts on large plans: one act in the real world is one function here, one transaction and one row in the log."""

from financing.services.calculating import Figures, calculate, work_out
from financing.services.carrying_out import Delivery, deliver, start_work
from financing.services.college import BodyDecision, college_decides, propose_to_council, send_to_college
from financing.services.council import council_says_no, grant, look_at_grant
from financing.services.cycle import set_cycle
from financing.services.leaving import resume, save_first, use_other_budget
from financing.services.office import Advice, advise, ask_maintenance, take_in
from financing.services.reestimating import (
    Renewal,
    YearChange,
    cases_with_charges,
    look_at_renewal,
    reestimate,
    reestimate_all,
)
from financing.services.saved_money import ask_project_payment
from financing.services.splitting import Part, split

__all__ = [
    "Advice",
    "BodyDecision",
    "Delivery",
    "Figures",
    "Part",
    "Renewal",
    "YearChange",
    "advise",
    "ask_maintenance",
    "ask_project_payment",
    "calculate",
    "cases_with_charges",
    "college_decides",
    "council_says_no",
    "deliver",
    "grant",
    "look_at_grant",
    "look_at_renewal",
    "propose_to_council",
    "reestimate",
    "reestimate_all",
    "resume",
    "save_first",
    "send_to_college",
    "set_cycle",
    "split",
    "start_work",
    "take_in",
    "use_other_budget",
    "work_out",
]
