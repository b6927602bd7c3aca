"""Forms about how yearly costs are calculated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, NumberRange

from budget.forms.fields import PercentField, WholeNumberField
from budget.forms.standing import text_line
from budget.rules.charges.investment import Fault
from wording import say


def _reference() -> Any:
    return text_line(_l("Reference of the decision"), _l("Fill in the reference of the decision."), 80)


class WithFaults(FlaskForm):  # type: ignore[misc]
    """A form that shows what a service refused at the field it is about."""

    def show_faults(self, faults: Iterable[Fault]) -> None:
        for name, message in faults:
            field = self._fields.get(name) or self._fields["reference"]
            field.errors = [*field.errors, say(message)]


class RateForm(WithFaults):
    """A rate of interest, from a year on."""

    year = WholeNumberField(
        _l("From which year?"),
        [InputRequired(_l("Fill in a year.")), NumberRange(2000, 2400, _l("Fill in a year from 2000 to 2400."))],
    )
    rate = PercentField(
        _l("Interest each year"),
        [
            InputRequired(_l("Fill in a percentage.")),
            NumberRange(0, 2500, _l("Fill in a rate of interest from 0 to 25 percent.")),
        ],
    )
    reference = _reference()


class ConventionsForm(WithFaults):
    """The method and the first year, for calculations from now on."""

    method = RadioField(
        _l("How are the costs divided over the years?"),
        choices=[
            SelectChoice("linear", _l("Linear: every year the same depreciation, and less interest each year")),
            SelectChoice("annuity", _l("Annuity: every year the same amount")),
        ],
    )
    first_year = RadioField(
        _l("When do the costs begin?"),
        choices=[
            SelectChoice("after", _l("In the year after it is ready")),
            SelectChoice("half", _l("With half a year in the year in which it is ready")),
        ],
    )
    reference = _reference()
