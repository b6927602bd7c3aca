"""The first letters: that a request came in and what happens when, what is still missing, and that it came."""

from __future__ import annotations

from datetime import date

from challenges.rules.clock import Clock
from challenges.rules.due import ask_completion_by, first_talk_by
from challenges.rules.letters.words import LetterKind, a_day, in_words, why_this_day, you_hear_by
from challenges.rules.presets import RequestTerms
from lives.messages import Day, Euros, Message, msg
from notices.rules.letters import Facts, Heading, LetterText, Paragraph, Points, Quote


def receipt(title: str, clock: Clock, terms: RequestTerms) -> LetterText:
    """That a request was received, with every day that follows from it (Awb 4:3a and 4:14).

    Received on Monday 28 September 2026 under the Awb: asking for more until 12 October, a first talk by 26 October,
    a decision by 23 November.
    """
    received = clock.received_on
    return LetterText(
        LetterKind.RECEIPT,
        msg("We received your request “%(title)s”", title=title),
        you_hear_by(clock.last_day),
        (
            Paragraph(msg("On %(day)s we received your request to take over a task of the municipality: “%(title)s”.",
                          day=Day(received), title=title)),
            Heading(msg("What happens when")),
            Facts((
                (msg("Received on"), a_day(received)),
                (msg("We ask for what is missing, at the latest on"), a_day(ask_completion_by(received, terms))),
                (msg("First talk, at the latest on"), a_day(first_talk_by(received, terms))),
                (msg("Decision, at the latest on"), a_day(clock.last_day)),
            )),
            *why_this_day(clock),
            Heading(msg("Can this day change?")),
            Points(_what_moves_it(terms)),
            *_when_late(terms),
            Paragraph(msg("Everyone can read your request and its last day on our site. You can take it back until there is an agreement.")),
        ),
    )  # fmt: skip


def completion_asked(title: str, missing: str, asked_on: date, until: date) -> LetterText:
    """What is missing and until when, and that the clock stands still meanwhile (Awb 4:5 and 4:15 para 1)."""
    return LetterText(
        LetterKind.COMPLETION_ASKED,
        msg("We still need something from you for “%(title)s”", title=title),
        msg("Complete your request on %(day)s at the latest. Until then the clock stands still.", day=Day(until)),
        (
            Paragraph(msg("Your request to take over a task, “%(title)s”, is not complete yet. This is what is missing:", title=title)),
            Quote(missing),
            Heading(msg("Until when?")),
            Paragraph(msg("Complete your request on %(day)s at the latest. That day itself is in time.", day=Day(until))),
            Heading(msg("What does this mean for our decision?")),
            Paragraph(msg("The clock stands still from the day after %(day)s until the day on which we have your answer, but no longer than until %(until)s. Every day that it stands still, our last day moves a day (Awb 4:15).", day=Day(asked_on), until=Day(until))),
            Paragraph(msg("Do we have no answer by then? Then we may decide not to handle your request (Awb 4:5). You would get a letter about that.")),
        ),
    )  # fmt: skip


def completion_received(title: str, clock: Clock) -> LetterText:
    """That the answer came, and the new last day."""
    return LetterText(
        LetterKind.COMPLETION_RECEIVED,
        msg("We received your answer for “%(title)s”", title=title),
        you_hear_by(clock.last_day),
        (
            Paragraph(msg("Thank you for completing your request. The clock runs again.")),
            Facts(((msg("Decision, at the latest on"), a_day(clock.last_day)),)),
            *why_this_day(clock),
        ),
    )


def _what_moves_it(terms: RequestTerms) -> tuple[Message, ...]:
    return tuple(filter(None, (
        msg("If something is missing, we ask you for it. You get %(term)s to answer. The clock stands still from the day after our letter until we have your answer.", term=in_words(terms.completion)),
        msg("You can agree to wait, up to and including a day that you choose."),
        msg("If we find your request complex, the term is %(term)s from receipt. We write to you about that before the last day.", term=in_words(terms.complex_decision)) if terms.complex_decision else None,
        msg("If we need more time, we tell you before the last day, with a new day and the reason.") if terms.notice_gives_new_day else None,
    )))  # fmt: skip


def _when_late(terms: RequestTerms) -> tuple[Heading | Paragraph, ...]:
    if terms.penalty is None:
        return ()
    most = terms.penalty.owed_cents(terms.penalty.most_days)
    return (
        Heading(msg("What if we are late?")),
        Paragraph(msg("Then you can give us a notice of default, on our site or in a letter. If there is still no decision two weeks later, we owe you money for every day: at most %(amount)s in all (Awb 4:17).", amount=Euros(most))),
    )  # fmt: skip
