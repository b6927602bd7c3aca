"""What somebody of the municipality does now about a request, in one sentence and by which day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from challenges.models import ChallengeAdvice, ChallengeTalk
from challenges.rules.clock import Clock, ClockState
from challenges.rules.default import InDefault
from challenges.rules.reminder_words import days_late
from challenges.rules.states import RequestState
from lives.messages import Day, Euros, Message, msg

_S = RequestState
DOING: dict[RequestState, Message] = {
    _S.ACKNOWLEDGED: msg("Begin the check."),
    _S.ADMISSIBILITY_CHECK: msg("Take it up, or ask for what is missing."),
    _S.AWAITING_COMPLETION: msg("Wait for what is missing."),
    _S.DIALOGUE: msg("Have the first talk."),
    _S.ASSESSMENT: msg("Wait for the advice of the teams."),
    _S.ADVISED: msg("Record the decision."),
    _S.COUNCIL_REQUIRED: msg("Wait for the council."),
    _S.GRANTED: msg("Begin the agreement."),
    _S.PARTLY_GRANTED: msg("Begin the agreement."),
    _S.AGREEMENT_DRAFTING: msg("Write the agreement together."),
    _S.EVALUATION: msg("Write down how it went."),
}
AFTER_TALK = msg("Ask teams for advice.")
ALL_ADVICE_IN = msg("Close the advice: it is all in.")
DAYS_OVER = msg("The days to complete the request are over.")


@dataclass(frozen=True)
class Standing:
    """What is known of the requests on somebody's list: which had a talk, and which still wait for advice."""

    had_talk: frozenset[int]
    waits_for_advice: frozenset[int]


def standing_of(session: Session, numbers: Collection[int]) -> Standing:
    """In two questions for the whole list."""
    talks = select(ChallengeTalk.challenge_id).where(ChallengeTalk.challenge_id.in_(numbers))
    open_advice = select(ChallengeAdvice.challenge_id).where(
        ChallengeAdvice.challenge_id.in_(numbers), ChallengeAdvice.given_at.is_(None)
    )
    return Standing(frozenset(session.scalars(talks)), frozenset(session.scalars(open_advice)))


def doing(number: int, state: RequestState, known: Standing) -> Message:
    """The next thing to do in this state."""
    if state is _S.DIALOGUE and number in known.had_talk:
        return AFTER_TALK
    if state is _S.ASSESSMENT and number not in known.waits_for_advice:
        return ALL_ADVICE_IN
    return DOING[state]


def with_clock(what: Message, clock: Clock, found: InDefault | None, today: date) -> Message:
    """The sentence, and how it stands with the decision; `found` is where a notice of default leads."""
    return msg("%(todo)s %(clock)s", todo=what, clock=_clock_words(clock, found, today))


def _clock_words(clock: Clock, found: InDefault | None, today: date) -> Message:
    if clock.state is ClockState.LATE:
        return _late_words(days_late((today - clock.last_day).days), found)
    if clock.state is ClockState.STANDING:
        return msg("The clock stands still.")
    # the clock counts today; people read how many days come after it, as beside every last day on the site
    if clock.days_left <= 1:
        return msg("Today is the last day for the decision.")
    if clock.days_left == 2:
        return msg("One day left for the decision.")
    return msg("%(days)s days left for the decision.", days=clock.days_left - 1)


def _late_words(late: Message, found: InDefault | None) -> Message:
    """The alarm: how late it is, and what that costs or will cost."""
    if found is None:
        return msg("The decision is %(late)s.", late=late)
    if found.days:
        return msg("The decision is %(late)s; penalty now %(amount)s.", late=late, amount=Euros(found.owed_cents))
    return msg(
        "The decision is %(late)s; from %(day)s on every day costs money.", late=late, day=Day(found.first_day)
    )  # fmt: skip
