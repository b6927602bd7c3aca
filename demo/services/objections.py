"""The demo's refused request, and the objection of its group that is under way: the hearing is next week."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from challenges.rules.asking import Request
from challenges.rules.grounds import Decision
from challenges.rules.states import RequestStep
from challenges.services import TaskFacts
from challenges.services.hearing import admit_objection, invite
from challenges.services.objecting import NewObjection, object_to
from demo.services.from_draft_to_decision import LETTER, Advice, Talk, Verdict, Walk, walk
from demo.services.town import Cast
from lives.periods import day_of

NOORDOOST = "WK040207"
BIKES = Request(
    title="De fietsenstalling bij het Demostation",
    task="Het toezicht in de bewaakte fietsenstalling en kleine reparaties.",
    ways=frozenset({"better", "more_social"}),
    why_better="Mensen die moeilijk werk vinden leren hier repareren, en er is langer iemand aanwezig.",
    how_cheaper="Een deel van het werk doen vrijwilligers.",
    experience="Wij hebben al vier jaar een fietswerkplaats in de buurt.",
    support="Honderdtwintig gebruikers van de stalling tekenden een lijst.",
    cost_cents=41_000_00,
    cost_explained="Een werkmeester, gereedschap en verzekering.",
    cooperation="Toegang tot de stalling voor de opening.",
    quality="Een vaste werkmeester en een rooster met vijftien mensen.",
    contact_name="Demo-groep Fietswerkplaats",
    area_code=NOORDOOST,
)
WHY_NOT = Decision(
    "Er loopt nog een contract voor de stalling, en wij betwijfelen of er genoeg steun is.",
    "Demo-participatieverordening, artikel 12", "college", "Demo-collegebesluit 2026-61", True,
    {
        "running_contract_or_project": "Het contract met de beheerder loopt nog anderhalf jaar.",
        "no_support": "Wij zagen geen lijst met namen van gebruikers van de stalling.",
    },
)  # fmt: skip
OBJECTION = NewObjection(
    "Demo-groep Fietswerkplaats",
    "Wij hebben het verzoek zelf gedaan en staan klaar om te beginnen.",
    "De lijst met honderdtwintig namen gaven wij bij het gesprek af. Het contract kan elk jaar worden opgezegd.",
)


def tell_objection(session: Session, cast: Cast, now: datetime) -> None:
    """Refused six weeks ago; the group objected three weeks later, and is invited to a hearing next week."""
    sent = now - timedelta(days=110)
    refused = walk(session, cast, sent, _refused(sent))
    assert refused.decision is not None  # it was told to its end
    clerk, at = cast.actors["objection-clerk"], now - timedelta(days=20)
    made = object_to(session, cast.actors["iris"], at, refused.number, refused.decision, OBJECTION, LETTER)
    admit_objection(session, clerk, at + timedelta(days=4), made)
    hearing = day_of(now + timedelta(days=7))
    invite(session, clerk, at + timedelta(days=5), made, hearing, LETTER, "10.00 uur, Demo-raadhuis, kamer 3")


def _refused(sent: datetime) -> Walk:
    summary = "De groep liet de werkplaats zien en vertelde over de gebruikers."
    ends_on = day_of(sent + timedelta(days=560))
    facts = TaskFacts("Demo-Stallingen", ends_on, 43_000_00, "Onder de grens.", "Geen steun.")
    advice = "Het contract loopt nog. Opzeggen kan, maar kost tijd."
    return Walk(
        BIKES, "iris", NOORDOOST, 5, Talk(12, summary, "De groep"), (12, facts),
        Advice(12, ("Verkeer",), "negative", advice, given=22, closed=22),
        Verdict(55, RequestStep.REFUSE, WHY_NOT),
    )  # fmt: skip
