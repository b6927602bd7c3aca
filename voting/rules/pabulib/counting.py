"""From a Pabulib file to the election that is counted: ballots of every type, threshold, limits, hours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from voting.rules.election import BallotGroup, BallotKind, Election
from voting.rules.pabulib.bounds import costs_in, groups_in, left_out_in, minutes_in
from voting.rules.pabulib.cells import CellReader
from voting.rules.pabulib.faults import Faults
from voting.rules.packed import by_plan, grouped, with_default, without_blank

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
    """The election in a file. With `pot_minutes` staff hours count, as in the projects' own column `hours`, or as
    the comment of our own exports says; so do its groups of projects that exclude each other, the ballots that it
    leaves out, and what a project costs that is dearer than the pot.

    A ranking's first plan is worth max_length points, or where the file names no such number as many as there are
    projects. Raises FaultyFile for hours that are no number, or finer than a minute.
    """
    kind = KINDS[file.vote_type]
    ballots, blank = _ballots(file)
    minutes = _minutes(file) if pot_minutes is not None else [0] * len(file.projects)
    comment = file.meta.get("comment", "")
    groups = groups_in(comment, [project.id for project in file.projects])
    left_out, costs = left_out_in(comment), costs_in(comment)
    return Election(
        projects=tuple(
            project.as_project(asked, groups.get(project.id, ""), costs.get(project.id))
            for project, asked in zip(file.projects, minutes, strict=True)
        ),
        pot_cents=file.pot_cents,
        ballots=ballots,
        blank=blank + left_out.get("blank", 0),
        invalid=left_out.get("invalid", 0),
        limits=file.limits if with_limits else (),
        threshold=file.threshold,
        kind=kind,
        longest_ranking=_longest_ranking(file, ballots) if kind is BallotKind.RANKING else 0,
        pot_minutes=pot_minutes,
        areas=file.areas,
    )


def _ballots(file: PabulibFile) -> tuple[Sequence[BallotGroup], int]:
    """Equal ballots taken together, however they were written, and how many are blank.

    On scoring ballots that name a plan, the plans they do not name get the file's default score.
    """
    if file.ballots.written is None:
        return (), 0
    ballots, blank = without_blank(file.ballots.written)
    default = int(file.meta.get("default_score") or 0) if file.vote_type == "scoring" else 0
    if default:
        ballots = with_default(ballots, len(file.projects), default)
    elif ballots.points is not None:
        ballots = by_plan(ballots)
    return grouped(ballots), blank


def _longest_ranking(file: PabulibFile, ballots: Sequence[BallotGroup]) -> int:
    stated = file.meta.get("max_length")
    longest = max((len(group.choices) for group in ballots), default=0)
    return max(longest, int(stated) if stated else len(file.projects))


def _minutes(file: PabulibFile) -> list[int]:
    """The staff time of each project, in minutes; a project without a number asks none."""
    faults = Faults()
    cells = CellReader(faults)
    told = minutes_in(file.meta.get("comment", ""))
    minutes = [
        cells.minutes(project.line, HOURS_COLUMN, text)
        if (text := project.cells.get(HOURS_COLUMN))
        else told.get(project.id, 0)
        for project in file.projects
    ]
    faults.refuse_if_any()
    return [asked or 0 for asked in minutes]
