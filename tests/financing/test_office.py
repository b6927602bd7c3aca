"""The steps at the office: finance takes up an investment, asks advice, and knows the other ways out."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from financing.services import (
    Advice,
    advise,
    ask_maintenance,
    resume,
    save_first,
    take_in,
    use_other_budget,
)
from financing.services.refusals import RouteRefused, RouteStepNotPossible
from logbook.models import LogRow
from logbook.refusals import NotFound
from notices.models import OutboxMail
from proposals.services import Correction, Cost, change_facts, confirm_correction, decide_flag, withdraw
from proposals.services.refusals import CannotCorrect, StepNotPossible
from tests.builders.people import COORDINATOR, FINANCE, RESIDENT
from tests.financing.large_plans import (
    ADVICE,
    COLLEGE,
    FESTIVAL,
    FESTIVAL_COSTS,
    REVIEWER,
    advised_plan,
    confirmed_plan,
    did,
    flagged_plan,
    mails,
    make_place,
    told,
    where,
)
from tests.proposals.plans import flags_of, plan_of

OTHER = "Het budget voor wegen betaalt dit in 2027."


@pytest.fixture
def town(database, now):
    return make_place(database, now)


def test_saying_that_a_plan_is_too_large_confirms_what_was_found(database, now, town):
    number = flagged_plan(database, now, town)
    assert where(database, number) == "flagged"
    assert set(flags_of(database, number).values()) == {"raised"}
    confirmed = confirmed_plan(database, now, town)
    assert where(database, confirmed) == "confirmed"
    assert set(flags_of(database, confirmed).values()) == {"confirmed"}


def test_an_investment_goes_from_finance_to_advice(database, now, town):
    number = advised_plan(database, now, town)
    assert told(database, number) == [
        ("take_in", "finance_intake", "finance"),
        ("ask_maintenance", "maintenance_check", "finance"),
        ("advise", "maintenance_check", "reviewer"),
    ]
    with database.reading() as session:
        acts = session.scalars(select(LogRow.act).where(LogRow.subject == f"plan:{number}")).all()
    assert acts[-3:] == ["take_in_large_plan", "ask_maintenance_advice", "advise_on_maintenance"]


def test_the_proposer_hears_each_step_and_what_comes_next(database, now, town):
    # confirmed on 23 November 2026: a change of the budget, 15 February 2027; six weeks before it is 4 January
    number = advised_plan(database, now, town)
    assert mails(database)[-3:] == ["capital_step"] * 3
    with database.reading() as session:
        facts = json.loads(session.scalars(select(OutboxMail.facts).order_by(OutboxMail.id.desc())).first() or "")
    assert facts == {
        "title": "Groene Hart van de Meent", "number": number, "step": "advise", "words": ADVICE.words,
        "reference": "", "next": "charges_calculated", "day": "2026-12-28",
    }  # fmt: skip


def test_a_plan_that_is_merely_too_expensive_has_only_the_other_ways(database, now, town):
    number = confirmed_plan(database, now, town, FESTIVAL, FESTIVAL_COSTS)
    with pytest.raises(RouteStepNotPossible) as refused:
        did(database, take_in, FINANCE, now, number)
    assert refused.value.ground == "is_investment"
    did(database, save_first, FINANCE, now, number, "De wijk spaart twee jaar voor dit festival.")
    assert where(database, number) == "saving"
    did(database, resume, FINANCE, now, number)
    assert where(database, number) == "confirmed"
    did(database, use_other_budget, FINANCE, now, number, OTHER)
    assert where(database, number) == "other_budget"


def test_what_another_budget_pays_comes_back_by_no_door(database, now, town):
    number = confirmed_plan(database, now, town)
    did(database, use_other_budget, FINANCE, now, number, OTHER)
    assert plan_of(database, number).paid_elsewhere
    with pytest.raises(StepNotPossible):
        did(database, withdraw, RESIDENT, now, number)
    cheaper = Correction({}, "Het is goedkoper.", "De offerte van de hovenier.", (Cost("Planten", 900_00),))
    with pytest.raises(CannotCorrect):
        did(database, change_facts, COORDINATOR, now, number, cheaper)
    for state in ("submitted", "withdrawn", "on_ballot"):
        with pytest.raises(IntegrityError), database.engine.begin() as connection:
            connection.execute(
                text("UPDATE proposal SET state = :state WHERE id = :id"), {"state": state, "id": number}
            )


def test_corrected_facts_lead_back_to_the_review_and_the_case_waits(database, now, town):
    number = advised_plan(database, now, town)
    cheaper = Correction(
        {"life_years": 2, "upkeep_cents": 0, "kind": "none", "touches_public_space": "no"},
        "Het zijn alleen plantenbakken.", "De offerte van de hovenier.", (Cost("Bakken", 900_00),),
    )  # fmt: skip
    waiting = did(database, change_facts, COORDINATOR, now, number, cheaper)
    did(database, confirm_correction, FINANCE, now, waiting)
    assert (plan_of(database, number).state, where(database, number)) == ("submitted", "released")
    with pytest.raises(RouteStepNotPossible):
        did(database, advise, REVIEWER, now, number, ADVICE)


def test_the_proposer_withdraws_before_any_credit(database, now, town):
    number = advised_plan(database, now, town)
    did(database, withdraw, RESIDENT, now, number)
    assert where(database, number) == "withdrawn"
    with pytest.raises(RouteStepNotPossible):
        did(database, advise, REVIEWER, now, number, ADVICE)


def test_a_plan_without_a_ground_is_not_on_the_route(database, now, town):
    from tests.proposals.plans import send_plan

    number = send_plan(database, now, town.round_id)
    with pytest.raises(NotFound):
        did(database, take_in, FINANCE, now, number)


def test_a_doubt_that_comes_later_does_not_send_a_confirmed_plan_back(database, now, town):
    number = confirmed_plan(database, now, town)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE capital_flag SET state='raised', reason='', decided_at=NULL "
                                "WHERE proposal_id=:id AND NOT is_hard"), {"id": number})  # fmt: skip
    assert where(database, number) == "confirmed"
    did(database, decide_flag, COORDINATOR, now, number, "CAP-LIFE", is_right=True, reason="Het gaat lang mee.")
    did(database, take_in, FINANCE, now, number)


@pytest.mark.parametrize(
    ("advice", "fields"),
    [
        (Advice(True, 0, 0, "Dit kan goed."), {"life_years"}),
        (Advice(True, 201, -1, "ja"), {"life_years", "upkeep_cents", "words"}),
        (Advice(False, 20, 10**12, ""), {"upkeep_cents", "words"}),
    ],
)
def test_advice_that_cannot_be_is_refused_with_every_fault(database, now, town, advice, fields):
    number = confirmed_plan(database, now, town)
    did(database, take_in, FINANCE, now, number)
    did(database, ask_maintenance, FINANCE, now, number)
    with pytest.raises(RouteRefused) as refused:
        did(database, advise, REVIEWER, now, number, advice)
    assert {fault.field for fault in refused.value.faults} == fields


@pytest.mark.parametrize("actor", [RESIDENT, COORDINATOR, REVIEWER, COLLEGE])
def test_only_finance_takes_a_plan_up(database, now, town, actor):
    number = confirmed_plan(database, now, town)
    with pytest.raises(RouteStepNotPossible) as refused:
        did(database, take_in, actor, now, number)
    assert refused.value.status == 403
    assert where(database, number) == "confirmed"
