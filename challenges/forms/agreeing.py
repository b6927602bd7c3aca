"""The forms about the agreement after a grant: writing it, saying yes, looking back, stopping."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, NumberRange, Optional

from areas.rules.themes import THEMES
from budget.forms import MoneyField
from challenges.forms.reporting import DaysField
from challenges.forms.writing import MOST_HOURS, Counted
from challenges.models import ChallengeAgreement
from challenges.rules.agreeing import TEXTS, Agreement
from challenges.rules.asking import MOST_CENTS
from challenges.words import EVALUATIONS
from deals.forms.fields import DayField, WordsSelect
from proposals.forms.fields import WordsRadio

FILL_IN_A_DAY = _l("Fill in a day.")


def area(label: Any, name: str) -> TextAreaField:
    return TextAreaField(label, [Counted(TEXTS[name].most)])


class AgreementForm(FlaskForm):  # type: ignore[misc]
    """What both sides would agree on."""

    result = area(_l("What is the result?"), "result")
    their_promises = TextAreaField(_l("What does the applicant promise? One on a line"))
    our_promises = TextAreaField(_l("What does the municipality promise? One on a line"))
    theme = WordsSelect(_l("Theme"), THEMES)
    first_day = DayField(_l("From which day?"), [InputRequired(FILL_IN_A_DAY)])
    last_day = DayField(_l("Up to and including which day?"), [InputRequired(FILL_IN_A_DAY)])
    cents = MoneyField(_l("How much money for the whole term?"), largest_cents=MOST_CENTS)
    hours = IntegerField(
        _l("How many hours of staff for the whole term?"),
        [Optional(), NumberRange(0, MOST_HOURS, _l("Fill in a number that is possible here."))],
    )
    paying_area = SelectField(_l("Which neighbourhood budget pays?"))
    paid_from = StringField(_l("Or from which other money?"))
    year = IntegerField(_l("From the money of which year?"), [InputRequired(_l("Fill in a year."))])
    reporting = area(_l("How does the applicant report?"), "reporting")
    report_days = DaysField(_l("On which days is a report due? One on a line"))
    stopping = area(_l("How can one of both stop?"), "stopping")

    def agreement(self) -> Agreement:
        first_day, last_day = self.first_day.data, self.last_day.data
        # a form without them is not valid
        assert first_day is not None
        assert last_day is not None
        return Agreement(
            result=self.result.data or "",
            reporting=self.reporting.data or "",
            stopping=self.stopping.data or "",
            theme=str(self.theme.data),
            first_day=first_day,
            last_day=last_day,
            year=self.year.data or 0,
            cents=self.cents.data or 0,
            minutes=(self.hours.data or 0) * 60,
            paying_area=self.paying_area.data or "",
            paid_from=self.paid_from.data or "",
            their_promises=_lines(self.their_promises.data),
            our_promises=_lines(self.our_promises.data),
            report_days=self.report_days.days,
        )


class EvaluationForm(FlaskForm):  # type: ignore[misc]
    outcome = WordsRadio(_l("How does it go on?"), EVALUATIONS, validators=[InputRequired(_l("Choose an answer."))])
    on_day = DayField(_l("On which day did you look back?"), [InputRequired(FILL_IN_A_DAY)])
    text = TextAreaField(_l("How did it go? Everyone can read this"), [Counted(10_000)])
    new_last_day = DayField(_l("Until when, if it goes on longer?"), [Optional()])


def agreement_data(found: ChallengeAgreement | None, year: int, days: Sequence[date] = ()) -> dict[str, Any]:
    """What the form begins with: the agreement as it stands, or this year."""
    if found is None:
        return {"year": year}
    names = ("result", "reporting", "stopping", "theme", "first_day", "last_day", "year", "cents", "paying_area",
             "paid_from", "their_promises", "our_promises")  # fmt: skip
    return {name: getattr(found, name) for name in names} | {
        "hours": found.minutes // 60 or None, "report_days": "\n".join(f"{day:%d-%m-%Y}" for day in days)
    }  # fmt: skip


def offer_areas(form: AgreementForm, areas: Sequence[tuple[str, str]]) -> None:
    form.paying_area.choices = [SelectChoice("", _l("None of them")), *(SelectChoice(*each) for each in areas)]


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())
