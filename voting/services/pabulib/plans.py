"""Brings the plans of a Pabulib file into a round of our own: each goes through the capital test like any other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lives.messages import msg
from logbook.actors import Actor
from proposals.models import Proposal
from proposals.rules.texts import LIMITS
from proposals.services import Cost, ImportedPlan, import_plans
from proposals.services.refusals import PlanRefused
from voting.rules.pabulib.faults import Faults
from voting.rules.pabulib.file import FileProject, PabulibFile


@dataclass(frozen=True)
class BroughtIn:
    """The plans' numbers in the order of the file, and how many of them the test keeps off a ballot for now."""

    numbers: tuple[int, ...]
    flagged: int


def import_plans_of(
    session: Session, actor: Actor, now: datetime, round_id: int, area_code: str, file: PabulibFile
) -> BroughtIn:
    """Bring in every plan that is not withdrawn; what the file does not tell stays unknown to the test.

    Raises FaultyFile naming every plan that cannot be kept, with its line, and Refusal when the round takes no
    plans: then nothing is brought in.
    """
    projects = [project for project in file.projects if not project.is_withdrawn]
    rows = [_plan(project, file) for project in projects]
    try:
        numbers = import_plans(session, actor, now, round_id, area_code, rows)
    except PlanRefused as refused:
        _refuse_with_lines(refused, projects)
        raise
    kept_off = select(func.count()).where(
        Proposal.id.in_(numbers), (Proposal.hard_grounds > 0) | (Proposal.open_soft_grounds > 0)
    )
    return BroughtIn(tuple(numbers), session.scalars(kept_off).one())


def _plan(project: FileProject, file: PabulibFile) -> ImportedPlan:
    """The file's own words where it has them; else where the plan comes from."""
    name = project.name or project.id
    source = f"{file.meta['description']}, plan {project.id}"
    told = project.cells.get("description", "")
    answers = {
        "title": name[: LIMITS["title"].most],
        "summary": _fitting("summary", name, f"{name} ({source})"),
        "description": _fitting("description", told, f"{told or name}\n{source}"),
        "proposer_name": _fitting("proposer_name", project.cells.get("proposer", ""), file.meta["unit"]),
    }
    label = name[: LIMITS["cost_line"].most]
    return ImportedPlan(answers, costs=(Cost(label, project.cost_cents),))


def _fitting(field: str, text: str, longer: str) -> str:
    limit = LIMITS[field]
    return (text if len(text) >= max(limit.least, 1) else longer)[: limit.most]


def _refuse_with_lines(refused: PlanRefused, projects: Sequence[FileProject]) -> None:
    faults = Faults()
    for fault in refused.faults:
        project = projects[(fault.line or 1) - 1]
        text = project.cells.get("cost" if fault.field == "cents" else "name", "")
        faults.add(project.line, fault.field, text, msg("a plan that can be kept: %(reason)s", reason=fault.message))
    faults.refuse_if_any()
