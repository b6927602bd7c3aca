"""Forms of the work list: about a doubt, the rules for plans, a mark by hand, corrected facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, FieldList, FormField, IntegerField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import NumberRange, Optional

from budget.forms import MoneyField
from proposals.forms.fields import DraftText, WholeText, WordsRadio, WordsSelect
from proposals.forms.steps import CostLineForm
from proposals.services import Cost, Finding
from proposals.words import KINDS, NEW_OR_REPAIR, OWNERS, PAYERS, YES_NO


class ReasonForm(FlaskForm):  # type: ignore[misc]
    """A decision and why; the reason is public."""

    reason = TextAreaField(_l("Why? Everyone can read this."), [WholeText("reason")])


class AchievedForm(ReasonForm):
    """What came of a plan; everyone can read it."""

    reason = TextAreaField(_l("What was achieved? Everyone can read this."), [WholeText("reason")])


class JudgeForm(FlaskForm):  # type: ignore[misc]
    """One answer per criterion; made for a round by judge_form()."""

    reason = TextAreaField(_l("Explanation for the proposer, public"), [DraftText("reason")])
    codes: tuple[str, ...] = ()

    def findings(self) -> dict[str, Finding]:
        """What was answered; a criterion without an answer is left out."""
        found = {code: (self[f"met-{code}"].data, self[f"why-{code}"].data or "") for code in self.codes}
        return {code: Finding(met == "yes", why) for code, (met, why) in found.items() if met in ("yes", "no")}


def judge_form(criteria: Sequence[Any], language: str) -> JudgeForm:
    """The form for the criteria of this round, with what was found before."""

    class Form(JudgeForm):
        codes = tuple(each.code for each in criteria)

    kept: dict[str, Any] = {}
    for each in criteria:
        words = each.text_en if language == "en" else each.text_nl
        choices = [SelectChoice("yes", gettext("Yes")), SelectChoice("no", gettext("No"))]
        setattr(Form, f"met-{each.code}", RadioField(words, [Optional()], choices=choices))
        why = TextAreaField(gettext("Why not? Everyone can read this."), [DraftText("reason")])
        setattr(Form, f"why-{each.code}", why)
        if each.is_met is not None:
            kept[f"met-{each.code}"] = "yes" if each.is_met else "no"
            kept[f"why-{each.code}"] = each.reason
    return Form(data=kept)


class CorrectionForm(FlaskForm):  # type: ignore[misc]
    """The facts as they should be, why, and what shows it."""

    touches_public_space = WordsRadio(_l("Does anything come on the street, in the green or on a building?"), YES_NO)
    kind = WordsSelect(_l("What kind of thing is it?"), KINDS)
    new_or_repair = WordsSelect(_l("New or repair?"), NEW_OR_REPAIR)
    owner_after = WordsSelect(_l("Who owns it afterwards?"), OWNERS)
    life_years = IntegerField(
        _l("How many years does it last?"),
        [Optional(), NumberRange(0, 200, _l("Fill in a number from 0 to 200."))],
    )
    upkeep_cents = MoneyField(_l("What does upkeep cost each year?"), [Optional()])
    upkeep_payer = WordsSelect(_l("Who pays for upkeep?"), PAYERS)
    permit = WordsSelect(_l("Is a permit needed?"), YES_NO)
    hours = IntegerField(
        _l("Hours of work asked of the municipality"),
        [Optional(), NumberRange(0, 10_000, _l("Fill in a number from 0 to 10000."))],
    )
    costs = FieldList(FormField(CostLineForm), min_entries=1, max_entries=40)
    third_party_cents = MoneyField(_l("Others pay"), [Optional()])
    takes_mark_back = BooleanField(_l("Take back the mark that staff put on this plan"))
    reason = TextAreaField(_l("Why is this correction needed? Everyone can read this."), [WholeText("reason")])
    evidence = TextAreaField(_l("What shows it? For example an offer or a letter, with its number."),
                             [WholeText("reason")])  # fmt: skip

    def answers(self) -> dict[str, Any]:
        kept = ("csrf_token", "costs", "takes_mark_back", "reason", "evidence")
        given = {field.short_name: field.data for field in self if field.short_name not in kept}
        return {**given, "hours": given["hours"] or 0, "third_party_cents": given["third_party_cents"] or 0}

    def lines(self) -> tuple[Cost, ...]:
        rows = [row.form for row in self.costs if not row.form.is_empty]
        return tuple(Cost(row.label.data or "", row.cents.data or 0, bool(row.includes_vat.data)) for row in rows)
