"""Letters with a decision, and what comes of it: what the council said, the agreement, the penalty for being late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from challenges.rules.default import InDefault, last_owed_day
from challenges.rules.grounds import BODY_WORDS, GROUND_WORDS, DecidingBody, RefusalGround
from challenges.rules.letters.remedies import may_not_object, may_object
from challenges.rules.letters.words import LetterKind, a_day, an_amount, as_written
from lives.messages import Day, Euros, Message, msg
from notices.rules.letters import ON_BEHALF_OF_THE_COLLEGE, Block, Facts, Heading, LetterText, Paragraph, Quote

_KINDS: dict[str, Message] = {
    "granted": msg("Your request is granted."),
    "partly_granted": msg("Your request is partly granted."),
    "refused": msg("Your request is turned down."),
    "inadmissible": msg("We cannot take your request up."),
    "not_processed": msg("We do not handle your request, because it was not completed in time."),
}
_ON_BEHALF: dict[str, Message] = {
    DecidingBody.COLLEGE: ON_BEHALF_OF_THE_COLLEGE,
    DecidingBody.COUNCIL: msg("On behalf of the municipal council"),
    DecidingBody.MAYOR: msg("On behalf of the mayor"),
}


@dataclass(frozen=True)
class DecisionFacts:
    """A decision as it was recorded; amounts a year. `object_until` is the last day to object, nothing where one
    cannot."""

    kind: str
    motivation: str
    legal_basis: str
    body: str
    reference: str
    decided_on: date
    announced_on: date
    object_until: date | None
    grounds: Mapping[str, str]
    differs: str = ""
    granted_cents: int | None = None
    granted_minutes: int | None = None

    @property
    def is_grant(self) -> bool:
        return self.kind in ("granted", "partly_granted")


def decided(title: str, facts: DecisionFacts) -> LetterText:
    """The decision with its reasons, where it stands, and what one can do against it (Awb 3:41, 3:45 to 3:47)."""
    outcome = _KINDS[facts.kind]
    until = facts.object_until
    return LetterText(
        LetterKind.DECISION,
        msg("The decision about your request “%(title)s”", title=title),
        outcome,
        (
            Paragraph(msg("You asked us to take over a task: “%(title)s”.", title=title)),
            Heading(outcome),
            *_granted(facts),
            Heading(msg("Why?")),
            Quote(facts.motivation),
            *_grounds(facts.grounds),
            Facts((
                (msg("Who decided"), BODY_WORDS[DecidingBody(facts.body)]),
                (msg("Decided on"), a_day(facts.decided_on)),
                (msg("Sent on"), a_day(facts.announced_on)),
                (msg("Stands on"), as_written(facts.legal_basis)),
                (msg("Reference of the decision"), as_written(facts.reference)),
            )),
            *_next(facts),
            *(may_not_object() if until is None else may_object(until, facts.body)),
        ),
        _ON_BEHALF[facts.body],
    )  # fmt: skip


def council_answered(title: str, agrees: bool, reference: str, decided_on: date) -> LetterText:
    """What the council said about the money; the decision on the request follows."""
    said = msg("The council said yes.") if agrees else msg("The council said no.")
    return LetterText(
        LetterKind.COUNCIL_ANSWERED,
        msg("The council decided about your request “%(title)s”", title=title),
        said,
        (
            Paragraph(msg("Your request costs more than the task does now. So the municipal council decided about it first, on %(day)s.", day=Day(decided_on))),
            Heading(said),
            Facts(((msg("Reference of the decision"), as_written(reference)),)),
            Paragraph(msg("This is not the decision about your request yet. You get that in a letter of its own, which also says what you can do if you do not agree.")),
        ),
    )  # fmt: skip


def agreement_ready(title: str, version: int) -> LetterText:
    """That there is an agreement to read and to say yes to."""
    core = msg("We wrote down what we would agree on with you. Read it and say whether you agree.")
    return LetterText(
        LetterKind.AGREEMENT_READY,
        msg("The agreement about “%(title)s”: read it and say yes", title=title),
        core,
        (
            Paragraph(core),
            Facts(((msg("Version of the agreement"), as_written(str(version))),)),
            Paragraph(msg("You find it on our site, on the page of your request. Is something not right? Call us first. After a change you get a new letter.")),
            Paragraph(msg("There is an agreement only when both sides said yes to the same text.")),
        ),
    )  # fmt: skip


def penalty_fixed(title: str, found: InDefault, reference: str, pay_by: date, object_until: date) -> LetterText:
    """How much is owed for being late, fixed by a decision of its own (Awb 4:18), and when it is paid (4:87).

    14 days late in default: EUR 322, paid within six weeks after the day on which this was sent.
    """
    core = msg("We owe you %(amount)s because we decided too late.", amount=Euros(found.owed_cents))
    return LetterText(
        LetterKind.PENALTY_FIXED,
        msg("The penalty for deciding too late about “%(title)s”", title=title),
        core,
        (
            Paragraph(core),
            Facts((
                (msg("Your notice of default came in on"), a_day(found.received_on)),
                (msg("First day that costs money"), a_day(found.first_day)),
                (msg("Last day that costs money"), a_day(last_owed_day(found))),
                (msg("Days"), as_written(str(found.days))),
                (msg("Amount"), an_amount(found.owed_cents)),
                (msg("Paid at the latest on"), a_day(pay_by)),
                (msg("Reference of the decision"), as_written(reference)),
            )),
            Paragraph(msg("Mayor and aldermen fix this amount by this decision (Awb 4:17 and 4:18). Our finance department asks you for an account number: never mail it.")),
            *may_object(object_until, DecidingBody.COLLEGE),
        ),
    )  # fmt: skip


def _granted(facts: DecisionFacts) -> tuple[Block, ...]:
    rows = []
    if facts.granted_cents is not None:
        rows.append((msg("Money granted in a year"), an_amount(facts.granted_cents)))
    if facts.granted_minutes:
        hours = facts.granted_minutes // 60
        rows.append((msg("Hours of staff granted in a year"), as_written(str(hours))))
    granted: tuple[Block, ...] = (Facts(tuple(rows)),) if rows else ()
    differs = (Heading(msg("What is granted and what is not")), Quote(facts.differs)) if facts.differs else ()
    return (*granted, *differs)


def _grounds(grounds: Mapping[str, str]) -> tuple[Block, ...]:
    if not grounds:
        return ()
    told = (
        part
        for ground, reason in grounds.items()
        for part in (Paragraph(GROUND_WORDS[RefusalGround(ground)]), Quote(reason))
    )
    return (Heading(msg("The grounds")), *told)


def _next(facts: DecisionFacts) -> tuple[Block, ...]:
    if not facts.is_grant:
        return ()
    return (
        Heading(msg("What happens next?")),
        Paragraph(msg("We write an agreement with you, within what was granted. We call you to make an appointment.")),
    )
