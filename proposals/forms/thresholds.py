"""The form with the thresholds of the capital test."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, NumberRange

from budget.forms import MoneyField
from budget.forms.fields import WholeNumberField
from proposals.forms.fields import WholeText
from proposals.queries.thresholds import LIFE_OF
from proposals.rules.capital import Asset
from proposals.words import ASSETS, KINDS
from wording import say

AMOUNT = [InputRequired(_l("Fill in an amount."))]
IN_YEARS = ("activate_life_years", "life_years")
IN_PERCENT = ("share_percent", "upkeep_percent")


def number_up_to(most: int) -> list[Any]:
    return [
        InputRequired(_l("Fill in a number.")),
        NumberRange(1, most, _l("Fill in a number that is possible here.")),
    ]


class ThresholdForm(FlaskForm):  # type: ignore[misc]
    """All thresholds at once, with the decision on which they stand; a field for the life of each asset too."""

    activate_cents = MoneyField(_l("From which amount must a new asset be activated?"), AMOUNT)
    activate_life_years = WholeNumberField(_l("And from how many years of use?"), number_up_to(200))
    has_framework_credit = BooleanField(_l("The council granted a yearly credit for small investments"))
    amount_cents = MoneyField(_l("From which amount is any plan too large?"), AMOUNT)
    share_percent = WholeNumberField(_l("Largest part of the wijk's share for one plan"), number_up_to(100))
    life_cents = MoneyField(_l("From which amount do we ask about things that last long?"), AMOUNT)
    life_years = WholeNumberField(_l("From how many years on does a thing last long?"), number_up_to(200))
    upkeep_cents = MoneyField(_l("From which upkeep a year do we ask?"), AMOUNT)
    upkeep_percent = WholeNumberField(_l("Or from which part of the costs?"), number_up_to(100))
    upkeep_floor_cents = MoneyField(_l("But only from which upkeep a year?"), AMOUNT)
    kind_cents = MoneyField(_l("From which amount do we ask about roads, lamps, play areas and such?"), AMOUNT)
    kinds = SelectMultipleField(_l("For which kinds of work?"))
    split_months = WholeNumberField(_l("Over how many months do we look for parts of one plan?"), number_up_to(60))
    split_metres = WholeNumberField(_l("Within how many metres is it the same place?"), number_up_to(5000))
    reason = TextAreaField(_l("On which decision does this stand?"), [WholeText("reason")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stays = {code: message for code, message in KINDS.items() if code not in ("none", "unknown")}
        self.kinds.choices = [SelectChoice(code, say(message)) for code, message in stays.items()]
        for asset, message in ASSETS.items():
            self[f"{LIFE_OF}{asset}"].label.text = say(message)

    def values(self) -> dict[str, object]:
        """As set_thresholds() takes them."""
        given = {field.short_name: field.data for field in self if field.short_name not in ("csrf_token", "reason")}
        lives = {asset.value: given.pop(f"{LIFE_OF}{asset}") for asset in Asset}
        return {**given, "useful_lives": lives}


for _asset in Asset:
    setattr(ThresholdForm, f"{LIFE_OF}{_asset}", WholeNumberField("", number_up_to(200)))
