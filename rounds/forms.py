"""The form of a round: areas with pots, dates, the ballot and how it is counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import TimeField as ClockField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from areas.rules.themes import THEMES
from budget.forms import MoneyField
from lives.periods import AMSTERDAM, amsterdam_moment, day_of, end_of_day, start_of_day
from rounds.rules.calendar import RoundCalendar
from rounds.rules.criteria import DEFAULT_CRITERIA
from rounds.rules.settings import Fault
from wording import say

FILL_IN_DAY = _l("Fill in a day.")
USUAL = "usual"


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
            SelectChoice("approval", _l("Choose plans: as many as one likes, or at most a number")),
            SelectChoice("knapsack", _l("Choose plans that together fit the pot")),
            SelectChoice("choose_1", _l("Choose one plan")),
            SelectChoice("points", _l("Divide points over plans")),
            SelectChoice("ranking", _l("Put plans in order: the best first")),
        ],
        default="approval",
    )
    across = BooleanField(_l("Residents may also vote for plans in the other areas of this round"))
    most_choices = IntegerField(_l("How many plans at most, or how many places?"), [Optional()])
    most_points = IntegerField(_l("How many points does a voter divide?"), [Optional()])
    most_points_per_plan = IntegerField(_l("How many points at most for one plan?"), [Optional()])
    method = RadioField(
        _l("How is the vote counted?"),
        choices=[
            SelectChoice("equalshares", _l("Method of Equal Shares: every voter has an equal say over the money")),
            SelectChoice("greedy", _l("Most votes first: sensible when a voter chooses one plan")),
        ],
        default="equalshares",
    )
    completion = RadioField(
        _l("What happens with money that is left after the equal shares?"),
        choices=[
            SelectChoice("add1u", _l("Everyone's share rises as long as it fits, then the most votes first (usual)")),
            SelectChoice("add1", _l("Everyone's share rises as long as it fits")),
            SelectChoice("greedy", _l("The most votes first")),
            SelectChoice("none", _l("Nothing: it goes back to the budget")),
        ],
        default="add1u",
    )
    utility = RadioField(
        _l("What is a chosen plan worth to its voter?"),
        choices=[
            SelectChoice(USUAL, _l("What is usual for this ballot: the cost, the points or the place")),
            SelectChoice("cost", _l("What the plan costs")),
            SelectChoice("cardinality", _l("Every plan the same: helps cheap plans")),
        ],
        default=USUAL,
    )
    comparison = BooleanField(_l("Compare with the most votes first, and take that when more voters gain by it"))
    least_spend_percent = IntegerField(_l("How much of the pot does a voter spend at least?"), [Optional()], default=0)
    threshold = IntegerField(_l("How many votes or points does a plan need at least?"), [Optional()], default=0)
    threshold_percent = IntegerField(
        _l("Or how many percent of the voters who choose something?"), [Optional()], default=0
    )
    lot = RadioField(
        _l("What decides when plans are equal in everything?"),
        choices=[
            SelectChoice("automatic", _l("A lot that follows from all votes together: nobody has to do anything")),
            SelectChoice("dice", _l("Twenty dice, thrown in public after the vote closes. The count waits for it")),
        ],
        default="automatic",
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

    def filled(self, start: str) -> dict[str, Any]:
        """What was filled in, in the fields of this start, by the rest of their name."""
        named = (field for field in self if field.name.startswith(start) and field.data is not None)
        return {field.name.removeprefix(start): field.data for field in named}

    @property
    def hour_names(self) -> list[str]:
        return [field.name for field in self if field.name.startswith("hours_")]

    @property
    def goes_with_names(self) -> list[str]:
        return [field.name for field in self if field.name.startswith("goes_with_")]

    @property
    def has_fault_in_more(self) -> bool:
        """Whether something is wrong in the part of the form that is folded away."""
        folded = ("completion", "utility", "comparison", "threshold", "threshold_percent", "least_spend_percent", "lot")
        return any(
            field.errors
            for field in self
            if field.name in folded or field.name.startswith(("hours_", "limit_", "goes_with_"))
        )

    def show(self, faults: Sequence[Fault]) -> list[str]:
        """Each fault at its field; the rest as sentences for the top."""
        homeless = []
        for fault in faults:
            if fault.field in self:
                self[fault.field].errors = [*self[fault.field].errors, say(fault.message)]
            else:
                homeless.append(say(fault.message))
        return homeless


def round_form(
    areas: list[tuple[str, str]], years: list[int], language: str, *, with_hours: bool = False, **filled: Any
) -> RoundForm:
    """The form with one box for a pot per area: an empty box means that the area does not take part.

    Boxes for hours only where some year divides hours.
    """
    boxes: dict[str, Any] = {f"pot_{code}": MoneyField(name) for code, name in areas}
    if with_hours:
        boxes |= {f"hours_{code}": IntegerField(name, [Optional()]) for code, name in areas}
    if len(areas) > 1:
        boxes |= {f"goes_with_{code}": _goes_with(code, name, areas) for code, name in areas}
    boxes |= {f"limit_{theme}": IntegerField(say(word), [Optional()]) for theme, word in THEMES.items()}
    form: RoundForm = type("RoundFormWithPots", (RoundForm,), boxes)(data=filled or None)
    form.year.choices = [SelectChoice(year, str(year)) for year in years]
    form.criteria.choices = [
        SelectChoice(criterion.code, criterion.text_nl if language == "nl" else criterion.text_en)
        for criterion in DEFAULT_CRITERIA
    ]
    return form


def _goes_with(code: str, name: str, areas: list[tuple[str, str]]) -> SelectField:
    others = [SelectChoice(other, word) for other, word in areas if other != code]
    return SelectField(name, choices=[SelectChoice("", _l("With none")), *others], default="")


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
