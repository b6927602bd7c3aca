"""The small forms on a request's own screens: those of who asked, and those of who handles it."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, NumberRange, Optional

from budget.forms import MoneyField
from challenges.forms.agreeing import AgreementForm, EvaluationForm
from challenges.forms.writing import MOST_HOURS, Counted
from challenges.rules.asking import MOST_CENTS
from challenges.rules.grounds import (
    BODY_WORDS,
    DIFFERENCE_LIMIT,
    GROUND_WORDS,
    MOTIVATION_LIMIT,
    REASON_LIMIT,
    DecidingBody,
    Decision,
    RefusalGround,
)
from challenges.words import OUTCOMES
from deals.forms.fields import DayField, WordsSelect
from proposals.forms.fields import WordsRadio
from wording import say

_REASON_LENGTH = 4000


def reason(label: Any, most: int = _REASON_LENGTH) -> TextAreaField:
    return TextAreaField(label, [Counted(most)])


class PlainForm(FlaskForm):  # type: ignore[misc]
    """A button and nothing else."""


class ReasonForm(FlaskForm):  # type: ignore[misc]
    reason = reason(_l("Why? Everyone can read this"))


class MissingForm(FlaskForm):  # type: ignore[misc]
    reason = reason(_l("What is missing? The applicant gets this by mail, and everyone can read it"))


class WithdrawForm(FlaskForm):  # type: ignore[misc]
    reason = reason(_l("Do you want to say why? Everyone can read this"))


class DelayForm(FlaskForm):  # type: ignore[misc]
    until = DayField(_l("Up to and including which day do you agree to wait?"), [InputRequired(_l("Fill in a day."))])
    reason = reason(_l("Why? Everyone can read this"))


class NoticeForm(FlaskForm):  # type: ignore[misc]
    until = DayField(_l("On which day at the latest do you decide?"), [InputRequired(_l("Fill in a day."))])
    reason = reason(_l("Why? Everyone can read this"))


class DefaultForm(FlaskForm):  # type: ignore[misc]
    received_on = DayField(_l("On which day did the letter come in?"), [InputRequired(_l("Fill in a day."))])


class TalkForm(FlaskForm):  # type: ignore[misc]
    is_wanted = RadioField(_l("Was there a talk?"), default="yes")
    on_day = DayField(_l("On which day?"), [InputRequired(_l("Fill in a day."))])
    present = StringField(_l("Who were there?"))
    summary = TextAreaField(_l("What was said? Everyone can read this"), [Counted(5000)])
    points = TextAreaField(_l("What did you agree? One on a line"))


class TaskFactsForm(FlaskForm):  # type: ignore[misc]
    current_executor = StringField(_l("Who carries out the task now?"))
    contract_ends_on = DayField(_l("When does that contract end?"), [Optional()])
    current_cost_cents = MoneyField(_l("What does the task cost now in a year?"), largest_cents=MOST_CENTS)
    procurement_check = TextAreaField(_l("What do the rules on procurement say?"), [Counted(4000)])
    state_aid_check = TextAreaField(_l("What do the rules on state aid say?"), [Counted(4000)])


class TeamsForm(FlaskForm):  # type: ignore[misc]
    teams = TextAreaField(_l("Which teams? One on a line"))
    answer_by = DayField(_l("Before or on which day do they answer?"), [InputRequired(_l("Fill in a day."))])


class AdviceForm(FlaskForm):  # type: ignore[misc]
    team = SelectField(_l("For which team?"))
    outcome = WordsRadio(_l("What is the advice?"), OUTCOMES, validators=[InputRequired(_l("Choose an answer."))])
    text = TextAreaField(_l("Why? Everyone can read this"), [Counted(5000)])


class CouncilForm(FlaskForm):  # type: ignore[misc]
    agrees = RadioField(_l("What did the council decide?"), validators=[InputRequired(_l("Choose an answer."))])
    reference = StringField(_l("Reference of the council's decision"))
    decided_on = DayField(_l("On which day did the council decide?"), [InputRequired(_l("Fill in a day."))])


class ReferForm(FlaskForm):  # type: ignore[misc]
    cents = MoneyField(_l("What would be granted in a year?"), [InputRequired(_l("Fill in an amount."))],
                       largest_cents=MOST_CENTS)  # fmt: skip


class DecisionForm(FlaskForm):  # type: ignore[misc]
    """What every decision says."""

    motivation = TextAreaField(_l("Why? Everyone can read this"), [Counted(MOTIVATION_LIMIT.most)])
    legal_basis = StringField(_l("On which rule does it stand?"))
    body = WordsSelect(_l("Who decided?"), {str(code): word for code, word in BODY_WORDS.items()},
                       default=str(DecidingBody.COLLEGE))  # fmt: skip
    reference = StringField(_l("Reference of the decision"))
    decided_on = DayField(_l("On which day was it decided?"), [InputRequired(_l("Fill in a day."))])
    announced_on = DayField(_l("On which day was it sent to the applicant?"), [InputRequired(_l("Fill in a day."))])

    def decision(self) -> Decision:
        grounds: dict[str, str] = getattr(self, "grounds_given", dict)()
        differs = self.differs.data or "" if "differs" in self else ""
        return Decision(
            self.motivation.data or "", self.legal_basis.data or "", self.body.data or "", self.reference.data or "",
            True, grounds, differs,
        )  # fmt: skip


class GrantForm(DecisionForm):
    cents = MoneyField(_l("How much is granted in a year?"), largest_cents=MOST_CENTS)
    hours = IntegerField(
        _l("How many hours of staff are granted in a year?"),
        [Optional(), NumberRange(0, MOST_HOURS, _l("Fill in a number that is possible here."))],
    )


class PartForm(GrantForm):
    differs = TextAreaField(_l("What is granted, and what is not?"), [Counted(DIFFERENCE_LIMIT.most)])


class RefusalForm(DecisionForm):
    """Each ground that is chosen has a reason of its own."""

    grounds = SelectMultipleField(_l("On which grounds?"), validators=[Optional()])

    def grounds_given(self) -> dict[str, str]:
        return {ground: self[f"grounds-{ground}"].data or "" for ground in self.grounds.data or ()}


for _ground in RefusalGround:
    setattr(RefusalForm, f"grounds-{_ground}", TextAreaField(
        _l("The reason for this ground, where you chose it"), [Counted(REASON_LIMIT.most)]))  # fmt: skip

FORMS_OF_WORK: dict[str, type[FlaskForm]] = {
    "check": PlainForm, "admit": PlainForm, "go_on": PlainForm, "close_advice": PlainForm,
    "ask_completion": MissingForm, "talk": TalkForm, "facts": TaskFactsForm, "assess": TeamsForm,
    "advice": AdviceForm, "refer_to_council": ReferForm, "council": CouncilForm, "grant": GrantForm,
    "grant_partly": PartForm, "refuse": RefusalForm, "declare_inadmissible": DecisionForm,
    "not_process": DecisionForm, "notice": NoticeForm, "complex": ReasonForm, "default": DefaultForm,
    "applicant_delays": ReasonForm, "applicant_goes_on": PlainForm, "force_majeure": ReasonForm,
    "force_majeure_over": PlainForm, "draft_agreement": PlainForm, "agreement": AgreementForm, "agree": PlainForm,
    "give_up": ReasonForm, "evaluate": PlainForm, "conclude": EvaluationForm, "terminate": ReasonForm,
}  # fmt: skip
OWN_FORMS: dict[str, type[FlaskForm]] = {
    "withdraw": WithdrawForm,
    "delay": DelayForm,
    "default": PlainForm,
    "discard": PlainForm,
    "confirm": PlainForm,
}


def forms_of(sent: str = "", teams: tuple[str, ...] = (), data: dict[str, Any] | None = None) -> dict[str, Any]:
    """Every form of the work screen; the one that was sent holds what was typed, the others begin anew."""
    return _made(FORMS_OF_WORK, sent, teams, data or {})


def own_forms(sent: str = "") -> dict[str, Any]:
    """The small forms of who asked."""
    return _made(OWN_FORMS, sent, (), {})


def _made(kinds: dict[str, type[FlaskForm]], sent: str, teams: tuple[str, ...], data: dict[str, Any]) -> dict[str, Any]:
    forms = {
        name: kind(prefix=name) if name == sent else kind(None, prefix=name, data=data) for name, kind in kinds.items()
    }
    for form in forms.values():
        _offer(form, teams)
    return forms


def _offer(form: Any, teams: tuple[str, ...]) -> None:
    if isinstance(form, TalkForm):
        form.is_wanted.choices = [
            SelectChoice("yes", _l("Yes")), SelectChoice("no", _l("No, the applicant wants none"))
        ]  # fmt: skip
    if isinstance(form, CouncilForm):
        form.agrees.choices = [
            SelectChoice("yes", _l("The council says yes")), SelectChoice("no", _l("The council says no"))
        ]  # fmt: skip
    if isinstance(form, AdviceForm):
        form.team.choices = [SelectChoice(team, team) for team in teams]
    if isinstance(form, RefusalForm):
        form.grounds.choices = [SelectChoice(str(code), say(word)) for code, word in GROUND_WORDS.items()]
