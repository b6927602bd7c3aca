"""The forms of attachments and support: adding a file, closing one, supporting, handing in and counting a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import FileField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Optional

from challenges.forms.writing import Counted
from challenges.rules.attaching import CLOSING, SHOWS_WORDS, Shows
from challenges.services.attaching import NewAttachment, SentFile
from challenges.words import VISIBLE
from deals.forms.fields import DayField, WordsSelect
from dialogue.rules.support import NOTE, Count, NewList
from proposals.forms.fields import WordsRadio

TO_CHOOSE = {code: words for code, words in SHOWS_WORDS.items() if code != Shows.SIGNATURES}
ACCEPTED = {"accept": "application/pdf,image/jpeg,image/png"}


class AttachmentForm(FlaskForm):  # type: ignore[misc]
    file = FileField(_l("Which file?"), render_kw=ACCEPTED)
    title = StringField(_l("What is it? In one line"))
    shows = WordsSelect(_l("What does it show?"), TO_CHOOSE)
    visible = WordsRadio(_l("Who may read it?"), VISIBLE, default="private")

    def attachment(self) -> NewAttachment:
        is_private = self.visible.data != "public"
        return NewAttachment(self.title.data or "", self.shows.data or "", is_private, sent_file(self.file))


class CloseForm(FlaskForm):  # type: ignore[misc]
    reason = TextAreaField(_l("Why? The applicant can read this"), [Counted(CLOSING.most)])


class SupportForm(FlaskForm):  # type: ignore[misc]
    home_area = SelectField(_l("In which wijk do you live?"))

    def offer(self, areas: Sequence[tuple[str, str]]) -> None:
        self.home_area.choices = [
            SelectChoice("", _l("I do not want to say")), *(SelectChoice(*each) for each in areas)
        ]  # fmt: skip


class ListForm(FlaskForm):  # type: ignore[misc]
    signatures = IntegerField(_l("How many signatures are on it?"), [Optional()])
    gathered_on = DayField(_l("On which day was the last one put?"), [Optional()])
    place = StringField(_l("Where did you gather them?"))
    file = FileField(_l("The scan or photo of the list"), render_kw=ACCEPTED)

    def new_list(self) -> NewList:
        return NewList(self.signatures.data, self.gathered_on.data, self.place.data or "")


class CountForm(FlaskForm):  # type: ignore[misc]
    counted = IntegerField(_l("How many signatures hold?"), [Optional()])
    from_area = IntegerField(_l("How many of them live in the area?"), [Optional()])
    note = TextAreaField(_l("Do you want to say something about it? The applicant can read this"), [Counted(NOTE.most)])

    def count(self) -> Count:
        return Count(self.counted.data, self.from_area.data, self.note.data or "")


def sent_file(field: Any) -> SentFile | None:
    """What the browser sent, or nothing where nobody chose a file."""
    sent = field.data
    # a text in place of a file is none
    if not isinstance(sent, FileStorage) or not sent.filename:
        return None
    with sent.stream:
        return SentFile(sent.filename, sent.stream.read())
