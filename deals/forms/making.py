"""The forms by which deals are made: one, one that is completed, many from last year, and a pasted table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from areas.models import Area
from areas.rules.themes import THEMES
from budget.forms import MoneyField
from deals.forms.fields import DayField, WordsSelect, choices, hours_field, text_area
from deals.models import Deal, DealPromise
from deals.rules.terms import DealKind, NewDeal, Promise, Side, is_complete
from deals.words import KINDS


class DealForm(FlaskForm):  # type: ignore[misc]
    """One deal; promises are written one on a line."""

    area = SelectField(_l("For which area?"))
    year = SelectField(_l("From the money of which year?"))
    title = StringField(_l("What is the deal about?"))
    kind = WordsSelect(_l("What kind of deal is it?"), KINDS)
    theme = WordsSelect(_l("Theme"), THEMES)
    planned_result = text_area(_l("What will be there when it is ready?"), "planned_result")
    neighbourhood = SelectField(_l("In which neighbourhood?"), [Optional()])
    place = StringField(_l("Place"))
    partner_name = StringField(_l("With whom is the deal?"))
    partner_email = StringField(_l("E-mail address of the partner's account"))
    cents = MoneyField(_l("Amount"), [Optional()])
    hours = hours_field()
    first_day = DayField(_l("First day"), [Optional()])
    last_day = DayField(_l("Last day"), [Optional()])
    neighbourhood_side = TextAreaField(_l("What does the neighbourhood do?"))
    municipality_side = TextAreaField(_l("What does the municipality do?"))
    partner_side = TextAreaField(_l("What does somebody else do?"))

    def new_deal(self, area: str, year: int) -> NewDeal:
        """What was typed, as a deal."""
        sub_kind = "" if self.kind.data == "other" else self.kind.data
        return NewDeal(
            area_code=area,
            year=year,
            kind=DealKind.GREEN if sub_kind else DealKind.OTHER,
            sub_kind=sub_kind,
            theme=self.theme.data,
            title=self.title.data or "",
            planned_result=self.planned_result.data or "",
            cents=self._number("cents"),
            minutes=self._number("hours") * 60,
            neighbourhood_code=self.neighbourhood.data or None,
            place=self.place.data or "",
            partner_name=self.partner_name.data or "",
            first_day=self.first_day.data,
            last_day=self.last_day.data,
            promises=tuple(self._promises()),
            is_active=is_complete(self.planned_result.data or "", self.last_day.data),
        )

    def _number(self, name: str) -> int:
        """What a concept cannot change any more has no field."""
        return (self[name].data or 0) if name in self else 0

    def _promises(self) -> list[Promise]:
        boxes = (
            (Side.NEIGHBOURHOOD, self.neighbourhood_side),
            (Side.MUNICIPALITY, self.municipality_side),
            (Side.PARTNER, self.partner_side),
        )
        lines = [(side, line.strip()) for side, box in boxes for line in (box.data or "").splitlines()]
        return [Promise(side, line) for side, line in lines if line]


def deal_form(areas: Sequence[Area], years: Sequence[int], buurten: Sequence[Area], **given: Any) -> DealForm:
    """The form with the areas, years and neighbourhoods that this person may choose from."""
    form = DealForm(**given)
    form.area.choices = choices((area.code, area.name) for area in areas)
    form.year.choices = choices((str(year), str(year)) for year in years)
    everywhere = [("", gettext("The whole area"))]
    form.neighbourhood.choices = choices([*everywhere, *((buurt.code, buurt.name) for buurt in buurten)])
    return form


def kept_in_form(deal: Deal, promises: Sequence[DealPromise]) -> dict[str, Any]:
    """A concept as its form shows it."""
    lines = {side: "\n".join(each.text for each in promises if each.side == side) for side in Side}
    names = ("title", "theme", "planned_result", "place", "partner_name", "first_day", "last_day")
    return {
        **{name: getattr(deal, name) for name in names},
        "kind": deal.sub_kind or ("other" if deal.kind == "other" else ""),
        "neighbourhood": deal.neighbourhood_code or "",
        "neighbourhood_side": lines[Side.NEIGHBOURHOOD],
        "municipality_side": lines[Side.MUNICIPALITY],
        "partner_side": lines[Side.PARTNER],
    }


class CopyForm(FlaskForm):  # type: ignore[misc]
    """Which year to make last year's deals for; the rows are drawn by the page."""

    year = SelectField(_l("Copy to the year"))


class PasteForm(FlaskForm):  # type: ignore[misc]
    """A table out of a spreadsheet."""

    area = SelectField(_l("For which area?"))
    year = SelectField(_l("From the money of which year?"))
    rows = TextAreaField(_l("Paste the rows here"))
