"""From written choices (written.py) to the ballots of a count, kept as arrays: one at a time, in bounded memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from voting.rules.ballot import BallotType
from voting.rules.packed import PackedBallots, grouped, packed, without_blank
from voting.rules.written import read_marks


class Written(NamedTuple):
    """The choices of so many voters. `first`: where the plans of their own list begin in the list of all plans;
    `share`: which part of the pot they divide."""

    text: str
    voters: int = 1
    first: int = 0
    share: int = 0


@dataclass(frozen=True, slots=True)
class Gathered:
    """Equal ballots taken together, and how many voters gave one without a choice."""

    ballots: PackedBallots
    blank: int

    @property
    def voters(self) -> int:
        """How many voters chose something."""
        return int(self.ballots.voters.sum())


def gather(kind: BallotType, written: Iterable[Written]) -> Gathered:
    """The ballots that these texts are; the same text may come more than once.

    Rankings hold their choices best first, points stand beside their plans, sets are in order.
    """
    import numpy as np

    choices, lengths, areas, voters = array("H"), array("I"), array("H"), array("q")
    points = array("i")
    for each in written:
        marks = read_marks(kind, each.text)
        choices.extend(place + each.first for place in marks)
        points.extend(marks.values() if kind is BallotType.POINTS else ())
        lengths.append(len(marks))
        areas.append(each.share)
        voters.append(each.voters)
    given = points if kind is BallotType.POINTS else None
    ballots, blank = without_blank(packed(choices, lengths, areas, np.frombuffer(voters, np.int64), given))
    return Gathered(grouped(ballots), blank)
