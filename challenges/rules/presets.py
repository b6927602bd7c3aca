"""Which terms a municipality uses: three presets, and what each term is for. A municipality's lawyer chooses.

These are our readings of the Awb and of two ordinances; the settings page says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from challenges.rules.remedies import SilenceRemedy
from lives.terms import Origin, Term, Unit

_LAW, _ORDINANCE = Origin.LAW, Origin.ORDINANCE


class Preset(StrEnum):
    AWB = "awb"
    AMSTERDAM = "amsterdam"
    GEERTRUIDENBERG = "geertruidenberg"


@dataclass(frozen=True)
class Penalty:
    """What the municipality owes per day when it is late (Awb 4:17 para 2), in cents; days are counted one by one.

    EUR 23 for the first 14 days, 35 for the next 14, 45 for the rest, at most 42 days: EUR 1,442 in all.
    """

    cents_by_day: tuple[tuple[int, int], ...] = ((14, 23_00), (14, 35_00), (14, 45_00))
    """(how many days, cents for each of them), in this order."""

    @property
    def most_days(self) -> int:
        return sum(days for days, _ in self.cents_by_day)

    def owed_cents(self, days: int) -> int:
        """What is owed for so many days in default; no more than for `most_days`. 15 days: EUR 357."""
        left, owed = max(0, days), 0
        for length, cents in self.cents_by_day:
            counted = min(left, length)
            owed, left = owed + counted * cents, left - counted
        return owed


# what both ordinances and the Awb preset share; a term of weeks or months by ordinance does not move
_TWO_WEEKS = Term(2, Unit.WEEKS, _ORDINANCE)
_FOUR_WEEKS = Term(4, Unit.WEEKS, _ORDINANCE)
_TWELVE_MONTHS = Term(12, Unit.MONTHS, _ORDINANCE)
_ONE_WEEK_OF_LAW = Term(1, Unit.WEEKS, _LAW)
_TWO_WEEKS_OF_LAW = Term(2, Unit.WEEKS, _LAW)
_FOUR_WEEKS_OF_LAW = Term(4, Unit.WEEKS, _LAW)
_SIX_WEEKS_OF_LAW = Term(6, Unit.WEEKS, _LAW)
_TWELVE_WEEKS_OF_LAW = Term(12, Unit.WEEKS, _LAW)


@dataclass(frozen=True)
class RequestTerms:
    """The terms of a request. `notice_gives_new_day`: no rule sets the term, so that a notice with a reasonable day
    moves it (Awb 4:14 para 3); where an ordinance sets it, a notice is courtesy only (para 1)."""

    decision: Term
    complex_decision: Term | None = None
    notice_gives_new_day: bool = False
    asking_completion: Term = _TWO_WEEKS
    completion: Term = _FOUR_WEEKS
    not_processing: Term = _FOUR_WEEKS_OF_LAW
    """Awb 4:5 para 4: announced within four weeks after the days for completing ended."""
    first_talk: Term = _FOUR_WEEKS
    evaluation: Term = _TWELVE_MONTHS
    after_default: Term = _TWO_WEEKS_OF_LAW
    """Awb 4:17 para 3: between the notice of default and the first day that costs money."""
    penalty: Penalty | None = field(default_factory=Penalty)
    """Nothing where the municipality holds that its answer is not a decision in the sense of the Awb."""


@dataclass(frozen=True)
class ObjectionTerms:
    """The terms of an objection (Awb 6:7, 6:9 and 7:10)."""

    filing: Term = _SIX_WEEKS_OF_LAW
    decision: Term = _SIX_WEEKS_OF_LAW
    decision_with_committee: Term = _TWELVE_WEEKS_OF_LAW
    extension: Term = _SIX_WEEKS_OF_LAW
    by_post_later: Term = _ONE_WEEK_OF_LAW
    """Awb 6:9 para 2: posted in time and received within a week after the end."""


def _of_ordinance(weeks: int, complex_weeks: int | None = None) -> RequestTerms:
    later = None if complex_weeks is None else Term(complex_weeks, Unit.WEEKS, _ORDINANCE)
    return RequestTerms(Term(weeks, Unit.WEEKS, _ORDINANCE), later)


PRESETS: dict[Preset, RequestTerms] = {
    Preset.AWB: RequestTerms(Term(8, Unit.WEEKS, _LAW), notice_gives_new_day=True),
    Preset.AMSTERDAM: _of_ordinance(26, 52),
    Preset.GEERTRUIDENBERG: _of_ordinance(10),
}
"""awb: 8 weeks from receipt (Awb 4:13 para 2). amsterdam: 26 weeks, 52 for a complex request. geertruidenberg: 10."""

OBJECTION_TERMS = ObjectionTerms()


@dataclass(frozen=True)
class ChallengeSettings:
    """What a municipality chose: nothing is open until an administrator says under which ordinance."""

    is_open: bool = False
    preset: Preset = Preset.AWB
    owes_penalty: bool = True
    """Its answer is a decision on an application, so Awb 4:17 applies."""
    grant_can_be_objected_to: bool = True
    """Taking over a task by agreement may not be a decision in the sense of the Awb: a lawyer's choice."""
    objection_committee: bool = False
    """A committee advises on objections (Awb 7:13), so that there are twelve weeks for the decision."""
    silence_leads_to: SilenceRemedy = SilenceRemedy.OBJECTION
    """Two weeks after a notice of default: an objection here, or straight to the court (Awb 7:1 para 1 under f)."""
    remind_before: tuple[int, ...] = (14, 7, 2)
    """Days before the last day on which who handles it is reminded."""
    signed_by: str = ""
    """Name and function under letters; nothing: the municipality alone."""
    equated_days: tuple[date, ...] = ()
    """Days of a royal decree later than those in the table of lives.holidays."""


def terms_of(preset: str, *, owes_penalty: bool) -> RequestTerms:
    """The terms of a request by the preset of its day of receipt. Raises ValueError for a word that is none."""
    terms = PRESETS[Preset(preset)]
    return terms if owes_penalty else replace(terms, penalty=None)
