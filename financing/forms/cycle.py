"""The form of the budget cycle: cut-offs and usual days of the council, and why they change."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, IntegerField, StringField
from wtforms.validators import InputRequired
from wtforms.widgets import TextInput

from financing.forms.fields import Words
from financing.rules.calendar import BudgetCycle, MonthDay


class MonthDayField(Field):
    """A day of every year, written as day-month: "1-4"; what was typed stays in the box."""

    widget = TextInput()

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.typed: str | None = None
        # templates draw a field by the name of its kind
        self.type = StringField.__name__

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        return f"{self.data.day}-{self.data.month}" if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.typed, self.data = valuelist[0], None
        found = re.fullmatch(r"\s*([0-9]{1,2})\s*[-/.]\s*([0-9]{1,2})\s*", self.typed, re.ASCII)
        if found is None:
            raise ValueError(gettext("Write the day as day-month, for example 1-4."))
        self.data = MonthDay(int(found[2]), int(found[1]))


def _day(label: Any) -> MonthDayField:
    return MonthDayField(label, [InputRequired(_l("Fill in a day."))])


class CycleForm(FlaskForm):  # type: ignore[misc]
    kadernota_before = _day(_l("Plans confirmed before this day go along with the kadernota"))
    kadernota_decided = _day(_l("The council usually decides about the kadernota on"))
    begroting_before = _day(_l("Plans confirmed before this day go along with the begroting"))
    begroting_decided = _day(_l("The council usually decides about the begroting on"))
    change_weeks = IntegerField(_l("Weeks that a change of the budget takes"), [InputRequired(_l("Fill in a number."))])
    reason = Words(_l("Why does this change? Everyone can read it."), is_asked=True)

    def cycle(self) -> BudgetCycle:
        return BudgetCycle(
            self.kadernota_before.data, self.begroting_before.data, self.kadernota_decided.data,
            self.begroting_decided.data, self.change_weeks.data or 0,
        )  # fmt: skip
