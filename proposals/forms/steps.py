"""The steps of writing a plan, one form each; `answers()` gives what it fills in, by column."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from areas.rules.themes import THEMES
from budget.forms import MoneyField
from proposals.forms.fields import WordsRadio, WordsSelect, text_area, text_line
from proposals.services.facts import Cost
from proposals.words import KINDS, NEW_OR_REPAIR, OWNERS, PAYERS, YES_NO

CHOOSE = _l("Choose one of the answers.")


class StartForm(FlaskForm):  # type: ignore[misc]
    """The two easy questions; they travel in the address, so they survive signing in."""

    class Meta:
        csrf = False

    amount_cents = MoneyField(_l("About how much does it cost?"), [Optional()])
    touches_public_space = WordsRadio(
        _l("Does anything come on the street, in the green or on a building?"),
        YES_NO,
        validators=[InputRequired(CHOOSE)],
    )


class PlaceForm(FlaskForm):  # type: ignore[misc]
    """Which wijk: only those that take plans now."""

    place = RadioField(_l("For which wijk is your plan?"), validators=[InputRequired(_l("Choose a wijk."))])


class StepForm(FlaskForm):  # type: ignore[misc]
    """What every step of a draft carries: the version it shows and which open page it is."""

    version = HiddenField()
    tab = HiddenField()
    replaces = HiddenField()
    asked: tuple[str, ...] = ()
    """Texts that must be there before going on."""

    def answers(self) -> dict[str, Any]:
        kept = ("version", "tab", "replaces", "csrf_token", "costs", "declared")
        return {field.short_name: _known(field) for field in self if field.short_name not in kept}


def _known(field: Any) -> Any:
    return "" if field.data is None and not isinstance(field, MoneyField | IntegerField) else field.data


class SizeStep(StepForm):
    amount_cents = MoneyField(_l("About how much does it cost?"), [Optional()])
    touches_public_space = WordsRadio(
        _l("Does anything come on the street, in the green or on a building?"),
        YES_NO,
        validators=[InputRequired(CHOOSE)],
    )

    def answers(self) -> dict[str, Any]:
        return {**super().answers(), "amount_cents": self.amount_cents.data or 0}


class WhereStep(StepForm):
    neighbourhood_code = SelectField(_l("Which buurt?"), validate_choice=False)
    place = text_line(_l("Which place? For example a street or a square."), "place")

    def answers(self) -> dict[str, Any]:
        return {**super().answers(), "neighbourhood_code": self.neighbourhood_code.data or None}


class PlanStep(StepForm):
    asked = ("title", "summary", "description")
    title = text_line(_l("What is your plan called?"), "title")
    summary = text_line(_l("Your plan in one or two sentences"), "summary")
    theme = WordsSelect(_l("What is it about?"), THEMES)
    description = text_area(_l("What do you want to do?"), "description")
    benefit = text_area(_l("Why is it good for the neighbourhood?"), "benefit")
    own_contribution = text_area(_l("What do you do yourselves?"), "own_contribution")


class CostLineForm(Form):
    """One cost line; a row that is left empty does not count."""

    label = text_line(_l("What is it?"), "cost_line")
    cents = MoneyField(_l("What does it cost?"))
    includes_vat = BooleanField(_l("VAT is included"), default=True)

    @property
    def is_empty(self) -> bool:
        return not (self.label.data or "").strip() and not (self.cents.typed or "").strip() and self.cents.data is None

    def validate_label(self, field: Any) -> None:
        if not self.is_empty and not (field.data or "").strip():
            raise ValidationError(gettext("Say what this amount is for."))

    def validate_cents(self, field: Any) -> None:
        if not self.is_empty and not field.errors and not field.data:
            raise ValidationError(gettext("Fill in an amount of more than zero."))


class CostStep(StepForm):
    costs = FieldList(FormField(CostLineForm), min_entries=3, max_entries=40)
    third_party_cents = MoneyField(_l("Do others pay a part? How much?"), [Optional()])

    def answers(self) -> dict[str, Any]:
        return {"third_party_cents": self.third_party_cents.data or 0}

    def lines(self) -> list[Cost]:
        rows = [row.form for row in self.costs if not row.form.is_empty]
        return [Cost(row.label.data or "", row.cents.data or 0, bool(row.includes_vat.data)) for row in rows]

    def total_cents(self) -> int:
        """What the rows that can be read make together."""
        return sum(row.form.cents.data or 0 for row in self.costs)


class DetailStep(StepForm):
    kind = WordsSelect(_l("What kind of thing is it?"), KINDS)
    new_or_repair = WordsRadio(_l("Is it new, or a repair?"), NEW_OR_REPAIR)
    owner_after = WordsRadio(_l("Who owns it when it is there?"), OWNERS)
    life_years = IntegerField(
        _l("How many years does it last?"),
        [Optional(), NumberRange(0, 200, _l("Fill in a number from 0 to 200."))],
    )
    upkeep_cents = MoneyField(_l("What does upkeep cost each year?"), [Optional()])
    upkeep_payer = WordsRadio(_l("Who pays for upkeep?"), PAYERS)
    permit = WordsRadio(_l("Is a permit needed?"), YES_NO)
    hours = IntegerField(
        _l("How many hours of work do you ask of the municipality?"),
        [Optional(), NumberRange(0, 10_000, _l("Fill in a number from 0 to 10000."))],
    )

    def answers(self) -> dict[str, Any]:
        return {**super().answers(), "hours": self.hours.data or 0}


class WhoStep(StepForm):
    asked = ("proposer_name",)
    proposer_name = text_line(_l("Which name may people see with your plan?"), "proposer_name")
    declared = BooleanField(
        _l("I do not work for the municipality and I am not a member of the council or an alderman. "
           "Nor are my partner, parents and children.")
    )  # fmt: skip
