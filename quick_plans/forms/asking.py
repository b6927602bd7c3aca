"""The short form of a small plan: one screen, and what was typed stays whatever is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, NumberRange, Optional

from areas.rules.themes import THEMES
from budget.forms import MoneyField
from proposals.forms.fields import WordsRadio, WordsSelect, text_area, text_line
from proposals.rules.capital import Answer, Kind
from proposals.words import KINDS, YES_NO
from quick_plans.rules.asking import MOST_HOURS, MOST_UPKEEP_CENTS, Asked, QuickFault
from wording import say


class QuickForm(FlaskForm):  # type: ignore[misc]
    """What one asks; `kind` and `upkeep` only matter where something stays."""

    place = SelectField(_l("Where is it?"), [InputRequired(_l("Choose where it is."))])
    title = text_line(_l("What do you want to do?"), "title")
    description = text_area(_l("Tell a little more"), "own_contribution")
    cents = MoneyField(_l("How much money do you ask?"))
    hours = IntegerField(
        _l("Do you need hours of work of the municipality?"),
        [Optional(), NumberRange(0, MOST_HOURS, _l("Fill in a number that is possible here."))],
    )
    planned_day = DateField(_l("When is it, or when does it begin?"), [Optional()])
    stays = WordsRadio(
        _l("Does anything come on the street, in the green or on a building that stays?"),
        YES_NO,
        validators=[InputRequired(_l("Choose an answer."))],
    )
    kind = WordsSelect(_l("If something stays: what is it?"), {k: w for k, w in KINDS.items() if k != "none"},
                       default="unknown")  # fmt: skip
    upkeep = MoneyField(_l("If something stays: what does upkeep cost each year?"), largest_cents=MOST_UPKEEP_CENTS)
    theme = WordsSelect(_l("Theme"), THEMES)
    public_name = text_line(_l("Your name, as everyone may read it"), "proposer_name")
    partners = SelectMultipleField(_l("Does a partner join in?"), coerce=int, validators=[Optional()])

    def offer(self, places: Sequence[tuple[str, str]], partners: Sequence[tuple[int, str]]) -> None:
        """Where it can be, and who can be asked to join in."""
        self.place.choices = [SelectChoice("", _l("Choose a wijk or buurt")), *(SelectChoice(*each) for each in places)]
        self.partners.choices = [SelectChoice(*each) for each in partners]

    def asked(self) -> Asked:
        """What the service gets."""
        area, _colon, buurt = str(self.place.data).partition(":")
        return Asked(
            area_code=area,
            neighbourhood_code=buurt or None,
            title=self.title.data or "",
            description=self.description.data or "",
            theme=str(self.theme.data),
            cents=self.cents.data or 0,
            minutes=(self.hours.data or 0) * 60,
            planned_day=self.planned_day.data,
            stays=Answer(self.stays.data),
            kind=Kind(self.kind.data),
            upkeep_cents=self.upkeep.data,
            public_name=self.public_name.data or "",
        )


def show_faults(form: Any, faults: Iterable[QuickFault]) -> None:
    """Put each fault at its field."""
    for fault in faults:
        field = form._fields.get(fault.field, next(iter(form)))
        field.errors = [*field.errors, say(fault.message)]
