"""Requests for tests: the green around a square in the Meent, and everybody who has to do with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from challenges.models import Challenge
from challenges.queries import clock_of, find_challenge
from challenges.rules.asking import Request
from challenges.rules.grounds import Decision
from challenges.rules.presets import ChallengeSettings, Preset
from challenges.rules.states import RequestStep
from challenges.services import (
    Letter,
    NewDecision,
    NewTalk,
    TaskFacts,
    admit,
    ask_advice,
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
from lives.periods import day_of
from logbook.actors import Role
from notices.models import SentLetter
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person, make_actor
from tests.builders.town import MEENT, ZUID, add_areas

LETTER = Letter()
NEIGHBOUR = make_actor("neighbour")
CLERK = make_actor("clerk", Role.COLLEGE_CLERK)
COUNCIL = make_actor("council", Role.COUNCIL_CLERK)
REVIEWER = make_actor("reviewer", Role.REVIEWER)
SECOND = make_actor("second", Role.COORDINATOR)
ZUID_ONLY = make_actor("zuid", Role.COORDINATOR, area=ZUID)
EVERYBODY = (ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, NEIGHBOUR, CLERK, COUNCIL, REVIEWER, SECOND, ZUID_ONLY)
GREEN = Request(
    title="Het groen rond het plein",
    task="Het onderhoud van het groen rond het plein overnemen.",
    ways=frozenset({"more_social", "better"}),
    why_better="Wij kennen de buurt en doen het samen met de school.",
    experience="Wij onderhouden al vijf jaar de moestuin hiernaast.",
    support="Tachtig buren tekenden de lijst die erbij zit.",
    cost_cents=18_000_00,
    cost_explained="Een offerte en twee vaste krachten.",
    cooperation="Een plek voor gereedschap.",
    quality="Elk kwartaal lopen wij samen een ronde.",
    contact_name="Demo-bewoner",
    area_code=MEENT,
)
WHY = Decision(
    motivation="De buurt kan dit goed en het kost niet meer dan nu.",
    legal_basis="Participatieverordening, artikel 12",
    body="college",
    reference="BW 2026-91",
    can_be_objected_to=True,
    grounds={},
)
WHY_NOT = replace(WHY, grounds={"no_support": "Van de buren tekende bijna niemand de lijst."})


def make_place(database, now, preset=Preset.AWB, **chosen) -> None:
    """Two wijken, everybody, and the subject opened under an ordinance."""
    add_areas(database, now)
    with database.writing() as session:
        for actor in EVERYBODY:
            add_person(session, actor, now)
    open_subject(database, now, preset=preset, **chosen)


def open_subject(database, now, **chosen) -> None:
    with database.writing() as session:
        settings = ChallengeSettings(**{"is_open": True, **chosen})
        choose_settings(session, ADMINISTRATOR, now, settings, "Participatieverordening 2026")


def do(database, service, *arguments, **named):
    """One act in a session of its own."""
    with database.writing() as session:
        return service(session, *arguments, **named)


def write_draft(database, now, by=RESIDENT, request=GREEN, **named) -> int:
    return do(database, start_draft, by, now, request, **named)


def send(database, now, by=RESIDENT, request=GREEN) -> int:
    number = write_draft(database, now, by, request)
    do(database, submit, by, now, number, 1, LETTER)
    return number


def take_up(database, now, number) -> None:
    """Checked and taken up: the talks begin."""
    do(database, begin_check, COORDINATOR, now, number)
    do(database, admit, COORDINATOR, now, number)


def advise(database, now, number, cost_cents=18_000_00) -> None:
    """A talk, what the task costs, one team's advice: ready for the decision."""
    talk = NewTalk(day_of(now), "Wij liepen samen een ronde over het plein.")
    do(database, record_talk, COORDINATOR, now, number, talk)
    facts = TaskFacts("Groen BV", None, cost_cents, "Onder de grens.", "Geen staatssteun.")
    do(database, describe_task, COORDINATOR, now, number, facts)
    do(database, ask_advice, COORDINATOR, now, number, ["Groen"], day_of(now) + timedelta(days=14))
    do(database, give_advice, REVIEWER, now, number, "Groen", "positive", "De buurt kan dit goed aan.")
    do(database, close_advice, COORDINATOR, now, number)


def make_advised(database, now, cost_cents=18_000_00) -> int:
    number = send(database, now)
    take_up(database, now, number)
    advise(database, now, number, cost_cents)
    return number


def new_decision(now, why=WHY, cents=18_000_00, minutes=0) -> NewDecision:
    return NewDecision(why, day_of(now), day_of(now), cents, minutes)


def record(database, now, number, step=RequestStep.GRANT, new=None, by=CLERK) -> int:
    return do(database, decide, by, now, number, step, new or new_decision(now), LETTER)


def found(database, number) -> Challenge:
    with database.reading() as session:
        row = find_challenge(session, number)
        session.expunge(row)
        return row


def clock(database, number, today):
    with database.reading() as session:
        return clock_of(session, find_challenge(session, number), today)


def sent_letters(database) -> list[SentLetter]:
    """Every letter, the oldest first."""
    with database.reading() as session:
        rows = list(session.scalars(select(SentLetter).order_by(SentLetter.id)))
        session.expunge_all()
        return rows


def kinds_sent(database) -> list[str]:
    return [letter.kind for letter in sent_letters(database)]


def newest_words(database) -> str:
    """Everything that stands in the newest letter; days as 2027-01-18 where nobody says them in a language."""
    return sent_letters(database)[-1].content
