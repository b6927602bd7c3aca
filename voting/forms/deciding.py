"""The form of a decision of mayor and aldermen: yes to every winner, unless no with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Optional

from voting.queries.deciding import Winner
from voting.services.deciding import CollegeDecision


class DecisionForm(FlaskForm):  # type: ignore[misc]
    """One answer per winner; made for a result by decision_form()."""

    reference = StringField(
        _l("Reference of the decision"), [InputRequired(_l("Fill in the reference of the decision."))]
    )
    decided_on = DateField(_l("Day of the decision"), [InputRequired(_l("Fill in a day."))])
    winners: tuple[Winner, ...] = ()

    def refusals(self) -> dict[int, str]:
        """The plans that do not get the money, each with the reason that was typed."""
        refused = (winner.id for winner in self.winners if self[f"adopted-{winner.id}"].data == "no")
        return {number: self[f"why-{number}"].data or "" for number in refused}

    def decision(self) -> CollegeDecision:
        return CollegeDecision(self.reference.data or "", self.decided_on.data or date.max, self.refusals())

    def promised_cents(self) -> int:
        return sum(winner.cents for winner in self.winners if winner.id not in self.refusals())

    def freed_cents(self) -> int:
        return sum(winner.cents for winner in self.winners if winner.id in self.refusals())


def decision_form(found: Sequence[Winner]) -> DecisionForm:
    """The form for these winners; every one of them gets the money unless said otherwise."""

    class Form(DecisionForm):
        winners = tuple(found)

    for each in found:
        choices = [SelectChoice("yes", gettext("Yes")), SelectChoice("no", gettext("No"))]
        question = gettext("Does “%(title)s” get the money?", title=each.title)
        setattr(Form, f"adopted-{each.id}", RadioField(question, [InputRequired()], choices=choices, default="yes"))
        why = TextAreaField(gettext("Why not? Everyone can read this."), [Optional()])
        setattr(Form, f"why-{each.id}", why)
    return Form()
