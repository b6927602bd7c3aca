"""Forms for the administrator of a vote: how many codes for which area, and which letter is withdrawn."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, NumberRange

from voting.services.codes import MOST_CODES


class CodesForm(FlaskForm):  # type: ignore[misc]
    area = SelectField(_l("For which area?"))
    number = IntegerField(
        _l("How many codes?"),
        [InputRequired(_l("Fill in a number.")), NumberRange(1, MOST_CODES, _l("Fill in a number from 1 to 100,000."))],
    )


class WithdrawForm(FlaskForm):  # type: ignore[misc]
    letter_number = IntegerField(_l("Number of the letter"), [InputRequired(_l("Fill in a number."))])
    reason = StringField(_l("Why?"), [DataRequired(_l("Write down why this letter is withdrawn."))])


def codes_form(areas: list[tuple[str, str]], *, with_answers: bool = True) -> CodesForm:
    """The form for these areas; without the answers of this request when it is another form that was sent."""
    form = CodesForm() if with_answers else CodesForm(formdata=None)
    form.area.choices = [SelectChoice(code, name) for code, name in areas]
    return form
