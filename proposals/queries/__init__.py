"""Reads of plans: for the public, for the proposer, for staff, and for the capital test."""

from proposals.queries.ballot import FeasiblePlan, feasible_plans
from proposals.queries.plan_page import plan_page
from proposals.queries.public import PlanFilter, public_plans
from proposals.queries.thresholds import capital_thresholds
from proposals.queries.work import work_of

__all__ = [
    "FeasiblePlan",
    "PlanFilter",
    "capital_thresholds",
    "feasible_plans",
    "plan_page",
    "public_plans",
    "work_of",
]
