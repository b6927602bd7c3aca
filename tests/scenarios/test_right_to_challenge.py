"""Two requests to take over a task, act by act: every day below was counted by hand on a calendar.

Easter is 28 March 2027, so Good Friday is 26 March, Easter Monday 29 March, Whit Monday 17 May. Summer time begins on
28 March. New Year's Day 2027 is a Friday.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from accounts.services.organisations import NewOrganisation, make_organisation
from budget.queries import find_account
from budget.queries.checking import check_books
from challenges.models import ChallengeAgreement, ChallengeDecision, ChallengeVersion, Objection
from challenges.queries import challenge_page, clock_of, find_challenge, request_of
from challenges.queries.objections import days_for, is_objection_in_time, objection_clock_of
from challenges.rules.agreeing import Agreement
from challenges.rules.clock import ClockState
from challenges.rules.due import ask_completion_by, evaluate_on, first_talk_by
from challenges.rules.grounds import Decision
from challenges.rules.objection_life import ObjectionStep
from challenges.rules.presets import PRESETS, Preset
from challenges.rules.states import RequestStep
from challenges.services import (
    NewDecision,
    NewTalk,
    TaskFacts,
    admit,
    ask_advice,
    ask_completion,
    begin_check,
    close_advice,
    complete,
    decide,
    describe_task,
    give_advice,
    record_talk,
    start_draft,
    submit,
)
from challenges.services.agreeing import agree, begin_agreement, confirm_agreement, write_agreement
from challenges.services.evaluating import Evaluated, begin_evaluation, conclude_evaluation
from challenges.services.hearing import Outcome, admit_objection, ask_repair, decide_objection, invite, record_hearing
from challenges.services.objecting import NewObjection, object_to, repair
from challenges.services.refusals import ChallengeStepNotPossible, TermOver
from database import Database
from deals.models import Deal
from deals.services import end_deal, record_result
from lives.periods import day_of
from logbook.actors import Actor, Role
from logbook.queries import first_broken_row
from logbook.refusals import Refusal
from notices.models import SentLetter
from tests.builders.people import COORDINATOR, RESIDENT, add_person, make_actor
from tests.builders.town import MEENT, add_year
from tests.challenges.requests import CLERK, GREEN, LETTER, NEIGHBOUR, REVIEWER, make_place

OTHER_CLERK = make_actor("other clerk", Role.COLLEGE_CLERK)
COST = 18_000_00
WHY = Decision(
    "De stichting kan het groen goed onderhouden, voor hetzelfde geld.",
    "Participatieverordening, artikel 12", "college", "BW 2027-31", True, {},
)  # fmt: skip
WHY_NOT = replace(WHY, motivation="Er is te weinig steun in de buurt.", reference="BW 2026-91",
                  grounds={"no_support": "Op de lijst staan volgens ons geen namen uit de buurt."})  # fmt: skip
TERMS = Agreement(
    result="Het park is heel het jaar verzorgd.", reporting="Elk jaar in januari een verslag.",
    stopping="Beide kanten kunnen stoppen met drie maanden tijd.", theme="green",
    first_day=date(2027, 5, 1), last_day=date(2029, 4, 30), year=2027, cents=COST, paying_area=MEENT,
    their_promises=("Wij maaien en snoeien.",), our_promises=("De gemeente levert het gereedschap.",),
)  # fmt: skip


def on(year: int, month: int, day: int, hour: int = 12) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


class Story:
    """One request told act by act; `number` is the request once it was begun."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.number = 0

    def did(self, do: Callable[..., Any], by: Actor, when: datetime, *given: Any) -> Any:
        with self.database.writing() as session:
            return do(session, by, when, *given)

    def step(self, do: Callable[..., Any], by: Actor, when: datetime, *given: Any) -> Any:
        return self.did(do, by, when, self.number, *given)

    def read(self, ask: Callable[..., Any], *given: Any) -> Any:
        with self.database.reading() as session:
            return ask(session, *given)

    @property
    def state(self) -> str:
        return self.read(lambda s: find_challenge(s, self.number).state)

    def clock(self, *day: int) -> tuple[ClockState, date, int]:
        """The clock on a day: how it is, the last day for the decision, the days left."""
        found = self.read(lambda s: clock_of(s, find_challenge(s, self.number), date(*day)))
        return found.state, found.last_day, found.days_left

    def stops(self, *day: int) -> list[tuple[str, int]]:
        found = self.read(lambda s: clock_of(s, find_challenge(s, self.number), date(*day)))
        return [(str(stop.ground), stop.length) for stop in found.stops]

    def decide(self, when: datetime, step: RequestStep, why: Decision, by: Actor = CLERK) -> int:
        return self.step(decide, by, when, step, NewDecision(why, day_of(when), day_of(when), COST, 0), LETTER)

    def last_day_to_object(self) -> date:
        def ask(session: Any) -> date:
            newest = select(ChallengeDecision).order_by(ChallengeDecision.id.desc()).limit(1)
            return days_for(session, session.scalars(newest).one()).last

        return self.read(ask)

    def answer_by(self, objection_id: int, *day: int) -> date:
        return self.read(lambda s: objection_clock_of(s, s.get_one(Objection, objection_id), date(*day)).decide_by)

    def available(self) -> int:
        return self.read(lambda s: find_account(s, 2027, MEENT).available)

    def letters_with(self, *words: str) -> list[tuple[str, date]]:
        """Kind and day of every letter, the oldest first; each holds its own words."""
        sent = self.read(lambda s: s.scalars(select(SentLetter).order_by(SentLetter.id)).all())
        assert [word in letter.content for word, letter in zip(words, sent, strict=True)] == [True] * len(words)
        return [(letter.kind, letter.dated_on) for letter in sent]

    def advise(self, talked: datetime, asked: datetime, answered: datetime) -> None:
        self.step(record_talk, COORDINATOR, talked, NewTalk(day_of(talked), "Wij liepen samen door het park."))
        self.step(describe_task, COORDINATOR, talked, TaskFacts("Groen BV", None, COST, "Onder de grens.", "Geen."))
        self.step(ask_advice, COORDINATOR, asked, ["Groen"], day_of(answered))
        self.step(give_advice, REVIEWER, answered, "Groen", "positive", "De buurt kan dit goed aan.")
        self.step(close_advice, COORDINATOR, answered)


