"""Forms for the end of a year: amounts in euros or in hours, with the council's reference."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, Optional

from budget.forms.fields import MoneyField
from budget.rules.closing import MINUTES, Rest

REFERENCE = _l("Reference of the council's decision")
_LENGTH = Length(max=80, message=_l("Use at most 80 characters."))
_COUNCIL = [InputRequired(_l("Fill in the reference of the council's decision.")), _LENGTH]


class AmountField(MoneyField):
    """An amount in the unit of an account: cents, or hours that become whole minutes ("1,5" is 90)."""

    def __init__(self, *args: Any, unit: str = "eur", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        # templates draw a field by the name of its kind
        self.type = "StringField" if unit == MINUTES else "MoneyField"

    def _value(self) -> str:
        if self.typed is None and self.unit == MINUTES and self.data is not None:
            return f"{self.data / 60:.2f}".rstrip("0").rstrip(".").replace(".", ",")
        return str(super()._value())

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.unit != MINUTES or self.data is None:
            return
        minutes, odd = divmod(self.data * 60, 100)
        if odd:
            self.data = None
            raise ValueError(gettext("Fill in hours that make whole minutes, for example 12,5."))
        self.data = minutes


class SplitForm(FlaskForm):  # type: ignore[misc]
    """What was delivered, and what happens with the rest."""

    rest = RadioField(
        _l("What happens with the rest?"),
        choices=[
            SelectChoice(Rest.RELEASE.value, _l("It comes free")),
            SelectChoice(Rest.CARRY.value, _l("It goes along to the next year")),
        ],
        default=Rest.RELEASE.value,
    )
    reference = StringField(REFERENCE, [Optional(), _LENGTH])


class CarryForm(FlaskForm):  # type: ignore[misc]
    """Free money taken along, or added, or savings used: an amount and the council's reference."""

    reference = StringField(REFERENCE, _COUNCIL)


class SaveForm(FlaskForm):  # type: ignore[misc]
    """A purpose to save for, and until when."""

    purpose = StringField(
        _l("What is it for?"),
        [InputRequired(_l("Fill in what the neighbourhood saves for.")), Length(max=200)],
    )
    last_year = IntegerField(_l("Last year in which it may be used"), [InputRequired(_l("Fill in a year."))])
    reference = StringField(REFERENCE, _COUNCIL)


class CloseForm(FlaskForm):  # type: ignore[misc]
    """Closing is confirmed with open eyes."""

    seen = HiddenField()
    confirmed = BooleanField(
        _l("I have looked at what lapses"), [InputRequired(_l("Tick the box when you have looked at what lapses."))]
    )


def with_amount(form: type[FlaskForm], unit: str, label: Any, **filled: Any) -> Any:
    """This form with an amount in euros or hours in front."""

    class Form(form):  # type: ignore[misc]
        amount = AmountField(label, [InputRequired(_l("Fill in an amount."))], unit=unit)

    return Form(data=filled)
