"""What changes the clock of a request besides its steps: delays, notices, a complex request, a notice of default."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from challenges.models import Challenge
from challenges.queries.finding import clock_of, default_of, history_of, terms_of_request
from challenges.rules.clock import Clock, ClockState
from challenges.rules.history import Event, Happening
from challenges.rules.letters import clock_runs, clock_stops, default_received, delay_agreed, takes_longer
from challenges.rules.letters import found_complex as longer_term_holds
from challenges.rules.states import By
from challenges.services.mail import Letter, tell_applicant
from challenges.services.refusals import TermOver, not_your_request, not_your_work, one_fault
from challenges.services.steps import checked_text, locked_challenge, require_staff, roles_of, tell
from lives.messages import Day, msg
from lives.periods import day_of
from logbook.actors import Actor
from logbook.services import Act, act

_OPENS = {
    Happening.APPLICANT_GOES_ON: Happening.APPLICANT_DELAYS,
    Happening.FORCE_MAJEURE_OVER: Happening.FORCE_MAJEURE,
}


def agree_to_delay(
    session: Session, actor: Actor, now: datetime, challenge_id: int, until: date, reason: str, letter: Letter
) -> None:
    """The applicant agrees in writing that the clock stands still up to and including a day (Awb 4:15 para 2 a).

    Only the applicant can: staff cannot stop the clock by themselves. Raises RequestRefused, NotAllowed, TermOver.
    """
    told = checked_text("reason", reason)
    if until <= day_of(now):
        raise one_fault("until", msg("Choose a day that still comes."))
    with act(session, actor, now, "agree_to_challenge_delay", ground=told) as a:
        row = locked_challenge(a, challenge_id)
        if By.APPLICANT not in roles_of(a, row):
            raise not_your_request()
        _running_clock(a, row)
        tell(a, row, "agree_to_delay", happening=Happening.DELAY_AGREED, until=until, reason=told)
        tell_applicant(a, row, letter, delay_agreed(row.title, told, until, _clock_after(a, row)))


def stop_clock(
    session: Session, actor: Actor, now: datetime, challenge_id: int, why: Happening, reason: str, letter: Letter
) -> None:
    """The applicant delays, or force majeure (Awb 4:15 para 2 b and c): the clock stands still from today, with a
    reason that everyone reads and the applicant gets by mail. Raises RequestRefused, NotAllowed, TermOver."""
    if why not in _OPENS.values():
        raise one_fault("why", msg("Choose from the list."))
    told = checked_text("reason", reason)
    with act(session, actor, now, "stop_challenge_clock", ground=told) as a:
        row = locked_challenge(a, challenge_id)
        require_staff(a, row)
        _running_clock(a, row)
        if _is_open(history_of(session, row.id), why):
            raise TermOver(msg("The clock stands still for this reason already."))
        tell(a, row, why.value, happening=why, reason=told)
        tell_applicant(a, row, letter, clock_stops(row.title, told, why, day_of(now)))


def run_clock(
    session: Session, actor: Actor, now: datetime, challenge_id: int, what_ended: Happening, letter: Letter
) -> None:
    """What stopped the clock is over: it runs again from today, and the applicant hears the new last day (para 4).

    Raises NotAllowed, TermOver.
    """
    if what_ended not in _OPENS:
        raise one_fault("why", msg("Choose from the list."))
    with act(session, actor, now, "run_challenge_clock") as a:
        row = locked_challenge(a, challenge_id)
        require_staff(a, row)
        if not _is_open(history_of(session, row.id), _OPENS[what_ended]):
            raise TermOver(msg("The clock does not stand still for this reason."))
        tell(a, row, what_ended.value, happening=what_ended)
        tell_applicant(a, row, letter, clock_runs(row.title, _clock_after(a, row)))


def give_notice(
    session: Session, actor: Actor, now: datetime, challenge_id: int, new_day: date, reason: str, letter: Letter
) -> Clock:
    """Tell the applicant that it takes longer, and until which day (Awb 4:14); the clock after it.

    Where no rule sets the term, a notice in time moves the last day; otherwise it says when to expect the decision.
    Raises RequestRefused, NotAllowed, TermOver.
    """
    told = checked_text("reason", reason)
    with act(session, actor, now, "give_challenge_notice", ground=told) as a:
        row = locked_challenge(a, challenge_id)
        require_staff(a, row)
        clock = _open_clock(a, row)
        if new_day <= clock.last_day or new_day <= day_of(now):
            raise one_fault("until", msg("Choose a day after %(day)s.", day=Day(max(clock.last_day, day_of(now)))))
        tell(a, row, "give_notice", happening=Happening.NOTICE_GIVEN, until=new_day, reason=told)
        clock = _open_clock(a, row)
        tell_applicant(a, row, letter, takes_longer(row.title, told, new_day, clock))
        return clock


def find_complex(session: Session, actor: Actor, now: datetime, challenge_id: int, reason: str, letter: Letter) -> None:
    """The request is complex: the longer term of the ordinance holds, from receipt.

    Raises RequestRefused, NotAllowed, TermOver where the ordinance knows no longer term, or it is over.
    """
    told = checked_text("reason", reason)
    with act(session, actor, now, "find_challenge_complex", ground=told) as a:
        row = locked_challenge(a, challenge_id)
        require_staff(a, row)
        terms = terms_of_request(row)
        if terms is None or terms.complex_decision is None:
            raise TermOver(msg("The rules of this municipality know no longer term."))
        _running_clock(a, row)
        if any(event.what is Happening.FOUND_COMPLEX for event in history_of(session, row.id)):
            raise TermOver(msg("The longer term holds already."))
        tell(a, row, "find_complex", happening=Happening.FOUND_COMPLEX, reason=told)
        tell_applicant(a, row, letter, longer_term_holds(row.title, told, _clock_after(a, row)))


def receive_default_notice(
    session: Session, actor: Actor, now: datetime, challenge_id: int, letter: Letter, received_on: date | None = None
) -> None:
    """A notice of default came in: by the applicant here, or written down by staff from a letter.

    One that comes before the last day is over has no effect, and is refused here with that day.
    Raises NotAllowed, TermOver, RequestRefused.
    """
    on = received_on or day_of(now)
    with act(session, actor, now, "receive_default_notice") as a:
        row = locked_challenge(a, challenge_id)
        if not roles_of(a, row):
            raise not_your_work()
        if on > day_of(now) or (received_on is not None and By.APPLICANT in roles_of(a, row)):
            raise one_fault("received_on", msg("Fill in the day on which the letter came in."))
        clock = _open_clock(a, row)
        if on <= clock.last_day:
            raise TermOver(
                msg(
                    "We have until %(day)s to decide. A notice of default can be given after that day.",
                    day=Day(clock.last_day),
                )
            )
        tell(a, row, "in_default", happening=Happening.IN_DEFAULT, on=on)
        found, terms = default_of(session, row, day_of(now)), terms_of_request(row)
        assert terms is not None
        tell_applicant(a, row, letter, default_received(row.title, on, found, terms))


def _open_clock(a: Act, row: Challenge) -> Clock:
    """The clock of a request that waits for a decision. Raises TermOver."""
    clock = clock_of(a.session, row, day_of(a.now))
    if clock is None or clock.state is ClockState.STOPPED:
        raise TermOver(msg("This request does not wait for a decision."))
    return clock


def _running_clock(a: Act, row: Challenge) -> Clock:
    """As above, and not late: what comes after the last day brings nothing back. Raises TermOver."""
    clock = _open_clock(a, row)
    if clock.state is ClockState.LATE:
        raise TermOver(msg("The last day for the decision is over, so this changes nothing any more."))
    return clock


def _is_open(history: tuple[Event, ...], opened: Happening) -> bool:
    ending = {opens: ends for ends, opens in _OPENS.items()}[opened]
    told = [event.what for event in history if event.what in (opened, ending)]
    return bool(told) and told[-1] is opened


def _clock_after(a: Act, row: Challenge) -> Clock:
    """The clock as the letter tells it: the same as on the page."""
    clock = _open_clock(a, row)
    a.facts["last_day"] = clock.last_day.isoformat()
    return clock