def tell(database: Database, begins: datetime, **chosen: Any) -> Story:
    make_place(database, begins, Preset.AWB, **chosen)
    add_year(database, begins, 2027)
    with database.writing() as session:
        add_person(session, OTHER_CLERK, begins)
    return Story(database)


def test_a_foundation_takes_over_the_green_upkeep_of_a_park(database):
    story = tell(database, on(2027, 1, 4))
    # January: the foundation writes its request
    new = NewOrganisation("Demo-stichting Het Park", "foundation", "12 34 56 78")
    foundation = story.did(make_organisation, RESIDENT, on(2027, 1, 11), new)
    request = replace(GREEN, title="Het groen van het park", applicant="organisation", organisation_id=foundation)
    story.number = story.did(start_draft, RESIDENT, on(2027, 1, 11), request)

    # Monday 1 February: received. Eight weeks end on Easter Monday, so the last day is Tuesday 30 March
    story.step(submit, RESIDENT, on(2027, 2, 1), 1, LETTER)
    assert story.state == "acknowledged"
    assert story.clock(2027, 2, 1) == (ClockState.RUNNING, date(2027, 3, 30), 58)
    terms = PRESETS[Preset.AWB]
    assert ask_completion_by(date(2027, 2, 1), terms) == date(2027, 2, 15)
    assert first_talk_by(date(2027, 2, 1), terms) == date(2027, 3, 1)

    # Monday 8 February: something is missing; four weeks for it. The clock stands from Tuesday
    story.step(begin_check, COORDINATOR, on(2027, 2, 8))
    assert story.step(ask_completion, COORDINATOR, on(2027, 2, 8), "De kosten per jaar.", LETTER) == date(2027, 3, 8)
    assert story.clock(2027, 2, 8)[0] is ClockState.RUNNING
    assert story.clock(2027, 2, 9)[0] is ClockState.STANDING

    # Wednesday 24 February: completed. It stood 15 days (9 up to and including 23 February): 29 March + 15 = 13 April
    whole = replace(story.read(lambda s: request_of(find_challenge(s, story.number))), cost_explained="Per jaar 18.000")
    story.step(complete, RESIDENT, on(2027, 2, 24), whole, LETTER)
    assert story.stops(2027, 2, 24) == [("completion", 15)]
    assert story.clock(2027, 2, 24) == (ClockState.RUNNING, date(2027, 4, 13), 49)
    assert story.read(lambda s: len(s.scalars(select(ChallengeVersion)).all())) == 2

    # the first talk on its last day, advice, and the night the clocks go forward costs no day
    story.step(admit, COORDINATOR, on(2027, 2, 25))
    story.advise(on(2027, 3, 1), on(2027, 3, 2), on(2027, 3, 16))
    assert story.clock(2027, 3, 27)[2] - story.clock(2027, 3, 29)[2] == 2

    # Tuesday 6 April: granted, with a week to spare (6 up to and including 13 April is 8 days)
    assert story.clock(2027, 4, 6) == (ClockState.RUNNING, date(2027, 4, 13), 8)
    story.decide(on(2027, 4, 6), RequestStep.GRANT, WHY)
    assert (story.state, story.clock(2027, 4, 7)[0]) == ("granted", ClockState.STOPPED)
    assert story.last_day_to_object() == date(2027, 5, 18)

    # April: promises of both sides, one yes, and the money in the same act: 24,000 - 18,000 = 6,000
    story.step(begin_agreement, COORDINATOR, on(2027, 4, 7))
    version = story.step(write_agreement, COORDINATOR, on(2027, 4, 8), TERMS, LETTER)
    with pytest.raises(ChallengeStepNotPossible):
        story.step(agree, COORDINATOR, on(2027, 4, 9))
    story.step(confirm_agreement, RESIDENT, on(2027, 4, 12), version)
    before = story.available()
    deal = story.step(agree, COORDINATOR, on(2027, 4, 14))
    assert (story.state, before, story.available()) == ("active", 24_000_00, 6_000_00)
    assert story.read(lambda s: s.get_one(Deal, deal).kind) == "takeover"

    # twelve months after 1 May 2027 both sides look back, and go on
    assert evaluate_on(date(2027, 5, 1), terms) == date(2028, 5, 1)
    story.step(begin_evaluation, COORDINATOR, on(2028, 4, 18))
    told = Evaluated(date(2028, 4, 20), "Het park staat er goed bij en de buurt doet mee.")
    story.step(conclude_evaluation, COORDINATOR, on(2028, 4, 25), RequestStep.CONTINUE, told)
    assert story.state == "active"

    # and after two years it is extended, and ends as agreed
    story.step(begin_evaluation, COORDINATOR, on(2029, 4, 3))
    later = Evaluated(date(2029, 4, 3), "Wij gaan er samen een jaar mee door.", date(2030, 4, 30))
    story.step(conclude_evaluation, COORDINATOR, on(2029, 4, 10), RequestStep.EXTEND, later)
    assert story.read(lambda s: s.scalars(select(ChallengeAgreement)).one().last_day) == date(2030, 4, 30)
    story.step(begin_evaluation, COORDINATOR, on(2030, 4, 2))
    last = Evaluated(date(2030, 4, 2), "Het werk is overgedragen aan de gemeente.")
    with pytest.raises(TermOver):
        story.step(conclude_evaluation, COORDINATOR, on(2030, 5, 1), RequestStep.FINISH, last)
    story.did(record_result, COORDINATOR, on(2030, 4, 30), deal, "Drie jaar een verzorgd park.")
    story.did(end_deal, COORDINATOR, on(2030, 5, 1), deal)
    story.step(conclude_evaluation, COORDINATOR, on(2030, 5, 1), RequestStep.FINISH, last)
    assert story.state == "completed"
    # each letter bears the day that was counted above
    assert story.letters_with("2027-03-30", "2027-03-08", "2027-04-13", "2027-05-18", "Version of the agreement") == [
        ("receipt", date(2027, 2, 1)),
        ("completion_asked", date(2027, 2, 8)),
        ("completion_received", date(2027, 2, 24)),
        ("decision", date(2027, 4, 6)),
        ("agreement_ready", date(2027, 4, 8)),
    ]
    assert story.read(check_books) == []
    assert story.read(first_broken_row) is None


