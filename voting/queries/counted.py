"""The ballots of a published area as they were counted, to count them once more."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from voting.models import BallotBox, CountedBallot
from voting.queries.results import result_of
from voting.rules.election import Election, Rule
from voting.rules.spec import read_spec
from voting.rules.spec_election import election_of_areas, rule_of


def counted_election(session: Session, round_id: int, area_code: str) -> tuple[Election, Rule]:
    """What was counted in this area, and by which rule with its lot; the ballots grouped by the database."""
    spec = read_spec(session.scalars(select(BallotBox.spec).where(BallotBox.round_id == round_id)).one())
    areas = next(each for each in spec.elections if spec.area(area_code) in each)
    ballots = [_grouped(session, round_id, area.code) for area in areas]
    published = result_of(session, round_id, area_code)
    lot = published.record.get("lot", {}) if published else {}
    return election_of_areas(spec, areas, ballots), rule_of(spec, lot.get("seed", ""))


def _grouped(session: Session, round_id: int, area_code: str) -> dict[str, int]:
    chosen = select(CountedBallot.choices, func.count()).filter_by(round_id=round_id, area_code=area_code)
    return {row[0]: row[1] for row in session.execute(chosen.group_by(CountedBallot.choices))}
