"""The demo's task that residents took over: talks with agreements, a report that everyone reads, one still to come."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from challenges.queries.points import points_of
from challenges.rules.agreeing import Agreement
from challenges.rules.asking import Request
from challenges.rules.grounds import Decision
from challenges.rules.reporting import Cost, Report
from challenges.rules.states import RequestStep
from challenges.services import (
    NewDecision,
    NewTalk,
    TaskFacts,
    admit,
    ask_advice,
    begin_check,
    close_advice,
    decide,
    describe_task,
    give_advice,
    record_talk,
    start_draft,
    submit,
)
from challenges.services.agreeing import agree, begin_agreement, confirm_agreement, write_agreement
from challenges.services.reporting import accept_report, hand_in_report
from challenges.services.ticking import tick_points
from demo.services.challenges import LETTER, OOST
from demo.services.town import Cast
from lives.periods import day_of
from logbook.actors import Actor

GARDEN = Request(
    title="De heemtuin aan de Demolaan",
    task="Het onderhoud van de heemtuin: maaien, wieden, de paden en het hek. Nu doet een bedrijf dat vier keer.",
    ways=frozenset({"better", "more_sustainable"}),
    why_better="Wij zijn er elke week, kennen de planten en laten kinderen van de school meehelpen.",
    how_cheaper="Wij huren geen machines en brengen het maaisel zelf weg.",
    experience="Vier van ons werkten jaren in het groen. Wij verzorgen al de boomspiegels in de straat.",
    support="Zestig buren tekenden een lijst en de school doet mee.",
    cost_cents=6_000_00,
    cost_explained="Gereedschap, planten, verzekering en twee keer per jaar een vakman.",
    cooperation="De gemeente snoeit de grote bomen en levert gereedschap.",
    quality="Een rooster met twaalf mensen, en elk half jaar een ronde met de gemeente.",
    contact_name="Demo-groep Heemtuin",
    area_code=OOST,
)
POINTS = (
    "De groep stuurt binnen twee weken een rooster.",
    "De gemeente zoekt de tekening van de paden op.",
)


def tell_takeover(session: Session, cast: Cast, now: datetime) -> None:
    """Asked for half a year ago, taken over two months later, and accounted for once."""
    coordinator, applicant = cast.coordinator_of(OOST), cast.actors["bram"]
    sent = now - timedelta(days=185)
    number = _decided(session, cast, coordinator, applicant, sent)
    begins = sent + timedelta(days=50)
    begin_agreement(session, coordinator, begins, number)
    terms = _terms(begins, now)
    write_agreement(session, coordinator, begins + timedelta(days=1), number, terms, LETTER)
    confirm_agreement(session, applicant, begins + timedelta(days=3), number, 1)
    agree(session, coordinator, begins + timedelta(days=4), number)
    told = now - timedelta(days=40)
    report = Report(
        terms.first_day, day_of(told), "Wij waren er elke week met vier tot acht mensen. De paden zijn weer goed.",
        "De school kwam drie keer met een klas.", "In de droge weken was er te weinig water.", 210 * 60,
        (Cost("Planten en zaad", 640_00), Cost("Gereedschap", 415_50), Cost("Verzekering", 230_00)),
    )  # fmt: skip
    written = hand_in_report(session, applicant, told, number, report)
    accept_report(session, coordinator, told + timedelta(days=3), number, written, 1)


def _decided(session: Session, cast: Cast, coordinator: Actor, applicant: Actor, sent: datetime) -> int:
    """From the first screen to the yes of mayor and aldermen."""

    def later(days: int) -> datetime:
        return sent + timedelta(days=days)

    number = start_draft(session, applicant, sent, GARDEN)
    submit(session, applicant, later(0) + timedelta(hours=1), number, 1, LETTER)
    begin_check(session, coordinator, later(2), number)
    admit(session, coordinator, later(4), number)
    summary = "Wij liepen door de tuin. De groep wil het hele jaar doen, de gemeente houdt de grote bomen."
    talk = NewTalk(day_of(later(9)), summary, "Vier buren en de contactpersoon voor de wijk", True, POINTS)
    record_talk(session, coordinator, later(9), number, talk)
    facts = TaskFacts("Demo-Groenbedrijf", None, 7_200_00, "Ver onder de grens.", "Geen staatssteun: de-minimis.")
    describe_task(session, coordinator, later(10), number, facts)
    ask_advice(session, coordinator, later(11), number, ["Groen"], day_of(later(25)))
    advice = "De groep weet wat een heemtuin vraagt. Leg vast wie de grote bomen doet."
    give_advice(session, cast.actors["reviewer"], later(16), number, "Groen", "positive", advice)
    close_advice(session, coordinator, later(17), number)
    roster, _drawing = points_of(session, number)
    tick_points(session, coordinator, later(18), number, [roster.id])
    why = Decision(
        "De groep kan dit goed, de school doet mee en het kost minder dan nu.",
        "Demo-participatieverordening, artikel 12", "college", "Demo-collegebesluit 2026-19", True, {},
    )  # fmt: skip
    new = NewDecision(why, day_of(later(40)), day_of(later(40)), 6_000_00, 0)
    decide(session, cast.actors["college-clerk"], later(40), number, RequestStep.GRANT, new, LETTER)
    return number


def _terms(begins: datetime, now: datetime) -> Agreement:
    first = day_of(begins + timedelta(days=5))
    return Agreement(
        result="De heemtuin is heel het jaar verzorgd en open voor de buurt.",
        reporting="Twee keer per jaar een kort verslag met wat het kostte.",
        stopping="Beide kanten kunnen stoppen met drie maanden tijd. De gemeente neemt de tuin dan terug.",
        theme="green",
        first_day=first,
        last_day=first + timedelta(days=364),
        year=day_of(now).year,
        cents=6_000_00,
        paid_from="Het budget voor onderhoud van het groen",
        their_promises=("Wij maaien, wieden en onderhouden de paden.", "Wij houden het hek overdag open."),
        our_promises=("De gemeente snoeit de grote bomen.", "De gemeente levert gereedschap."),
        report_days=(day_of(now - timedelta(days=38)), day_of(now + timedelta(days=140))),
    )
