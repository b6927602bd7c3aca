"""Why money moves, as a closed list: every ground that an act writes has its words for people (budget/words.py)."""

from __future__ import annotations

from enum import StrEnum


class Ground(StrEnum):
    """The ground of a movement as it is stored; only corrections carry a person's own reason."""

    SHARE = "share"
    STANDING = "standing commitment"
    STANDING_LESS = "less stands fixed"
    COVERED = "shortfall covered"
    RESERVE = "reserve for small plans"
    POT = "pot of the vote"
    RESULT = "result of the vote"
    NOT_DIVIDED = "not divided by the vote"
    COLLEGE_YES = "decision of the college"
    COLLEGE_NO = "refused by the college"
    SMALL_PLAN = "small plan granted under mandate"
    DEAL = "deal with the neighbourhood"
    SETTLEMENT = "settlement of the deal"
    PAYMENT = "payment"
    CAME_BACK = "money came back"
    CHARGE = "yearly charge"
    ADDITION = "addition"
    CARRIED_OVER = "carried over"
    CARRIED_PROMISE = "promised, not delivered yet"
    DELIVERED = "delivered in the year"
    NOT_DELIVERED = "not delivered"
    SAVED = "saved"
    SAVING_USED = "saved money used"
    LARGE_PROJECT = "large project"
    YEAR_END = "end of the year"
