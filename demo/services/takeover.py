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
from challenges.services import TaskFacts
from challenges.services.agreeing import agree, begin_agreement, confirm_agreement, write_agreement
from challenges.services.reporting import accept_report, hand_in_report
from challenges.services.ticking import tick_points
from demo.services.challenges import OOST
from demo.services.from_draft_to_decision import LETTER, Advice, Talk, Verdict, Walk, walk
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
    number = walk(session, cast, sent, _granted(session, coordinator)).number
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


def _granted(session: Session, coordinator: Actor) -> Walk:
    summary = "Wij liepen door de tuin. De groep wil het hele jaar doen, de gemeente houdt de grote bomen."
    facts = TaskFacts("Demo-Groenbedrijf", None, 7_200_00, "Ver onder de grens.", "Geen staatssteun: de-minimis.")
    advice = "De groep weet wat een heemtuin vraagt. Leg vast wie de grote bomen doet."
    why = Decision(
        "De groep kan dit goed, de school doet mee en het kost minder dan nu.",
        "Demo-participatieverordening, artikel 12", "college", "Demo-collegebesluit 2026-19", True, {},
    )  # fmt: skip
    return Walk(
        GARDEN, "bram", OOST, 4, Talk(9, summary, "Vier buren en de contactpersoon voor de wijk", POINTS), (10, facts),
        Advice(11, ("Groen",), "positive", advice, given=16, closed=17),
        Verdict(40, RequestStep.GRANT, why, 6_000_00, 0),
        meanwhile=((timedelta(days=18), lambda at, number: _tick_roster(session, coordinator, at, number)),),
    )  # fmt: skip


def _tick_roster(session: Session, coordinator: Actor, at: datetime, number: int) -> None:
    roster, _drawing = points_of(session, number)
    tick_points(session, coordinator, at, number, [roster.id])


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
