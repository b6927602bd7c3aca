"""What a request to take over a task must say, and what it may say besides: in steps, saved as one goes.

For applicants; a draft may be empty, but never longer than can be sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lives.messages import Euros, Message, msg
from lives.texts import TextLimit, faults_within

MOST_CENTS = 100_000_000_00
MOST_MINUTES = 1_000_000 * 60


class Better(StrEnum):
    """In which ways the task is done better; one is enough."""

    BETTER = "better"
    SMARTER = "smarter"
    MORE_SOCIAL = "more_social"
    MORE_SUSTAINABLE = "more_sustainable"


class Applicant(StrEnum):
    GROUP = "group"
    """Residents with one contact person."""
    ORGANISATION = "organisation"


class LegalForm(StrEnum):
    """Whether there is a legal person: now, when the task is taken over, or not known yet."""

    NOW = "now"
    AT_TAKE_OVER = "at_take_over"
    UNKNOWN = "unknown"


TEXTS: dict[str, TextLimit] = {
    "title": TextLimit(3, 120),
    "task": TextLimit(20, 5000, has_lines=True),
    "why_better": TextLimit(20, 5000, has_lines=True),
    "experience": TextLimit(20, 5000, has_lines=True),
    "support": TextLimit(20, 3000, has_lines=True),
    "cost_explained": TextLimit(10, 3000, has_lines=True),
    "cooperation": TextLimit(3, 3000, has_lines=True),
    "quality": TextLimit(20, 3000, has_lines=True),
    "contact_name": TextLimit(2, 80),
    "how_cheaper": TextLimit(0, 3000, has_lines=True),
    "own_contribution": TextLimit(0, 2000, has_lines=True),
    "target_group": TextLimit(0, 1000, has_lines=True),
    "risks": TextLimit(0, 3000, has_lines=True),
    "partners": TextLimit(0, 1000, has_lines=True),
}
"""The first nine are required."""

STEPS: dict[str, tuple[str, ...]] = {
    "who": ("applicant", "organisation_id", "contact_name", "legal_form"),
    "task": ("title", "task", "area_code", "target_group", "first_day", "last_day"),
    "better": ("ways", "why_better", "how_cheaper", "experience", "quality"),
    "support": ("support", "partners"),
    "money": ("cost_cents", "cost_explained", "own_cents", "own_minutes", "own_contribution", "asked_minutes"),
    "together": ("cooperation", "risks"),
}
"""The screens of the form, in order, and the fields of each."""


@dataclass(frozen=True)
class Request:
    """A request as far as it is written. Amounts in cents a year, capacity in minutes a year; no `area_code` means the
    whole town; a cost that nobody filled in is None, and 0 is an answer."""

    title: str = ""
    task: str = ""
    ways: frozenset[str] = frozenset()
    why_better: str = ""
    experience: str = ""
    support: str = ""
    cost_cents: int | None = None
    cost_explained: str = ""
    cooperation: str = ""
    quality: str = ""
    applicant: str = Applicant.GROUP
    contact_name: str = ""
    organisation_id: int | None = None
    legal_form: str = LegalForm.UNKNOWN
    how_cheaper: str = ""
    own_contribution: str = ""
    own_cents: int = 0
    own_minutes: int = 0
    asked_minutes: int = 0
    area_code: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    target_group: str = ""
    risks: str = ""
    partners: str = ""


@dataclass(frozen=True)
class RequestFault:
    """Something wrong with a field of the form."""

    field: str
    message: Message


def faults_of_request(request: Request) -> tuple[RequestFault, ...]:
    """Everything that keeps a request from being sent, all at once, in the order of the form."""
    found = (*_text_faults(request, is_draft=False), *_missing(request), *_impossible(request))
    return tuple(sorted(found, key=lambda fault: _PLACE.get(fault.field, len(_PLACE))))


def faults_of_draft(request: Request) -> tuple[RequestFault, ...]:
    """What cannot be kept even in a draft: texts that are too long or hold invisible signs, impossible figures."""
    return (*_text_faults(request, is_draft=True), *_impossible(request))


def step_of(field: str) -> str:
    """The screen on which a field stands (KeyError for none)."""
    return next(step for step, fields in STEPS.items() if field in fields)


def first_unfinished_step(request: Request) -> str | None:
    """The first screen on which something is still to do, or nothing: where one goes on with a draft."""
    faults = faults_of_request(request)
    return step_of(faults[0].field) if faults else None


_PLACE = {field: place for place, field in enumerate(field for fields in STEPS.values() for field in fields)}


def _text_faults(request: Request, *, is_draft: bool) -> Iterator[RequestFault]:
    for name, limit in TEXTS.items():
        kept = TextLimit(0, limit.most, limit.has_lines) if is_draft else limit
        yield from (RequestFault(name, message) for message in faults_within(kept, getattr(request, name)))


def _missing(request: Request) -> Iterator[RequestFault]:
    if not request.ways:
        yield RequestFault("ways", msg("Choose at least one way in which it gets better."))
    if request.cost_cents is None:
        yield RequestFault("cost_cents", msg("Fill in what you think it costs in a year. 0 is possible too."))
    if request.applicant == Applicant.ORGANISATION and request.organisation_id is None:
        yield RequestFault("organisation_id", msg("Choose the organisation that asks."))


def _impossible(request: Request) -> Iterator[RequestFault]:
    if not request.ways <= set(Better):
        yield RequestFault("ways", msg("Choose from the list."))
    if request.applicant not in set(Applicant):
        yield RequestFault("applicant", msg("Choose from the list."))
    if request.legal_form not in set(LegalForm):
        yield RequestFault("legal_form", msg("Choose from the list."))
    for name in ("cost_cents", "own_cents"):
        if not 0 <= (getattr(request, name) or 0) <= MOST_CENTS:
            yield RequestFault(name, msg("Fill in an amount from € 0 to %(most)s.", most=Euros(MOST_CENTS)))
    for name in ("own_minutes", "asked_minutes"):
        if not 0 <= getattr(request, name) <= MOST_MINUTES:
            yield RequestFault(name, msg("Fill in a number of hours from 0 to %(most)s.", most=MOST_MINUTES // 60))
    if request.first_day and request.last_day and request.last_day < request.first_day:
        yield RequestFault("last_day", msg("The last day comes before the first day."))
