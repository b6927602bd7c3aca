"""Forms about money, and the field in which everyone types an amount."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, IntegerField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, NumberRange, ValidationError
from wtforms.widgets import TextInput

from budget.rules.amounts import AmountRefused, parse_euros
from wording import say


class MoneyField(Field):
    """An amount as Dutch people write it; `data` is in cents, and what was typed stays in the box."""

    widget = TextInput()

    def __init__(self, label: Any = None, validators: Any = None, *, largest_cents: int | None = None, **kwargs: Any):
        super().__init__(label, validators, **kwargs)
        self.largest_cents = largest_cents
        self.typed: str | None = None

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        if self.data is None:
            return ""
        whole, part = divmod(self.data, 100)
        grouped = f"{whole:,}".replace(",", ".")
        return f"{grouped},{part:02d}" if part else grouped

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.typed = valuelist[0]
        if not self.typed.strip():
            self.data = None
            return
        try:
            self.data = parse_euros(self.typed)
        except AmountRefused as refused:
            self.data = None
            raise ValueError(say(refused.message)) from refused

    def pre_validate(self, form: Any) -> None:
        if self.largest_cents is not None and self.data is not None and self.data > self.largest_cents:
            raise ValidationError(gettext("This amount is too large."))


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
