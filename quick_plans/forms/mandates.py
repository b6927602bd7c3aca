"""The administrator's forms: a mandate as it was decided, and the limits of small plans."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired

from budget.forms import MoneyField
from proposals.forms.fields import WholeText

EVERYWHERE = "*"


class MandateForm(FlaskForm):  # type: ignore[misc]
    """Whose, where, up to how much, how long, by which decision."""

    person = SelectField(_l("Whose mandate?"), [InputRequired(_l("Choose a coordinator."))])
    area = SelectField(_l("In which area?"))
    largest_cents = MoneyField(_l("Up to which amount for one plan?"), [InputRequired(_l("Fill in an amount."))])
    valid_from = DateField(_l("From which day?"), [InputRequired(_l("Fill in a day."))])
    valid_until = DateField(_l("Up to and including which day?"), [InputRequired(_l("Fill in a day."))])
    reference = StringField(
        _l("Reference of the mandate decision"), [DataRequired(_l("Fill in the reference of the mandate decision."))]
    )

    def offer(self, people: Sequence[tuple[str, str]], areas: Sequence[tuple[str, str]]) -> None:
        """The coordinators, and the areas."""
        self.person.choices = [SelectChoice("", _l("Choose a coordinator")), *(SelectChoice(*each) for each in people)]
        self.area.choices = [SelectChoice(EVERYWHERE, _l("Everywhere")), *(SelectChoice(*each) for each in areas)]

    def area_code(self) -> str | None:
        return None if self.area.data == EVERYWHERE else str(self.area.data)


class LimitsForm(FlaskForm):  # type: ignore[misc]
    """The largest amount, the days for an answer, and on what they stand."""

    largest_cents = MoneyField(_l("Largest amount for a small plan"), [InputRequired(_l("Fill in an amount."))])
    days = IntegerField(_l("Days within which there is an answer"), [InputRequired(_l("Fill in a number."))])
    reason = TextAreaField(_l("On which decision does this stand?"), [WholeText("reason")])
