"""The form with the thresholds of the capital test."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, TextAreaField
from wtforms.validators import InputRequired, NumberRange

from budget.forms import MoneyField
from proposals.forms.fields import WholeText

AMOUNT = [InputRequired(_l("Fill in an amount."))]


def number_up_to(most: int) -> list[Any]:
    return [
        InputRequired(_l("Fill in a number.")),
        NumberRange(1, most, _l("Fill in a number that is possible here.")),
    ]


class ThresholdForm(FlaskForm):  # type: ignore[misc]
    """All thresholds at once, with the decision on which they stand."""

    activate_cents = MoneyField(_l("From which amount must a new asset be activated?"), AMOUNT)
    activate_life_years = IntegerField(_l("And from how many years of use?"), number_up_to(200))
    has_framework_credit = BooleanField(_l("The council granted a yearly credit for small investments"))
    amount_cents = MoneyField(_l("From which amount is any plan too large?"), AMOUNT)
    share_percent = IntegerField(_l("Largest part of the wijk's share for one plan"), number_up_to(100))
    life_cents = MoneyField(_l("From which amount do we ask about things that last long?"), AMOUNT)
    life_years = IntegerField(_l("From how many years on does a thing last long?"), number_up_to(200))
    upkeep_cents = MoneyField(_l("From which upkeep a year do we ask?"), AMOUNT)
    upkeep_percent = IntegerField(_l("Or from which part of the costs?"), number_up_to(100))
    upkeep_floor_cents = MoneyField(_l("But only from which upkeep a year?"), AMOUNT)
    kind_cents = MoneyField(_l("From which amount do we ask about roads, lamps, play areas and such?"), AMOUNT)
    split_months = IntegerField(_l("Over how many months do we look for parts of one plan?"), number_up_to(60))
    split_metres = IntegerField(_l("Within how many metres is it the same place?"), number_up_to(5000))
    reason = TextAreaField(_l("On which decision does this stand?"), [WholeText("reason")])

    def values(self) -> dict[str, object]:
        return {field.short_name: field.data for field in self if field.short_name not in ("csrf_token", "reason")}
