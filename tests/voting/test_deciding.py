"""Mayor and aldermen decide about a result on both engines: once, by their clerk, with the money to the cent."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, text

from budget.queries import find_account, held_by
from budget.rules.ledger import Part
from database import Database
from deals.models import Deal
from lives.periods import day_of
from logbook.actors import Actor, Role
from logbook.refusals import NotAllowed, Refusal
from notices.models import OutboxMail
from proposals.models import Proposal, ProposalEvent
from proposals.services import finish_plan, start_plan
from proposals.services.refusals import PlanRefused, StepNotPossible
from tests.builders.moments import Clocks
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person, make_actor
from tests.builders.town import MEENT, ZUID
from tests.voting.ballots import Vote, cast, let_vote, sealed_vote
from voting.queries.deciding import areas_with_decisions, undecided_results, work_of
from voting.services.counting import count_when_closed
from voting.services.deciding import CollegeDecision, decide_result
from voting.services.refusals import DecidedBefore, DecisionRefused, NothingToDecide

CLERK = make_actor("clerk", Role.COLLEGE_CLERK)
REASON = "De grond is niet van de gemeente."


@pytest.fixture
def vote(database: Database, now: datetime, at: Clocks) -> Vote:
    """Published: in the Meent plans 0, 1 and 2 won (4,000, 3,000 and 3,000); in Zuid nobody voted."""
    made = sealed_vote(database, now)
    let_vote(database, made, "anna", "bram", "chris", "dina")
    at(made.begun_at)
    for name in ("anna", "bram", "chris"):
        cast(database, made, name, 0, 1)
    cast(database, made, "dina", 2)
    moment = decided_at(made)
    at(moment)
    count_when_closed(database, made.round_id, moment)
    return made


def decided_at(vote: Vote) -> datetime:
    return vote.closes_at + timedelta(minutes=10)


def decision(vote: Vote, **refusals: str) -> CollegeDecision:
    """Refusals by place on the ballot: p0="…"."""
    numbers = {vote.plans[MEENT][int(place[1:])]: reason for place, reason in refusals.items()}
    return CollegeDecision("BW 2026-41", day_of(decided_at(vote)), numbers)


def decide(database: Database, vote: Vote, by: Actor = CLERK, area: str = MEENT, **refusals: str) -> None:
    with database.writing() as session:
        decide_result(session, by, decided_at(vote), vote.round_id, area, decision(vote, **refusals))


def parts_of(database: Database, number: int) -> tuple[int, int]:
    """What is ring-fenced and what is promised for this plan."""
    with database.reading() as session:
        account = find_account(session, 2026, MEENT)
        assert account is not None
        subject = f"plan:{number}"
        parts = [held_by(session, account.id, part, subject) for part in (Part.RING_FENCED, Part.PROMISED)]
        return parts[0], parts[1]


def available(database: Database) -> int:
    with database.reading() as session:
        account = find_account(session, 2026, MEENT)
        assert account is not None
        return account.available


def states(database: Database, vote: Vote) -> list[str]:
    with database.reading() as session:
        found = {plan.id: plan.state for plan in session.scalars(select(Proposal))}
    return [found[number] for number in vote.plans[MEENT]]


def deals_of(database: Database) -> list[tuple[str, int, str]]:
    with database.reading() as session:
        return [(deal.subject, deal.cents, deal.title) for deal in session.scalars(select(Deal).order_by(Deal.id))]


def test_before_the_decision_the_money_is_kept_and_nothing_is_promised(database: Database, vote: Vote) -> None:
    assert [parts_of(database, number) for number in vote.plans[MEENT]] == [
        (400_000, 0), (300_000, 0), (300_000, 0), (0, 0)
    ]  # fmt: skip
    with database.reading() as session:
        account = find_account(session, 2026, MEENT)
        assert account is not None
        assert (account.promised, account.paid) == (0, 0)
    assert deals_of(database) == []


def test_every_winner_is_adopted_unless_refused(database: Database, vote: Vote) -> None:
    free = available(database)
    decide(database, vote, p1=REASON)
    assert states(database, vote) == ["decided", "not_adopted", "decided", "lost"]
    assert [parts_of(database, number) for number in vote.plans[MEENT]] == [
        (0, 400_000), (0, 0), (0, 300_000), (0, 0)
    ]  # fmt: skip
    assert available(database) == free + 300_000
    first, _, third, _ = vote.plans[MEENT]
    assert [(subject, cents) for subject, cents, _ in deals_of(database)] == [
        (f"plan:{first}", 400_000),
        (f"plan:{third}", 300_000),
    ]


def test_refusing_every_plan_is_possible(database: Database, vote: Vote) -> None:
    free = available(database)
    decide(database, vote, p0=REASON, p1=REASON, p2=REASON)
    assert states(database, vote) == ["not_adopted", "not_adopted", "not_adopted", "lost"]
    assert available(database) == free + 1_000_000
    assert deals_of(database) == []


def test_the_decision_is_public_with_its_reference_and_reasons(database: Database, vote: Vote) -> None:
    decide(database, vote, p1=REASON)
    with database.reading() as session:
        found = {place.code: told for place, told in areas_with_decisions(session, vote.round_id)}
        told = found[MEENT]
        assert told is not None
        assert (told.reference, told.decided_on) == ("BW 2026-41", day_of(decided_at(vote)))
        assert told.refused == {vote.plans[MEENT][1]: REASON}
        assert found[ZUID] is None
        chosen = select(ProposalEvent).order_by(ProposalEvent.id.desc())
        said = {each.proposal_id: (each.step, each.reason) for each in reversed(session.scalars(chosen).all())}
    assert said[vote.plans[MEENT][0]] == ("decide", "BW 2026-41")
    assert said[vote.plans[MEENT][1]] == ("refuse_award", f"{REASON} (BW 2026-41)")


def test_each_proposer_hears_it(database: Database, vote: Vote, now: datetime) -> None:
    with database.writing() as session:
        for number in range(2):
            add_person(session, make_actor(f"p{number}{MEENT[-1]}"), now, f"p{number}@example.org")
    decide(database, vote, p1=REASON)
    with database.reading() as session:
        mails = session.scalars(select(OutboxMail).where(OutboxMail.template == "plan_decided")).all()
        facts = {mail.to_address: mail.facts for mail in mails}
    assert '"is_adopted": true' in facts["p0@example.org"]
    assert REASON in facts["p1@example.org"]


@pytest.mark.parametrize(
    "who", [ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, make_actor("zuidclerk", Role.COLLEGE_CLERK, area=ZUID)]
)
def test_nobody_else_records_it(database: Database, vote: Vote, who: Actor) -> None:
    with pytest.raises(NotAllowed):
        decide(database, vote, by=who)
    assert states(database, vote) == ["won", "won", "won", "lost"]


def test_it_is_decided_once(database: Database, vote: Vote) -> None:
    decide(database, vote)
    with pytest.raises(DecidedBefore):
        decide(database, vote, p0=REASON)
    assert parts_of(database, vote.plans[MEENT][0]) == (0, 400_000)


def test_of_two_at_once_one_wins_and_the_other_is_told(database: Database, vote: Vote) -> None:
    def try_it(refusals: dict[str, str]) -> str:
        try:
            decide(database, vote, **refusals)
        except Refusal as refused:
            return type(refused).__name__
        return "recorded"

    with ThreadPoolExecutor(4) as threads:
        told = list(threads.map(try_it, [{}, {"p0": REASON}, {}, {"p0": REASON}]))
    assert sorted(told) == ["DecidedBefore", "DecidedBefore", "DecidedBefore", "recorded"]
    assert len({subject for subject, _, _ in deals_of(database)}) == len(deals_of(database)) in (2, 3)


def test_a_result_without_winners_or_not_published_has_nothing_to_decide(
    database: Database, vote: Vote, now: datetime
) -> None:
    with pytest.raises(NothingToDecide):
        decide(database, vote, area=ZUID)
    with database.writing() as session, pytest.raises(NothingToDecide):
        decide_result(session, CLERK, decided_at(vote), 999, MEENT, decision(vote))


FAULTS: list[tuple[Callable[[Vote], CollegeDecision], str]] = [
    (lambda vote: CollegeDecision("  ", day_of(decided_at(vote))), "reference"),
    (lambda vote: CollegeDecision("x" * 81, day_of(decided_at(vote))), "reference"),
    (lambda vote: CollegeDecision("BW", day_of(decided_at(vote)) + timedelta(days=1)), "decided_on"),
    (lambda vote: CollegeDecision("BW", day_of(decided_at(vote)) - timedelta(days=1)), "decided_on"),
    (lambda vote: CollegeDecision("BW", date.max), "decided_on"),
    (lambda vote: decision(vote, p3=REASON), "refusals"),
]


@pytest.mark.parametrize(("make", "field"), FAULTS)
def test_what_is_wrong_is_said_and_nothing_is_half_done(
    database: Database, vote: Vote, make: Callable[[Vote], CollegeDecision], field: str
) -> None:
    with database.writing() as session, pytest.raises(DecisionRefused) as refused:
        decide_result(session, CLERK, decided_at(vote), vote.round_id, MEENT, make(vote))
    assert [fault.field for fault in refused.value.faults] == [field]
    assert states(database, vote) == ["won", "won", "won", "lost"]


def test_a_refusal_needs_a_reason(database: Database, vote: Vote) -> None:
    with pytest.raises(DecisionRefused) as refused:
        decide(database, vote, p0=" ", p1=REASON)
    assert [fault.field for fault in refused.value.faults] == [f"why-{vote.plans[MEENT][0]}"]


def test_the_database_keeps_decisions_as_they_are(database: Database, vote: Vote) -> None:
    decide(database, vote, p1=REASON)
    for table in ("college_decision", "college_decision_plan"):
        for statement in (f"UPDATE {table} SET reference = ''", f"DELETE FROM {table}"):
            wanted = statement.replace("reference", "reason") if table.endswith("plan") else statement
            with database.writing() as session, pytest.raises(Exception, match="append-only"):
                session.execute(text(wanted))
    adopted = "INSERT INTO college_decision_plan (decision_id, proposal_id, adopted, reason) VALUES (1, :p, false, '')"
    with database.writing() as session, pytest.raises(Exception, match="refused_with_reason"):
        session.execute(text(adopted), {"p": vote.plans[MEENT][3]})


def test_the_clerk_finds_it_on_the_work_list_until_it_is_decided(database: Database, vote: Vote) -> None:
    with database.reading() as session:
        (item,) = work_of(session, CLERK, decided_at(vote))
        assert (item.endpoint, item.area_code) == ("voting.decide", MEENT)
        assert "€ 10,000" in str(item.note)
        assert work_of(session, COORDINATOR, decided_at(vote)) == []
        assert work_of(session, make_actor("zuidclerk", Role.COLLEGE_CLERK, area=ZUID), decided_at(vote)) == []
    decide(database, vote)
    with database.reading() as session:
        assert undecided_results(session) == []
        assert work_of(session, CLERK, decided_at(vote)) == []


def test_a_decided_plan_is_carried_out_and_finished_by_its_coordinator(database: Database, vote: Vote) -> None:
    plan, later = vote.plans[MEENT][0], decided_at(vote)
    with database.writing() as session, pytest.raises(StepNotPossible):
        start_plan(session, COORDINATOR, later, plan)
    decide(database, vote)
    for who in (CLERK, FINANCE, RESIDENT):
        with database.writing() as session, pytest.raises(NotAllowed):
            start_plan(session, who, later, plan)
    with database.writing() as session:
        start_plan(session, COORDINATOR, later, plan)
    with database.writing() as session, pytest.raises(PlanRefused):
        finish_plan(session, COORDINATOR, later, plan, " ")
    with database.writing() as session:
        finish_plan(session, COORDINATOR, later, plan, "Veertig buren aten samen.")
    assert states(database, vote)[0] == "done"
