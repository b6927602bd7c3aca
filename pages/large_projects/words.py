"""What people read about a large project: where it stands, what happens next, and when the council decides."""

from __future__ import annotations

from financing.rules.states import RouteState
from lives.messages import Message, msg

_S = RouteState
OUTCOMES: dict[str, Message] = {"yes": msg("Yes"), "no": msg("No"), "deferred": msg("Not yet")}
NEXT: dict[RouteState, Message] = {
    _S.FLAGGED: msg(
        "The test found that this plan is too large for a vote in the wijk. "
        "The contact person for the wijk looks at it."
    ),
    _S.CONFIRMED: msg(
        "The plan is too large for a vote in the wijk, and an investment. So it goes another way: finance takes it up."
    ),
    _S.RELEASED: msg("The plan is not too large after all. It goes on like any other plan."),
    _S.FINANCE_INTAKE: msg("Finance looks at how the plan can be paid, and then asks whether it can be maintained."),
    _S.MAINTENANCE_CHECK: msg("Who looks after streets and green says what upkeep costs and how long it lasts."),
    _S.CHARGES_CALCULATED: msg("The costs per year are known. Finance puts the plan before mayor and aldermen."),
    _S.COLLEGE_PROPOSAL: msg("Mayor and aldermen decide whether they put the plan before the council."),
    _S.COLLEGE_APPROVED: msg("Mayor and aldermen said yes. They put the plan before the council."),
    _S.COLLEGE_REFUSED: msg(
        "Mayor and aldermen said no. You can read why below. The plan can still be made smaller, get a part of it "
        "done, or be paid in another way. Without that it stops here."
    ),
    _S.COUNCIL_PROPOSAL: msg("The plan lies before the council."),
    _S.CREDIT_GRANTED: msg("The council said yes, so there is money. The work is being prepared."),
    _S.COUNCIL_REFUSED: msg(
        "The council said no. You can read why below. The plan can still be made smaller, get a part of it done, or be "
        "paid in another way. Without that it stops here."
    ),
    _S.DEFERRED: msg("The council did not decide yet. Mayor and aldermen put the plan before it once more."),
    _S.IN_EXECUTION: msg("The work is going on. The contact person for the wijk tells when it is finished."),
    _S.DELIVERED: msg("The work is finished. Below you can read what it costs each year, and until when."),
    _S.OTHER_BUDGET: msg("Another budget of the municipality pays for this plan. It costs the wijk nothing."),
    _S.SAVING: msg("The wijk saves for this plan first. After that the council still decides."),
    _S.WITHDRAWN: msg("The proposer has withdrawn this plan, so it goes no further."),
}
ONLY_TOO_LARGE = msg(
    "The plan asks too much, but it is not an investment of the municipality. So it does not go to the council. The "
    "contact person looks with the proposer for another way: smaller, a part of it, saving, or another budget."
)
COUNCIL_EXPECTED = msg("We expect that the council decides on %(day)s, %(target)s.")
COUNCIL_PLANNED = msg("The council decides on %(day)s, %(target)s.")
BEFORE_COUNCIL = (
    _S.FLAGGED, _S.CONFIRMED, _S.FINANCE_INTAKE, _S.MAINTENANCE_CHECK, _S.CHARGES_CALCULATED, _S.COLLEGE_PROPOSAL,
    _S.COLLEGE_APPROVED, _S.COUNCIL_PROPOSAL, _S.DEFERRED,
)  # fmt: skip
"""In these states the council still has to decide."""
