"""The demo's requests to take over a task: one granted, one that waits for its applicant, one with advice."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from challenges.rules.asking import Request
from challenges.rules.grounds import Decision
from challenges.rules.presets import ChallengeSettings
from challenges.rules.states import RequestStep
from challenges.services import TaskFacts, ask_completion, choose_settings
from demo.services.evidence import gather_signatures, gather_support, give_evidence
from demo.services.from_draft_to_decision import LETTER, Advice, Talk, Verdict, Walk, walk
from demo.services.town import Cast

MEENT, OOST, ZUID = "WK040208", "WK040206", "WK040204"
PRESENT = "De initiatiefnemers en de contactpersoon voor de wijk"
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


def tell_challenges(session: Session, cast: Cast, now: datetime) -> None:
    """The municipality opens the subject in spring; three groups of residents ask."""
    chosen = ChallengeSettings(is_open=True)
    opened = now - timedelta(days=190)
    choose_settings(session, cast.actors["administrator"], opened, chosen, "Demo-participatieverordening, artikel 12")
    walk(session, cast, now - timedelta(days=150), _granted())
    walk(session, cast, now - timedelta(days=30), _advised(session, cast))
    walk(session, cast, now - timedelta(days=20), _waiting(session, cast))


def _granted() -> Walk:
    summary = "Wij liepen over de speelplek. De groep doet het dagelijks beheer, de gemeente de keuring."
    facts = TaskFacts("Demo-Groenbedrijf", None, 9_800_00, "Ver onder de grens.", "Geen staatssteun: de-minimis.")
    advice = "De groep is er vaak en kan dit goed aan. De keuring moet bij ons blijven."
    why = Decision(
        "De groep kan dit goed, de buurt steunt het en het kost niet meer dan nu.",
        "Demo-participatieverordening, artikel 12", "college", "Demo-collegebesluit 2026-27", True, {},
    )  # fmt: skip
    return Walk(
        PLAYGROUND, "bram", MEENT, 4, Talk(11, summary, PRESENT), (14, facts),
        Advice(12, ("Groen en Spelen",), "positive", advice, given=20, closed=21),
        Verdict(40, RequestStep.GRANT, why, 9_500_00, 0),
    )  # fmt: skip


def _waiting(session: Session, cast: Cast) -> Walk:
    homes = [OOST, None, OOST, ZUID]
    missing = "De lijst met namen van buren die dit steunen."
    coordinator = cast.coordinator_of(OOST)
    meanwhile = (
        (timedelta(days=3), lambda at, number: gather_support(session, cast, at, number, homes)),
        (timedelta(days=5), lambda at, number: ask_completion(session, coordinator, at, number, missing, LETTER)),
    )
    return Walk(GREEN, "chantal", OOST, meanwhile=meanwhile)


def _advised(session: Session, cast: Cast) -> Walk:
    applicant, coordinator = cast.actors["dewi"], cast.coordinator_of(ZUID)
    homes = [ZUID, OOST, None, MEENT, ZUID, None, ZUID]
    meanwhile = (
        (timedelta(days=2, hours=3), lambda at, number: give_evidence(session, applicant, at, number)),
        (timedelta(days=2, hours=4), lambda at, number: gather_support(session, cast, at, number, homes)),
        (timedelta(days=3), lambda at, number: gather_signatures(session, applicant, coordinator, at, number)),
    )
    summary = "De vrijwilligers lieten hun rooster zien. Wij bespraken de vergunning en het contract met de vervoerder."
    talk, advice = Talk(11, summary, PRESENT), Advice(12, ("Zorg en Vervoer", "Inkoop"))
    return Walk(BUS, "dewi", ZUID, 4, talk, advice=advice, meanwhile=meanwhile)
