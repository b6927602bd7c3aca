"""The form of a round: areas with pots, dates, the ballot and how it is counted."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms import TimeField as ClockField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from budget.forms import MoneyField
from lives.periods import AMSTERDAM, amsterdam_moment, day_of, end_of_day, start_of_day
from rounds.rules.calendar import RoundCalendar
from rounds.rules.criteria import DEFAULT_CRITERIA

FILL_IN_DAY = _l("Fill in a day.")


class RoundForm(FlaskForm):  # type: ignore[misc]
    """Days are "up to and including"; voting opens and closes at a clock time in Amsterdam."""

    title = StringField(_l("Name of the round"), [DataRequired(_l("Give the round a name.")), Length(max=120)])
    description = TextAreaField(_l("What is this round about?"), [Length(max=2000)])
    year = SelectField(_l("Money of which year?"), coerce=int)
    collect_from = DateField(_l("First day to hand in plans"), [InputRequired(FILL_IN_DAY)])
    collect_until = DateField(_l("Last day to hand in plans"), [InputRequired(FILL_IN_DAY)])
    review_until = DateField(_l("Last day to judge plans"), [InputRequired(FILL_IN_DAY)])
    opens_on = DateField(_l("First day to vote"), [InputRequired(FILL_IN_DAY)])
    opens_time = ClockField(_l("Voting opens at"), [InputRequired(_l("Fill in a time."))], default=time(9))
    closes_on = DateField(_l("Last day to vote"), [InputRequired(FILL_IN_DAY)])
    closes_time = ClockField(_l("Voting closes at"), [InputRequired(_l("Fill in a time."))], default=time(20))
    ballot_type = RadioField(
        _l("What does a voter do?"),
        choices=[
            SelectChoice("approval", _l("Choose as many plans as one likes")),
            SelectChoice("knapsack", _l("Choose plans that together fit the pot")),
            SelectChoice("choose_1", _l("Choose one plan")),
        ],
        default="approval",
    )
    method = RadioField(
        _l("How is the vote counted?"),
        choices=[
            SelectChoice("equalshares", _l("Method of Equal Shares: every voter has an equal say over the money")),
            SelectChoice("greedy", _l("Most votes first: sensible when a voter chooses one plan")),
        ],
        default="equalshares",
    )
    largest_plan_percent = IntegerField(
        _l("Largest plan, in percent of the area's share"),
        [InputRequired(_l("Fill in a percentage.")), NumberRange(1, 100, _l("Fill in a percentage from 1 to 100."))],
        default=50,
    )
    criteria = SelectMultipleField(
        _l("What are plans judged by?"),
        [DataRequired(_l("Choose at least one criterion."))],
        default=[criterion.code for criterion in DEFAULT_CRITERIA],
    )

    def calendar(self) -> RoundCalendar:
        """The dates as moments: a last day counts to its end."""
        return RoundCalendar(
            collect_from=start_of_day(_filled_in(self.collect_from)),
            collect_until=end_of_day(_filled_in(self.collect_until)),
            review_until=end_of_day(_filled_in(self.review_until)),
            opens_at=_moment(self.opens_on, self.opens_time),
            closes_at=_moment(self.closes_on, self.closes_time),
        )


def round_form(areas: list[tuple[str, str]], years: list[int], language: str, **filled: Any) -> RoundForm:
    """The form with one box for a pot per area: an empty box means that the area does not take part."""
    pots = {f"pot_{code}": MoneyField(name) for code, name in areas}
    form: RoundForm = type("RoundFormWithPots", (RoundForm,), pots)(data=filled or None)
    form.year.choices = [SelectChoice(year, str(year)) for year in years]
    form.criteria.choices = [
        SelectChoice(criterion.code, criterion.text_nl if language == "nl" else criterion.text_en)
        for criterion in DEFAULT_CRITERIA
    ]
    return form


def pots_of(form: RoundForm) -> dict[str, int]:
    """The pots that were filled in, in cents by area code."""
    return {field.name[4:]: field.data for field in form if field.name.startswith("pot_") and field.data is not None}


def filled_from(calendar: RoundCalendar) -> dict[str, Any]:
    """The dates of a round as the form shows them."""
    return {
        "collect_from": day_of(calendar.collect_from),
        "collect_until": _last_day(calendar.collect_until),
        "review_until": _last_day(calendar.review_until),
        "opens_on": day_of(calendar.opens_at),
        "opens_time": _clock(calendar.opens_at),
        "closes_on": day_of(calendar.closes_at),
        "closes_time": _clock(calendar.closes_at),
    }


def _filled_in(field: DateField) -> date:
    assert field.data is not None  # the form has been validated
    return field.data


def _moment(day: DateField, clock: ClockField) -> datetime:
    assert clock.data is not None  # the form has been validated
    return amsterdam_moment(_filled_in(day), clock.data.hour, clock.data.minute)


def _last_day(end: datetime) -> date:
    return day_of(end - timedelta(microseconds=1))


def _clock(moment: datetime) -> time:
    return moment.astimezone(AMSTERDAM).time().replace(second=0, microsecond=0)
