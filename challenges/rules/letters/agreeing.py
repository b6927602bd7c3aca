"""Letters about agreements: one offered in place of a take-over, and a question about a report on one that runs."""

from __future__ import annotations

from challenges.rules.letters.words import LetterKind
from lives.messages import msg
from notices.rules.letters import LetterText, Paragraph, Quote


def deal_offered(title: str) -> LetterText:
    """That there is an ordinary agreement to say yes to; saying nothing changes nothing."""
    core = msg(
        "In our talks about your request “%(title)s” we found something that needs no take-over: an ordinary agreement with the neighbourhood.",
        title=title,
    )
    return LetterText(
        LetterKind.DEAL_OFFERED,
        msg("We offer an agreement about “%(title)s”", title=title),
        core,
        (
            Paragraph(core),
            Paragraph(msg("Read it and say yes, or say nothing: then your request simply goes on.")),
            Paragraph(msg("You find it on our site, on the page of your request.")),
        ),
    )


def report_question(title: str, question: str) -> LetterText:
    """What we want to know about a report before we accept it."""
    return LetterText(
        LetterKind.REPORT_QUESTION,
        msg("We have a question about your report on “%(title)s”", title=title),
        msg("Hand the report in again with your answer."),
        (
            Paragraph(
                msg(
                    "We read your report on the task that you took over, “%(title)s”. This is our question:",
                    title=title,
                )
            ),
            Quote(question),
            Paragraph(msg("Hand the report in again with your answer.")),
            Paragraph(msg("You find it on our site, on the page of your request.")),
        ),
    )
