"""Several areas in one election, from the setting to the ledger: worked out by hand, on both engines."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from budget.models import PaymentRequest
from budget.queries import find_account, held_by
from budget.rules.ledger import Part
from database import Database
from deals.models import Deal
from deals.services.changing import activate_deal
from deals.services.paying import ask_deal_payment
from deals.services.refusals import NoMoneyToAsk
from lives.periods import day_of
from logbook.actors import Role
from proposals.models import Proposal
from prove.books import faults as faults_of_books
from reports.queries.voted import votes_of
from rounds.models import RoundArea
from tests.builders.moments import Clocks
from tests.builders.people import ADMINISTRATOR, COORDINATOR, make_actor
from tests.builders.town import MEENT, ZUID
from tests.voting.ballots import Vote, announced_vote, cast, key_of, let_vote, urn_of
from voting.models import CountedBallot, Urn
from voting.queries.counted import counted_election
from voting.queries.results import published_results
from voting.rules.ballot import Ballot, encode_ballot, signed_bytes, tracker_of
from voting.rules.count import count
from voting.rules.election import Method, Rule
from voting.rules.what_if import Question, answer
from voting.services.counting import count_when_closed
from voting.services.deciding import CollegeDecision, decide_result
from voting.services.frozen import frozen_round
from voting.services.refusals import BallotRefused, CodeUnknown
from voting.services.sealing import seal_round

CLERK = make_actor("clerk", Role.COLLEGE_CLERK)
OVER = timedelta(minutes=10)
# one list of six: the Meent's plans 0 to 3 cost 4,000, 3,000, 3,000 and 2,000, Zuid's 4 and 5 1,000 and 2,000
BALLOTS = {"anna": (0, 4), "bram": (0, 2), "zoe": (4, 0), "yara": (1,)}
FREE_BEFORE = 24_000_00


@pytest.fixture
def vote(database: Database, now: datetime, at: Clocks) -> Vote:
    """Sealed and begun: the Meent has 10,000.00 and Zuid 5,000.00; two people of each may vote."""
    return begun(database, now, at, completion="none")


def begun(database: Database, now: datetime, at: Clocks, **kinds: Any) -> Vote:
    made = announced_vote(database, now, across=True, **kinds)
    with database.writing() as session:
        session.execute(update(RoundArea).where(RoundArea.area_code == ZUID).values(pot_cents=5_000_00))
        seal_round(session, ADMINISTRATOR, now, made.round_id)
    let_vote(database, made, "anna", "bram")
    let_vote(database, made, "zoe", "yara", area=ZUID)
    at(made.begun_at)
    return made


def vote_and_count(database: Database, vote: Vote, at: Clocks) -> dict[str, Any]:
    for name, chosen in BALLOTS.items():
        cast(database, vote, name, *chosen, area=MEENT if name in ("anna", "bram") else ZUID)
    moment = vote.closes_at + OVER
    at(moment)
    count_when_closed(database, vote.round_id, moment)
    with database.reading() as session:
        return published_results(session, vote.round_id)[MEENT].record


def plan(vote: Vote, place: int) -> int:
    return (vote.plans[MEENT] + vote.plans[ZUID])[place]


def held(database: Database, area: str, part: Part, subject: str) -> int:
    with database.reading() as session:
        account = find_account(session, 2026, area)
        assert account is not None
        return held_by(session, account.id, part, subject)


def test_one_list_of_one_length_for_voters_of_every_area(database: Database, vote: Vote) -> None:
    cast(database, vote, "anna", 0, 5)
    cast(database, vote, "zoe", 3, area=ZUID)
    form = frozen_round(database, vote.round_id).form
    assert form.plans_per_area == (6, 6)
    assert {len(row.ballot) for row in urn_of(database)} == {form.length}
    with pytest.raises(BallotRefused):
        cast(database, vote, "bram", 6)
    # a key votes for its own area's pot alone
    with pytest.raises(CodeUnknown):
        cast(database, vote, "bram", 0, area=ZUID)


def test_everyone_begins_with_a_part_of_the_own_pot_and_gives_it_to_any_plan(
    database: Database, vote: Vote, at: Clocks
) -> None:
    record = vote_and_count(database, vote, at)
    told = record["count"]
    # the Meent 10,000 over two voters, Zuid 5,000 over two
    assert told["starts"] == [
        {"area": "Hilversumse Meent", "voters": 2, "start": "5000"},
        {"area": "Zuid", "voters": 2, "start": "2500"},
    ]
    # plan 0: anna, bram and zoe pay 1,333.33 each; plan 4: anna and zoe 500; plan 2: bram has 3,666.67 left;
    # plan 1 costs yara 500 more than she has, though with a part of all pots together (3,750) she could pay it
    assert told["winners"] == [str(plan(vote, place)) for place in (0, 4, 2)]
    assert (told["pot"], told["spent"], told["left"], told["n"]) == ("15000", "8000", "7000", 4)
    status = {each["project"]: each["status"] for each in told["projects"]}
    assert status[str(plan(vote, 1))] == "supporters_short"


def test_the_record_is_one_for_all_areas_and_tells_what_each_pays(database: Database, vote: Vote, at: Clocks) -> None:
    record = vote_and_count(database, vote, at)
    with database.reading() as session:
        texts = {each.text for each in published_results(session, vote.round_id).values()}
        ballots = session.execute(select(CountedBallot.area_code, CountedBallot.choices)).all()
    assert len(texts) == 1
    assert sorted(ballots) == sorted([(MEENT, "0,4"), (MEENT, "0,2"), (ZUID, "0,4"), (ZUID, "1")])
    meent, zuid = record["areas"]
    assert (meent["pot"], meent["spent"], meent["left"]) == ("10000", "5333.34", "4666.66")
    assert (zuid["pot"], zuid["spent"], zuid["left"]) == ("5000", "2666.66", "2333.34")
    assert [meent["pays"][str(plan(vote, place))] for place in (0, 4, 2)] == ["2666.67", "666.67", "2000"]
    assert [zuid["pays"][str(plan(vote, place))] for place in (0, 4, 2)] == ["1333.33", "333.33", "1000"]
    assert [(each["issued"], each["ballots"], each["chose"]) for each in record["areas"]] == [(2, 2, 2)] * 2


def test_each_area_pays_its_part_to_the_cent_and_the_rest_is_free_again(
    database: Database, vote: Vote, at: Clocks
) -> None:
    vote_and_count(database, vote, at)
    parts = {area: [held(database, area, Part.RING_FENCED, f"plan:{plan(vote, place)}") for place in range(6)]
             for area in (MEENT, ZUID)}  # fmt: skip
    assert parts == {
        MEENT: [2_666_67, 0, 2_000_00, 0, 666_67, 0],
        ZUID: [1_333_33, 0, 1_000_00, 0, 333_33, 0],
    }
    with database.reading() as session:
        for area, spent in ((MEENT, 5_333_34), (ZUID, 2_666_66)):
            account = find_account(session, 2026, area)
            assert account is not None
            assert account.ring_fenced == spent
            assert held_by(session, account.id, Part.RING_FENCED, f"round:{vote.round_id}") == 0
        states = {row.id: row.state for row in session.scalars(select(Proposal))}
    assert [states[plan(vote, place)] for place in range(6)] == ["won", "lost", "won", "lost", "won", "lost"]
    assert faults_of_books(database.engine) == []


def test_the_decision_promises_or_frees_the_parts_of_every_area(database: Database, vote: Vote, at: Clocks) -> None:
    vote_and_count(database, vote, at)
    moment = vote.closes_at + OVER
    yes = CollegeDecision("BW 2026-41", day_of(moment))
    no = CollegeDecision("BW 2026-42", day_of(moment), {plan(vote, 4): "De grond is niet van de gemeente."})
    with database.writing() as session:
        decide_result(session, CLERK, moment, vote.round_id, MEENT, yes)
        decide_result(session, CLERK, moment, vote.round_id, ZUID, no)
    first, refused = f"plan:{plan(vote, 0)}", f"plan:{plan(vote, 4)}"
    assert [held(database, area, Part.PROMISED, first) for area in (MEENT, ZUID)] == [2_666_67, 1_333_33]
    assert [held(database, area, Part.RING_FENCED, refused) for area in (MEENT, ZUID)] == [0, 0]
    with database.reading() as session:
        accounts = [find_account(session, 2026, area) for area in (MEENT, ZUID)]
        assert [(each.ring_fenced, each.promised) for each in accounts if each] == [(0, 4_666_67), (0, 2_333_33)]
    assert faults_of_books(database.engine) == []


def test_a_deal_is_paid_from_every_area_that_promised_a_part(database: Database, vote: Vote, at: Clocks) -> None:
    vote_and_count(database, vote, at)
    moment = vote.closes_at + OVER
    with database.writing() as session:
        decide_result(session, CLERK, moment, vote.round_id, MEENT, CollegeDecision("BW 1", day_of(moment)))
    with database.writing() as session:
        deal = session.scalars(select(Deal).where(Deal.subject == f"plan:{plan(vote, 0)}")).one()
        assert deal.cents == 4_000_00
        deal.last_day = day_of(moment) + timedelta(days=90)
        activate_deal(session, COORDINATOR, moment, deal.id)
        ask_deal_payment(session, COORDINATOR, moment, deal.id, 4_000_00, "De tuin")
        asked = session.scalars(select(PaymentRequest.cents).order_by(PaymentRequest.cents)).all()
        assert asked == [1_333_33, 2_666_67]
        with pytest.raises(NoMoneyToAsk):
            ask_deal_payment(session, COORDINATOR, moment, deal.id, 1, "Nog een cent")


def test_what_if_and_a_recount_start_from_the_same_ballots_of_the_same_areas(
    database: Database, vote: Vote, at: Clocks
) -> None:
    record = vote_and_count(database, vote, at)
    with database.reading() as session:
        election, rule = counted_election(session, vote.round_id, ZUID)
    assert list(count(election, rule).winners) == record["count"]["winners"]
    # a fifth more for both: yara begins with 3,000, just what plan 1 costs
    asked = Question("equalshares", "none", 18_000_00, 0)
    assert set(answer(election, rule, asked).funded) == {1, 2, 3, 5}
    # by votes the areas make no difference: 3, 2, 1, 1 votes
    assert list(count(election, Rule(Method.GREEDY)).winners)[:2] == [str(plan(vote, 0)), str(plan(vote, 4))]


def test_the_year_report_counts_every_cent_once(database: Database, vote: Vote, at: Clocks) -> None:
    vote_and_count(database, vote, at)
    with database.reading() as session:
        votes = votes_of(session, 2026)
    told = [(each.area_code, each.issued, each.ballots, each.pot_cents, each.spent_cents) for each in votes]
    # two people voted in each area: of so few no number is said, and of their money all is
    assert told == [(MEENT, None, None, 10_000_00, 5_333_34), (ZUID, None, None, 5_000_00, 2_666_66)]
    assert [len(each.plans) for each in votes] == [4, 2]


def test_a_threshold_in_percent_is_of_the_voters_of_all_areas(database: Database, now: datetime, at: Clocks) -> None:
    record = vote_and_count(database, begun(database, now, at, completion="none", threshold_percent=50), at)
    # half of four ballots is two votes: plan 2 has one
    assert record["count"]["parameters"]["threshold"] == 2
    assert (record["count"]["winners"], record["count"]["spent"]) == (
        record["count"]["winners"][:2], "5000"
    )  # fmt: skip


def test_a_knapsack_holds_the_pots_of_all_areas(database: Database, now: datetime, at: Clocks) -> None:
    vote = begun(database, now, at, ballot_type="knapsack", least_spend_percent=20)
    # all plans together cost 15,000.00, exactly both pots; a fifth is 3,000.00
    cast(database, vote, "zoe", 0, 1, 2, 3, 4, 5, area=ZUID)
    cast(database, vote, "anna", 1)
    with pytest.raises(BallotRefused):
        cast(database, vote, "bram", 5)


def test_hours_of_all_areas_are_one_pot_and_each_gives_its_part(database: Database, now: datetime, at: Clocks) -> None:
    vote = begun(database, now, at, completion="none", hours=10, plan_hours=(9, 0, 12, 0))
    record = vote_and_count(database, vote, at)
    # 20 hours in all: plan 0 asks 9, then plan 2 asks 12 and 11 are left
    status = {each["project"]: each["status"] for each in record["count"]["projects"]}
    assert status[str(plan(vote, 2))] == "no_hours"
    with database.reading() as session:
        accounts = [find_account(session, 2026, area, "minutes") for area in (MEENT, ZUID)]
        subject = f"plan:{plan(vote, 0)}"
        given = [held_by(session, each.id, Part.RING_FENCED, subject) for each in accounts if each]
    assert given == [270, 270]


def test_a_ballot_that_names_another_area_than_its_key_is_not_counted(
    database: Database, vote: Vote, at: Clocks
) -> None:
    cast(database, vote, "yara", 1, area=ZUID)
    frozen, key = frozen_round(database, vote.round_id), key_of("yara")
    # signed by the right key, but written for the pot of the Meent
    forged = encode_ballot(frozen.form, Ballot(0, (1, 0, 0, 0, 0, 0), b"12345678"))
    signature = key.sign(signed_bytes(vote.round_id, 1, 1, tracker_of(forged))).signature
    with database.writing() as session:
        session.execute(
            update(Urn).where(Urn.public_key == bytes(key.verify_key))
            .values(ballot=forged, signature=bytes(signature), tracker=tracker_of(forged))
        )  # fmt: skip
        session.commit()
    moment = vote.closes_at + OVER
    at(moment)
    count_when_closed(database, vote.round_id, moment)
    with database.reading() as session:
        record = published_results(session, vote.round_id)[ZUID].record
    assert (record["invalid"], record["count"]["n"]) == ({"area": 1}, 0)


def test_an_area_without_ballots_leaves_its_part_to_the_fill(database: Database, now: datetime, at: Clocks) -> None:
    vote = begun(database, now, at, completion="add1u")
    cast(database, vote, "anna", 0, 4, 5)
    cast(database, vote, "bram", 1, 2, 3)
    moment = vote.closes_at + OVER
    at(moment)
    count_when_closed(database, vote.round_id, moment)
    with database.reading() as session:
        record = published_results(session, vote.round_id)[ZUID].record
    # every plan has a vote, and together they cost exactly both pots
    assert len(record["count"]["winners"]) == 6
    assert [each["spent"] for each in record["areas"]] == ["10000", "5000"]
    assert record["count"]["left"] == "0"
    assert faults_of_books(database.engine) == []
