"""The administrator's form: whether the subject is open, which terms hold, under which ordinance."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import ValidationError

from challenges.rules.presets import ChallengeSettings, Preset
from challenges.rules.remedies import SilenceRemedy
from challenges.words import PRESETS, SILENCE
from proposals.forms.fields import WordsRadio


def _days(text: str) -> tuple[date, ...]:
    """One day on a line, as 2029-05-11. Raises ValueError."""
    return tuple(date.fromisoformat(line.strip()) for line in text.splitlines() if line.strip())


def _numbers(text: str) -> tuple[int, ...]:
    """Numbers with commas, as 14, 7, 2. Raises ValueError."""
    return tuple(int(part) for part in text.split(",") if part.strip())


class SettingsForm(FlaskForm):  # type: ignore[misc]
    """What a municipality chooses."""

    is_open = BooleanField(_l("Residents and organisations can send a request on this site"))
    preset = WordsRadio(_l("Within how long do you decide?"), PRESETS)
    owes_penalty = BooleanField(_l("Our answer is a decision on an application: when we are late we owe a penalty"))
    grant_can_be_objected_to = BooleanField(_l("One can object to a grant"))
    objection_committee = BooleanField(_l("A committee advises on objections"))
    silence_leads_to = WordsRadio(
        _l("Two weeks after a notice of default there is still no decision. What then?"), SILENCE
    )
    remind_before = StringField(_l("How many days before the last day do we remind who handles a request?"))
    signed_by = StringField(_l("Who signs letters? Name and function"))
    equated_days = TextAreaField(_l("Days that a later royal decree equates with a holiday"))
    ground = StringField(_l("Under which ordinance or decision?"))

    def validate_equated_days(self, field: Any) -> None:
        try:
            _days(field.data or "")
        except ValueError:
            raise ValidationError(gettext("Write one day on a line, for example 2029-05-11.")) from None

    def validate_remind_before(self, field: Any) -> None:
        try:
            _numbers(field.data or "")
        except ValueError:
            raise ValidationError(gettext("Write numbers with a comma between them, for example 14, 7, 2.")) from None

    def chosen(self) -> ChallengeSettings:
        return ChallengeSettings(
            is_open=bool(self.is_open.data),
            preset=Preset(self.preset.data),
            owes_penalty=bool(self.owes_penalty.data),
            grant_can_be_objected_to=bool(self.grant_can_be_objected_to.data),
            objection_committee=bool(self.objection_committee.data),
            silence_leads_to=SilenceRemedy(self.silence_leads_to.data),
            remind_before=_numbers(self.remind_before.data or ""),
            signed_by=self.signed_by.data or "",
            equated_days=_days(self.equated_days.data or ""),
        )
