"""The kinds of letters, how people call them, and the sentences that several letters share."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from challenges.rules.clock import Clock
from lives.messages import Day, Euros, Message, msg
from lives.terms import Origin, Term, Unit
from notices.rules.letters import Paragraph


class LetterKind(StrEnum):
    RECEIPT = "receipt"
    COMPLETION_ASKED = "completion_asked"
    COMPLETION_RECEIVED = "completion_received"
    TAKES_LONGER = "takes_longer"
    FOUND_COMPLEX = "found_complex"
    CLOCK_STOPS = "clock_stops"
    CLOCK_RUNS = "clock_runs"
    DELAY_AGREED = "delay_agreed"
    DEFAULT_RECEIVED = "default_received"
    PENALTY_FIXED = "penalty_fixed"
    DECISION = "decision"
    COUNCIL_ANSWERED = "council_answered"
    AGREEMENT_READY = "agreement_ready"
    DEAL_OFFERED = "deal_offered"
    REPORT_QUESTION = "report_question"
    OBJECTION_RECEIVED = "objection_received"
    REPAIR_ASKED = "repair_asked"
    HEARING_INVITED = "hearing_invited"
    OBJECTION_PUT_OFF = "objection_put_off"
    OBJECTION_DECIDED = "objection_decided"
    COMMITTEE_CHOSEN = "committee_chosen"
    OTHERS_OBJECTED = "others_objected"
    OTHERS_HEARING = "others_hearing"
    OTHERS_DECIDED = "others_decided"


_K = LetterKind
KIND_WORDS: dict[LetterKind, Message] = {
    _K.RECEIPT: msg("Confirmation of receipt"),
    _K.COMPLETION_ASKED: msg("Request to complete"),
    _K.COMPLETION_RECEIVED: msg("Completion received"),
    _K.TAKES_LONGER: msg("Notice that it takes longer"),
    _K.FOUND_COMPLEX: msg("The longer term holds"),
    _K.CLOCK_STOPS: msg("The clock stands still"),
    _K.CLOCK_RUNS: msg("The clock runs again"),
    _K.DELAY_AGREED: msg("You agreed to wait"),
    _K.DEFAULT_RECEIVED: msg("Notice of default received"),
    _K.PENALTY_FIXED: msg("Decision about the penalty"),
    _K.DECISION: msg("Decision about the request"),
    _K.COUNCIL_ANSWERED: msg("Answer of the council"),
    _K.AGREEMENT_READY: msg("Agreement to confirm"),
    _K.DEAL_OFFERED: msg("Offer of an ordinary agreement"),
    _K.REPORT_QUESTION: msg("Question about a report"),
    _K.OBJECTION_RECEIVED: msg("Objection received"),
    _K.REPAIR_ASKED: msg("Objection: request to complete"),
    _K.HEARING_INVITED: msg("Invitation to the hearing"),
    _K.OBJECTION_PUT_OFF: msg("Objection: decision put off"),
    _K.OBJECTION_DECIDED: msg("Decision on the objection"),
    _K.COMMITTEE_CHOSEN: msg("Objection: a committee or not"),
    _K.OTHERS_OBJECTED: msg("Objection by somebody else"),
    _K.OTHERS_HEARING: msg("Hearing about your request"),
    _K.OTHERS_DECIDED: msg("Decision on somebody else's objection"),
}


def in_words(term: Term) -> Message:
    """The length of a term: 8 weeks of the Awb is "8 weeks"."""
    words = {
        Unit.DAYS: msg("%(number)s days", number=term.number),
        Unit.WEEKS: msg("%(number)s weeks", number=term.number),
        Unit.MONTHS: msg("%(number)s months", number=term.number),
    }
    return words[term.unit]


def a_day(when: date) -> Message:
    """A day by itself, for a list of days."""
    return Message("%(day)s", (("day", Day(when)),))


def an_amount(cents: int) -> Message:
    """An amount of euros by itself, in cents."""
    return Message("%(amount)s", (("amount", Euros(cents)),))


def as_written(text: str) -> Message:
    """What somebody wrote, on one line: never translated, a percent sign stands for itself."""
    return Message("%(text)s", (("text", text),))


def you_hear_by(last_day: date) -> Message:
    return msg("You hear at the latest on %(day)s what we decide.", day=Day(last_day))


def why_this_day(clock: Clock) -> tuple[Paragraph, ...]:
    """Where the term stands, and whether its last day moved over a weekend or a holiday (Algemene termijnenwet)."""
    counted, told = clock.counted, []
    if counted.event == clock.received_on:
        length = in_words(counted.term)
        laid_down = (
            msg("We have %(term)s to decide, from the day after receipt. This term is in the law (Awb 4:13).",
                term=length)
            if counted.term.origin is Origin.LAW
            else msg("We have %(term)s to decide, from the day after receipt. This term is in our ordinance.",
                     term=length)
        )  # fmt: skip
        told.append(Paragraph(laid_down))
    if counted.stopped:
        told.append(Paragraph(msg("The clock stood still for %(days)s days. They are added.", days=counted.stopped)))
    if counted.is_moved:
        told.append(Paragraph(
            msg("%(day)s is in a weekend or on a holiday: so the last day is the next working day.",
                day=Day(counted.full_on))
        ))  # fmt: skip
    return tuple(told)
