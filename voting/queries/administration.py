"""Reads for the administrator of a vote: how many plans and codes each area has. Never who voted for what."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from voting.models import BallotPlan, Credential


def plans_by_area(session: Session, round_id: int) -> dict[str, int]:
    """How many plans stand on each area's ballot."""
    counted = select(BallotPlan.area_code, func.count()).where(BallotPlan.round_id == round_id)
    return {code: number for code, number in session.execute(counted.group_by(BallotPlan.area_code))}  # noqa: C416


def codes_by_area(session: Session, round_id: int) -> dict[str, int]:
    """How many codes each area has, without the withdrawn ones."""
    valid = (Credential.round_id == round_id, Credential.state != "withdrawn")
    counted = select(Credential.area_code, func.count()).where(*valid).group_by(Credential.area_code)
    return {code: number for code, number in session.execute(counted)}  # noqa: C416
