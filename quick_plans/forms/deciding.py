"""The small forms on the coordinator's one screen, and the one by which a partner joins in."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, NumberRange, Optional

from budget.forms import MoneyField
from proposals.forms.fields import WholeText, text_area
from quick_plans.rules.asking import MOST_HOURS


class GrantForm(FlaskForm):  # type: ignore[misc]
    """How much is given; a reason only where it is less than asked."""

    cents = MoneyField(_l("Money for this plan"), [InputRequired(_l("Fill in an amount."))])
    hours = IntegerField(
        _l("Hours of work of the municipality"),
        [Optional(), NumberRange(0, MOST_HOURS, _l("Fill in a number that is possible here."))],
    )
    reason = TextAreaField(_l("Why less than asked?"))


class ReasonForm(FlaskForm):  # type: ignore[misc]
    """A reason that everyone can read."""

    reason = TextAreaField(_l("Why? Everyone can read this"), [WholeText("reason")])


class PartnerChoice(FlaskForm):  # type: ignore[misc]
    """Which partner is asked."""

    partner = SelectField(_l("Which partner?"), coerce=int)

    def offer(self, partners: Sequence[tuple[int, str]]) -> None:
        self.partner.choices = [SelectChoice(*each) for each in partners]


class SignForm(FlaskForm):  # type: ignore[misc]
    """With what the partner joins in."""

    contribution = text_area(_l("How do you join in?"), "own_contribution")