def test_a_refused_request_of_a_group_whose_objection_is_upheld(database):
    story = tell(database, on(2026, 9, 28), objection_committee=True)
    # Friday 2 October 2026: received. Eight weeks: Friday 27 November
    story.number = story.did(start_draft, RESIDENT, on(2026, 10, 1), GREEN)
    story.step(submit, RESIDENT, on(2026, 10, 2), 1, LETTER)
    assert story.clock(2026, 10, 2) == (ClockState.RUNNING, date(2026, 11, 27), 57)
    story.step(begin_check, COORDINATOR, on(2026, 10, 5))
    story.step(admit, COORDINATOR, on(2026, 10, 6))
    story.advise(on(2026, 10, 15), on(2026, 10, 20), on(2026, 11, 2))

    # Friday 20 November: refused. The sixth Friday after it is New Year's Day: objecting until Monday 4 January
    first = story.decide(on(2026, 11, 20), RequestStep.REFUSE, WHY_NOT)
    assert (story.state, story.last_day_to_object()) == ("refused", date(2027, 1, 4))

    # Monday 4 January: the group objects on the last day. Who only comes the day after is late
    why = NewObjection("Demo-bewoner", "Wij vroegen het en willen het doen.", "Er staan tachtig buren op de lijst.")
    ours = story.step(object_to, RESIDENT, on(2027, 1, 4), first, why, LETTER)
    late = story.step(object_to, NEIGHBOUR, on(2027, 1, 5), first, replace(why, name="Demo-buur"), LETTER)
    in_time = [story.read(lambda s, n=n: is_objection_in_time(s, s.get_one(Objection, n))) for n in (ours, late)]
    assert in_time == [True, False]

    # with a committee twelve weeks from 4 January end on Easter Monday 29 March: Tuesday 30 March
    assert story.answer_by(ours, 2027, 1, 4) == date(2027, 3, 30)

    # asked on Friday 8 January, answered on Monday 18: it stood 9 days (9 up to and including 17): 29 March + 9
    story.did(ask_repair, OTHER_CLERK, on(2027, 1, 8), ours, date(2027, 1, 22), "Stuur de lijst mee.", LETTER)
    story.did(repair, RESIDENT, on(2027, 1, 18), ours, "De lijst met tachtig namen zit hierbij.")
    assert story.answer_by(ours, 2027, 1, 18) == date(2027, 4, 7)

    # who took the decision does not handle the objection; another clerk hears the group
    with pytest.raises(Refusal):
        story.did(admit_objection, CLERK, on(2027, 1, 19), ours)
    story.did(admit_objection, OTHER_CLERK, on(2027, 1, 19), ours)
    story.did(invite, OTHER_CLERK, on(2027, 1, 20), ours, date(2027, 2, 3), LETTER)
    story.did(record_hearing, OTHER_CLERK, on(2027, 2, 3), ours, "De groep liet de lijst zien.")
    outcome = Outcome("De lijst lag er wel: de steun is er.", "Awb 7:11", "BZW 2027-4", date(2027, 3, 2))
    story.did(decide_objection, OTHER_CLERK, on(2027, 3, 2), ours, ObjectionStep.UPHOLD, outcome, LETTER)
    turned = replace(outcome, motivation="De brief kwam een dag te laat.", legal_basis="Awb 6:7")
    story.did(decide_objection, OTHER_CLERK, on(2027, 3, 2), late, ObjectionStep.REJECT_AS_INADMISSIBLE, turned, LETTER)
    states = story.read(lambda s: s.scalars(select(Objection.state).order_by(Objection.id)).all())
    assert (states, story.state) == (["upheld", "objection_inadmissible"], "advised")

    # the decision is taken again, and this time the group takes the task over
    story.decide(on(2027, 3, 8), RequestStep.GRANT, WHY)
    assert story.last_day_to_object() == date(2027, 4, 19)
    story.step(begin_agreement, COORDINATOR, on(2027, 3, 9))
    version = story.step(write_agreement, COORDINATOR, on(2027, 3, 10), TERMS, LETTER)
    story.step(confirm_agreement, RESIDENT, on(2027, 3, 12), version)
    story.step(agree, COORDINATOR, on(2027, 3, 15))
    page = story.read(challenge_page, story.number, date(2027, 3, 15))
    assert [each.kind for each in page.decisions] == ["refused", "granted"]
    # each letter bears the day that was counted above; the court is six weeks away from 2 March
    days = ("2026-11-27", "2027-01-04", *["2027-03-30"] * 3, "2027-01-22", "2027-02-03", *["2027-04-13"] * 3)
    assert story.letters_with(*days, "2027-04-19", "Version of the agreement") == [
        ("receipt", date(2026, 10, 2)),
        ("decision", date(2026, 11, 20)),
        ("objection_received", date(2027, 1, 4)),
        ("others_objected", date(2027, 1, 5)),
        ("objection_received", date(2027, 1, 5)),
        ("repair_asked", date(2027, 1, 8)),
        ("hearing_invited", date(2027, 1, 20)),
        ("objection_decided", date(2027, 3, 2)),
        ("others_decided", date(2027, 3, 2)),
        ("objection_decided", date(2027, 3, 2)),
        ("decision", date(2027, 3, 8)),
        ("agreement_ready", date(2027, 3, 10)),
    ]
    assert story.state == "active"
    assert story.read(check_books) == []
    assert story.read(first_broken_row) is None
