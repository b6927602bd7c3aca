"""Letters about the clock: that it stands still or runs again, that it takes longer, and what being late costs."""

from __future__ import annotations

from datetime import date

from challenges.rules.clock import Clock
from challenges.rules.default import InDefault
from challenges.rules.history import Happening
from challenges.rules.letters.words import LetterKind, a_day, an_amount, in_words, why_this_day, you_hear_by
from challenges.rules.presets import Penalty, RequestTerms
from lives.messages import Day, Euros, Message, msg
from notices.rules.letters import Facts, Heading, LetterText, Paragraph, Quote


def takes_longer(title: str, reason: str, new_day: date, clock: Clock) -> LetterText:
    """A notice that it takes longer, with a new day (Awb 4:14). Only where no rule sets the term does the last day of
    the law move with it; the letter says which day holds."""
    holds = (
        msg("This is the new last day for our decision (Awb 4:14).")
        if clock.last_day == new_day
        else msg("By law the last day is still %(day)s: this letter does not change what you can do when we are late.",
                 day=Day(clock.last_day))
    )  # fmt: skip
    return LetterText(
        LetterKind.TAKES_LONGER,
        msg("The decision about “%(title)s” takes longer", title=title),
        msg("We expect to decide on %(day)s at the latest.", day=Day(new_day)),
        (
            Paragraph(msg("We need more time for your request. This is why:")),
            Quote(reason),
            Facts(((msg("We expect to decide, at the latest on"), a_day(new_day)),)),
            Paragraph(holds),
        ),
    )


def found_complex(title: str, reason: str, clock: Clock) -> LetterText:
    """That the longer term of the ordinance holds, from receipt."""
    return LetterText(
        LetterKind.FOUND_COMPLEX,
        msg("The longer term holds for your request “%(title)s”", title=title),
        you_hear_by(clock.last_day),
        (
            Paragraph(msg("We find your request complex. This is why:")),
            Quote(reason),
            Paragraph(msg("So the term is %(term)s, from the day after receipt.", term=in_words(clock.counted.term))),
            Facts(((msg("Decision, at the latest on"), a_day(clock.last_day)),)),
        ),
    )


def clock_stops(title: str, reason: str, why: Happening, on: date) -> LetterText:
    """That the clock stands still because the applicant delays, or by force majeure (Awb 4:15 para 2 b and c)."""
    ground = (
        msg("we cannot decide because of force majeure (Awb 4:15 paragraph 2 under c)")
        if why is Happening.FORCE_MAJEURE
        else msg("we wait for you (Awb 4:15 paragraph 2 under b)")
    )
    return LetterText(
        LetterKind.CLOCK_STOPS,
        msg("The clock of your request “%(title)s” stands still", title=title),
        msg("From %(day)s the clock of your request stands still.", day=Day(on)),
        (
            Paragraph(msg("From %(day)s the clock of your request stands still: %(ground)s. This is why:",
                          day=Day(on), ground=ground)),
            Quote(reason),
            Paragraph(msg("Every day that it stands still, our last day moves a day. We write to you as soon as it runs again, with the new last day.")),
        ),
    )  # fmt: skip


def clock_runs(title: str, clock: Clock) -> LetterText:
    """That it runs again, and the new last day (Awb 4:15 para 4)."""
    return LetterText(
        LetterKind.CLOCK_RUNS,
        msg("The new last day for your request “%(title)s”", title=title),
        you_hear_by(clock.last_day),
        (
            Paragraph(msg("The clock of your request runs again.")),
            Facts(((msg("Decision, at the latest on"), a_day(clock.last_day)),)),
            *why_this_day(clock),
        ),
    )


def delay_agreed(title: str, reason: str, until: date, clock: Clock) -> LetterText:
    """What the applicant agreed to in writing, and the new last day (Awb 4:15 para 2 a)."""
    return LetterText(
        LetterKind.DELAY_AGREED,
        msg("You agreed to wait for “%(title)s”", title=title),
        you_hear_by(clock.last_day),
        (
            Paragraph(msg("You agreed that the clock of your request stands still up to and including %(day)s. You wrote:", day=Day(until))),
            Quote(reason),
            Facts(((msg("Decision, at the latest on"), a_day(clock.last_day)),)),
            *why_this_day(clock),
        ),
    )  # fmt: skip


def default_received(title: str, received_on: date, found: InDefault | None, terms: RequestTerms) -> LetterText:
    """That a notice of default came in: from which day every day costs money, and how much at most (Awb 4:17).

    Received on 30 November 2026: without a decision on 14 December, EUR 23 a day from 15 December, 1,442 at most.
    """
    subject = msg("We received your notice of default about “%(title)s”", title=title)
    received = Paragraph(
        msg("On %(day)s we received your notice of default: we did not decide in time.", day=Day(received_on))
    )
    if found is None or terms.penalty is None:
        none = msg(
            "In our municipality no penalty follows from this: the answer to such a request is no decision on an application in the sense of the Awb."
        )
        return LetterText(LetterKind.DEFAULT_RECEIVED, subject, none, (received, Paragraph(none)))
    return LetterText(
        LetterKind.DEFAULT_RECEIVED,
        subject,
        msg("We must decide on %(day)s at the latest. After that we owe you money for every day.",
            day=Day(found.decide_before)),
        (
            received,
            Heading(msg("What happens when")),
            Facts((
                (msg("A decision costs nothing up to and including"), a_day(found.decide_before)),
                (msg("First day that costs money"), a_day(found.first_day)),
                (msg("Last day that costs money"), a_day(found.last_day)),
                (msg("At most in all"), an_amount(terms.penalty.owed_cents(terms.penalty.most_days))),
            )),
            Paragraph(_by_day(terms.penalty)),
            Paragraph(msg("You need not ask for this money. Within two weeks after the last day for which we owe it, we write to you how much it is (Awb 4:18).")),
            Paragraph(msg("Is there still no decision after %(day)s? Then you can also object to that, or go to the court.", day=Day(found.decide_before))),
        ),
    )  # fmt: skip


def _by_day(penalty: Penalty) -> Message:
    """EUR 23 a day for 14 days, 35 for the next 14, 45 for the rest."""
    (first, low), (second, middle), (third, high) = penalty.cents_by_day
    return msg(
        "For the first %(first)s days that is %(low)s a day, for the next %(second)s days %(middle)s, and for the last %(third)s days %(high)s.",
        first=first, low=Euros(low), second=second, middle=Euros(middle), third=third, high=Euros(high),
    )  # fmt: skip
