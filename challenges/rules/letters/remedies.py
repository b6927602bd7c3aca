"""What one can do against a decision, and how: the clause that every decision bears (Awb 3:45)."""

from __future__ import annotations

from datetime import date

from challenges.rules.grounds import BODY_WORDS, DecidingBody
from lives.messages import Day, msg
from notices.rules.letters import Block, Heading, Paragraph, Points


def may_object(last_day: date, body: str) -> tuple[Block, ...]:
    """By whom, until when, with which body, and what an objection must say (Awb 1:2, 6:4, 6:5, 6:7, 6:16, 8:81).

    Sent on Friday 20 November 2026: until Monday 4 January 2027, since the sixth Friday is New Year's Day.
    """
    return (
        Heading(msg("Do you not agree? You can object")),
        Paragraph(msg("Everyone whose interest is directly touched by this decision can object to it. Do that on %(day)s at the latest: that is within six weeks after the day on which we sent it (Awb 6:7).", day=Day(last_day))),
        Paragraph(msg("Send your objection to: %(body)s. You can do it on our site or in a letter.", body=BODY_WORDS[DecidingBody(body)])),
        Paragraph(msg("This must be in your objection:")),
        Points((
            msg("your name and address"),
            msg("the date"),
            msg("to which decision you object: our reference is enough"),
            msg("why you do not agree"),
            msg("your signature, when you send a letter"),
        )),
        Paragraph(msg("The decision holds while we look into your objection. Can you not wait for that? Then you can also ask the judge at the court for a provisional measure (Awb 8:81). That costs money.")),
    )  # fmt: skip


def may_not_object() -> tuple[Block, ...]:
    """Why one cannot: the municipality's own choice, which its lawyer made."""
    return (
        Heading(msg("You cannot object to this decision")),
        Paragraph(msg("Our municipality holds that taking over a task is something on which we agree with you, and no decision in the sense of the Awb. So no objection is possible. Do you not agree? Call us: we talk about it.")),
    )  # fmt: skip


def may_appeal(last_day: date) -> tuple[Block, ...]:
    """Going to the court after the decision on an objection (Awb 6:7 and 8:1)."""
    return (
        Heading(msg("Do you not agree? You can go to the court")),
        Paragraph(msg("You can appeal to the administrative judge at the court. Do that on %(day)s at the latest: that is within six weeks after the day on which we sent this decision (Awb 6:7 and 8:1).", day=Day(last_day))),
        Paragraph(msg("Send a letter to the court, or do it on the site of the judiciary. This must be in it:")),
        Points((
            msg("your name and address"),
            msg("the date"),
            msg("to which decision you object: our reference is enough"),
            msg("why you do not agree"),
            msg("your signature, when you send a letter"),
            msg("a copy of this decision, if you can"),
        )),
        Paragraph(msg("You pay a fee to the court. The decision holds until the judge has decided; you can also ask for a provisional measure (Awb 8:81).")),
    )  # fmt: skip
