"""Accounting for a task that was taken over: the report, a question about it, its acceptance."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from challenges.models import Challenge, ChallengeAgreement, ChallengeReport, ChallengeReportCost, ChallengeReportDay
from challenges.queries.reports import due_days, reported_days
from challenges.rules.letters import report_question
from challenges.rules.report_life import REPORT_LIFE, ReportSituation, ReportState, ReportStep
from challenges.rules.reporting import Report, answers_to, faults_of_report
from challenges.rules.states import By, RequestState
from challenges.services.mail import Letter, tell_applicant
from challenges.services.refusals import ChallengeStepNotPossible, RequestRefused, TermOver, not_your_request, one_fault
from challenges.services.steps import checked_text, locked_challenge, roles_of, tell
from lives.lifecycle import StepRefused
from lives.messages import msg
from lives.periods import day_of
from lives.texts import tidy_text
from logbook.actors import Actor
from logbook.refusals import NotFound
from logbook.services import Act, act

AFTER_TAKE_OVER = frozenset({
    RequestState.ACTIVE, RequestState.EVALUATION, RequestState.EXTENDED, RequestState.COMPLETED,
    RequestState.TERMINATED,
})  # fmt: skip


def keep_report_days(a: Act, challenge_id: int, days: Collection[date]) -> None:
    """The days that the newest text of the agreement names, in place of those before."""
    a.session.execute(delete(ChallengeReportDay).where(ChallengeReportDay.challenge_id == challenge_id))
    a.session.add_all(ChallengeReportDay(challenge_id=challenge_id, on_day=day) for day in sorted(set(days)))
    a.session.flush()


def hand_in_report(session: Session, actor: Actor, now: datetime, challenge_id: int, report: Report) -> int:
    """Account for the task as who took it over; the number of the report. Nobody else reads it before it is accepted.

    Raises RequestRefused with everything that is wrong, NotAllowed, TermOver.
    """
    with act(session, actor, now, "hand_in_challenge_report") as a:
        row, agreement = _taken_over(a, challenge_id)
        _refuse_faults(a, report, agreement)
        reported = reported_days(session, row.id)
        due_on = answers_to(due_days(session, row.id), reported, report.last_day)
        if due_on in reported:
            raise one_fault("last_day", msg("There is a report up to and including this day already."))
        found = ChallengeReport(
            challenge_id=row.id, due_on=due_on, state=ReportState.HANDED_IN.value, written_by_key=actor.key
        )  # fmt: skip
        _fill(a, found, report)
        a.facts.update(report=found.id, spent_cents=report.spent_cents, minutes=report.minutes)
        tell(a, row, "report_handed_in")
        return found.id


def answer_report(
    session: Session, actor: Actor, now: datetime, challenge_id: int, report_id: int, report: Report
) -> None:
    """Hand a report in anew after a question. Raises RequestRefused, NotAllowed, NotFound, ChallengeStepNotPossible."""
    with act(session, actor, now, "answer_challenge_report") as a:
        row, agreement = _taken_over(a, challenge_id)
        found = _report(a, row, report_id)
        _take(a, row, found, ReportStep.ANSWER, ReportSituation())
        _refuse_faults(a, report, agreement)
        session.execute(delete(ChallengeReportCost).where(ChallengeReportCost.report_id == found.id))
        found.version += 1
        _fill(a, found, report)
        a.facts.update(version=found.version, spent_cents=report.spent_cents)


def ask_about_report(
    session: Session, actor: Actor, now: datetime, challenge_id: int, report_id: int, version: int, question: str,
    letter: Letter,
) -> None:  # fmt: skip
    """Ask who wrote the report, by mail. Raises RequestRefused, NotFound, ChallengeStepNotPossible."""
    told = checked_text("question", question)
    with act(session, actor, now, "ask_about_challenge_report") as a:
        row = locked_challenge(a, challenge_id)
        found = _report(a, row, report_id)
        situation = ReportSituation(has_question=True, is_newest_text=version == found.version)
        found.question = told
        _take(a, row, found, ReportStep.ASK, situation)
        tell_applicant(a, row, letter, report_question(row.title, told))


def accept_report(
    session: Session, actor: Actor, now: datetime, challenge_id: int, report_id: int, version: int
) -> None:
    """Accept exactly this text of the report: everyone can read it from now on.

    Raises NotFound, ChallengeStepNotPossible.
    """
    with act(session, actor, now, "accept_challenge_report") as a:
        row = locked_challenge(a, challenge_id)
        found = _report(a, row, report_id)
        with session.no_autoflush:
            _take(a, row, found, ReportStep.ACCEPT, ReportSituation(is_newest_text=version == found.version))
            found.accepted_at, found.accepted_by_key = now, actor.key
        session.flush()
        tell(a, row, "report_accepted")


def _taken_over(a: Act, challenge_id: int) -> tuple[Challenge, ChallengeAgreement]:
    """The request and its agreement, for who took the task over. Raises NotAllowed, TermOver."""
    row = locked_challenge(a, challenge_id)
    if By.APPLICANT not in roles_of(a, row):
        raise not_your_request()
    agreement = a.session.scalar(select(ChallengeAgreement).filter_by(challenge_id=row.id))
    if row.state not in AFTER_TAKE_OVER or agreement is None:
        raise TermOver(msg("A report belongs to a task that is taken over."))
    return row, agreement


def _report(a: Act, row: Challenge, report_id: int) -> ChallengeReport:
    chosen = select(ChallengeReport).filter_by(challenge_id=row.id, id=report_id)
    found = a.session.scalar(chosen.with_for_update().execution_options(populate_existing=True))
    if found is None:
        raise NotFound(msg("We do not know this report."))
    a.facts["report"] = found.id
    return found


def _take(a: Act, row: Challenge, found: ChallengeReport, step: ReportStep, situation: ReportSituation) -> None:
    try:
        found.state = REPORT_LIFE.take(step, ReportState(found.state), roles_of(a, row), situation).value
    except StepRefused as refused:
        raise ChallengeStepNotPossible(refused) from refused
    a.facts["state"] = found.state


def _refuse_faults(a: Act, report: Report, agreement: ChallengeAgreement) -> None:
    if faults := faults_of_report(report, day_of(a.now), agreement.first_day):
        raise RequestRefused(*faults)


def _fill(a: Act, found: ChallengeReport, report: Report) -> None:
    found.first_day, found.last_day, found.minutes = report.first_day, report.last_day, report.minutes
    for name in ("done", "went_well", "went_less"):
        setattr(found, name, tidy_text(getattr(report, name)))
    found.written_at, found.written_by_key = a.now, a.actor.key
    a.session.add(found)
    a.session.flush()
    a.session.add_all(
        ChallengeReportCost(report_id=found.id, number=place + 1, what=tidy_text(cost.what), cents=cost.cents)
        for place, cost in enumerate(report.costs)
    )
    a.session.flush()
