"""What a deal is made of, and what its words and figures may be: for forms, imports and other subjects alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lives.messages import Euros, Message, msg
from lives.texts import TextLimit, faults_within

MOST_CENTS = 10_000_000_00
MOST_MINUTES = 10_000 * 60
MOST_PROMISES = 20


class DealKind(StrEnum):
    """Green deals are counted apart; takeover is a task taken over from the municipality."""

    GREEN = "green"
    OTHER = "other"
    TAKEOVER = "takeover"


class SubKind(StrEnum):
    """Of a green deal: aanleg, beheer or onderhoud."""

    CONSTRUCTION = "construction"
    MANAGEMENT = "management"
    UPKEEP = "upkeep"


class Side(StrEnum):
    NEIGHBOURHOOD = "neighbourhood"
    MUNICIPALITY = "municipality"
    PARTNER = "partner"


@dataclass(frozen=True)
class Promise:
    """What one side does."""

    side: Side
    text: str


@dataclass(frozen=True)
class NewDeal:
    """A deal as it is made; `subject` is the commitment that pays it, "" for one of its own."""

    area_code: str
    year: int
    kind: DealKind
    theme: str
    title: str
    planned_result: str = ""
    cents: int = 0
    minutes: int = 0
    subject: str = ""
    neighbourhood_code: str | None = None
    place: str = ""
    partner_name: str = ""
    partner_key: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    promises: tuple[Promise, ...] = ()
    is_active: bool = False
    sub_kind: str = ""
    copied_from_id: int | None = None


@dataclass(frozen=True)
class Fault:
    """Something wrong with a field of a form."""

    field: str
    message: Message


TEXTS: dict[str, TextLimit] = {
    "title": TextLimit(3, 120),
    "planned_result": TextLimit(0, 5000, has_lines=True),
    "achieved_result": TextLimit(3, 4000, has_lines=True),
    "place": TextLimit(0, 200),
    "partner_name": TextLimit(0, 120),
    "promise": TextLimit(3, 300),
    "progress": TextLimit(3, 2000, has_lines=True),
    "alt": TextLimit(5, 300),
    "purpose": TextLimit(3, 200),
    "reason": TextLimit(3, 2000, has_lines=True),
    "report": TextLimit(20, 10_000, has_lines=True),
    "financial_report": TextLimit(20, 10_000, has_lines=True),
}


def fault_of_text(name: str, text: str) -> Message | None:
    """What is wrong with a text first of all; `name` is one of TEXTS."""
    return next(iter(faults_within(TEXTS[name], text)), None)


def faults_of(new: NewDeal, themes: frozenset[str]) -> tuple[Fault, ...]:
    """Everything that is wrong with a deal that somebody wants to make, at its field."""
    return (*_faults_of_texts(new), *_faults_of_choices(new, themes), *_faults_of_figures(new))


def _faults_of_texts(new: NewDeal) -> Iterator[Fault]:
    for name in ("title", "planned_result", "place", "partner_name"):
        if message := fault_of_text(name, getattr(new, name)):
            yield Fault(name, message)
    for side in Side:
        said = [promise.text for promise in new.promises if promise.side is side]
        if len(said) > MOST_PROMISES:
            yield Fault(f"{side.value}_side", msg("Write at most %(most)s promises.", most=MOST_PROMISES))
        wrong = next((found for text in said if (found := fault_of_text("promise", text))), None)
        if wrong is not None:
            yield Fault(f"{side.value}_side", wrong)


def _faults_of_choices(new: NewDeal, themes: frozenset[str]) -> Iterator[Fault]:
    if new.theme not in themes:
        yield Fault("theme", msg("Choose a theme from the list."))
    if new.kind is DealKind.GREEN and new.sub_kind not in set(SubKind):
        yield Fault("kind", msg("Say what kind of green deal it is: construction, management or upkeep."))
    if new.kind is not DealKind.GREEN and new.sub_kind:
        yield Fault("kind", msg("Choose a kind from the list."))


def _faults_of_figures(new: NewDeal) -> Iterator[Fault]:
    if not 0 <= new.cents <= MOST_CENTS:
        yield Fault("cents", msg("Fill in an amount from € 0 to %(most)s.", most=Euros(MOST_CENTS)))
    if not 0 <= new.minutes <= MOST_MINUTES:
        yield Fault("minutes", msg("Fill in a number of hours from 0 to %(most)s.", most=MOST_MINUTES // 60))
    if new.first_day and new.last_day and new.last_day < new.first_day:
        yield Fault("last_day", msg("The last day comes before the first day."))
    for name, found in (("first_day", new.first_day), ("last_day", new.last_day)):
        if found is not None and not new.year - 1 <= found.year <= new.year + 10:
            yield Fault(name, msg("Check the year of this day: the deal is paid from %(year)s.", year=new.year))


def is_complete(planned_result: str, last_day: date | None) -> bool:
    """Whether a deal says enough to hold: what will be there, and until when."""
    return bool(planned_result.strip()) and last_day is not None
