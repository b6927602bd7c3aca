"""What the forms of large plans share: days, words that everyone reads, closed lists, and faults at their field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, ValidationError

from budget.forms import MoneyField
from deals.forms.fields import DayField
from financing.rules.faults import WORDS, RouteFault, faults_of_reference, faults_of_words
from lives.messages import Message
from proposals.rules.texts import faults_of_text
from wording import say

AT = {"costs": "label_1"}
"""Faults that are told at another field of the form."""
NO_DAY = date.min
"""Stands for a day that was not filled in: the form told that already."""


class Words(TextAreaField):
    """A text that everyone can read; the box counts down."""

    def __init__(self, label: Any, *, is_asked: bool = False, **kwargs: Any) -> None:
        super().__init__(label, validators=[_Ruled(faults_of_words, is_asked, WORDS.most)], **kwargs)
        self.render_kw = {"rows": 4}
        self.type = TextAreaField.__name__


class _Ruled:
    """What the rules say of a text, told together with everything else that is wrong on the form."""

    def __init__(self, rule: Callable[[str], Iterable[RouteFault]], is_asked: bool, most: int | None = None) -> None:
        self.rule, self.is_asked = rule, is_asked
        self.field_flags = {"maxlength": most} if most else {}

    def __call__(self, form: Any, field: Any) -> None:
        text = field.data or ""
        if text.strip() or self.is_asked:
            for fault in self.rule(text):
                raise ValidationError(say(fault.message))


def reference_field(label: Any) -> StringField:
    """The reference of a decision; always asked."""
    return StringField(label, [_Ruled(faults_of_reference, True)])


def line_field(label: Any, name: str, *, is_asked: bool = True) -> StringField:
    """A text of a plan on one line, by the rules for plans; `name` is the text's own."""

    def rule(text: str) -> Iterable[RouteFault]:
        return [RouteFault(name, each) for each in faults_of_text(name, text)]

    return StringField(label, [_Ruled(rule, is_asked)])


def day_field(label: Any) -> DayField:
    return DayField(label, [InputRequired(_l("Fill in a day."))])


def money_field(label: Any, description: Any = "") -> MoneyField:
    """An amount that must be there; 0 is an amount."""
    return MoneyField(label, [InputRequired(_l("Fill in an amount."))], description=description)


def offer(field: RadioField | SelectField, words: Mapping[str, Message]) -> None:
    """Put the words of a closed list into a field, in the language of the page."""
    field.choices = [SelectChoice(str(code), say(word)) for code, word in words.items()]


def show_faults(form: Any, faults: Iterable[RouteFault]) -> None:
    """Put each fault at its field; what belongs to no field of this form stands above it."""
    for fault in faults:
        words, name = say(fault.message), AT.get(fault.field, fault.field)
        if name in form._fields:
            form._fields[name].errors = [*form._fields[name].errors, words]
        else:
            form.form_errors.append(words)
