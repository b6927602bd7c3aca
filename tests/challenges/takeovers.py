"""A task that is taken over, for tests: granted, agreed by both sides, with days on which reports are due."""

from __future__ import annotations

from datetime import date

from challenges.rules.agreeing import Agreement
from challenges.services.agreeing import agree, begin_agreement, confirm_agreement, write_agreement
from tests.builders.people import COORDINATOR, RESIDENT
from tests.builders.town import MEENT
from tests.challenges.requests import LETTER, do, make_advised, new_decision, record

MARCH, JUNE = date(2027, 3, 1), date(2027, 6, 1)
TERMS = Agreement(
    result="Het groen rond het plein is heel het jaar verzorgd.",
    reporting="Elk kwartaal een ronde en een kort verslag.",
    stopping="Beide kanten kunnen stoppen met een maand tijd.",
    theme="green",
    first_day=date(2026, 12, 1),
    last_day=date(2027, 11, 30),
    year=2026,
    cents=12_000_00,
    paying_area=MEENT,
    their_promises=("Wij snoeien twee keer per jaar.",),
    our_promises=("De gemeente levert gereedschap.",),
    report_days=(JUNE, MARCH),
)


def drafted(database, now, terms=TERMS) -> int:
    """Granted, and the agreement written down; nobody said yes yet."""
    number = make_advised(database, now)
    record(database, now, number, new=new_decision(now))
    do(database, begin_agreement, COORDINATOR, now, number)
    do(database, write_agreement, COORDINATOR, now, number, terms, LETTER)
    return number


def taken_over(database, now, terms=TERMS) -> int:
    """Both sides said yes: the task is taken over."""
    number = drafted(database, now, terms)
    do(database, confirm_agreement, RESIDENT, now, number, 1)
    do(database, agree, COORDINATOR, now, number)
    return number
