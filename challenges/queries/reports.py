"""Reports about tasks that were taken over: those of one request, the days they are due, the work they give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from challenges.models import Challenge, ChallengeReport, ChallengeReportCost, ChallengeReportDay
from challenges.rules.report_life import ReportState
from challenges.rules.reporting import days_to_come
from challenges.rules.states import RequestState
from lives.messages import Day, msg
from lives.periods import day_of
from lives.work import WorkItem
from logbook.actors import Actor, Role
from logbook.refusals import NotFound

RUNNING = (RequestState.ACTIVE.value, RequestState.EVALUATION.value, RequestState.EXTENDED.value)
KIND, LATE = "challenge_report", "challenge_report_late"


@dataclass(frozen=True)
class ShownReport:
    """A report with what was spent."""

    row: ChallengeReport
    costs: Sequence[ChallengeReportCost]

    @property
    def spent_cents(self) -> int:
        return sum(cost.cents for cost in self.costs)


def due_days(session: Session, challenge_id: int) -> Sequence[date]:
    """The days on which reports are due by the agreement, the first one first."""
    chosen = select(ChallengeReportDay.on_day).where(ChallengeReportDay.challenge_id == challenge_id)
    return session.scalars(chosen.order_by(ChallengeReportDay.on_day)).all()


def reported_days(session: Session, challenge_id: int) -> Sequence[date]:
    """The due days to which a report answers."""
    return session.scalars(select(ChallengeReport.due_on).where(ChallengeReport.challenge_id == challenge_id)).all()


def reports_of(session: Session, challenge_id: int, *, is_public: bool) -> list[ShownReport]:
    """The reports about a task, the oldest first; for everyone only those that are accepted."""
    chosen = select(ChallengeReport).where(ChallengeReport.challenge_id == challenge_id)
    if is_public:
        chosen = chosen.where(ChallengeReport.state == ReportState.ACCEPTED.value)
    rows = session.scalars(chosen.order_by(ChallengeReport.first_day, ChallengeReport.id)).all()
    costs = select(ChallengeReportCost).where(ChallengeReportCost.report_id.in_([row.id for row in rows]))
    found = session.scalars(costs.order_by(ChallengeReportCost.number)).all()
    return [ShownReport(row, [cost for cost in found if cost.report_id == row.id]) for row in rows]


def find_report(session: Session, challenge_id: int, report_id: int) -> ShownReport:
    """One report. Raises NotFound."""
    found = next(
        (each for each in reports_of(session, challenge_id, is_public=False) if each.row.id == report_id), None
    )
    if found is None:
        raise NotFound(msg("We do not know this report."))
    return found


def report_work_of(session: Session, actor: Actor, now: datetime) -> list[WorkItem]:
    """Reports to read, and days that are over without one, for the coordinator of the area."""
    if not actor.has(Role.COORDINATOR):
        return []
    return [*_to_read(session, actor), *_late(session, actor, day_of(now))]


def _to_read(session: Session, actor: Actor) -> list[WorkItem]:
    chosen = (
        select(ChallengeReport, Challenge)
        .join(Challenge, Challenge.id == ChallengeReport.challenge_id)
        .where(ChallengeReport.state == ReportState.HANDED_IN.value)
        .order_by(ChallengeReport.written_at)
    )
    return [
        WorkItem(KIND, row.title, "challenges.read_report", {"challenge_id": row.id, "report_id": report.id},
                 row.area_code or "", None,
                 msg("A report of %(first)s up to and including %(last)s.", first=Day(report.first_day),
                     last=Day(report.last_day)))
        for report, row in session.execute(chosen)
        if _is_for(actor, row)
    ]  # fmt: skip


def _late(session: Session, actor: Actor, today: date) -> list[WorkItem]:
    chosen = (
        select(ChallengeReportDay.on_day, Challenge)
        .join(Challenge, Challenge.id == ChallengeReportDay.challenge_id)
        .where(Challenge.state.in_(RUNNING), ChallengeReportDay.on_day < today)
        .where(
            ~select(ChallengeReport.id)
            .where(ChallengeReport.challenge_id == Challenge.id, ChallengeReport.due_on == ChallengeReportDay.on_day)
            .exists()
        )
        .order_by(ChallengeReportDay.on_day, Challenge.id)
    )
    return [
        WorkItem(LATE, row.title, "challenges.work", {"challenge_id": row.id}, row.area_code or "", day,
                 msg("The report has not come in."))
        for day, row in session.execute(chosen)
        if _is_for(actor, row)
    ]  # fmt: skip


def _is_for(actor: Actor, row: Challenge) -> bool:
    is_own = actor.key in (row.person_key, row.entered_by_key)
    return actor.has(Role.COORDINATOR, row.area_code) and not is_own


def days_open(session: Session, challenge_id: int) -> tuple[date, ...]:
    """The due days without a report, the oldest first."""
    return days_to_come(due_days(session, challenge_id), reported_days(session, challenge_id))
