"""The tables of challenges: requests with what happened to them, talks and advice, decisions, settings' terms."""

from challenges.models.deciding import ChallengeDecision, ChallengeGround, CouncilAnswer
from challenges.models.handling import ChallengeAdvice, ChallengeTalk
from challenges.models.requests import Challenge, ChallengeEvent, ChallengeVersion

__all__ = [
    "Challenge",
    "ChallengeAdvice",
    "ChallengeDecision",
    "ChallengeEvent",
    "ChallengeGround",
    "ChallengeTalk",
    "ChallengeVersion",
    "CouncilAnswer",
]
