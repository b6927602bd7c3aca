"""The ballots of a published area as they were counted, to count them once more."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from voting.models import BallotBox, CountedBallot
from voting.queries.results import result_of
from voting.rules.election import Election, Rule
from voting.rules.merging import CountedAreas, counted_areas
from voting.rules.spec import Spec, read_spec
from voting.rules.spec_election import election_of_areas, rule_of


def counted_election(session: Session, round_id: int, area_code: str) -> tuple[Election, Rule]:
    """What was counted in this area, and by which rule with its lot; the ballots grouped by the database."""
    spec = read_spec(session.scalars(select(BallotBox.spec).where(BallotBox.round_id == round_id)).one())
    together = counted_together(session, spec, area_code)
    ballots = [_grouped(session, round_id, code) for code in together.codes]
    published = result_of(session, round_id, area_code)
    lot = published.record.get("lot", {}) if published else {}
    return election_of_areas(spec, together, ballots), rule_of(spec, lot.get("seed", ""))


def counted_together(session: Session, spec: Spec, area_code: str) -> CountedAreas:
    """The areas that were counted as one with this one, of a published vote."""
    return next(each for each in all_counts(session, spec) if area_code in each.codes)


def all_counts(session: Session, spec: Spec) -> tuple[CountedAreas, ...]:
    """The counts that a published vote came to: small areas went with the area named in the spec."""
    chosen = select(CountedBallot.area_code, func.count()).where(CountedBallot.round_id == spec.round_id)
    rows = session.execute(chosen.where(CountedBallot.choices != "").group_by(CountedBallot.area_code))
    return counted_areas(spec, {row[0]: row[1] for row in rows})


def _grouped(session: Session, round_id: int, area_code: str) -> Iterator[tuple[str, int]]:
    chosen = select(CountedBallot.choices, func.count()).filter_by(round_id=round_id, area_code=area_code)
    return ((choices, voters) for choices, voters in session.execute(chosen.group_by(CountedBallot.choices)))
