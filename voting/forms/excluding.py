"""The form for plans that exclude each other: which plans, and why."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]


class ExclusionForm(FlaskForm):  # type: ignore[misc]
    plans = SelectMultipleField(_l("Which plans cannot both go on?"), coerce=int, validate_choice=False)
    why = StringField(_l("Why? Everyone can read this."))


def exclusion_form(plans: Sequence[tuple[int, str]]) -> ExclusionForm:
    """The form for the plans that stand in no group yet."""
    form = ExclusionForm()
    form.plans.choices = [SelectChoice(number, title) for number, title in plans]
    return form
