"""The words of a request's pages: its timeline, its answers, why its clock stands."""

from __future__ import annotations

from challenges.rules.asking import Better, LegalForm
from challenges.rules.coming import Ahead
from challenges.rules.following import FollowUp
from challenges.rules.groups import Group
from challenges.rules.history import StopGround
from challenges.rules.presets import Preset
from challenges.rules.remedies import SilenceRemedy
from lives.messages import Message, msg

EVENTS: dict[str, Message] = {
    "submit": msg("The request was sent"),
    "acknowledge": msg("The receipt was confirmed"),
    "check": msg("We began to check the request"),
    "ask_completion": msg("We asked the applicant to complete the request"),
    "complete": msg("The applicant completed the request"),
    "go_on": msg("We go on with what there is"),
    "not_process": msg("We do not handle the request"),
    "declare_inadmissible": msg("This cannot be a request"),
    "admit": msg("We took the request up"),
    "talk": msg("A talk was put on record"),
    "assess": msg("We asked our teams for advice"),
    "close_advice": msg("The advice is in"),
    "refer_to_council": msg("We asked the council"),
    "council_yes": msg("The council said yes"),
    "council_no": msg("The council said no"),
    "grant": msg("The request was granted"),
    "grant_partly": msg("The request was partly granted"),
    "refuse": msg("The request was turned down"),
    "decide_again": msg("After an objection we decide again"),
    "end_after_objection": msg("An objection was upheld: the agreement is ended before we decide again"),
    "draft_agreement": msg("We write the agreement together"),
    "confirm_agreement": msg("The applicant said yes to the agreement"),
    "agree": msg("Both sides agreed: the task is taken over"),
    "give_up": msg("We stopped without an agreement"),
    "evaluate": msg("We look back together"),
    "continue": msg("It goes on as agreed"),
    "extend": msg("The agreement goes on longer"),
    "finish": msg("It ended as agreed"),
    "terminate": msg("It was stopped early"),
    "withdraw": msg("The applicant took the request back"),
    "points_done": msg("What was agreed in a talk is done"),
    "offer_deal": msg("We offered an ordinary agreement instead"),
    "take_deal_back": msg("We took the offer of an ordinary agreement back"),
    "deal_instead": msg("Both sides made an ordinary agreement instead"),
    "report_handed_in": msg("A report came in"),
    "report_accepted": msg("The report was accepted"),
    "agree_to_delay": msg("The applicant agreed to wait"),
    "applicant_delays": msg("The clock stands still: we wait for the applicant"),
    "applicant_goes_on": msg("The clock runs again"),
    "force_majeure": msg("The clock stands still: force majeure"),
    "force_majeure_over": msg("The clock runs again"),
    "give_notice": msg("We said that it takes longer"),
    "find_complex": msg("The request is complex: the longer term holds"),
    "in_default": msg("We received a notice of default"),
    "fix_penalty": msg("The penalty for deciding too late was fixed"),
}
AHEAD: dict[Ahead, Message] = {
    Ahead.CHECK: msg("We say whether the request is complete"),
    Ahead.COMPLETE: msg("The applicant completes the request"),
    Ahead.FIRST_TALK: msg("The first talk"),
    Ahead.ADVICE: msg("Our teams give advice"),
    Ahead.COUNCIL: msg("The council decides first"),
    Ahead.DECISION: msg("The decision"),
    Ahead.AGREEMENT: msg("Both sides write the agreement"),
    Ahead.REPORT: msg("A report on what was done"),
    Ahead.EVALUATION: msg("Looking back together"),
    Ahead.LAST_DAY: msg("The last day of the agreement"),
}
STOPS: dict[StopGround, Message] = {
    StopGround.COMPLETION: msg("waiting for what is still missing"),
    StopGround.CONSENT: msg("the applicant agreed to wait"),
    StopGround.APPLICANT: msg("waiting for the applicant"),
    StopGround.FORCE_MAJEURE: msg("force majeure"),
}
WAYS: dict[str, Message] = {
    Better.BETTER: msg("Better"),
    Better.SMARTER: msg("Smarter"),
    Better.MORE_SOCIAL: msg("More social"),
    Better.MORE_SUSTAINABLE: msg("More sustainable"),
}
LEGAL_FORMS: dict[str, Message] = {
    LegalForm.NOW: msg("Yes, for example a foundation or an association"),
    LegalForm.AT_TAKE_OVER: msg("Not yet, we make one when we take the task over"),
    LegalForm.UNKNOWN: msg("I do not know yet"),
}
OUTCOMES: dict[str, Message] = {
    "positive": msg("Positive"),
    "positive_if": msg("Positive, if something changes"),
    "negative": msg("Negative"),
}
GROUPS: dict[Group, Message] = {
    Group.OPEN: msg("Being handled"),
    Group.GRANTED: msg("Granted"),
    Group.PARTLY: msg("Partly granted"),
    Group.REFUSED: msg("Turned down"),
    Group.STOPPED: msg("Stopped before there was an agreement"),
    Group.RUNNING: msg("Runs as an agreement"),
    Group.ENDED: msg("Ended"),
}
EVALUATIONS: dict[str, Message] = {
    "continue": msg("It goes on as agreed"),
    "extend": msg("It goes on for longer"),
    "finish": msg("It ends as agreed"),
}
PRESETS: dict[str, Message] = {
    Preset.AWB: msg("8 weeks, by the Awb"),
    Preset.AMSTERDAM: msg("26 weeks, 52 for a complex request (as Amsterdam)"),
    Preset.GEERTRUIDENBERG: msg("10 weeks (as Geertruidenberg)"),
}
FOLLOW_UPS: dict[str, Message] = {
    FollowUp.DECIDE_NOW: msg("The decision about the request must still be taken."),
    FollowUp.DECIDE_AGAIN: msg("We decide about the request again."),
    FollowUp.END_AGREEMENT: msg("The agreement is ended first. Then we decide about the request again."),
    FollowUp.NOTHING_LEFT: msg("Nothing is left to decide: the request was taken back, or its agreement is over."),
}
OBJECTION_EVENTS: dict[str, Message] = {
    "file": msg("The objection came in"),
    "ask_repair": msg("We asked to add what is missing"),
    "repair": msg("It was added"),
    "admit_objection": msg("We took the objection up"),
    "reject_as_inadmissible": msg("We cannot look into the objection"),
    "invite": msg("We sent an invitation to the hearing"),
    "hearing_report": msg("The report of the hearing is there"),
    "no_hearing_reason": msg("There is no hearing"),
    "choose_committee": msg("It was chosen whether a committee advises"),
    "agree_to_wait": msg("Who objects agreed to wait longer"),
    "put_off": msg("The decision about the objection takes six weeks longer"),
    "uphold": msg("The objection is upheld"),
    "uphold_partly": msg("The objection is partly upheld"),
    "dismiss": msg("The objection is dismissed"),
    "withdraw_objection": msg("The objection was taken back"),
}
SILENCE: dict[str, Message] = {
    SilenceRemedy.OBJECTION: msg("One can object here, or go straight to the court"),
    SilenceRemedy.COURT: msg("One goes straight to the court, without an objection"),
}
SCREENS: dict[str, Message] = {
    "who": msg("Who are you?"),
    "task": msg("Which task?"),
    "better": msg("Why better?"),
    "support": msg("Who joins in?"),
    "money": msg("What does it cost?"),
    "together": msg("What do you need from us?"),
}
"""The screens of the form in order."""

VISIBLE: dict[str, Message] = {
    "private": msg("Only who handles the request"),
    "public": msg("Everyone"),
}
"""Who may read an attachment."""
