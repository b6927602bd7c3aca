"""The forms of an objection: making one, writing one down from paper, answering, handling and deciding it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Optional

from challenges.forms.acting import PlainForm
from challenges.forms.writing import Counted
from challenges.rules.grounds import MOTIVATION_LIMIT
from challenges.rules.objection_life import OBJECTION_LIFE, ObjectionStep
from challenges.services.objecting import LATE, TEXT
from deals.forms.fields import DayField
from wording import say

_DAY = [InputRequired(_l("Fill in a day."))]
_CHOOSE = [InputRequired(_l("Choose an answer."))]


class ObjectForm(FlaskForm):  # type: ignore[misc]
    organisation_id = SelectField(_l("For whom do you object?"), coerce=int, validators=[Optional()])
    name = StringField(_l("Your name"))
    interest = TextAreaField(_l("How does the decision touch you?"), [Counted(TEXT.most)])
    grounds = TextAreaField(_l("Why do you not agree?"), [Counted(TEXT.most)])
    late_reason = TextAreaField(_l("Why is your objection late?"), [Counted(LATE.most)])


class PaperForm(FlaskForm):  # type: ignore[misc]
    decision = RadioField(_l("Against what?"), coerce=int, validators=_CHOOSE)
    received_on = DayField(_l("On which day did the letter come in (stamp)?"), _DAY)
    posted_on = DayField(_l("On which day was it posted (postmark)?"), [Optional()])
    name = StringField(_l("Name of who objects"))
    postal = TextAreaField(_l("To which address do our letters go?"), [Counted(300)])
    interest = TextAreaField(_l("How does the decision touch them?"), [Counted(TEXT.most)])
    grounds = TextAreaField(_l("Why do they not agree?"), [Counted(TEXT.most)])
    late_reason = TextAreaField(_l("If it is late: the reason that they give"), [Counted(LATE.most)])


class RepairForm(FlaskForm):  # type: ignore[misc]
    addition = TextAreaField(_l("What do you add?"), [Counted(TEXT.most)])


class WaitForm(FlaskForm):  # type: ignore[misc]
    until = DayField(_l("Up to and including which day do you agree to wait?"), _DAY)


class AskRepairForm(FlaskForm):  # type: ignore[misc]
    until = DayField(_l("Up to and including which day can it be added?"), _DAY)
    reason = TextAreaField(_l("What is missing? The objector gets this by mail"), [Counted(TEXT.most)])


class AdmitForm(FlaskForm):  # type: ignore[misc]
    excuse = TextAreaField(_l("If it is late: why is that excused?"), [Counted(TEXT.most)])


class InviteForm(FlaskForm):  # type: ignore[misc]
    on_day = DayField(_l("On which day is the hearing?"), _DAY)
    place = StringField(_l("At what time and where?"), [InputRequired(_l("Fill in this text."))])


class ReportForm(FlaskForm):  # type: ignore[misc]
    report = TextAreaField(_l("What was said? The objector reads this"), [Counted(TEXT.most)])


class NoHearingForm(FlaskForm):  # type: ignore[misc]
    reason = TextAreaField(_l("Why is there no hearing? The objector reads this"), [Counted(TEXT.most)])


class PutOffForm(FlaskForm):  # type: ignore[misc]
    reason = TextAreaField(_l("Why does it take longer? The objector gets this by mail"), [Counted(TEXT.most)])


class CommitteeForm(FlaskForm):  # type: ignore[misc]
    with_committee = RadioField(_l("Does a committee advise on this objection?"), validators=_CHOOSE)


class OutcomeForm(FlaskForm):  # type: ignore[misc]
    motivation = TextAreaField(
        _l("Why? Everyone can read this: do not name who objects"), [Counted(MOTIVATION_LIMIT.most)]
    )
    legal_basis = StringField(_l("On which rule does it stand?"))
    reference = StringField(_l("Reference of the decision"))
    announced_on = DayField(_l("On which day was it sent to who objects?"), _DAY)


class RejectForm(OutcomeForm):
    is_party = RadioField(_l("Does the decision touch them directly?"), default="yes", validators=_CHOOSE)


class DecideForm(OutcomeForm):
    step = RadioField(_l("What was decided?"), validators=_CHOOSE)


OWN_OBJECTION_FORMS: dict[str, type[FlaskForm]] = {
    "repair": RepairForm, "withdraw": PlainForm, "wait": WaitForm
}  # fmt: skip
OBJECTION_WORK_FORMS: dict[str, type[FlaskForm]] = {
    "ask_repair": AskRepairForm, "admit": AdmitForm, "reject": RejectForm, "committee": CommitteeForm,
    "invite": InviteForm, "report": ReportForm, "no_hearing": NoHearingForm, "put_off": PutOffForm,
    "decide": DecideForm, **OWN_OBJECTION_FORMS,
}  # fmt: skip


def own_objection_forms(sent: str = "") -> dict[str, Any]:
    return _made(OWN_OBJECTION_FORMS, sent, {})


def objection_work_forms(sent: str, data: dict[str, Any]) -> dict[str, Any]:
    """Every form of the work screen; the one that was sent holds what was typed."""
    forms = _made(OBJECTION_WORK_FORMS, sent, data)
    forms["reject"].is_party.choices = [SelectChoice("yes", _l("Yes")), SelectChoice("no", _l("No"))]
    forms["committee"].with_committee.choices = [
        SelectChoice("yes", _l("Yes: twelve weeks for the decision")), SelectChoice("no", _l("No: six weeks"))
    ]  # fmt: skip
    forms["decide"].step.choices = [
        SelectChoice(str(step), say(OBJECTION_LIFE.word(str(state))))
        for step, state in ((ObjectionStep.UPHOLD, "upheld"), (ObjectionStep.UPHOLD_PARTLY, "partly_upheld"),
                            (ObjectionStep.DISMISS, "dismissed"))
    ]  # fmt: skip
    return forms


def offer_objectors(form: Any, organisations: Sequence[tuple[int, str]], *, is_late: bool) -> None:
    """Who acts for no organisation is not asked about one, and who is in time not why they are late."""
    if not organisations:
        del form.organisation_id
    else:
        form.organisation_id.choices = [SelectChoice(0, _l("For myself")), *(SelectChoice(*o) for o in organisations)]
    if not is_late:
        del form.late_reason


def offer_decisions(form: Any, decisions: Sequence[tuple[int, str]]) -> None:
    """What can be objected to; 0 is not deciding in time."""
    form.decision.choices = [SelectChoice(number, label) for number, label in decisions]


def _made(kinds: dict[str, type[FlaskForm]], sent: str, data: dict[str, Any]) -> dict[str, Any]:
    return {
        name: kind(prefix=name) if name == sent else kind(None, prefix=name, data=data) for name, kind in kinds.items()
    }
