"""From receipt to advice: the check, asking to complete, taking it up, talks on record, advice per team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from challenges.models import Challenge, ChallengeAdvice, ChallengePoint, ChallengeTalk
from challenges.queries.finding import history_of, terms_of_request
from challenges.rules.due import complete_by, completion_is_over
from challenges.rules.history import Happening
from challenges.rules.letters import completion_asked
from challenges.rules.states import By, RequestSituation, RequestState, RequestStep
from challenges.services.mail import Letter, tell_applicant
from challenges.services.refusals import TermOver, not_your_work, one_fault
from challenges.services.steps import checked_text, locked_challenge, require_staff, roles_of, take_step, tell
from challenges.services.ticking import checked_points
from lives.messages import msg
from lives.periods import day_of
from lives.texts import TextLimit
from logbook.actors import Actor, Role
from logbook.refusals import NotAllowed, NotFound
from logbook.services import Act, act

PRESENT = TextLimit(0, 300)
TEAM = TextLimit(2, 80)
SUMMARY = TextLimit(10, 5000, has_lines=True)
MOST_TEAMS = 12
OUTCOMES = ("positive", "positive_if", "negative")


@dataclass(frozen=True)
class NewTalk:
    """A talk as it is put on record; `is_wanted` is no where the applicant wants none."""

    on_day: date
    summary: str
    present: str = ""
    is_wanted: bool = True
    points: tuple[str, ...] = ()
    """What was agreed: who does what, until when."""


@dataclass(frozen=True)
class TaskFacts:
    """What the municipality fills in about the task: who does it now, until when, what it costs, both checks."""

    current_executor: str
    contract_ends_on: date | None
    current_cost_cents: int | None
    procurement_check: str
    state_aid_check: str


def begin_check(session: Session, actor: Actor, now: datetime, challenge_id: int) -> None:
    """Begin to look whether the request is complete and can be taken up. Raises ChallengeStepNotPossible."""
    _simple_step(session, actor, now, challenge_id, RequestStep.CHECK, "check_challenge")


def ask_completion(
    session: Session, actor: Actor, now: datetime, challenge_id: int, missing: str, letter: Letter
) -> date:
    """Ask the applicant to complete the request; the last day for it. The clock stands still from tomorrow.

    Raises RequestRefused, ChallengeStepNotPossible.
    """
    told = checked_text("reason", missing)
    with act(session, actor, now, "ask_challenge_completion", ground=told) as a:
        row = locked_challenge(a, challenge_id)
        terms = terms_of_request(row)
        until = day_of(now) if terms is None else complete_by(day_of(now), terms)
        take_step(a, row, RequestStep.ASK_COMPLETION, RequestSituation(says_what_is_missing=True),
                  happening=Happening.COMPLETION_ASKED, until=until, reason=told)  # fmt: skip
        tell_applicant(a, row, letter, completion_asked(row.title, told, day_of(now), until))
        return until


def go_on(session: Session, actor: Actor, now: datetime, challenge_id: int) -> None:
    """Go on with what there is when nobody completed the request in time. Raises ChallengeStepNotPossible."""
    with act(session, actor, now, "go_on_with_challenge") as a:
        row = locked_challenge(a, challenge_id)
        is_over = completion_is_over(history_of(session, row.id), day_of(now))
        take_step(a, row, RequestStep.GO_ON, RequestSituation(completion_term_is_over=is_over))


def admit(session: Session, actor: Actor, now: datetime, challenge_id: int) -> None:
    """Take the request up: from now on both sides talk. Raises ChallengeStepNotPossible."""
    _simple_step(session, actor, now, challenge_id, RequestStep.ADMIT, "admit_challenge")


def record_talk(session: Session, actor: Actor, now: datetime, challenge_id: int, talk: NewTalk) -> int:
    """Put a talk on record, in any state before the decision; its number. Raises RequestRefused, NotAllowed."""
    summary = checked_text("summary", talk.summary, SUMMARY)
    present = checked_text("present", talk.present, PRESENT)
    points = checked_points(talk.points)
    if talk.on_day > day_of(now):
        raise one_fault("on_day", msg("Fill in the day on which you talked."))
    with act(session, actor, now, "record_challenge_talk") as a:
        row = locked_challenge(a, challenge_id)
        require_staff(a, row)
        _refuse_before_or_after(row)
        found = ChallengeTalk(
            challenge_id=row.id, on_day=talk.on_day, is_wanted=talk.is_wanted, present=present, summary=summary,
            written_by_key=actor.key, written_at=now,
        )  # fmt: skip
        session.add(found)
        session.flush()
        session.add_all(ChallengePoint(challenge_id=row.id, talk_id=found.id, text=text) for text in points)
        a.facts["points"] = len(points)
        tell(a, row, "talk")
        return found.id


def describe_task(session: Session, actor: Actor, now: datetime, challenge_id: int, facts: TaskFacts) -> None:
    """Write down what the municipality knows of the task. Raises RequestRefused, NotAllowed."""
    if facts.current_cost_cents is not None and facts.current_cost_cents < 0:
        raise one_fault("current_cost_cents", msg("Fill in an amount."))
    texts = {
        "current_executor": checked_text("current_executor", facts.current_executor, TextLimit(0, 200)),
        "procurement_check": checked_text("procurement_check", facts.procurement_check, TextLimit(0, 4000, True)),
        "state_aid_check": checked_text("state_aid_check", facts.state_aid_check, TextLimit(0, 4000, True)),
    }
    with act(session, actor, now, "describe_challenged_task") as a:
        row = locked_challenge(a, challenge_id)
        require_staff(a, row)
        _refuse_before_or_after(row)
        for name, text in texts.items():
            setattr(row, name, text)
        row.contract_ends_on, row.current_cost_cents = facts.contract_ends_on, facts.current_cost_cents
        a.facts["current_cost_cents"] = facts.current_cost_cents


def ask_advice(
    session: Session, actor: Actor, now: datetime, challenge_id: int, teams: Sequence[str], answer_by: date
) -> None:
    """Ask teams for advice, once each; the first time the request moves to their assessment.

    Raises RequestRefused, ChallengeStepNotPossible.
    """
    named = tuple(dict.fromkeys(checked_text("teams", team, TEAM) for team in teams))
    if not named:
        raise one_fault("teams", msg("Choose at least one team."))
    if answer_by < day_of(now):
        raise one_fault("answer_by", msg("This day is over. Choose a day that still comes."))
    with act(session, actor, now, "ask_challenge_advice") as a:
        row = locked_challenge(a, challenge_id)
        if By.COORDINATOR not in roles_of(a, row):
            raise not_your_work()
        if row.state != RequestState.ASSESSMENT:
            talks = select(func.count()).where(ChallengeTalk.challenge_id == row.id)
            has_talk = session.scalars(talks).one() > 0
            take_step(a, row, RequestStep.ASSESS, RequestSituation(has_talk=has_talk))
        asked = set(session.scalars(select(ChallengeAdvice.team).filter_by(challenge_id=row.id)))
        new = [team for team in named if team not in asked]
        if len(asked) + len(new) > MOST_TEAMS:
            raise one_fault("teams", msg("Ask at most %(most)s teams.", most=MOST_TEAMS))
        session.add_all(
            ChallengeAdvice(challenge_id=row.id, team=team, asked_at=now, asked_by_key=actor.key, answer_by=answer_by)
            for team in new
        )
        a.facts["teams"] = new


def give_advice(
    session: Session, actor: Actor, now: datetime, challenge_id: int, team: str, outcome: str, text: str
) -> None:
    """Write down what a team advises, once. Raises RequestRefused, NotAllowed, NotFound, TermOver."""
    told = checked_text("text", text, SUMMARY)
    if outcome not in OUTCOMES:
        raise one_fault("outcome", msg("Choose from the list."))
    with act(session, actor, now, "give_challenge_advice") as a:
        row = locked_challenge(a, challenge_id)
        _require_adviser(a, row)
        chosen = select(ChallengeAdvice).filter_by(challenge_id=row.id, team=team)
        advice = session.scalar(chosen)
        if advice is None:
            raise NotFound(msg("This team was not asked for advice."))
        if advice.given_at is not None or row.state != RequestState.ASSESSMENT:
            raise TermOver(msg("This advice was given, or the advice is closed."))
        advice.outcome, advice.text, advice.given_at, advice.given_by_key = outcome, told, now, actor.key
        session.flush()
        a.facts.update(team=team, outcome=outcome)


def close_advice(session: Session, actor: Actor, now: datetime, challenge_id: int) -> None:
    """Every team has answered: the request is ready for the decision. Raises ChallengeStepNotPossible."""
    with act(session, actor, now, "close_challenge_advice") as a:
        row = locked_challenge(a, challenge_id)
        asked = select(func.count(), func.count(ChallengeAdvice.given_at)).where(ChallengeAdvice.challenge_id == row.id)
        every, given = session.execute(asked).one()
        take_step(
            a, row, RequestStep.CLOSE_ADVICE, RequestSituation(advice_asked=every, advice_open=every - given)
        )  # fmt: skip


def _simple_step(
    session: Session, actor: Actor, now: datetime, challenge_id: int, step: RequestStep, name: str
) -> None:
    with act(session, actor, now, name) as a:
        take_step(a, locked_challenge(a, challenge_id), step, RequestSituation())


def _refuse_before_or_after(row: Challenge) -> None:
    """What the municipality writes down belongs between receipt and decision."""
    handled = {
        RequestState.ACKNOWLEDGED, RequestState.ADMISSIBILITY_CHECK, RequestState.AWAITING_COMPLETION,
        RequestState.DIALOGUE, RequestState.ASSESSMENT, RequestState.ADVISED, RequestState.COUNCIL_REQUIRED,
    }  # fmt: skip
    if row.state not in handled:
        raise TermOver(msg("This can only be written down between the receipt and the decision."))


def _require_adviser(a: Act, row: Challenge) -> None:
    """A reviewer of the area, or the coordinator for a team that works outside this site."""
    is_adviser = a.actor.has(Role.REVIEWER, row.area_code)
    if By.APPLICANT in roles_of(a, row) or not (is_adviser or By.COORDINATOR in roles_of(a, row)):
        raise NotAllowed(msg("Only staff who give advice can do this."))
