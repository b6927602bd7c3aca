"""Letters to who asked when somebody else objects, and to who objects about a committee (Awb 7:2, 7:12 and 7:13).

They never say who objects, or why.
"""

from __future__ import annotations

from datetime import date

from challenges.rules.following import FollowUp
from challenges.rules.letters.remedies import may_appeal
from challenges.rules.letters.words import LetterKind, a_day, as_written
from lives.messages import Day, Message, msg
from notices.rules.letters import Facts, Heading, LetterText, Paragraph, Quote

_OUTCOMES: dict[str, Message] = {
    "upheld": msg("The objection is upheld."),
    "partly_upheld": msg("The objection is partly upheld."),
    "dismissed": msg("The objection is dismissed."),
    "objection_inadmissible": msg("We cannot look into the objection."),
}
_FOLLOWS: dict[str, Message] = {
    FollowUp.DECIDE_NOW: msg("We now take the decision that was late."),
    FollowUp.DECIDE_AGAIN: msg("We decide about your request again. You hear of it in a letter of its own."),
    FollowUp.END_AGREEMENT: msg(
        "Our agreement with you must end first. We call you about how and when. Then we decide about your request again."
    ),
    FollowUp.NOTHING_LEFT: msg("For your request nothing follows: it was taken back, or the agreement is over."),
}


def others_objected(title: str, received_on: date, decide_by: date) -> LetterText:
    """That somebody else objected, and until when there is an answer. Received on 24 November 2026 against a decision
    of 20 November: the answer comes by 15 February 2027."""
    core = msg("Somebody objected to the decision about your request “%(title)s”.", title=title)
    return LetterText(
        LetterKind.OTHERS_OBJECTED,
        msg("An objection about your request “%(title)s”", title=title),
        core,
        (
            Paragraph(core),
            Facts((
                (msg("Received on"), a_day(received_on)),
                (msg("Decision on the objection, at the latest on"), a_day(decide_by)),
            )),
            Paragraph(msg("The decision holds until then (Awb 6:16). We do not tell who objects.")),
            Paragraph(msg("You may tell your side too: if there is a hearing, we invite you (Awb 7:2).")),
        ),
    )  # fmt: skip


def others_hearing(title: str, on_day: date, where: str = "") -> LetterText:
    """That who asked may come to the hearing about the objection of somebody else (Awb 7:2 para 2)."""
    core = msg("On %(day)s there is a hearing about an objection to the decision on your request.", day=Day(on_day))
    known = ((msg("Time and place"), as_written(where)),) if where else ()
    return LetterText(
        LetterKind.OTHERS_HEARING,
        msg("A hearing about your request “%(title)s”", title=title),
        core,
        (
            Paragraph(core),
            Facts(((msg("Day of the hearing"), a_day(on_day)), *known)),
            Paragraph(msg("You may come and tell your side, or send it on paper up to ten days before (Awb 7:4). You need not.")),
        ),
    )  # fmt: skip


def others_decided(
    title: str, state: str, follow_up: str, motivation: str, legal_basis: str, reference: str, announced_on: date,
    appeal_until: date,
) -> LetterText:  # fmt: skip
    """What was decided on the objection of somebody else, why, and what follows for who asked (Awb 7:12 para 2)."""
    outcome = _OUTCOMES[state]
    follows = (
        (Paragraph(_FOLLOWS[follow_up]),)
        if follow_up
        else (Paragraph(msg("This objection changes nothing about the decision.")),)
    )
    return LetterText(
        LetterKind.OTHERS_DECIDED,
        msg("The decision about an objection to your request “%(title)s”", title=title),
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


def committee_chosen(title: str, decide_by: date, *, with_committee: bool) -> LetterText:
    """Whether a committee advises, and the last day that follows from it (Awb 7:13 para 2 and 7:10 para 1)."""
    core = (
        msg("A committee gives advice about your objection.")
        if with_committee
        else msg("No committee gives advice about your objection.")
    )
    return LetterText(
        LetterKind.COMMITTEE_CHOSEN,
        msg("How we handle your objection about “%(title)s”", title=title),
        core,
        (
            Paragraph(core),
            Facts(((msg("Decision on the objection, at the latest on"), a_day(decide_by)),)),
        ),
    )
