"""Letters about an objection, to who objects (Awb 6:14, 6:6, 7:2, 7:10, 7:12)."""

from __future__ import annotations

from datetime import date

from challenges.rules.following import FollowUp
from challenges.rules.letters.remedies import may_appeal
from challenges.rules.letters.words import LetterKind, a_day, as_written
from lives.messages import Day, Message, msg
from notices.rules.letters import Block, Facts, Heading, LetterText, Paragraph, Quote

_OUTCOMES: dict[str, Message] = {
    "upheld": msg("Your objection is upheld."),
    "partly_upheld": msg("Your objection is partly upheld."),
    "dismissed": msg("Your objection is dismissed."),
    "objection_inadmissible": msg("We cannot look into your objection."),
}
_FOLLOWS: dict[str, Message] = {
    FollowUp.DECIDE_NOW: msg("We now take the decision that was late. You hear of it in a letter of its own."),
    FollowUp.DECIDE_AGAIN: msg("We decide about the request again. You hear of it in a letter of its own."),
    FollowUp.END_AGREEMENT: msg(
        "An agreement about the task runs. It is ended first, and then we decide about the request again."
    ),
    FollowUp.NOTHING_LEFT: msg(
        "The request was taken back or what was granted is over, so there is nothing to decide again."
    ),
}


def objection_received(
    title: str, received_on: date, decide_by: date, *, has_decision: bool, with_committee: bool
) -> LetterText:
    """That an objection came in, and until when there is an answer (Awb 6:14 and 7:10).

    To a decision sent on 20 November 2026 one can object until 4 January 2027; the answer comes by 15 February.
    """
    counted = (
        msg("This is twelve weeks after the last day to object, because a committee gives advice (Awb 7:10 and 7:13).")
        if with_committee
        else msg("This is six weeks after the last day to object (Awb 7:10).")
    )
    holds: tuple[Block, ...] = (
        (Paragraph(counted), Paragraph(msg("The decision that you object to holds until then (Awb 6:16).")))
        if has_decision
        else ()
    )
    return LetterText(
        LetterKind.OBJECTION_RECEIVED,
        msg("We received your objection about “%(title)s”", title=title),
        _you_hear_by(decide_by),
        (
            Paragraph(msg("On %(day)s we received your objection about “%(title)s”.", day=Day(received_on), title=title)),
            Facts(((msg("Decision on the objection, at the latest on"), a_day(decide_by)),)),
            *holds,
            Heading(msg("What happens next?")),
            Paragraph(msg("Somebody who did not prepare the decision looks into it. Is something missing, then we ask you for it. Before we decide you can tell your story at a hearing, and read everything beforehand (Awb 7:2 and 7:4).")),
            Paragraph(msg("You can take your objection back until we decide.")),
        ),
    )  # fmt: skip


def repair_asked(title: str, missing: str, asked_on: date, until: date) -> LetterText:
    """What is missing in an objection and until when; the clock stands still meanwhile (Awb 6:6 and 7:10 para 2)."""
    return LetterText(
        LetterKind.REPAIR_ASKED,
        msg("We still need something from you for your objection about “%(title)s”", title=title),
        msg("Add it on %(day)s at the latest. Until then the clock stands still.", day=Day(until)),
        (
            Paragraph(msg("Your objection is not complete yet. This is what is missing:")),
            Quote(missing),
            Facts(((msg("Add it, at the latest on"), a_day(until)),)),
            Paragraph(msg("The clock stands still from the day after %(day)s until we have your answer, but no longer than until %(until)s (Awb 7:10).", day=Day(asked_on), until=Day(until))),
            Paragraph(msg("Do we have no answer by then? Then we may decide that we cannot look into your objection (Awb 6:6).")),
        ),
    )  # fmt: skip


def hearing_invited(title: str, on_day: date, where: str = "") -> LetterText:
    """The invitation to the hearing (Awb 7:2 to 7:6); `where` is the time and the place, once they are known."""
    core = msg("We would like to hear you about your objection on %(day)s.", day=Day(on_day))
    known = ((msg("Time and place"), as_written(where)),) if where else ()
    call = () if where else (Paragraph(msg("We call you about the time and the place.")),)
    return LetterText(
        LetterKind.HEARING_INVITED,
        msg("Invitation to the hearing about “%(title)s”", title=title),
        core,
        (
            Paragraph(core),
            Facts(((msg("Day of the hearing"), a_day(on_day)), *known)),
            *call,
            Paragraph(msg("You can bring somebody who helps you or speaks for you.")),
            Paragraph(msg("From a week before the hearing you can read everything that belongs to the case. Up to ten days before it you can send us more (Awb 7:4).")),
            Paragraph(msg("Can you not come, or do you not want a hearing? Tell us.")),
        ),
    )  # fmt: skip


def objection_put_off(title: str, reason: str, decide_by: date) -> LetterText:
    """That the decision on an objection takes six weeks more, once (Awb 7:10 para 3)."""
    return LetterText(
        LetterKind.OBJECTION_PUT_OFF,
        msg("The decision about your objection to “%(title)s” takes longer", title=title),
        _you_hear_by(decide_by),
        (
            Paragraph(msg("We need six weeks more for your objection (Awb 7:10). This is why:")),
            Quote(reason),
            Facts(((msg("Decision on the objection, at the latest on"), a_day(decide_by)),)),
        ),
    )


def objection_decided(
    title: str, state: str, follow_up: str, motivation: str, legal_basis: str, reference: str, announced_on: date,
    appeal_until: date,
) -> LetterText:  # fmt: skip
    """The decision on an objection, what follows from it, its reasons, and how to go to the court (Awb 7:11, 7:12 and
    3:45). `follow_up` is a word of challenges.rules.following, nothing where nothing follows."""
    outcome = _OUTCOMES[state]
    follows = (Paragraph(_FOLLOWS[follow_up]),) if follow_up else ()
    return LetterText(
        LetterKind.OBJECTION_DECIDED,
        msg("The decision about your objection to “%(title)s”", title=title),
        outcome,
        (
            Heading(outcome),
            *follows,
            Heading(msg("Why?")),
            Quote(motivation),
            Facts((
                (msg("Sent on"), a_day(announced_on)),
                (msg("Stands on"), as_written(legal_basis)),
                (msg("Reference of the decision"), as_written(reference)),
            )),
            *may_appeal(appeal_until),
        ),
    )  # fmt: skip


def _you_hear_by(last_day: date) -> Message:
    return msg("You hear at the latest on %(day)s what we decide about your objection.", day=Day(last_day))
