"""From a Pabulib file to the election that is counted: ballots of every type, threshold, limits, hours."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from voting.rules.election import BallotGroup, BallotKind, Election
from voting.rules.pabulib.cells import CellReader
from voting.rules.pabulib.faults import Faults

if TYPE_CHECKING:
    from voting.rules.pabulib.file import PabulibFile

KINDS = {
    "approval": BallotKind.APPROVAL,
    "choose-1": BallotKind.APPROVAL,
    "cumulative": BallotKind.POINTS,
    "scoring": BallotKind.POINTS,
    "ordinal": BallotKind.RANKING,
}
HOURS_COLUMN = "hours"


def election_of(file: PabulibFile, with_limits: bool = False, pot_minutes: int | None = None) -> Election:
    """The election in a file. With `pot_minutes` staff hours count, as in the projects' own column `hours`.

    A ranking's first plan is worth max_length points, or where the file names no such number as many as there are
    projects. Raises FaultyFile for hours that are no number, or finer than a minute.
    """
    kind = KINDS[file.vote_type]
    groups = Counter((ballot.choices, ballot.points) for ballot in file.ballots)
    blank = sum(voters for (choices, _), voters in groups.items() if not choices)
    minutes = _minutes(file) if pot_minutes is not None else [0] * len(file.projects)
    return Election(
        projects=tuple(project.as_project(asked) for project, asked in zip(file.projects, minutes, strict=True)),
        pot_cents=file.pot_cents,
        ballots=tuple(
            _with_default(
                file,
                BallotGroup(choices, voters, points) if kind is BallotKind.POINTS else BallotGroup(choices, voters),
            )
            for (choices, points), voters in groups.items()
            if choices
        ),
        blank=blank,
        limits=file.limits if with_limits else (),
        threshold=file.threshold,
        kind=kind,
        longest_ranking=_longest_ranking(file) if kind is BallotKind.RANKING else 0,
        pot_minutes=pot_minutes,
    )


def _longest_ranking(file: PabulibFile) -> int:
    stated = file.meta.get("max_length")
    longest = max((len(ballot.choices) for ballot in file.ballots), default=0)
    return max(longest, int(stated) if stated else len(file.projects))


def _with_default(file: PabulibFile, ballot: BallotGroup) -> BallotGroup:
    """On scoring ballots a plan that is not named gets the file's default score."""
    score = int(file.meta.get("default_score") or 0) if file.vote_type == "scoring" else 0
    if not score:
        return ballot
    others = tuple(place for place in range(len(file.projects)) if place not in ballot.choices)
    return BallotGroup(ballot.choices + others, ballot.voters, ballot.points + (score,) * len(others))


def _minutes(file: PabulibFile) -> list[int]:
    """The staff time of each project, in minutes; a project without a number asks none."""
    faults = Faults()
    cells = CellReader(faults)
    minutes = [
        cells.minutes(project.line, HOURS_COLUMN, text) if (text := project.cells.get(HOURS_COLUMN)) else 0
        for project in file.projects
    ]
    faults.refuse_if_any()
    return [asked or 0 for asked in minutes]
