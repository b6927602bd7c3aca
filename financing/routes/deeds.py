"""Which address does what: for each step its form, and the act that it asks of the services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from financing import services
from financing.forms import acting as forms
from financing.queries.page import RoutePage
from financing.rules.states import RouteStep as Step
from logbook.actors import Actor

Do = Callable[[Session, Actor, datetime, int, Any], object]


@dataclass(frozen=True)
class Deed:
    """A step with its address and form; what is looked over first is kept only by a second button."""

    step: Step
    address: str
    form: type[Any]
    do: Do
    is_looked_over: bool = False


def _note(act: Callable[..., object]) -> Do:
    return lambda s, who, at, n, form: act(s, who, at, n, form.note())


def _college(is_yes: bool) -> Do:
    return lambda s, who, at, n, form: services.college_decides(s, who, at, n, form.decision(), is_yes=is_yes)


def _council(is_deferred: bool) -> Do:
    return lambda s, who, at, n, form: services.council_says_no(s, who, at, n, form.decision(), is_deferred=is_deferred)


DEEDS: tuple[Deed, ...] = (
    Deed(Step.TAKE_IN, "oppakken", forms.NoteForm, _note(services.take_in)),
    Deed(Step.ASK_MAINTENANCE, "onderhoud-vragen", forms.NoteForm, _note(services.ask_maintenance)),
    Deed(Step.ADVISE, "onderhoud-advies", forms.AdviceForm,
         lambda s, who, at, n, form: services.advise(s, who, at, n, form.advice())),
    Deed(Step.CALCULATE, "berekenen", forms.FiguresForm,
         lambda s, who, at, n, form: services.calculate(s, who, at, n, form.figures()), is_looked_over=True),
    Deed(Step.SEND_TO_COLLEGE, "naar-college", forms.NoteForm, _note(services.send_to_college)),
    Deed(Step.COLLEGE_YES, "college-ja", forms.YesForm, _college(True)),
    Deed(Step.COLLEGE_NO, "college-nee", forms.NoForm, _college(False)),
    Deed(Step.PROPOSE_TO_COUNCIL, "naar-raad", forms.ProposeForm,
         lambda s, who, at, n, form: services.propose_to_council(
             s, who, at, n, form.chosen(), form.council_on.data, form.note())),
    Deed(Step.GRANT, "raad-ja", forms.GrantForm,
         lambda s, who, at, n, form: services.grant(s, who, at, n, form.decision(), form.chosen_parts()),
         is_looked_over=True),
    Deed(Step.COUNCIL_NO, "raad-nee", forms.NoForm, _council(False)),
    Deed(Step.DEFER, "uitstellen", forms.NoForm, _council(True)),
    Deed(Step.START, "beginnen", forms.NoteForm, _note(services.start_work)),
    Deed(Step.DELIVER, "opleveren", forms.DeliverForm,
         lambda s, who, at, n, form: services.deliver(s, who, at, n, form.delivery())),
    Deed(Step.ASK_PAYMENT, "betaling-vragen", forms.PaymentForm,
         lambda s, who, at, n, form: services.ask_project_payment(
             s, who, at, n, form.cents.data or 0, form.purpose.data or "")),
    Deed(Step.REESTIMATE, "herrekenen", forms.RenewForm,
         lambda s, who, at, n, form: services.reestimate(s, who, at, n, form.renewal()), is_looked_over=True),
    Deed(Step.SPLIT, "splitsen", forms.SplitForm,
         lambda s, who, at, n, form: services.split(s, who, at, n, form.part())),
    Deed(Step.SAVE, "sparen", forms.ReasonForm, _note(services.save_first)),
    Deed(Step.RESUME, "verder", forms.NoteForm, _note(services.resume)),
    Deed(Step.USE_OTHER_BUDGET, "ander-budget", forms.ReasonForm, _note(services.use_other_budget)),
)  # fmt: skip
BY_ADDRESS = {deed.address: deed for deed in DEEDS}


def net_of(page: RoutePage) -> int:
    """What must be paid for, by the estimate that the council reads."""
    return page.estimate.inputs.investment.net_cents if page.estimate else 0
