"""A town with a request in every state that its pages know, each made by the acts that lead there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import select

from challenges.models import ChallengeAgreement
from challenges.rules.history import Happening
from challenges.rules.reporting import Cost, Report
from challenges.rules.states import RequestStep
from challenges.services import (
    NewTalk,
    ask_advice,
    ask_completion,
    begin_check,
    receive_default_notice,
    record_talk,
    refer_to_council,
    stop_clock,
    withdraw,
)
from challenges.services.agreeing import begin_agreement, give_agreement_up
from challenges.services.evaluating import Evaluated, begin_evaluation, conclude_evaluation, terminate
from challenges.services.offering import confirm_deal, offer_deal
from challenges.services.reporting import accept_report, ask_about_report, hand_in_report
from database import Database
from deals.services import make_deal, terminate_deal
from lives.periods import day_of
from tests.builders.people import COORDINATOR, RESIDENT
from tests.builders.town import add_year
from tests.challenges.requests import (
    CLERK,
    GREEN,
    LETTER,
    WHY,
    WHY_NOT,
    do,
    make_advised,
    make_place,
    new_decision,
    record,
    send,
    take_up,
    write_draft,
)
from tests.challenges.takeovers import TERMS, drafted, taken_over
from tests.challenges.test_ordinary_agreements import SQUARE, sign

LONG = "Een heel lang verhaal over het groen rond het plein dat maar niet ophoudt. " * 20
WIDE = "Groenonderhoudssamenwerkingsovereenkomst" * 2
DAY = timedelta(days=1)
Make = Callable[[Database, datetime], int]


def make_every_state(database: Database, now: datetime) -> dict[str, int]:
    """Everybody of the town, and the number of each request by the name of what it shows."""
    make_place(database, now - 200 * DAY)
    add_year(database, now - 200 * DAY)
    return {name: make(database, now) for name, make in MAKERS.items()}


def _draft(database: Database, now: datetime) -> int:
    return write_draft(database, now, request=replace(GREEN, title="", task=""))


def _whole_draft(database: Database, now: datetime) -> int:
    return write_draft(database, now)


def _long(database: Database, now: datetime) -> int:
    texts = dict.fromkeys(
        ("task", "why_better", "experience", "quality", "cost_explained", "cooperation", "risks"), LONG
    )
    request = replace(GREEN, title=f"{WIDE} van het hele plein", partners=WIDE, target_group=WIDE, **texts)
    return send(database, now - 3 * DAY, request=request)


def _checked(database: Database, now: datetime) -> int:
    number = send(database, now - 3 * DAY)
    do(database, begin_check, COORDINATOR, now, number)
    return number


def _waiting(database: Database, now: datetime) -> int:
    number = send(database, now - 20 * DAY)
    do(database, begin_check, COORDINATOR, now - 12 * DAY, number)
    do(database, ask_completion, COORDINATOR, now - 12 * DAY, number, "De lijst met namen van buren.", LETTER)
    return number


def _talked(database: Database, now: datetime) -> int:
    number = send(database, now - 20 * DAY)
    take_up(database, now - 15 * DAY, number)
    points = ("De groep stuurt voor 1 december het rooster.", "De gemeente zoekt de tekening op.")
    talk = NewTalk(
        day_of(now), "Wij liepen samen een ronde over het plein.", "Twee buren en de contactpersoon", True, points
    )
    do(database, record_talk, COORDINATOR, now, number, talk)
    return number


def _offered(database: Database, now: datetime) -> int:
    number = _talked(database, now)
    deal = do(database, make_deal, COORDINATOR, now, SQUARE)
    do(database, offer_deal, COORDINATOR, now, number, deal, LETTER)
    return number


def _instead(database: Database, now: datetime) -> int:
    number = _offered(database, now)
    do(database, confirm_deal, RESIDENT, now, number, sign(database, number))
    return number


def _assessed(database: Database, now: datetime) -> int:
    number = _talked(database, now)
    do(database, ask_advice, COORDINATOR, now, number, ["Groen", "Inkoop"], day_of(now + 14 * DAY))
    return number


def _late(database: Database, now: datetime) -> int:
    number = make_advised(database, now - 100 * DAY)
    do(database, receive_default_notice, RESIDENT, now - 30 * DAY, number, LETTER)
    return number


def _stopped_twice(database: Database, now: datetime) -> int:
    number = _talked(database, now - 5 * DAY)
    do(
        database,
        stop_clock,
        COORDINATOR,
        now - 4 * DAY,
        number,
        Happening.APPLICANT_DELAYS,
        "De groep vroeg om tijd.",
        LETTER,
    )
    do(
        database,
        stop_clock,
        COORDINATOR,
        now - 2 * DAY,
        number,
        Happening.FORCE_MAJEURE,
        "Het archief staat blank.",
        LETTER,
    )
    return number


def _council(database: Database, now: datetime) -> int:
    number = make_advised(database, now, cost_cents=10_000_00)
    do(database, refer_to_council, CLERK, now, number, 18_000_00)
    return number


def _granted(database: Database, now: datetime) -> int:
    number = make_advised(database, now - 10 * DAY)
    return _decided(database, now, number, RequestStep.GRANT)


def _partly(database: Database, now: datetime) -> int:
    number = make_advised(database, now)
    why = replace(WHY, differs="Wel de perken en de heggen, niet de bomen langs de weg.")
    record(database, now, number, RequestStep.GRANT_PARTLY, new_decision(now, why, 9_000_00))
    return number


def _refused(database: Database, now: datetime) -> int:
    number = make_advised(database, now)
    reasons = {
        "no_support": "Van de buren tekende bijna niemand de lijst.",
        "commercial_party": "De groep is een bedrijf met winst.",
    }
    record(database, now, number, RequestStep.REFUSE, new_decision(now, replace(WHY_NOT, grounds=reasons)))
    return number


def _decided(database: Database, now: datetime, number: int, step: RequestStep) -> int:
    record(database, now, number, step)
    return number


def _no_agreement(database: Database, now: datetime) -> int:
    number = _granted(database, now)
    do(database, begin_agreement, COORDINATOR, now, number)
    do(database, give_agreement_up, COORDINATOR, now, number, "Wij kwamen er samen niet uit.")
    return number


def _running(database: Database, now: datetime) -> int:
    """Taken over half a year ago, with an accepted report, one that is asked about, and one that is late."""
    begins = day_of(now - 150 * DAY)
    days = (day_of(now - 60 * DAY), day_of(now - 30 * DAY), day_of(now - 2 * DAY), day_of(now + 90 * DAY))
    terms = replace(TERMS, first_day=begins, last_day=begins + 700 * DAY, cents=1_000_00, report_days=days)
    number = taken_over(database, now - 160 * DAY, terms)
    costs = (Cost("Gereedschap", 250_00), Cost("Koffie", 12_50))
    done = "Wij snoeiden de heggen en ruimden elke week op."
    report = Report(begins, begins + 60 * DAY, done, "Veel nieuwe helpers.", "Het was te nat.", 40 * 60, costs)
    first = do(database, hand_in_report, RESIDENT, now - 60 * DAY, number, report)
    do(database, accept_report, COORDINATOR, now - 59 * DAY, number, first, 1)
    later = replace(report, first_day=begins + 61 * DAY, last_day=begins + 100 * DAY, costs=())
    second = do(database, hand_in_report, RESIDENT, now - 30 * DAY, number, later)
    do(
        database,
        ask_about_report,
        COORDINATOR,
        now - 29 * DAY,
        number,
        second,
        1,
        "Waarom is er niets uitgegeven?",
        LETTER,
    )
    return number


def _reported(database: Database, now: datetime) -> int:
    """With a report that waits for the coordinator."""
    number = _short(database, now)
    report = Report(date(2026, 9, 1), date(2026, 11, 1), "Wij hielden het plein heel de herfst schoon.")
    do(database, hand_in_report, RESIDENT, now, number, report)
    return number


def _short(database: Database, now: datetime) -> int:
    return taken_over(
        database, now - 60 * DAY, replace(TERMS, first_day=date(2026, 9, 1), cents=500_00, report_days=())
    )


def _evaluated(database: Database, now: datetime) -> int:
    number = _short(database, now)
    do(database, begin_evaluation, COORDINATOR, now, number)
    return number


def _extended(database: Database, now: datetime) -> int:
    number = _evaluated(database, now)
    told = Evaluated(day_of(now), "Het groen ligt er goed bij en de buurt is er blij mee.", date(2028, 11, 30))
    do(database, conclude_evaluation, COORDINATOR, now, number, RequestStep.EXTEND, told)
    return number


def _terminated(database: Database, now: datetime) -> int:
    number = _short(database, now)
    with database.reading() as session:
        deal = session.scalars(select(ChallengeAgreement.deal_id).filter_by(challenge_id=number)).one()
    do(database, terminate_deal, COORDINATOR, now, deal, "De groep heeft te weinig mensen.")
    do(database, terminate, COORDINATOR, now, number, "De groep heeft te weinig mensen.")
    return number


def _withdrawn(database: Database, now: datetime) -> int:
    number = _talked(database, now)
    do(database, withdraw, RESIDENT, now, number, "Wij hebben het te druk gekregen.")
    return number


MAKERS: dict[str, Make] = {
    "draft": _draft, "whole_draft": _whole_draft, "long": _long, "checked": _checked, "waiting": _waiting,
    "talked": _talked, "offered": _offered, "instead": _instead, "assessed": _assessed,
    "advised": make_advised, "late": _late, "stopped_twice": _stopped_twice,
    "council": _council, "granted": _granted, "partly": _partly, "refused": _refused,
    "drafting": drafted, "no_agreement": _no_agreement, "running": _running,
    "reported": _reported, "evaluated": _evaluated, "extended": _extended, "terminated": _terminated,
    "withdrawn": _withdrawn,
}  # fmt: skip
