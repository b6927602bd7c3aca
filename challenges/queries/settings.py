"""What the municipality chose for the right to challenge, or the defaults while it chose nothing."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from challenges.rules.presets import ChallengeSettings, Preset
from challenges.rules.remedies import SilenceRemedy
from lives.holidays import WorkingDays
from settings.queries import current

SETTING = "challenges"


def challenge_settings(session: Session) -> ChallengeSettings:
    """What is in force now."""
    value = current(session, SETTING)
    if value is None:
        return ChallengeSettings()
    return ChallengeSettings(
        is_open=bool(value["is_open"]),
        preset=Preset(value["preset"]),
        owes_penalty=bool(value["owes_penalty"]),
        grant_can_be_objected_to=bool(value["grant_can_be_objected_to"]),
        objection_committee=bool(value.get("objection_committee", False)),
        silence_leads_to=SilenceRemedy(value.get("silence_leads_to", SilenceRemedy.OBJECTION)),
        remind_before=tuple(map(int, value.get("remind_before", ChallengeSettings.remind_before))),
        signed_by=str(value.get("signed_by", "")),
        equated_days=tuple(date.fromisoformat(day) for day in value["equated_days"]),
    )


def calendar_of(session: Session) -> WorkingDays:
    """The calendar of working days, with the municipality's own table of equated days."""
    return WorkingDays().with_days(challenge_settings(session).equated_days)
