"""Forms about corrections of what stands fixed, and about a shortfall."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from budget.forms.fields import MoneyField, WholeNumberField
from budget.forms.standing import text_line

YEARS = NumberRange(2000, 2400, _l("Fill in a year from 2000 to 2400."))


class StandingCorrectionForm(FlaskForm):  # type: ignore[misc]
    """From this year to that year another amount stands; 0 ends it."""

    first_year = WholeNumberField(_l("From which year?"), [InputRequired(_l("Fill in a year.")), YEARS])
    last_year = WholeNumberField(_l("Until and including which year?"), [InputRequired(_l("Fill in a year.")), YEARS])
    cents = MoneyField(_l("New amount each year"), [InputRequired(_l("Fill in an amount."))])
    reference = text_line(
        _l("Reference of the decision, or of what this follows from"), _l("Fill in the reference of the decision."), 80
    )

    def validate_last_year(self, field: WholeNumberField) -> None:
        first = self.first_year.data
        if first is not None and field.data is not None and not first <= field.data < first + 200:
            raise ValidationError(gettext("The last year comes after the first, and at most 200 years later."))

    def cents_by_year(self) -> dict[int, int]:
        first, last = self.first_year.data or 0, self.last_year.data or 0
        return dict.fromkeys(range(first, last + 1), self.cents.data or 0)


class CoverForm(FlaskForm):  # type: ignore[misc]
    """Why what is available covers the shortfall, and whether the money for small plans does too."""

    from_reserve = BooleanField(_l("Also use the money that is kept for small plans"))
    reason = text_line(_l("Why?"), _l("Say why. It goes into the log."), 300)
