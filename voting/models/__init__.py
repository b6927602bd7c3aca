"""The ballot box: credential, urn and counted ballots apart. No person, no time, no draft is stored here."""

from voting.models.box import FROZEN, BallotBox, BallotPlan
from voting.models.exclusion import ExclusionGroup, ExclusionMember
from voting.models.lot import Lot, LotEntry
from voting.models.result import CollegeDecision, CollegeDecisionPlan, CountedBallot, Result
from voting.models.urn import Credential, Urn

__all__ = [
    "FROZEN",
    "BallotBox",
    "BallotPlan",
    "CollegeDecision",
    "CollegeDecisionPlan",
    "CountedBallot",
    "Credential",
    "ExclusionGroup",
    "ExclusionMember",
    "Lot",
    "LotEntry",
    "Result",
    "Urn",
]
