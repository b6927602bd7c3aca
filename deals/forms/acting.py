"""The small forms on a deal's own screen: progress, payment, result, promises, ending, report, settlement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import FileField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from budget.forms import MoneyField
from deals.forms.fields import DayField, choices, text_area
from deals.models import DealPromise
from deals.queries.finding import DealPage
from deals.services import NewPhoto
from deals.words import SIDES
from wording import say


class PlainForm(FlaskForm):  # type: ignore[misc]
    """A button and nothing else."""


class ProgressForm(FlaskForm):  # type: ignore[misc]
    """How it goes, with a photo if there is one."""

    progress = text_area(_l("How is it going? Everyone can read this."), "progress")
    on_day = DayField(_l("On which day was that?"), [InputRequired(_l("Fill in a day."))])
    photo = FileField(_l("Photo"))
    alt = StringField(_l("What is on the photo?"))

    def new_photo(self) -> NewPhoto | None:
        sent = self.photo.data
        # a text in place of a file is none
        if not isinstance(sent, FileStorage):
            return None
        with sent.stream:
            data = sent.stream.read()
        return NewPhoto(data, self.alt.data or "") if data else None


class PaymentForm(FlaskForm):  # type: ignore[misc]
    cents = MoneyField(_l("How much must be paid?"), [InputRequired(_l("Fill in an amount."))])
    purpose = StringField(_l("For what?"))


class ResultForm(FlaskForm):  # type: ignore[misc]
    achieved_result = text_area(_l("What came of it? Everyone can read this."), "achieved_result")


class WaitForm(FlaskForm):  # type: ignore[misc]
    side = SelectField(_l("Who must do something first?"), [Optional()])


class HideForm(FlaskForm):  # type: ignore[misc]
    line = SelectField(_l("Which line?"))
    reason = text_area(_l("Why is it hidden?"), "reason")


class EndForm(FlaskForm):  # type: ignore[misc]
    asked_back_cents = MoneyField(_l("How much must come back?"), [Optional()])


class TerminateForm(EndForm):
    reason = text_area(_l("Why does the deal end early? Everyone can read this."), "reason")


class ReportForm(FlaskForm):  # type: ignore[misc]
    report = text_area(_l("Report: what was done?"), "report")
    financial_report = text_area(_l("Financial report: what was paid for what?"), "financial_report")


class PromisesForm(FlaskForm):  # type: ignore[misc]
    """One answer per promise; made for a deal by promises_form()."""

    numbers: tuple[int, ...] = ()

    def kept(self) -> Mapping[int, bool | None]:
        said = {"yes": True, "no": False}
        return {number: said.get(self[f"kept-{number}"].data) for number in self.numbers}


class BandsForm(FlaskForm):  # type: ignore[misc]
    at_once_cents = MoneyField(_l("Up to which amount is a deal settled at once?"), [InputRequired(_l("Fill in an amount."))])  # fmt: skip  # noqa: E501
    report_cents = MoneyField(_l("Up to which amount is a report enough?"), [InputRequired(_l("Fill in an amount."))])
    reason = TextAreaField(_l("On which decision does this stand?"))


def promises_form(promises: Sequence[DealPromise]) -> type[PromisesForm]:
    """The form for the promises of this deal, with what was said of them before."""

    class Form(PromisesForm):
        numbers = tuple(each.id for each in promises)

    words = choices([("", gettext("Not known yet")), ("yes", gettext("Kept")), ("no", gettext("Not kept"))])
    for each in promises:
        said = {None: "", True: "yes", False: "no"}[each.kept]
        field = SelectField(f"{say(SIDES[each.side])}: {each.text}", [Optional()], choices=words, default=said)
        setattr(Form, f"kept-{each.id}", field)
    return Form


def forms_of(page: DealPage, sent: str = "") -> dict[str, FlaskForm]:
    """Every form of the screen by its name; only the one that was sent reads the request."""
    kinds: dict[str, type[FlaskForm]] = {
        "activate": PlainForm,
        "progress": ProgressForm,
        "payment": PaymentForm,
        "result": ResultForm,
        "wait": WaitForm,
        "hide": HideForm,
        "promises": promises_form(page.promises),
        "end": EndForm,
        "terminate": TerminateForm,
        "report": ReportForm,
        "settle": EndForm,
    }
    deal = page.deal
    kept = {
        "result": {"achieved_result": deal.achieved_result},
        "report": {"report": deal.report, "financial_report": deal.financial_report},
        "wait": {"side": deal.waiting_for},
    }
    made = {
        name: kind(prefix=name, data=kept.get(name)) if name == sent else kind(None, prefix=name, data=kept.get(name))
        for name, kind in kinds.items()
    }
    nobody = [("", gettext("Nobody"))]
    made["wait"].side.choices = choices([*nobody, *((code, say(word)) for code, word in SIDES.items())])
    lines = [(str(each.row.id), each.row.text[:60]) for each in page.progress if each.row.hidden_at is None]
    made["hide"].line.choices = choices(lines)
    return made
