"""The questions of "what if", out of the address: what is not asked stays as it was in the real count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import AnyOf, InputRequired, ValidationError

from budget.forms import MoneyField, WholeNumberField
from voting.rules.story.whole import Story
from voting.rules.what_if import LARGEST_POT_CENTS, LARGEST_THRESHOLD, Question

RULES = ("equalshares", "greedy", "greedy-no-skip", "phragmen")
COMPLETIONS = ("add1u", "add1", "greedy", "none")
NO_PLAN = ""


class WhatIfForm(FlaskForm):  # type: ignore[misc]
    """Filled from the address by what_if_form(); it changes nothing, so it bears no token."""

    class Meta:
        csrf = False

    regel = SelectField(_l("Way of counting"), validate_choice=False)
    afmaken = SelectField(_l("What happens with money that is left (Equal Shares)"), validate_choice=False)
    pot = MoneyField(
        _l("The money there is"), [InputRequired(_l("Fill in an amount."))], largest_cents=LARGEST_POT_CENTS
    )
    drempel = WholeNumberField(
        _l("Lowest number of votes"),
        [InputRequired(_l("Fill in a number, or 0."))],
    )
    zonder = SelectField(_l("Leave one plan out"), validate_choice=False)

    def validate_drempel(self, field: WholeNumberField) -> None:
        """What is no number at all was said already."""
        if field.data is not None and not 0 <= field.data <= LARGEST_THRESHOLD:
            raise ValidationError(gettext("Fill in a whole number from 0."))

    def question(self) -> Question:
        """What is asked; for a form that was found valid."""
        without = int(self.zonder.data) if self.zonder.data else None
        return Question(self.regel.data, self.afmaken.data, self.pot.data or 0, self.drempel.data or 0, without)


def what_if_form(story: Story, asked: Mapping[str, str], names: Mapping[str, Sequence[tuple[str, str]]]) -> WhatIfForm:
    """The form for this result; `asked` are the values in the address, `names` the choices with their words."""
    given = real_values(story) | {key: value for key, value in asked.items() if key in real_values(story)}
    form = WhatIfForm(formdata=MultiDict(given))
    named = ((str(plan.place), f"{plan.title} ({plan.area})" if plan.area else plan.title) for plan in story.plans)
    plans = [(NO_PLAN, gettext("No, all plans take part")), *named]
    for name, choices in {**names, "zonder": plans}.items():
        _offer(form[name], choices)
    return form


def real_values(story: Story) -> dict[str, str]:
    """The form as it would give the real result."""
    completion = story.parameters.get("completion", COMPLETIONS[0])
    euros, cents = divmod(story.pot_cents, 100)
    return {
        "regel": "greedy" if story.rule == "greedy-threshold" else story.rule,
        "afmaken": completion,
        "pot": f"{euros:,}".replace(",", ".") + (f",{cents:02d}" if cents else ""),
        "drempel": str(story.parameters["threshold"]),
        "zonder": NO_PLAN,
    }


def real_question(story: Story) -> Question:
    """The question of which the answer is the real result."""
    real = real_values(story)
    return Question(real["regel"], real["afmaken"], story.pot_cents, int(real["drempel"]))


def _offer(field: Any, choices: Sequence[tuple[str, str]]) -> None:
    field.choices = [SelectChoice(value, text) for value, text in choices]
    field.validators = [AnyOf([value for value, _text in choices], gettext("Choose one of these."))]
