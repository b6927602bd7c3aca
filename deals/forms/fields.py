"""What the forms about deals share: days as people type them, hours, closed lists, and faults at their field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import NumberRange, Optional

from deals.rules.terms import TEXTS, Fault
from lives.messages import Message
from wording import say

FORMATS = ("%Y-%m-%d", "%d-%m-%Y")
AT = {"minutes": "hours"}
"""Fields that are called otherwise on a form than in the rules."""


class DayField(DateField):
    """A day; what cannot be one is said in our own words and stays in the box."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.type = DateField.__name__

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data: date | None = None
        text = (valuelist or [""])[0].strip()
        if not text:
            return
        for form in FORMATS:
            try:
                self.data = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
            return
        raise ValueError(gettext("This is no day. Write it as day-month-year, for example 31-12-2027."))


class WordsSelect(SelectField):
    """A closed list; the words are looked up when the form is made."""

    def __init__(self, label: Any, words: Mapping[str, Message], **kwargs: Any) -> None:
        super().__init__(label, choices=[SelectChoice(code, say(word)) for code, word in words.items()], **kwargs)
        self.type = SelectField.__name__


def text_area(label: Any, name: str) -> TextAreaField:
    """A box that counts down; the service checks the text."""
    return TextAreaField(label, render_kw={"rows": 4}, description="", validators=[_Counted(TEXTS[name].most)])


class _Counted:
    """Tells the box how long the text may be; the browser itself never cuts."""

    def __init__(self, most: int) -> None:
        self.field_flags = {"maxlength": most}

    def __call__(self, form: Any, field: Any) -> None:
        return None


def hours_field() -> IntegerField:
    return IntegerField(
        _l("Hours of work by the municipality"),
        [Optional(), NumberRange(0, 10_000, _l("Fill in a number from 0 to 10000."))],
    )


def choices(options: Iterable[tuple[str, str]]) -> list[Any]:
    return [SelectChoice(code, label) for code, label in options]


def show_faults(form: Any, faults: Iterable[Fault]) -> None:
    """Put each fault at its field; what belongs to no field of this form stands above it."""
    for fault in faults:
        words, name = say(fault.message), AT.get(fault.field, fault.field)
        if name in form._fields:
            field = form._fields[name]
            field.errors = [*field.errors, words]
        else:
            form.form_errors.append(words)
