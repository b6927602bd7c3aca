"""Forms about what stands fixed for years to come, and about corrections of the books."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from budget.forms.fields import MoneyField, WholeNumberField


def one_line(value: str | None) -> str | None:
    return " ".join(value.split()) if value else value


def text_line(label: Any, missing: Any, most: int) -> StringField:
    """A line that must be there, of at most so many characters."""
    too_long = _l("This text is too long.")
    return StringField(label, [DataRequired(missing), Length(max=most, message=too_long)], filters=[one_line])


class PositiveAmount:
    """More than nothing."""

    def __call__(self, form: Any, field: MoneyField) -> None:
        if field.data is not None and field.data <= 0:
            raise ValidationError(gettext("Fill in an amount of more than zero."))


def _reference() -> StringField:
    return text_line(
        _l("Reference of the council's decision"), _l("Fill in the reference of the council's decision."), 80
    )


def _amount(label: Any) -> MoneyField:
    return MoneyField(label, [InputRequired(_l("Fill in an amount.")), PositiveAmount()])


class StandingForm(FlaskForm):  # type: ignore[misc]
    """What an area owes every year from a first year on, by decision of the council."""

    area_code = SelectField(_l("Area"))
    label = text_line(_l("What is it?"), _l("Say what it is."), 120)
    cents = _amount(_l("Amount each year"))
    first_year = WholeNumberField(
        _l("First year"),
        [InputRequired(_l("Fill in a year.")), NumberRange(2000, 2100, _l("Fill in a year from 2000 to 2100."))],
    )
    years = WholeNumberField(
        _l("Number of years"),
        [InputRequired(_l("Fill in a number.")), NumberRange(1, 100, _l("Fill in a number from 1 to 100."))],
    )
    reference = _reference()

    def offer_areas(self, areas: list[tuple[str, str]]) -> None:
        self.area_code.choices = [SelectChoice(*each) for each in areas]

    def cents_by_year(self) -> dict[int, int]:
        first = self.first_year.data or 0
        return {first + number: self.cents.data or 0 for number in range(self.years.data or 0)}

    def validate_years(self, field: WholeNumberField) -> None:
        if self.first_year.data and field.data and self.first_year.data + field.data - 1 > 2100:
            raise ValidationError(gettext("The last year would be after 2100."))


class ChargeForm(FlaskForm):  # type: ignore[misc]
    """This year's costs of a large project, as they were paid."""

    cents = _amount(_l("Amount"))
    reference = _reference()
    external_reference = StringField(
        _l("Number in our own books"), [Length(max=80, message=_l("This text is too long."))], filters=[one_line]
    )


class FreeForm(FlaskForm):  # type: ignore[misc]
    """What is not needed after all."""

    cents = _amount(_l("Amount"))
    reason = text_line(_l("Why?"), _l("Say why. It goes into the log."), 300)
    reference = _reference()


class CorrectionForm(FlaskForm):  # type: ignore[misc]
    """Why a movement is taken back."""

    ground = text_line(_l("Why?"), _l("Say why. It goes into the log."), 300)
    reference = StringField(
        _l("Reference, when there is one"), [Length(max=80, message=_l("This text is too long."))], filters=[one_line]
    )
