"""What the forms about plans share: texts checked by the rules, answers from closed lists, faults at their field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import Form, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import ValidationError

from lives.messages import Message
from proposals.rules.texts import LIMITS, faults_of_text
from proposals.services.facts import faults_of_draft_text
from proposals.services.refusals import Fault
from wording import say


class DraftText:
    """A text that may still be too short, since it is a draft."""

    def __init__(self, name: str) -> None:
        self.name = name
        # the counter under the box counts down from here; the browser itself never cuts
        self.field_flags: dict[str, object] = {"maxlength": LIMITS[name].most}

    def __call__(self, form: Form, field: Any) -> None:
        faults = faults_of_draft_text(self.name, field.data or "")
        if faults:
            raise ValidationError(" ".join(say(each) for each in faults))


class WholeText(DraftText):
    """A text that must be there."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.field_flags = {**self.field_flags, "required": True}

    def __call__(self, form: Form, field: Any) -> None:
        faults = faults_of_text(self.name, field.data or "")
        if faults:
            raise ValidationError(" ".join(say(each) for each in faults))


def text_line(label: Any, name: str) -> StringField:
    return StringField(label, [DraftText(name)])


def text_area(label: Any, name: str) -> TextAreaField:
    return TextAreaField(label, [DraftText(name)])


class WordsRadio(RadioField):
    """Radio buttons for a closed list; the words are looked up when the form is made."""

    def __init__(self, label: Any, words: Mapping[str, Message], **kwargs: Any) -> None:
        super().__init__(label, choices=[SelectChoice(code, say(message)) for code, message in words.items()], **kwargs)
        # templates draw a field by the name of its kind
        self.type = RadioField.__name__


class WordsSelect(SelectField):
    """The same as a list to choose from."""

    def __init__(self, label: Any, words: Mapping[str, Message], **kwargs: Any) -> None:
        super().__init__(label, choices=[SelectChoice(code, say(message)) for code, message in words.items()], **kwargs)
        self.type = SelectField.__name__


def show_faults(form: Any, faults: Iterable[Fault]) -> list[str]:
    """Put each fault at its field; what belongs to no field of this form comes back as sentences."""
    homeless = []
    for fault in faults:
        words = say(fault.message)
        if fault.field in form._fields and fault.line is None:
            field = form._fields[fault.field]
            field.errors = [*field.errors, words]
        else:
            homeless.append(words)
    return homeless
