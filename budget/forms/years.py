"""Forms about budget years: amounts, hours, percentages, and a number per area where a third weight counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from budget.forms.fields import MoneyField, WholeNumberField
from budget.rules.plans import Fault, Plan, Preset
from budget.services import NewYear
from wording import say

PERCENT = NumberRange(0, 100, _l("Fill in a percentage from 0 to 100."))
LARGEST_WEIGHT = 1_000_000
THIRD = "third_"


class YearForm(FlaskForm):  # type: ignore[misc]
    """A budget year: money, hours, how they are divided, and what is kept for small plans."""

    year = WholeNumberField(
        _l("Year"),
        [InputRequired(_l("Fill in a year.")), NumberRange(2000, 2100, _l("Fill in a year from 2000 to 2100."))],
    )
    total_cents = MoneyField(_l("Money for all areas together"), [InputRequired(_l("Fill in an amount."))])
    preset = RadioField(
        _l("How is the money divided?"),
        choices=[
            SelectChoice("hilversum", _l("By inhabitants, rounded to 0.1 percent (as Hilversum does)")),
            SelectChoice("inhabitants", _l("By inhabitants, not rounded")),
            SelectChoice("common_pot", _l("Not: one pot for everybody, in one area")),
        ],
        default="hilversum",
    )
    base_cents = MoneyField(_l("The same amount for every area"), [Optional()])
    pot_area = SelectField(_l("Which area has the one pot?"), [Optional()])
    reserve_percent = WholeNumberField(
        _l("Kept for small plans, in percent of each share"),
        [InputRequired(_l("Fill in a percentage.")), PERCENT],
        default=20,
    )
    total_hours = WholeNumberField(_l("Hours of staff for all areas together"), [Optional()])
    base_hours = WholeNumberField(_l("The same number of hours for every area"), [Optional()])
    third_percent = WholeNumberField(_l("Part of the rest that goes by these numbers"), [Optional(), PERCENT])

    def third_fields(self) -> list[Any]:
        return [field for field in self if field.name.startswith(THIRD) and field.name != "third_percent"]

    def decided(self, year: int) -> NewYear:
        """What was filled in, as the service takes it."""
        return NewYear(
            year=year,
            total_cents=self.total_cents.data or 0,
            base_cents=0 if self.preset.data == Preset.COMMON_POT else self.base_cents.data or 0,
            preset=self.preset.data,
            reserve_percent=self.reserve_percent.data or 0,
            total_minutes=(self.total_hours.data or 0) * 60,
            base_minutes=0 if self.preset.data == Preset.COMMON_POT else (self.base_hours.data or 0) * 60,
            third_percent=0 if self.preset.data == Preset.COMMON_POT else self.third_percent.data or 0,
            third_weights={field.name.removeprefix(THIRD): field.data or 0 for field in self.third_fields()},
            pot_area=self.pot_area.data or "",
        )

    def show_faults(self, faults: Iterable[Fault]) -> None:
        """Each sentence at its field; nothing that was typed is lost."""
        for name, message in faults:
            field = self._fields.get(name) or self.total_cents
            field.errors = [*field.errors, say(message)]


def year_form(areas: Sequence[tuple[str, str]], pots: Sequence[tuple[str, str]], **filled: Any) -> YearForm:
    """The form with a number for every area, and every area that can have the one pot to choose from."""
    numbers = {f"{THIRD}{code}": _weight_field(name) for code, name in areas}
    form: YearForm = type("YearFormWithNumbers", (YearForm,), numbers)(data=filled or None)
    choices = [SelectChoice(code, name) for code, name in pots]
    form.pot_area.choices = [SelectChoice("", gettext("Choose an area")), *choices]
    return form


def filled_from(plan: Plan, total_cents: int, total_minutes: int) -> dict[str, Any]:
    """What a year was made with, as the form shows it."""
    pot = plan.areas[0].code if plan.preset is Preset.COMMON_POT else ""
    return {
        "total_cents": total_cents,
        "base_cents": plan.base_cents,
        "preset": plan.preset.value,
        "pot_area": pot,
        "reserve_percent": plan.reserve_percent,
        "total_hours": total_minutes // 60 or None,
        "base_hours": plan.base_minutes // 60 or None,
        "third_percent": plan.third_percent or None,
        **{f"{THIRD}{area.code}": area.third_weight or None for area in plan.areas},
    }


def _weight_field(name: str) -> WholeNumberField:
    return WholeNumberField(
        name, [Optional(), NumberRange(0, LARGEST_WEIGHT, _l("Fill in a whole number from 0 to 1,000,000."))]
    )


class ProposeForm(FlaskForm):  # type: ignore[misc]
    """The first of two people says which adopted budget this is."""

    reference = StringField(
        _l("Reference of the council's decision on the budget"),
        [
            DataRequired(_l("Fill in the reference of the council's decision on the budget.")),
            Length(max=80, message=_l("Use at most 80 characters.")),
        ],
        filters=[lambda value: " ".join(value.split()) if value else value],
    )


class FixYearForm(FlaskForm):  # type: ignore[misc]
    """The second of two people fixes what stood on the page: it carries the seal of that."""

    seen = HiddenField()
