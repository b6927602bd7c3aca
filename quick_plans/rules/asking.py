"""What one may ask with a small plan: the limit, the days in which there is an answer, and texts that can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from areas.rules.themes import THEMES
from lives.messages import Euros, Message, msg
from lives.texts import tidy_text
from proposals.rules.capital import Answer, Kind
from proposals.rules.texts import faults_of_text

MOST_HOURS = 1_000
MOST_UPKEEP_CENTS = 100_000_00
# the lengths of the same texts of a large plan
_TEXTS = {"title": "title", "description": "own_contribution", "public_name": "proposer_name"}


@dataclass(frozen=True)
class QuickLimits:
    """A municipality's settings: the largest amount in cents, and the days in which there is an answer."""

    largest_cents: int = 2_500_00
    days: int = 14

    def decide_by(self, sent: date) -> date:
        """The last day for an answer, "tot en met": sent on 1 March with 14 days gives 15 March."""
        return sent + timedelta(days=self.days)


@dataclass(frozen=True)
class Asked:
    """What the form asks, tidied; `area_code` pays, `neighbourhood_code` is where it is."""

    area_code: str
    neighbourhood_code: str | None
    title: str
    description: str
    theme: str
    cents: int
    minutes: int
    planned_day: date | None
    stays: Answer
    kind: Kind
    upkeep_cents: int | None
    public_name: str


@dataclass(frozen=True)
class QuickFault:
    """Something wrong with a field of the form."""

    field: str
    message: Message


def faults_of(asked: Asked, limits: QuickLimits, today: date) -> tuple[QuickFault, ...]:
    """Everything that is wrong, at once. EUR 2,500.00 may be asked, 2,500.01 may not."""
    found = [QuickFault(name, each) for name in _TEXTS for each in _text_faults(name, getattr(asked, name))]
    checks: Mapping[str, tuple[bool, Message]] = {
        "cents": (asked.cents > limits.largest_cents, _too_much(limits)),
        "cents ": (asked.cents <= 0 and asked.minutes <= 0, msg("Say how much money or how many hours you ask.")),
        "hours": (asked.minutes > MOST_HOURS * 60, msg("Fill in at most %(most)s hours.", most=MOST_HOURS)),
        "planned_day": (
            asked.planned_day is not None and asked.planned_day < today,
            msg("This day is over. Choose a day that still comes."),
        ),
        "theme": (asked.theme not in THEMES, msg("Choose a theme.")),
        "kind": (
            asked.stays is Answer.YES and asked.kind is Kind.NONE,
            msg("You say that something stays. Choose what kind of thing it is."),
        ),
        "upkeep": (
            (asked.upkeep_cents or 0) > MOST_UPKEEP_CENTS,
            msg("This amount is too large. The largest amount is %(largest)s.", largest=Euros(MOST_UPKEEP_CENTS)),
        ),
    }
    found += [QuickFault(name.strip(), message) for name, (is_fault, message) in checks.items() if is_fault]
    return tuple(found)


def _text_faults(name: str, text: str) -> tuple[Message, ...]:
    if not tidy_text(text):
        return (msg("Fill in this text."),)
    return faults_of_text(_TEXTS[name], text)


def _too_much(limits: QuickLimits) -> Message:
    return msg(
        "A small plan asks at most %(most)s. Ask less, or make a plan for the vote: then it can be more.",
        most=Euros(limits.largest_cents),
    )
