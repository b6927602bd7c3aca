"""The demo's requests to take over a task: one granted last spring, one that waits for its applicant, one with advice.

Every act at its own moment before today, so that clocks run and stand as they would.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from challenges.rules.asking import Request
from challenges.rules.grounds import Decision
from challenges.rules.presets import ChallengeSettings
from challenges.rules.states import RequestStep
from challenges.services import (
    Letter,
    NewDecision,
    NewTalk,
    TaskFacts,
    admit,
    ask_advice,
    ask_completion,
    begin_check,
    choose_settings,
    close_advice,
    decide,
    describe_task,
    give_advice,
    record_talk,
    start_draft,
    submit,
)
from demo.services.dutch import say_in_dutch
from demo.services.evidence import gather_signatures, gather_support, give_evidence
from demo.services.town import Cast
from lives.periods import day_of
from logbook.actors import Actor
from notices.rules.letters import Sender

MEENT, OOST, ZUID = "WK040208", "WK040206", "WK040204"


LETTER = Letter(
    say_in_dutch, lambda number: f"/brieven/{number}", Sender("Hilversum", "14 035", "buurt@gemeente.example")
)
PLAYGROUND = Request(
    title="De speelplek aan de Demoweide",
    task="Het dagelijks beheer van de speelplek: schoonhouden, kleine reparaties en toezicht in de zomer.",
    ways=frozenset({"more_social", "smarter"}),
    why_better="Wij zijn er elke dag en zien meteen wat stuk is. Kinderen helpen mee en gooien minder op de grond.",
    how_cheaper="Wij doen kleine reparaties zelf. Dat scheelt voorrijkosten.",
    experience="Wij verzorgen al drie jaar het buurtfeest en de plantenbakken.",
    support="Bij de bijeenkomst in de buurtkamer waren veertig buren. Niemand was tegen.",
    cost_cents=9_500_00,
    cost_explained="Materiaal, verzekering en een vergoeding voor twee beheerders.",
    cooperation="De jaarlijkse keuring blijft bij de gemeente.",
    quality="Er is een rooster met acht mensen. Elk half jaar lopen wij samen met de gemeente een ronde.",
    contact_name="Demo-groep Demoweide",
    area_code=MEENT,
)
GREEN = Request(
    title="Het groen rond het Demoplein",
    task="Het onderhoud van de perken en de heggen rond het plein.",
    ways=frozenset({"better", "more_sustainable"}),
    why_better="Wij planten soorten die tegen droogte kunnen en maaien minder vaak.",
    experience="Twee van ons werkten als hovenier.",
    support="Een lijst met namen volgt.",
    cost_cents=14_000_00,
    cost_explained="Twee dagen per week een vakman en planten.",
    cooperation="Water uit de brandkraan in droge maanden.",
    quality="Wij leggen vast wie wat doet, ook als iemand verhuist.",
    contact_name="Demo-groep Demoplein",
    area_code=OOST,
)
BUS = Request(
    title="De buurtbus naar het ziekenhuis",
    task="Het vervoer van ouderen tussen de wijk en het ziekenhuis, nu een contract met een vervoerder.",
    ways=frozenset({"more_social"}),
    why_better="Vrijwilligers halen mensen thuis op en drinken een kop koffie mee.",
    experience="Wij rijden al een jaar op dinsdag met een geleende bus.",
    support="De huisartsen in de wijk en de ouderenbond steunen het.",
    cost_cents=32_000_00,
    cost_explained="Huur van een bus, brandstof, verzekering en scholing van vrijwilligers.",
    cooperation="Een plek voor de bus en hulp bij de vergunning.",
    quality="Er zijn twintig vrijwilligers en een planner die betaald wordt.",
    contact_name="Demo-groep Buurtbus",
)


@dataclass(frozen=True)
class Handled:
    """Who handles a request in the demo."""

    session: Session
    cast: Cast
    coordinator: Actor


def tell_challenges(session: Session, cast: Cast, now: datetime) -> None:
    """The municipality opens the subject in spring; three groups of residents ask."""
    chosen = ChallengeSettings(is_open=True)
    opened = now - timedelta(days=190)
    choose_settings(session, cast.actors["administrator"], opened, chosen, "Demo-participatieverordening, artikel 12")
    _granted(Handled(session, cast, cast.coordinator_of(MEENT)), now - timedelta(days=150))
    _advised(Handled(session, cast, cast.coordinator_of(ZUID)), now - timedelta(days=30))
    _waiting(Handled(session, cast, cast.coordinator_of(OOST)), now - timedelta(days=20))


def _sent(by: Handled, applicant: str, at: datetime, request: Request) -> int:
    actor = by.cast.actors[applicant]
    number = start_draft(by.session, actor, at, request)
    submit(by.session, actor, at + timedelta(hours=1), number, 1, LETTER)
    begin_check(by.session, by.coordinator, at + timedelta(days=2), number)
    return number


def _talked(by: Handled, number: int, at: datetime, summary: str, teams: list[str]) -> None:
    admit(by.session, by.coordinator, at, number)
    talk = NewTalk(day_of(at + timedelta(days=7)), summary, "De initiatiefnemers en de contactpersoon voor de wijk")
    record_talk(by.session, by.coordinator, at + timedelta(days=7), number, talk)
    asked_at = at + timedelta(days=8)
    ask_advice(by.session, by.coordinator, asked_at, number, teams, day_of(asked_at + timedelta(days=14)))


def _granted(by: Handled, at: datetime) -> None:
    number = _sent(by, "bram", at, PLAYGROUND)
    summary = "Wij liepen over de speelplek. De groep doet het dagelijks beheer, de gemeente de keuring."
    _talked(by, number, at + timedelta(days=4), summary, ["Groen en Spelen"])
    facts = TaskFacts("Demo-Groenbedrijf", None, 9_800_00, "Ver onder de grens.", "Geen staatssteun: de-minimis.")
    describe_task(by.session, by.coordinator, at + timedelta(days=14), number, facts)
    advice = "De groep is er vaak en kan dit goed aan. De keuring moet bij ons blijven."
    adviser = by.cast.actors["reviewer"]
    give_advice(by.session, adviser, at + timedelta(days=20), number, "Groen en Spelen", "positive", advice)
    close_advice(by.session, by.coordinator, at + timedelta(days=21), number)
    decided = at + timedelta(days=40)
    why = Decision(
        "De groep kan dit goed, de buurt steunt het en het kost niet meer dan nu.",
        "Demo-participatieverordening, artikel 12", "college", "Demo-collegebesluit 2026-27", True, {},
    )  # fmt: skip
    new = NewDecision(why, day_of(decided), day_of(decided), 9_500_00, 0)
    decide(by.session, by.cast.actors["college-clerk"], decided, number, RequestStep.GRANT, new, LETTER)


def _waiting(by: Handled, at: datetime) -> None:
    number = _sent(by, "chantal", at, GREEN)
    gather_support(by.session, by.cast, at + timedelta(days=3), number, [OOST, None, OOST, ZUID])
    missing = "De lijst met namen van buren die dit steunen."
    ask_completion(by.session, by.coordinator, at + timedelta(days=5), number, missing, LETTER)


def _advised(by: Handled, at: datetime) -> None:
    number, applicant = _sent(by, "dewi", at, BUS), by.cast.actors["dewi"]
    give_evidence(by.session, applicant, at + timedelta(days=2, hours=3), number)
    gather_support(
        by.session, by.cast, at + timedelta(days=2, hours=4), number, [ZUID, OOST, None, MEENT, ZUID, None, ZUID]
    )
    gather_signatures(by.session, applicant, by.coordinator, at + timedelta(days=3), number)
    summary = "De vrijwilligers lieten hun rooster zien. Wij bespraken de vergunning en het contract met de vervoerder."
    _talked(by, number, at + timedelta(days=4), summary, ["Zorg en Vervoer", "Inkoop"])
