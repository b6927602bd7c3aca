"""The tables of challenges: requests and what happened to them, talks, advice, decisions, agreements, reports,
objections, attachments and support."""

from challenges.models.addresses import PostalAddress
from challenges.models.agreements import ChallengeAgreement, ChallengeEvaluation
from challenges.models.attachments import ChallengeAttachment, ChallengeSupport
from challenges.models.deciding import ChallengeDecision, ChallengeGround, CouncilAnswer
from challenges.models.handling import ChallengeAdvice, ChallengeTalk
from challenges.models.instead import ChallengeDeal
from challenges.models.objections import Objection, ObjectionEvent
from challenges.models.penalties import ChallengePenalty
from challenges.models.points import ChallengePoint
from challenges.models.reminders import ChallengeReminder
from challenges.models.reports import ChallengeReport, ChallengeReportCost, ChallengeReportDay
from challenges.models.requests import Challenge, ChallengeEvent, ChallengeVersion

__all__ = [
    "Challenge",
    "ChallengeAdvice",
    "ChallengeAgreement",
    "ChallengeAttachment",
    "ChallengeDeal",
    "ChallengeDecision",
    "ChallengeEvaluation",
    "ChallengeEvent",
    "ChallengeGround",
    "ChallengePenalty",
    "ChallengePoint",
    "ChallengeReminder",
    "ChallengeReport",
    "ChallengeReportCost",
    "ChallengeReportDay",
    "ChallengeSupport",
    "ChallengeTalk",
    "ChallengeVersion",
    "CouncilAnswer",
    "Objection",
    "ObjectionEvent",
    "PostalAddress",
]
