"""Reads of small plans: one, a person's own, what waits for a coordinator, mandates, limits and the reserve."""

from quick_plans.queries.limits import quick_limits
from quick_plans.queries.lists import own_areas, plans_of_person, work_of
from quick_plans.queries.mandates import all_mandates, best_mandate
from quick_plans.queries.money import minutes_left, paying_year, reserve_left, reserves
from quick_plans.queries.plans import QuickPage, doubts_of, find_plan, joinings_of, quick_page, settled_doubts
from quick_plans.queries.similar import find_size

__all__ = [
    "QuickPage",
    "all_mandates",
    "best_mandate",
    "doubts_of",
    "find_plan",
    "find_size",
    "joinings_of",
    "minutes_left",
    "own_areas",
    "paying_year",
    "plans_of_person",
    "quick_limits",
    "quick_page",
    "reserve_left",
    "reserves",
    "settled_doubts",
    "work_of",
]
