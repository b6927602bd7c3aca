"""The screens of a request, one small form each; a draft may leave everything open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import NumberRange, Optional

from budget.forms import MoneyField
from challenges.rules.asking import MOST_CENTS, TEXTS, Applicant, Request, RequestFault
from challenges.words import LEGAL_FORMS, WAYS
from deals.forms.fields import DayField
from proposals.forms.fields import WordsRadio
from wording import say

MOST_HOURS = 1_000_000
HOURS = {"own_minutes": "own_hours", "asked_minutes": "asked_hours"}
"""Fields that are called otherwise on a form than in the rules."""


class Counted:
    """Tells the box how long the text may be; the service checks the text."""

    def __init__(self, most: int) -> None:
        self.field_flags = {"maxlength": most}

    def __call__(self, form: Any, field: Any) -> None:
        return None


def area(label: Any, name: str) -> TextAreaField:
    return TextAreaField(label, [Counted(TEXTS[name].most)])


def hours(label: Any) -> IntegerField:
    return IntegerField(label, [Optional(), NumberRange(0, MOST_HOURS, _l("Fill in a number that is possible here."))])


class ScreenForm(FlaskForm):  # type: ignore[misc]
    """What every screen has: the version it was made from, and whether this text stays after a clash."""

    version = HiddenField()
    replaces = HiddenField()


class WhoForm(ScreenForm):
    organisation_id = SelectField(_l("For whom do you ask?"), coerce=int, validators=[Optional()])
    contact_name = StringField(_l("Name of your contact person"))
    legal_form = WordsRadio(_l("Is there a legal person, such as a foundation?"), LEGAL_FORMS, default="unknown")


class TaskForm(ScreenForm):
    title = StringField(_l("What do you call it?"))
    task = area(_l("Which task of the municipality do you want to take over?"), "task")
    area_code = SelectField(_l("Where?"))
    target_group = area(_l("For whom is it?"), "target_group")
    first_day = DayField(_l("From which day?"), [Optional()])
    last_day = DayField(_l("Up to and including which day?"), [Optional()])


class BetterForm(ScreenForm):
    ways = SelectMultipleField(_l("How does it get better?"), validators=[Optional()])
    why_better = area(_l("Why does it get better?"), "why_better")
    how_cheaper = area(_l("Does it get cheaper? How?"), "how_cheaper")
    experience = area(_l("What do you know about it, and what did you do before?"), "experience")
    quality = area(_l("How does it stay good in the long run?"), "quality")


class SupportForm(ScreenForm):
    support = area(_l("Who in the neighbourhood supports it, and how do you know?"), "support")
    partners = area(_l("With whom do you work together?"), "partners")


class MoneyForm(ScreenForm):
    cost_cents = MoneyField(_l("What do you think it costs in a year?"), largest_cents=MOST_CENTS)
    cost_explained = area(_l("How did you get at this amount?"), "cost_explained")
    own_cents = MoneyField(_l("How much money do you bring in yourselves?"), largest_cents=MOST_CENTS)
    own_hours = hours(_l("How many hours do you work yourselves in a year?"))
    own_contribution = area(_l("What else do you bring in?"), "own_contribution")
    asked_hours = hours(_l("How many hours of staff do you ask in a year?"))


class TogetherForm(ScreenForm):
    cooperation = area(_l("What do you need from the municipality?"), "cooperation")
    risks = area(_l("What can go wrong, and what do you do then?"), "risks")


class WholeForm(WhoForm, TaskForm, BetterForm, SupportForm, MoneyForm, TogetherForm):
    """Every question at once, for completing a request that was sent."""


class SendForm(FlaskForm):  # type: ignore[misc]
    version = HiddenField()
    received_on = DayField(_l("On which day did it come in on paper?"), [Optional()])
    postal = TextAreaField(_l("To which address do our letters go?"), [Counted(300)])


SCREEN_FORMS: dict[str, type[ScreenForm]] = {
    "who": WhoForm,
    "task": TaskForm,
    "better": BetterForm,
    "support": SupportForm,
    "money": MoneyForm,
    "together": TogetherForm,
}


def typed_from(request: Request, version: int) -> dict[str, object]:
    """What the forms show of a request: hours for minutes, lists for sets, "" for the whole town."""
    values: dict[str, object] = {**vars(request), "version": version}
    values |= {hour: (getattr(request, minute) or 0) // 60 or None for minute, hour in HOURS.items()}
    values |= {"ways": sorted(request.ways), "area_code": request.area_code or ""}
    values |= {"organisation_id": request.organisation_id or 0, "own_cents": request.own_cents or None}
    return values


def offer(form: Any, areas: Sequence[tuple[str, str]], organisations: Sequence[tuple[int, str]]) -> None:
    """The choices of the lists; who acts for no organisation is not asked about one."""
    if "area_code" in form:
        form.area_code.choices = [SelectChoice("", _l("The whole town")), *(SelectChoice(*each) for each in areas)]
    if "ways" in form:
        form.ways.choices = [SelectChoice(code, say(word)) for code, word in WAYS.items()]
    if "organisation_id" in form:
        if not organisations:
            del form.organisation_id
            return
        form.organisation_id.choices = [
            SelectChoice(0, _l("For a group of residents")), *(SelectChoice(*each) for each in organisations)
        ]  # fmt: skip


def answers_of(form: Any) -> dict[str, object]:
    """What a screen says, by the names of the request."""
    names = {name for name in Request.__dataclass_fields__ if name in form}
    answers: dict[str, object] = {name: form[name].data for name in names}
    for text in TEXTS:
        if text in answers:
            answers[text] = answers[text] or ""
    for minute, hour in HOURS.items():
        if hour in form:
            answers[minute] = (form[hour].data or 0) * 60
    if "ways" in answers:
        answers["ways"] = frozenset(form.ways.data or ())
    if "area_code" in answers:
        answers["area_code"] = form.area_code.data or None
    if "own_cents" in answers:
        answers["own_cents"] = form.own_cents.data or 0
    if "organisation_id" in answers:
        chosen = form.organisation_id.data or None
        answers |= {
            "organisation_id": chosen, "applicant": str(Applicant.ORGANISATION if chosen else Applicant.GROUP)
        }  # fmt: skip
    return answers


def show_faults(form: Any, faults: Iterable[RequestFault]) -> None:
    """Put each fault at its field; what belongs to no field of this form stands above it."""
    for fault in faults:
        words, name = say(fault.message), HOURS.get(fault.field, fault.field)
        if name in form._fields:
            form._fields[name].errors = [*form._fields[name].errors, words]
        else:
            form.form_errors.append(words)
