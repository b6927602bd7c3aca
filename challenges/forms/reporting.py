"""The forms about reports on a task that was taken over: writing one, asking about it, accepting it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from budget.forms import MoneyField
from challenges.forms.writing import MOST_HOURS, Counted
from challenges.queries.reports import ShownReport
from challenges.rules.asking import MOST_CENTS
from challenges.rules.reporting import MOST_COSTS, TEXTS, Cost, Report
from deals.forms.fields import FORMATS, DayField

FILL_IN_A_DAY = _l("Fill in a day.")


def area(label: Any, name: str) -> TextAreaField:
    return TextAreaField(label, [Counted(TEXTS[name].most)])


class ReportForm(FlaskForm):  # type: ignore[misc]
    """How it went in a period, and what was spent on what."""

    first_day = DayField(_l("From which day is this report?"), [InputRequired(FILL_IN_A_DAY)])
    last_day = DayField(_l("Up to and including which day?"), [InputRequired(FILL_IN_A_DAY)])
    done = area(_l("What did you do?"), "done")
    went_well = area(_l("What went well?"), "went_well")
    went_less = area(_l("What went less well?"), "went_less")
    hours = IntegerField(
        _l("How many hours did you work in this period, all together?"),
        [Optional(), NumberRange(0, MOST_HOURS, _l("Fill in a number that is possible here."))],
    )

    def report(self) -> Report:
        first_day, last_day = self.first_day.data, self.last_day.data
        # a form without them is not valid
        assert first_day is not None
        assert last_day is not None
        return Report(
            first_day, last_day, self.done.data or "", self.went_well.data or "", self.went_less.data or "",
            (self.hours.data or 0) * 60, tuple(self._costs()),
        )  # fmt: skip

    def _costs(self) -> list[Cost]:
        """The lines on which something stands, empty ones between them left out."""
        lines = [(self[f"what-{place}"].data or "", self[f"cents-{place}"].data) for place in range(MOST_COSTS)]
        return [Cost(what, cents) for what, cents in lines if what.strip() or cents is not None]

    def places(self) -> list[int]:
        """The line of the form on which each cost stands: a fault belongs there."""
        return [
            place
            for place in range(MOST_COSTS)
            if (self[f"what-{place}"].data or "").strip() or self[f"cents-{place}"].data is not None
        ]


for _place in range(MOST_COSTS):
    setattr(ReportForm, f"what-{_place}", StringField(_l("Spent on")))
    setattr(ReportForm, f"cents-{_place}", MoneyField(_l("Amount"), largest_cents=MOST_CENTS))


class QuestionForm(FlaskForm):  # type: ignore[misc]
    version = HiddenField()
    question = TextAreaField(_l("What do you want to know? The applicant gets this by mail"), [Counted(4000)])


class AcceptForm(FlaskForm):  # type: ignore[misc]
    version = HiddenField()


def report_data(found: ShownReport | None, begins_on: date, told_until: date | None, today: date) -> dict[str, Any]:
    """What the form begins with: the report as it stands, or the days after the last one."""
    if found is None:
        first = begins_on if told_until is None else told_until + timedelta(days=1)
        return {"first_day": min(first, today), "last_day": today}
    names = ("first_day", "last_day", "done", "went_well", "went_less")
    costs: dict[str, Any] = {f"what-{place}": cost.what for place, cost in enumerate(found.costs)}
    costs |= {f"cents-{place}": cost.cents for place, cost in enumerate(found.costs)}
    return {name: getattr(found.row, name) for name in names} | {"hours": found.row.minutes // 60 or None} | costs


def days_typed(text: str) -> tuple[date, ...]:
    """One day on a line, as people write it. Raises ValidationError."""
    return tuple(_day(line.strip()) for line in text.splitlines() if line.strip())


def _day(line: str) -> date:
    for form in FORMATS:
        try:
            return datetime.strptime(line, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValidationError(
        gettext("“%(line)s” is no day. Write one day on a line, for example 31-12-2027.", line=line[:40])
    )


class DaysField(TextAreaField):
    """Days, one on a line; what was typed stays in the box."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.type = TextAreaField.__name__

    def pre_validate(self, form: Any) -> None:
        days_typed(self.data or "")

    @property
    def days(self) -> tuple[date, ...]:
        return days_typed(self.data or "")
