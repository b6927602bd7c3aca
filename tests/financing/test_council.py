"""From the calculation to the council's yes: what it costs each year, what stands, and one decision at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from budget.queries import find_account
from budget.queries.payments import free_to_ask, payments_of
from budget.queries.standing import lines_of
from budget.rules.ledger import Part
from budget.services.payments import approve_payment
from budget.services.standing_lines import YearIsClosed
from budget.services.year_end import save_money
from financing.models import CapitalCalculation, CapitalDecision
from financing.queries.calculations import calculations_of, must_stand
from financing.rules.calendar import Target
from financing.rules.funding import Bearer, Funding, Parts, whole
from financing.services import (
    BodyDecision,
    Figures,
    Renewal,
    ask_maintenance,
    ask_project_payment,
    calculate,
    college_decides,
    council_says_no,
    grant,
    propose_to_council,
    reestimate,
    resume,
    save_first,
    send_to_college,
    start_work,
    take_in,
)
from financing.services.refusals import RouteRefused, RouteStepNotPossible
from lives.periods import day_of
from lives.refused import Refused
from proposals.services import withdraw
from proposals.services.refusals import StepNotPossible
from tests.builders.people import COORDINATOR, FINANCE, RESIDENT
from tests.builders.town import add_year
from tests.financing.large_plans import (
    COLLEGE,
    COUNCIL,
    FIGURES,
    MEENT,
    NET,
    SECOND_COLLEGE,
    SECOND_COUNCIL,
    advised_plan,
    case_of,
    confirmed_plan,
    decision,
    decisions,
    did,
    granted_plan,
    mails,
    make_place,
    plan_at_council,
    set_rates,
    where,
    with_saved_money,
)
from tests.proposals.plans import plan_of

CHARGES = whole(Funding.CHARGES, NET, Bearer.AREA, None)


@pytest.fixture
def town(database, now):
    found = make_place(database, now)
    set_rates(database, now, 200)
    return found


def stands(database, number):
    with database.reading() as session:
        return {line.year: line.after_cents for line in lines_of(session, f"capital:{number}")}


def test_a_calculation_keeps_what_it_counted_with(database, now, town):
    number = advised_plan(database, now, town)
    assert did(database, calculate, FINANCE, now, number, FIGURES) == 1
    assert did(database, calculate, FINANCE, now, number, Figures(180_000_00, 10_000_00, 0, 20, 0, 2027)) == 2
    with database.reading() as session:
        rows = calculations_of(session, case_of(session, number).id)
        assert [(row.number, row.kind, row.third_party_cents) for row in rows] == [
            (1, "estimate", 0), (2, "estimate", 10_000_00),
        ]  # fmt: skip
    assert where(database, number) == "charges_calculated"


@pytest.mark.parametrize(
    ("figures", "fields"),
    [
        (Figures(0, 0, 0, 20, 0, 2027), {"investment_cents"}),
        (Figures(180_000_00, 190_000_00, 0, 0, -1, 2025), {"third_party_cents", "life_years", "upkeep_cents",
                                                            "completed_in"}),
        (Figures(180_000_00, 0, 180_000_00, 201, 0, 2027), {"residual_cents", "life_years"}),
        (Figures(180_000_00, 0, 0, 20, 0, 2101), {"completed_in"}),
    ],
)  # fmt: skip
def test_figures_that_cannot_be_are_refused_with_every_fault(database, now, town, figures, fields):
    number = advised_plan(database, now, town)
    with pytest.raises(RouteRefused) as refused:
        did(database, calculate, FINANCE, now, number, figures)
    assert {fault.field for fault in refused.value.faults} == fields
    assert where(database, number) == "maintenance_check"


def test_nothing_is_calculated_before_the_advice_nor_after_the_college_has_it(database, now, town):
    early = confirmed_plan(database, now, town)
    with pytest.raises(RouteStepNotPossible):
        did(database, calculate, FINANCE, now, early, FIGURES)
    number = plan_at_council(database, now, town)
    with pytest.raises(RouteStepNotPossible):
        did(database, calculate, FINANCE, now, number, FIGURES)


def test_a_yes_with_yearly_costs_lets_every_year_of_the_life_stand_with_upkeep(database, now, town):
    number = plan_at_council(database, now, town)
    did(database, grant, COUNCIL, now, number, decision(now, "RB 2026-55"), CHARGES)
    # ready in 2027, so 2028 to 2047: 9,000 + 2 % of what is left + 3,000 upkeep
    found = stands(database, number)
    assert sorted(found) == list(range(2028, 2048))
    assert (found[2028], found[2029], found[2037], found[2047]) == (15_600_00, 15_420_00, 13_980_00, 12_180_00)
    assert sum(found.values()) == 217_800_00 + 20 * 3_000_00
    with database.reading() as session:
        lines = lines_of(session, f"capital:{number}")
        assert {(line.area_code, line.label, line.reference) for line in lines} == {
            (MEENT, "Groene Hart van de Meent", "RB 2026-55")
        }
        assert must_stand(calculations_of(session, case_of(session, number).id)) == found
        assert case_of(session, number).credit_reference == "RB 2026-55"
    assert (where(database, number), plan_of(database, number).paid_elsewhere) == ("credit_granted", True)


def test_a_mix_lets_only_its_part_stand_but_all_of_the_upkeep(database, now, town):
    number = plan_at_council(database, now, town)
    parts = Parts(Funding.MIX, programme_cents=90_000_00, charges_cents=90_000_00, bearer=Bearer.AREA)
    did(database, grant, COUNCIL, now, number, decision(now, "RB 2026-55"), parts)
    # 4,500 + 2 % of 90,000 + 3,000
    assert stands(database, number)[2028] == 9_300_00


def test_the_programme_of_investments_takes_nothing_from_the_neighbourhood_budget(database, now, town):
    number = plan_at_council(database, now, town)
    parts = whole(Funding.PROGRAMME, NET, None, None)
    did(database, grant, COUNCIL, now, number, decision(now, "RB 2026-55"), parts)
    assert stands(database, number) == {}
    assert where(database, number) == "credit_granted"


def test_saved_money_is_promised_to_the_project_through_the_one_door(database, now, town):
    with database.writing() as session:
        account = find_account(session, 2026, MEENT).id
        session.rollback()
        saving = save_money(session, FINANCE, now, account, 5_000_00, "Groene Hart", 2028, "RB 2026-1")
    number = plan_at_council(database, now, town)
    parts = Parts(Funding.MIX, 175_000_00, 0, 5_000_00, None, saving)
    did(database, grant, COUNCIL, now, number, decision(now, "RB 2026-55"), parts)
    from budget.queries.accounts import held_by

    with database.reading() as session:
        assert held_by(session, account, Part.PROMISED, f"capital:{number}") == 5_000_00
        assert held_by(session, account, Part.SAVED, f"save:{saving}") == 0


def test_saved_money_is_asked_in_parts_and_paid_when_finance_says_yes(database, now, town):
    number = with_saved_money(database, now, town)
    first = did(database, ask_project_payment, COORDINATOR, now, number, 3_000_00, "Bomen en planten")
    with pytest.raises(RouteRefused) as refused:
        did(database, ask_project_payment, COORDINATOR, now, number, 2_000_01, "Bankjes en paden")
    assert refused.value.faults[0].field == "cents"
    did(database, ask_project_payment, COORDINATOR, now, number, 2_000_00, "Bankjes en paden")
    with pytest.raises(RouteStepNotPossible):
        did(database, ask_project_payment, COORDINATOR, now, number, 1, "Nog een klein beetje")
    did(database, approve_payment, FINANCE, now, first)
    with database.reading() as session:
        asked = [(each.cents, each.state) for each in payments_of(session, f"capital:{number}")]
        assert sorted(asked) == [(2_000_00, "asked"), (3_000_00, "approved")]
        assert free_to_ask(session, f"capital:{number}") == {}
    assert where(database, number) == "in_execution"


@pytest.mark.parametrize(
    ("cents", "purpose", "fields"), [(0, "Bomen en planten", ["cents"]), (-1, "x", ["purpose", "cents"])]
)
def test_a_payment_needs_an_amount_and_a_purpose(database, now, town, cents, purpose, fields):
    number = with_saved_money(database, now, town)
    with pytest.raises(RouteRefused) as refused:
        did(database, ask_project_payment, COORDINATOR, now, number, cents, purpose)
    assert [fault.field for fault in refused.value.faults] == fields


def test_a_project_without_saved_money_asks_no_payment(database, now, town):
    number = plan_at_council(database, now, town)
    did(database, grant, COUNCIL, now, number, decision(now, "RB 2026-55"), whole(Funding.PROGRAMME, NET, None, None))
    did(database, start_work, COORDINATOR, now, number)
    with pytest.raises(RouteStepNotPossible):
        did(database, ask_project_payment, COORDINATOR, now, number, 1_00, "Bomen en planten")


@pytest.mark.parametrize(("cents", "saving"), [(5_000_01, True), (5_000_00, False)])
def test_more_than_is_saved_or_saved_money_that_is_not_there_is_refused(database, now, town, cents, saving):
    with database.writing() as session:
        account = find_account(session, 2026, MEENT).id
        session.rollback()
        number_of_saving = save_money(session, FINANCE, now, account, 5_000_00, "Groene Hart", 2028, "RB 2026-1")
    number = plan_at_council(database, now, town)
    parts = Parts(Funding.MIX, NET - cents, 0, cents, None, number_of_saving if saving else 999)
    with pytest.raises(RouteRefused) as refused:
        did(database, grant, COUNCIL, now, number, decision(now, "RB 2026-55"), parts)
    assert refused.value.faults[0].field == ("saved_cents" if saving else "saving")
    assert where(database, number) == "council_proposal"


@pytest.mark.parametrize(
    ("given", "parts", "fields"),
    [
        (("", 0), CHARGES, {"reference"}),
        (("x" * 81, 0), CHARGES, {"reference"}),
        (("RB 1", 1), CHARGES, {"decided_on"}),
        (("RB 1", -1), CHARGES, {"decided_on"}),
        (("", 1), Parts(Funding.MIX, 1, 1), {"reference", "decided_on", "programme_cents", "bearer"}),
    ],
)
def test_a_yes_that_is_not_complete_is_refused_with_every_fault(database, now, town, given, parts, fields):
    number = plan_at_council(database, now, town)
    reference, days = given
    wrong = BodyDecision(reference, day_of(now) + timedelta(days=days))
    with pytest.raises(RouteRefused) as refused:
        did(database, grant, COUNCIL, now, number, wrong, parts)
    assert {fault.field for fault in refused.value.faults} == fields
    assert (where(database, number), stands(database, number)) == ("council_proposal", {})


def test_what_was_put_off_is_proposed_and_decided_once_more(database, now, town):
    number = plan_at_council(database, now, town)
    why = decision(now, "RB 2026-50", "De gemeenteraad wil eerst de kosten van het water weten.")
    did(database, council_says_no, COUNCIL, now, number, why, is_deferred=True)
    assert where(database, number) == "deferred"
    did(database, propose_to_council, COLLEGE, now, number, Target.KADERNOTA, date(2027, 7, 8))
    did(database, council_says_no, COUNCIL, now, number, why, is_deferred=False)
    assert decisions(database) == [("college", 1, "yes"), ("council", 1, "deferred"), ("council", 2, "no")]
    assert where(database, number) == "council_refused"


def test_a_no_needs_its_reason(database, now, town):
    number = advised_plan(database, now, town)
    did(database, calculate, FINANCE, now, number, FIGURES)
    did(database, send_to_college, FINANCE, now, number)
    with pytest.raises(RouteRefused) as refused:
        did(database, college_decides, COLLEGE, now, number, decision(now, words="nee"), is_yes=False)
    assert [fault.field for fault in refused.value.faults] == ["words"]
    no = decision(now, words="Er is dit jaar geen ruimte voor dit park.")
    did(database, college_decides, COLLEGE, now, number, no, is_yes=False)
    assert where(database, number) == "college_refused"


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2029, 11, 23)])
def test_a_meeting_lies_ahead_and_not_too_far(database, now, town, day):
    number = advised_plan(database, now, town)
    did(database, calculate, FINANCE, now, number, FIGURES)
    did(database, send_to_college, FINANCE, now, number)
    did(database, college_decides, COLLEGE, now, number, decision(now), is_yes=True)
    with pytest.raises(RouteRefused):
        did(database, propose_to_council, COLLEGE, now, number, Target.WIJZIGING, day)


def test_after_the_credit_nobody_withdraws_and_no_plain_statement_leads_back(database, now, town):
    number = granted_plan(database, now, town)
    with pytest.raises(StepNotPossible):
        did(database, withdraw, RESIDENT, now, number)
    for state in ("withdrawn", "submitted", "on_ballot"):
        with pytest.raises(IntegrityError), database.engine.begin() as connection:
            connection.execute(text("UPDATE proposal SET state=:to WHERE id=:id"), {"to": state, "id": number})
    with pytest.raises(IntegrityError), database.engine.begin() as connection:
        connection.execute(text("UPDATE capital_case SET credit_reference='' WHERE proposal_id=:id"), {"id": number})


@pytest.mark.parametrize("body", ["college", "council"])
def test_two_clerks_who_decide_at_once_make_one_decision(database, now, town, body):
    if body == "college":
        number = advised_plan(database, now, town)
        did(database, calculate, FINANCE, now, number, FIGURES)
        did(database, send_to_college, FINANCE, now, number)
    else:
        number = plan_at_council(database, now, town)

    def decide(who):
        try:
            if body == "college":
                did(database, college_decides, who, now, number, decision(now), is_yes=True)
            else:
                did(database, grant, who, now, number, decision(now, "RB 2026-55"), CHARGES)
        except Refused:
            return False
        return True

    clerks = (COLLEGE, SECOND_COLLEGE) if body == "college" else (COUNCIL, SECOND_COUNCIL)
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(decide, clerks)) == [False, True]
    assert sum(each[0] == body for each in decisions(database)) == 1


def test_the_database_takes_one_decision_for_each_time_and_none_without_a_reference(database, now, town):
    number = plan_at_council(database, now, town)
    with database.reading() as session:
        row = session.scalars(select(CapitalDecision)).one()
        case_id = row.case_id
    again = (
        "INSERT INTO capital_decision (case_id, body, round, outcome, reference, decided_on, words, funding, "
        "net_cents, programme_cents, charges_cents, saved_cents, bearer, recorded_at, recorded_by_key) VALUES "
        "(:case, :body, 1, 'yes', :reference, '2026-11-23', '', :funding, 0, 0, 0, 0, '', '2026-11-23 12:00:00', 'x')"
    )
    for values in (
        {"body": "college", "reference": "BW 1", "funding": ""},
        {"body": "council", "reference": "RB 1", "funding": ""},
        {"body": "council", "reference": "", "funding": "programme"},
    ):
        with pytest.raises(IntegrityError), database.engine.begin() as connection:
            connection.execute(text(again), {"case": case_id} | values)
    assert where(database, number) == "council_proposal"


def test_calculations_and_decisions_are_never_changed(database, now, town):
    granted_plan(database, now, town)
    for table in ("capital_calculation", "capital_decision", "capital_event", "capital_advice"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id"):
            with pytest.raises(Exception, match="append-only"), database.engine.begin() as connection:
                connection.execute(text(statement))


@pytest.mark.parametrize("actor", [RESIDENT, COORDINATOR, FINANCE, COLLEGE])
def test_only_the_council_clerk_records_what_the_council_decides(database, now, town, actor):
    number = plan_at_council(database, now, town)
    with pytest.raises(RouteStepNotPossible) as refused:
        did(database, grant, actor, now, number, decision(now, "RB 1"), CHARGES)
    assert refused.value.status == 403
    with database.reading() as session:
        assert session.scalars(select(CapitalCalculation.kind)).all() == ["estimate"]


def test_what_does_not_fit_in_a_fixed_year_is_a_shortfall_that_everyone_sees_and_finance_hears(database, now, town):
    # ready in 2027 and written off in five years: 36,000 + 3,600 + 3,000 in 2028, and the Meent has 24,000 free of it
    add_year(database, now, 2028)
    number = advised_plan(database, now, town)
    did(database, calculate, FINANCE, now, number, Figures(NET, 0, 0, 5, 3_000_00, 2027))
    did(database, send_to_college, FINANCE, now, number)
    did(database, college_decides, COLLEGE, now, number, decision(now), is_yes=True)
    did(database, propose_to_council, COLLEGE, now, number, Target.WIJZIGING, date(2027, 2, 15))
    did(database, grant, COUNCIL, now, number, decision(now, "RB 2026-55"), CHARGES)
    with database.reading() as session:
        account = find_account(session, 2028, MEENT)
        assert account.standing + account.shortfall == 42_600_00
        assert account.shortfall > 0
    assert "shortfall" in mails(database)


def test_no_charge_comes_into_a_closed_year(database, now, town):
    add_year(database, now, 2028)
    number = granted_plan(database, now, town)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE budget_year SET closed_at = fixed_at, closed_by_key = 'x' WHERE year = 2028"))
    before = stands(database, number)
    set_rates(database, now, 300)
    with pytest.raises(YearIsClosed):
        did(database, reestimate, FINANCE, now, number, Renewal(2028, "RB 1", "De rente is hoger dan wij dachten."))
    assert stands(database, number) == before
    did(database, reestimate, FINANCE, now, number, Renewal(2029, "RB 1", "De rente is hoger dan wij dachten."))
    assert stands(database, number)[2028] == before[2028]


def test_after_a_no_and_saving_the_plan_can_go_the_whole_way_once_more(database, now, town):
    number = advised_plan(database, now, town)
    did(database, calculate, FINANCE, now, number, FIGURES)
    did(database, send_to_college, FINANCE, now, number)
    no = decision(now, words="Er is dit jaar geen ruimte voor dit park.")
    did(database, college_decides, COLLEGE, now, number, no, is_yes=False)
    did(database, save_first, FINANCE, now, number, "De wijk spaart eerst twee jaar.")
    did(database, resume, FINANCE, now, number)
    did(database, take_in, FINANCE, now, number)
    did(database, ask_maintenance, FINANCE, now, number)
    did(database, calculate, FINANCE, now, number, FIGURES)
    did(database, send_to_college, FINANCE, now, number)
    did(database, college_decides, COLLEGE, now, number, decision(now, "BW 2026-140"), is_yes=True)
    assert decisions(database) == [("college", 1, "no"), ("college", 2, "yes")]
    assert where(database, number) == "college_approved"
