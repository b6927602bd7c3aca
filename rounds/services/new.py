"""What makes a round, as whoever makes or changes one says it; and what can be wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from logbook.refusals import Refusal
from rounds.rules.calendar import RoundCalendar
from rounds.rules.settings import TELL_THEIR_WORTH, BallotSettings, CountSettings, Fault


class RoundRefused(Refusal):
    """The round cannot be like this; `faults` says everything that stands in the way, each at its field."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults[0].message)
        self.faults = faults


class RoundIsAnnounced(Refusal):
    """What residents were told does not change any more."""


@dataclass(frozen=True)
class NewArea:
    """An area that takes part, with its pot, and its hours where they count in the vote."""

    area_code: str
    pot_cents: int
    hours: int | None = None
    merges_with: str | None = None
    """The area that it is counted with when too few people vote in it."""


@dataclass(frozen=True)
class NewRound:
    """Everything that makes a round."""

    title: str
    calendar: RoundCalendar
    areas: tuple[NewArea, ...]
    year: int | None
    description: str = ""
    ballot_type: str = "approval"
    method: str = "equalshares"
    completion: str = "add1u"
    comparison: bool = False
    utility: str | None = None
    """None: what is usual for this kind of ballot."""
    most_choices: int | None = None
    most_points: int | None = None
    most_points_per_plan: int | None = None
    least_spend_percent: int = 0
    threshold: int = 0
    threshold_percent: int = 0
    """Of the ballots with a choice, instead of a number."""
    across: bool = False
    """Residents choose from the plans of all areas together."""
    lot: str = "automatic"
    limits: Mapping[str, int] = field(default_factory=dict)
    """Percentages of the pot by theme."""
    largest_plan_percent: int = 50
    currency: str = "EUR"
    is_reference: bool = False
    criteria: tuple[str, ...] = field(default=())
    """Codes of the criteria; empty means all that the municipality knows."""

    @property
    def ballot(self) -> BallotSettings:
        return BallotSettings(
            self.ballot_type, self.most_choices, self.most_points, self.most_points_per_plan, self.least_spend_percent
        )

    @property
    def counting(self) -> CountSettings:
        usual = "" if self.ballot_type in TELL_THEIR_WORTH else "cost"
        utility = usual if self.utility is None else self.utility
        return CountSettings(
            self.method, self.completion, self.comparison, utility, self.threshold, self.lot, self.limits,
            self.threshold_percent,
        )  # fmt: skip
