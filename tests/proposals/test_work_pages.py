"""The pages of coordinators, finance and the administrator: what waits, and deciding about it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from proposals.models import Judgement
from rounds.rules.criteria import DEFAULT_CRITERIA
from tests.builders.browsing import text_of
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person
from tests.builders.town import ZUID, make_town
from tests.proposals.plans import (
    GARDEN,
    GARDEN_COSTS,
    NEIGHBOUR,
    OTHER_COORDINATOR,
    PATH,
    PATH_COSTS,
    flags_of,
    plan_of,
    send_plan,
)

ALL_YES = {f"met-{criterion.code}": "yes" for criterion in DEFAULT_CRITERIA}


@pytest.fixture
def round_id(app, sqlite_database, now):
    round_id = make_town(sqlite_database, now).round_id
    with sqlite_database.writing() as session:
        for actor in (ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, NEIGHBOUR, OTHER_COORDINATOR):
            add_person(session, actor, now)
    return round_id


@pytest.fixture
def coordinator_page(client, round_id):
    client.sign_in(COORDINATOR)
    return client


def test_the_work_list_says_what_waits_in_the_own_areas(client, round_id, sqlite_database, now):
    send_plan(sqlite_database, now, round_id, GARDEN, GARDEN_COSTS)
    send_plan(sqlite_database, now, round_id, by=NEIGHBOUR, area=ZUID)
    client.sign_in(COORDINATOR)
    everything = text_of(client.get("/werk"))
    assert "Een tuin voor iedereen" in everything
    assert "Een feest in de straat" in everything
    client.sign_in(OTHER_COORDINATOR)
    own = text_of(client.get("/werk"))
    assert "Een tuin voor iedereen" not in own
    assert "Een feest in de straat" in own


def test_an_empty_work_list_says_so(coordinator_page):
    assert "Er wacht niets op u" in text_of(coordinator_page.get("/werk"))


def test_the_screen_shows_the_grounds_with_their_figures(coordinator_page, round_id, sqlite_database, now):
    number = send_plan(sqlite_database, now, round_id, PATH, PATH_COSTS)
    text = text_of(coordinator_page.get(f"/werk/plannen/{number}"))
    assert "CAP-ACTIVATE" in text
    assert "€ 21.000" in text
    assert "kan niet worden vrijgegeven" in text
    assert "Dit plan kan verder" not in text


def test_a_plan_is_found_feasible_on_the_screen(coordinator_page, round_id, sqlite_database, now):
    number = send_plan(sqlite_database, now, round_id)
    answer = coordinator_page.send(f"/werk/plannen/{number}", ALL_YES, form="judge", button="verdict=feasible")
    assert answer.headers["Location"] == "/werk"
    assert plan_of(sqlite_database, number).state == "feasible"


def test_a_rule_not_met_needs_a_reason_and_nothing_typed_is_lost(coordinator_page, round_id, sqlite_database, now):
    number = send_plan(sqlite_database, now, round_id)
    url, given = f"/werk/plannen/{number}", {**ALL_YES, "met-safe": "no", "reason": "Wij belden u hierover."}
    answer = coordinator_page.send(url, given, form="judge", button="verdict=not_feasible")
    assert answer.status_code == 200
    assert "Schrijf op waarom het plan niet aan deze regel voldoet" in text_of(answer)
    assert "Wij belden u hierover." in text_of(answer)
    given["why-safe"] = "De stroom ligt open."
    assert coordinator_page.send(url, given, form="judge", button="verdict=not_feasible").status_code == 302
    with sqlite_database.reading() as session:
        assert session.scalar(select(Judgement.reason).filter_by(code="safe")) == "De stroom ligt open."
    assert "De stroom ligt open." in text_of(coordinator_page.get(f"/plannen/{number}", follow_redirects=True))


def test_a_forged_verdict_or_an_unanswered_rule_changes_nothing(coordinator_page, round_id, sqlite_database, now):
    number = send_plan(sqlite_database, now, round_id)
    for button, given in (("verdict=won", ALL_YES), ("verdict=feasible", {})):
        answer = coordinator_page.send(f"/werk/plannen/{number}", given, form="judge", button=button)
        assert answer.status_code == 200
    assert plan_of(sqlite_database, number).state == "submitted"


def test_a_forged_verdict_does_not_let_a_capital_project_pass(coordinator_page, round_id, sqlite_database, now):
    number = send_plan(sqlite_database, now, round_id, PATH, PATH_COSTS)
    answer = coordinator_page.send(f"/werk/plannen/{number}", ALL_YES, form="judge", button="verdict=feasible")
    assert "Dit kan alleen als" in text_of(answer)
    answer = coordinator_page.send(
        f"/werk/plannen/{number}", {"CAP-ACTIVATE-reason": "Toch maar."}, form="decide-CAP-ACTIVATE",
        button="decision=release",
    )  # fmt: skip
    assert answer.status_code == 200
    assert flags_of(sqlite_database, number)["CAP-ACTIVATE!"] == "raised"
    assert plan_of(sqlite_database, number).state == "submitted"


def test_a_doubt_is_released_with_a_reason_that_everyone_reads(coordinator_page, round_id, sqlite_database, now):
    number = send_plan(sqlite_database, now, round_id, GARDEN, GARDEN_COSTS)
    url, form = f"/werk/plannen/{number}", "decide-CAP-UPKEEP"
    empty = coordinator_page.send(url, {"CAP-UPKEEP-reason": ""}, form=form, button="decision=release")
    assert "Vul deze tekst in" in text_of(empty)
    reason = {"CAP-UPKEEP-reason": "De buurt geeft zelf water."}
    assert coordinator_page.send(url, reason, form=form, button="decision=release").status_code == 302
    assert flags_of(sqlite_database, number) == {"CAP-UPKEEP": "released"}
    public = text_of(coordinator_page.get(f"/plannen/{number}", follow_redirects=True))
    assert "De buurt geeft zelf water." in public


def test_a_plan_is_marked_by_hand(coordinator_page, round_id, sqlite_database, now):
    number = send_plan(sqlite_database, now, round_id)
    coordinator_page.send(f"/werk/plannen/{number}", {"mark-reason": "Hoort bij de rotonde."}, form="mark")
    assert flags_of(sqlite_database, number) == {"CAP-MANUAL!": "raised"}
    assert "Hoort bij de rotonde." in text_of(coordinator_page.get(f"/plannen/{number}", follow_redirects=True))


def test_a_correction_goes_from_the_coordinator_to_finance_and_is_confirmed(client, round_id, sqlite_database, now):
    number = send_plan(sqlite_database, now, round_id, PATH, PATH_COSTS)
    client.sign_in(COORDINATOR)
    given = {"costs-0-cents": "2.100,00", "reason": "Een nul te veel.", "evidence": "Offerte 2026-8"}
    answer = client.send(f"/werk/plannen/{number}/feiten", given, follow=True)
    assert "Een tweede persoon bekijkt uw correctie" in text_of(answer)
    assert "Ik heb het nagekeken" not in text_of(answer)
    client.sign_in(FINANCE)
    assert "Een nul te veel." in text_of(client.get("/werk"))
    screen = text_of(client.get(f"/werk/plannen/{number}"))
    assert "€ 21.000" in screen
    assert "€ 2.100" in screen
    assert client.send(f"/werk/plannen/{number}", form="agree").status_code == 302
    assert plan_of(sqlite_database, number).hard_grounds == 0


def test_a_correction_is_refused_with_a_reason(client, round_id, sqlite_database, now):
    number = send_plan(sqlite_database, now, round_id, PATH, PATH_COSTS)
    client.sign_in(FINANCE)
    given = {"costs-0-cents": "2.100", "reason": "Een nul te veel.", "evidence": "Offerte 2026-8"}
    client.send(f"/werk/plannen/{number}/feiten", given)
    client.sign_in(COORDINATOR)
    assert client.send(f"/werk/plannen/{number}", {"reject-reason": ""}, form="reject").status_code == 200
    client.send(f"/werk/plannen/{number}", {"reject-reason": "De offerte klopt niet."}, form="reject")
    assert plan_of(sqlite_database, number).hard_grounds == 2
    assert client.post(f"/werk/plannen/{number}/correctie/akkoord").status_code in (400, 404)


def test_a_correction_with_faults_keeps_what_was_typed(client, round_id, sqlite_database, now):
    number = send_plan(sqlite_database, now, round_id)
    client.sign_in(FINANCE)
    url = f"/werk/plannen/{number}/feiten"
    answer = client.send(url, {"costs-0-cents": "1,250.00", "reason": "Omdat het zo is.", "evidence": ""})
    assert "punt tussen de duizendtallen" in text_of(answer)
    assert 'value="1,250.00"' in answer.get_data(as_text=True)
    added = client.send(url, {"reason": "Omdat het zo is."}, button="do=add")
    assert "Omdat het zo is." in text_of(added)
    same = client.send(url, {"reason": "Omdat het zo is.", "evidence": "Brief 3"})
    assert "Er zou niets veranderen" in text_of(same)


@pytest.mark.parametrize("path", ["", "/feiten"])
def test_a_plan_of_another_area_or_a_draft_has_no_screen(client, round_id, sqlite_database, now, path):
    from tests.proposals.plans import draft_plan

    sent = send_plan(sqlite_database, now, round_id)
    draft = draft_plan(sqlite_database, now, round_id)
    client.sign_in(OTHER_COORDINATOR)
    client.page(f"/werk/plannen/{sent}{path}", 403)
    client.sign_in(COORDINATOR)
    client.page(f"/werk/plannen/{draft}{path}", 404)
    client.page(f"/werk/plannen/999{path}", 404)
    client.sign_in(RESIDENT)
    client.page(f"/werk/plannen/{sent}{path}", 403)


def test_the_administrator_changes_thresholds_and_open_plans_are_tested_again(client, round_id, sqlite_database, now):
    number = send_plan(sqlite_database, now, round_id)
    client.sign_in(ADMINISTRATOR)
    given = {"amount_cents": "400", "reason": "Raadsbesluit 2026-9"}
    answer = client.send("/beheer/drempels", given, follow=True)
    text = text_of(answer)
    assert "1 open plan heeft nu andere redenen" in text
    assert "Door Demo Persoon. Reden: Raadsbesluit 2026-9" in text
    assert "Vanaf welk bedrag is elk plan te groot? € 50.000 € 400" in text
    assert "Ook een feest van € 400 komt niet op het stembiljet. Een van € 399,99 wel." in text
    assert flags_of(sqlite_database, number) == {"CAP-AMOUNT!": "raised"}
    for wrong in ({"amount_cents": "0"}, {"share_percent": "101"}, {"reason": ""}, {"amount_cents": "1,250.00"}):
        refused = client.send("/beheer/drempels", {**given, **wrong})
        assert refused.status_code == 200
        assert "Er klopt nog iets niet" in text_of(refused)


def test_the_history_of_the_thresholds_tells_each_figure_from_what_to_what(client, round_id):
    client.sign_in(ADMINISTRATOR)
    assert "Niemand heeft ze nog veranderd" in client.page("/beheer/drempels").get_text()
    client.send(
        "/beheer/drempels",
        {"life_of_pumps": "12", "kinds": ["roads"], "has_framework_credit": "on", "reason": "Raadsbesluit 2026-9"},
    )
    again = client.send("/beheer/drempels", {"split_metres": "150", "reason": "Raadsbesluit 2026-10"}, follow=True)
    text = text_of(again)
    assert text.index("Raadsbesluit 2026-10") < text.index("Raadsbesluit 2026-9")
    assert "Pompen 15 jaar 12 jaar" in text
    for was in ("Nee Ja", "100 meter 150 meter"):
        assert was in text
    assert "Een straat, pad of parkeerplaats" in text


@pytest.mark.parametrize("wrong", [{"life_of_pumps": "0"}, {"life_of_pumps": "201"}, {"life_of_pumps": "12,5"}])
def test_a_life_that_cannot_be_is_refused_at_its_field_and_the_rest_stays(client, round_id, wrong):
    client.sign_in(ADMINISTRATOR)
    refused = client.send("/beheer/drempels", {"amount_cents": "41.000", "reason": "Raadsbesluit 2026-9", **wrong})
    assert refused.status_code == 200
    text = text_of(refused)
    assert "Er klopt nog iets niet" in text
    assert 'value="41.000"' in refused.get_data(as_text=True)
    assert f'value="{wrong["life_of_pumps"]}"' in refused.get_data(as_text=True)
