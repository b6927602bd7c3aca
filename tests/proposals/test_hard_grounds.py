"""A hard ground against every service there is: it goes only when two people correct the facts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from logbook.actors import Role
from logbook.refusals import Refusal
from logbook.services import act
from proposals import services
from proposals.queries.cases import find_case
from proposals.queries.thresholds import value_of
from proposals.rules.capital import CapitalThresholds
from proposals.services import (
    Correction,
    Cost,
    ImportedPlan,
    Saved,
    Verdict,
    add_part,
    add_plans,
    adopt_plan,
    change_facts,
    confirm_correction,
    decide_flag,
    finish_plan,
    flag_by_hand,
    import_plans,
    judge,
    pay_elsewhere,
    put_on_ballot,
    record_outcome,
    refuse_award,
    reject_correction,
    retest_open_plans,
    save_step,
    set_thresholds,
    start_draft,
    start_plan,
    submit,
    withdraw,
)
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, make_actor
from tests.builders.town import MEENT, make_town
from tests.proposals.plans import ALL_MET, PATH, PATH_COSTS, flags_of, plan_of, send_plan

CLERK = make_actor("college", Role.COLLEGE_CLERK)
CHEAP = (Cost("Straatwerk", 2_100_00),)
TYPO = Correction({}, "Een nul te veel.", "Offerte 2026-8", costs=CHEAP)
HIGHEST = value_of(
    CapitalThresholds(has_framework_credit=True, activate_cents=10**9, amount_cents=10**9, share_percent=100,
                      life_cents=10**9, kind_cents=10**9, upkeep_cents=10**9)
)  # fmt: skip


class Doors:
    """Every service, tried on one plan by whoever might get it through."""

    def __init__(self, database, now, number, round_id):
        self.database, self.now, self.number, self.round_id = database, now, number, round_id

    def tries(self, service, by, *args, **kwargs):
        try:
            with self.database.writing() as session:
                return service(session, by, self.now, *args, **kwargs)
        except (Refusal, services.refusals.PlanRefused):
            return None

    def tries_inside_an_act(self, part, *args):
        try:
            with self.database.writing() as session, act(session, ADMINISTRATOR, self.now, "try") as a:
                return part(a, *args)
        except (Refusal, services.refusals.PlanRefused):
            return None

    def decide_flag(self):
        for by in (COORDINATOR, FINANCE, ADMINISTRATOR, RESIDENT):
            for code in ("CAP-ACTIVATE", "CAP-SHARE"):
                for is_right in (False, True, False):
                    self.tries(decide_flag, by, self.number, code, is_right=is_right, reason="Het mag toch wel.")

    def change_facts(self):
        for by in (COORDINATOR, FINANCE):
            self.tries(change_facts, by, self.number, TYPO)
        # little by little: each step is small, and the one that would clear the ground waits for a second person
        for paid in (500_00, 900_00, 1_000_01, 20_000_00):
            change = Correction({"third_party_cents": paid}, "Een fonds betaalt mee.", "Brief 3")
            self.tries(change_facts, COORDINATOR, self.number, change)

    def confirm_correction(self):
        waiting = self.tries(change_facts, COORDINATOR, self.number, TYPO)
        for by in (COORDINATOR, make_actor("second", Role.COORDINATOR), ADMINISTRATOR, RESIDENT, CLERK):
            self.tries(confirm_correction, by, waiting)

    def reject_correction(self):
        waiting = self.tries(change_facts, COORDINATOR, self.number, TYPO)
        self.tries(reject_correction, FINANCE, waiting, "De offerte klopt niet.")
        self.tries(confirm_correction, FINANCE, waiting)

    def flag_by_hand(self):
        self.tries(flag_by_hand, FINANCE, self.number, "Hoort bij de rotonde.")
        back = Correction({}, "Toch niet.", "Gesprek 5", takes_mark_back=True)
        self.tries(change_facts, FINANCE, self.number, back)

    def judge(self):
        for by in (COORDINATOR, ADMINISTRATOR):
            self.tries(judge, by, self.number, Verdict.FEASIBLE, ALL_MET)
        self.tries(judge, COORDINATOR, self.number, Verdict.CAPITAL_ROUTE, {}, "Te groot.")
        self.tries(judge, COORDINATOR, self.number, Verdict.FEASIBLE, ALL_MET)

    def set_thresholds(self):
        assert self.tries(set_thresholds, ADMINISTRATOR, HIGHEST, "De raad heeft alles verhoogd.") is not None
        self.tries(judge, COORDINATOR, self.number, Verdict.FEASIBLE, ALL_MET)
        self.tries(change_facts, COORDINATOR, self.number, Correction({}, "Nieuwe grenzen.", "Raadsbesluit 9"))
        self.tries(change_facts, COORDINATOR, self.number, Correction({"hours": 3}, "Meer uren.", "Brief"))

    def retest_open_plans(self):
        self.tries(set_thresholds, ADMINISTRATOR, HIGHEST, "De raad heeft alles verhoogd.")
        self.tries_inside_an_act(retest_open_plans)

    def submit(self):
        self.tries(submit, RESIDENT, self.number)

    def save_step(self):
        self.tries(
            save_step, RESIDENT, self.number, Saved(99, "tab", {"owner_after": "proposer"}, CHEAP, replaces=True)
        )
        self.tries(submit, RESIDENT, self.number)

    def start_draft(self):
        """Another plan of the same person changes nothing about this one."""
        self.tries(start_draft, RESIDENT, self.round_id, MEENT, {"touches_public_space": "no"})

    def import_plans(self):
        self.tries(import_plans, ADMINISTRATOR, self.round_id, MEENT, [ImportedPlan(PATH, CHEAP, RESIDENT.key)])

    def add_plans(self):
        self.tries_inside_an_act(add_plans, self.round_id, MEENT, [ImportedPlan(PATH, CHEAP, RESIDENT.key)])

    def add_part(self):
        """A part that has a hard ground itself is refused; a cheap one is asked whether it is a part."""
        assert self.tries_inside_an_act(self._part_of_it, PATH_COSTS) is None
        part = self.tries_inside_an_act(self._part_of_it, CHEAP)
        assert "CAP-SPLIT" in flags_of(self.database, part)
        assert self.tries(judge, COORDINATOR, part, Verdict.FEASIBLE, ALL_MET) is None
        assert plan_of(self.database, part).state == "submitted"

    def _part_of_it(self, a, costs):
        whole = find_case(a.session, self.number, is_locked=True)
        return add_part(a, whole, self.round_id, "Een stuk van het pad", "Het eerste stuk.", costs, 0)

    def pay_elsewhere(self):
        """What another budget pays keeps its grounds, and goes to no ballot."""
        self.tries(judge, COORDINATOR, self.number, Verdict.CAPITAL_ROUTE, {}, "Te groot.")
        self.tries_inside_an_act(lambda a: pay_elsewhere(a, find_case(a.session, self.number, is_locked=True)))
        self.tries_inside_an_act(put_on_ballot, self.number)
        self.tries(judge, COORDINATOR, self.number, Verdict.FEASIBLE, ALL_MET)

    def put_on_ballot(self):
        self.tries_inside_an_act(put_on_ballot, self.number)
        self.tries(set_thresholds, ADMINISTRATOR, HIGHEST, "De raad heeft alles verhoogd.")
        self.tries_inside_an_act(put_on_ballot, self.number)

    def record_outcome(self):
        self.tries_inside_an_act(record_outcome, self.number, True)

    def adopt_plan(self):
        self.tries_inside_an_act(adopt_plan, self.number, "BW 2027-3")

    def refuse_award(self):
        self.tries_inside_an_act(refuse_award, self.number, "BW 2027-3", "Toch niet.")

    def start_plan(self):
        self.tries(start_plan, COORDINATOR, self.number)

    def finish_plan(self):
        self.tries(finish_plan, COORDINATOR, self.number, "Klaar.")

    def withdraw(self):
        """Last, since it ends the plan: a plan taken back is not sent again."""
        self.tries(withdraw, RESIDENT, self.number)
        self.tries(submit, RESIDENT, self.number)


DOORS = sorted(name for name in services.__all__ if not name[0].isupper())


@pytest.fixture
def path(database, now):
    """Hard by CAP-ACTIVATE (21,000 for a path) and by CAP-SHARE (the pot is 10,000)."""
    round_id = make_town(database, now).round_id
    number = send_plan(database, now, round_id, PATH, PATH_COSTS)
    assert plan_of(database, number).hard_grounds == 2
    return Doors(database, now, number, round_id)


@pytest.mark.parametrize("door", DOORS)
def test_no_service_takes_a_hard_ground_away(path, door):
    getattr(path, door)()
    plan = plan_of(path.database, path.number)
    assert plan.hard_grounds >= 2
    assert not plan.admissible
    assert plan.state in ("submitted", "capital_route", "withdrawn")
    stands = {code for code, state in flags_of(path.database, path.number).items() if state in ("raised", "confirmed")}
    assert stands >= {"CAP-ACTIVATE!", "CAP-SHARE!"}


def test_all_services_one_after_the_other_do_not_either(path):
    for door in sorted(DOORS, key="withdraw".__eq__):
        getattr(path, door)()
    assert plan_of(path.database, path.number).hard_grounds >= 2


def test_two_people_of_two_offices_do_with_evidence(path):
    waiting = path.tries(change_facts, COORDINATOR, path.number, TYPO)
    path.tries(confirm_correction, FINANCE, waiting)
    assert plan_of(path.database, path.number).hard_grounds == 0


@pytest.mark.parametrize("missing", ["reason", "evidence"])
def test_without_reason_and_evidence_there_is_nothing_to_agree_with(path, missing):
    assert path.tries(change_facts, COORDINATOR, path.number, replace(TYPO, **{missing: " "})) is None
    assert path.tries(confirm_correction, FINANCE, 1) is None
    assert plan_of(path.database, path.number).hard_grounds == 2
