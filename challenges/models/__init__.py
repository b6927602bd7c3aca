"""The tables of challenges: requests and what happened to them, talks, advice, decisions, agreements, objections,
attachments and support."""

from challenges.models.agreements import ChallengeAgreement, ChallengeEvaluation
from challenges.models.attachments import ChallengeAttachment, ChallengeSupport
from challenges.models.deciding import ChallengeDecision, ChallengeGround, CouncilAnswer
from challenges.models.handling import ChallengeAdvice, ChallengeTalk
from challenges.models.objections import Objection, ObjectionEvent
from challenges.models.requests import Challenge, ChallengeEvent, ChallengeVersion

__all__ = [
    "Challenge",
    "ChallengeAdvice",
    "ChallengeAgreement",
    "ChallengeAttachment",
    "ChallengeDecision",
    "ChallengeEvaluation",
    "ChallengeEvent",
    "ChallengeGround",
    "ChallengeSupport",
    "ChallengeTalk",
    "ChallengeVersion",
    "CouncilAnswer",
    "Objection",
    "ObjectionEvent",
]
