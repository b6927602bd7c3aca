"""What a municipality chooses for the right to challenge: an administrator's act, with its ground and history."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from challenges.queries.settings import SETTING
from challenges.rules.presets import ChallengeSettings, Preset
from challenges.rules.remedies import SilenceRemedy
from challenges.services.refusals import one_fault
from challenges.services.steps import checked_text
from lives.messages import msg
from lives.texts import TextLimit
from logbook.actors import Actor
from logbook.permissions import require_administrator
from logbook.services import act
from settings.services import put_setting

GROUND = TextLimit(3, 500)
MOST_DAYS = 60
SIGNED = TextLimit(0, 120)
MOST_REMINDERS, LONGEST_BEFORE = 5, 60


def choose_settings(session: Session, actor: Actor, now: datetime, chosen: ChallengeSettings, ground: str) -> None:
    """Open or close the subject and choose the terms; requests that came in keep theirs. `ground` is the ordinance.

    Raises NotAllowed, RequestRefused.
    """
    require_administrator(actor)
    told = checked_text("ground", ground, GROUND)
    if chosen.preset not in set(Preset):
        raise one_fault("preset", msg("Choose from the list."))
    if len(chosen.equated_days) > MOST_DAYS:
        raise one_fault("equated_days", msg("Fill in at most %(most)s days.", most=MOST_DAYS))
    if not _can_remind(chosen.remind_before):
        raise one_fault(
            "remind_before",
            msg("Fill in at most %(most)s numbers from 1 to %(longest)s.", most=MOST_REMINDERS, longest=LONGEST_BEFORE),
        )
    value = {
        "is_open": chosen.is_open,
        "preset": chosen.preset.value,
        "owes_penalty": chosen.owes_penalty,
        "grant_can_be_objected_to": chosen.grant_can_be_objected_to,
        "objection_committee": chosen.objection_committee,
        "silence_leads_to": SilenceRemedy(chosen.silence_leads_to).value,
        "remind_before": sorted(set(chosen.remind_before), reverse=True),
        "signed_by": checked_text("signed_by", chosen.signed_by, SIGNED),
        "equated_days": sorted(day.isoformat() for day in chosen.equated_days),
    }
    with act(session, actor, now, "choose_challenge_settings", ground=told, subject=f"setting:{SETTING}") as a:
        put_setting(a, SETTING, value, told)
        a.facts.update(value)


def _can_remind(before: tuple[int, ...]) -> bool:
    return 0 < len(before) <= MOST_REMINDERS and all(1 <= days <= LONGEST_BEFORE for days in before)
