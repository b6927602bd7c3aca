"""The ballots of a published area as they were counted, to count them once more."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from voting.models import BallotBox, CountedBallot
from voting.rules.election import BallotGroup, Election, Rule
from voting.rules.spec import election_without_ballots, read_spec, rule_of


def counted_election(session: Session, round_id: int, area_code: str) -> tuple[Election, Rule]:
    """What was counted in this area, and by which rule; the ballots grouped by the database."""
    spec = read_spec(session.scalars(select(BallotBox.spec).where(BallotBox.round_id == round_id)).one())
    chosen = select(CountedBallot.choices, func.count()).filter_by(round_id=round_id, area_code=area_code)
    rows = session.execute(chosen.group_by(CountedBallot.choices))
    groups: dict[str, int] = {row[0]: row[1] for row in rows}
    ballots = Counter({tuple(map(int, text.split(","))): voters for text, voters in groups.items() if text})
    empty = election_without_ballots(spec.area(area_code))
    election = replace(
        empty,
        ballots=tuple(BallotGroup(choices, voters) for choices, voters in sorted(ballots.items())),
        blank=groups.get("", 0),
    )
    return election, rule_of(spec)
