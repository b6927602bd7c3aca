"""Forms about budget years."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, NumberRange

from budget.forms.fields import MoneyField


class YearForm(FlaskForm):  # type: ignore[misc]
    """A budget year: total, base, formula and reserve."""

    year = IntegerField(
        _l("Year"),
        [InputRequired(_l("Fill in a year.")), NumberRange(2000, 2100, _l("Fill in a year from 2000 to 2100."))],
    )
    total_cents = MoneyField(_l("Money for all areas together"), [InputRequired(_l("Fill in an amount."))])
    base_cents = MoneyField(_l("The same amount for every area"), [InputRequired(_l("Fill in an amount."))])
    preset = RadioField(
        _l("How is the rest divided?"),
        choices=[
            SelectChoice("hilversum", _l("By inhabitants, rounded to 0.1 percent (as Hilversum does)")),
            SelectChoice("inhabitants", _l("By inhabitants, not rounded")),
        ],
        default="hilversum",
    )
    reserve_percent = IntegerField(
        _l("Kept for small plans, in percent of each share"),
        [InputRequired(_l("Fill in a percentage.")), NumberRange(0, 100, _l("Fill in a percentage from 0 to 100."))],
        default=20,
    )


class FixYearForm(FlaskForm):  # type: ignore[misc]
    """Fixing needs the reference of the adopted budget."""

    reference = StringField(
        _l("Reference of the council's decision on the budget"),
        [InputRequired(_l("Fill in the reference of the council's decision on the budget."))],
    )
