"""The pages of the decision: the list, the form that loses nothing, looking it over, and what everyone reads after."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lives.periods import day_of
from logbook.actors import Role
from tests.builders.browsing import AuditingClient, text_of
from tests.builders.moments import Clocks
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person, make_actor
from tests.builders.town import MEENT, ZUID
from tests.voting.ballots import Vote, cast, let_vote, sealed_vote

CLERK = make_actor("clerk", Role.COLLEGE_CLERK)
REASON = "De grond is niet van de gemeente."
RESULT = "/uitslagen/buurtbudget-2026/hilversumse-meent"


@pytest.fixture
def vote(app, sqlite_database, now, at) -> Vote:
    """Over, and nobody looked yet: plans 0, 1 and 2 of the Meent win 4,000, 3,000 and 3,000."""
    made = sealed_vote(sqlite_database, now)
    let_vote(sqlite_database, made, "anna", "bram", "chris", "dina")
    at(made.begun_at)
    for name in ("anna", "bram", "chris"):
        cast(sqlite_database, made, name, 0, 1)
    cast(sqlite_database, made, "dina", 2)
    at(made.closes_at + timedelta(minutes=10))
    with sqlite_database.writing() as session:
        for actor in (ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, CLERK):
            add_person(session, actor, now)
    return made


@pytest.fixture
def clerk_page(client: AuditingClient, vote: Vote) -> AuditingClient:
    client.sign_in(CLERK)
    client.get("/werk/besluiten")
    return client


def url_of(vote: Vote) -> str:
    return f"/werk/besluiten/{vote.round_id}/{MEENT}"


def given(vote: Vote, **more: str) -> dict[str, str]:
    day = day_of(vote.closes_at + timedelta(minutes=10))
    return {"reference": "BW 2026-41", "decided_on": day.isoformat(), **more}


def test_the_list_says_which_results_wait_and_for_how_much(clerk_page: AuditingClient, vote: Vote) -> None:
    shown = text_of(clerk_page.get("/werk/besluiten"))
    assert "Hilversumse Meent: Buurtbudget 2026" in shown
    assert "3 plannen gekozen, € 10.000" in shown
    assert "Zuid:" not in shown
    work = text_of(clerk_page.get("/werk"))
    assert "Besluiten van burgemeester en wethouders om vast te leggen" in work
    assert "Gekozen plannen: 3, samen € 10.000" in work


def test_the_decision_is_looked_over_before_it_is_recorded(clerk_page: AuditingClient, vote: Vote) -> None:
    refused = vote.plans[MEENT][1]
    answers = given(vote, **{f"adopted-{refused}": "no", f"why-{refused}": REASON})
    check = clerk_page.send(url_of(vote), answers, form="decide", button="do=check")
    shown = text_of(check)
    assert "€ 7.000" in shown
    assert "€ 3.000" in shown
    assert REASON in shown
    assert "3 plannen gekozen" in text_of(clerk_page.get("/werk/besluiten"))
    again = {**answers, **{f"adopted-{n}": "yes" for n in vote.plans[MEENT][:3] if n != refused}}
    back = clerk_page.send(url_of(vote), {**again}, form="decide", button="do=change")
    assert REASON in text_of(back)
    done = clerk_page.send(url_of(vote), again, form="decide", button="do=record", follow=True)
    assert "Het besluit is vastgelegd." in text_of(done)
    assert REASON in text_of(done)
    assert "Er wacht geen uitslag op een besluit" in text_of(clerk_page.get("/werk/besluiten"))
    plan = text_of(clerk_page.get(f"/plannen/{refused}", follow_redirects=True))
    assert "Burgemeester en wethouders zeggen nee" in plan
    assert f"{REASON} (BW 2026-41)" in plan
    adopted = text_of(clerk_page.get(f"/plannen/{vote.plans[MEENT][0]}", follow_redirects=True))
    assert "BW 2026-41" in adopted
    assert "het geld is toegezegd" in adopted


def test_the_result_says_that_it_is_not_decided_yet_and_later_what_was_decided(
    clerk_page: AuditingClient, vote: Vote
) -> None:
    assert "beslissen nog over deze uitslag" in text_of(clerk_page.get(RESULT))
    plan = text_of(clerk_page.get(f"/plannen/{vote.plans[MEENT][0]}", follow_redirects=True))
    assert "Het wacht op het besluit van burgemeester en wethouders." in plan
    answers = given(vote, **{f"adopted-{n}": "no" for n in vote.plans[MEENT][:3]})
    answers |= {f"why-{n}": REASON for n in vote.plans[MEENT][:3]}
    clerk_page.send(url_of(vote), answers, form="decide", button="do=record")
    shown = text_of(clerk_page.get(RESULT))
    assert "Burgemeester en wethouders hebben besloten op" in shown
    assert "Geen enkel plan krijgt het geld." in shown
    assert shown.count(REASON) == 3
    assert "Burgemeester en wethouders hebben besloten." in text_of(clerk_page.get("/uitslagen/buurtbudget-2026"))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"reference": ""}, "Vul het kenmerk van het besluit in."),
        ({"reference": "x" * 81}, "Gebruik hooguit 80 tekens."),
        ({"decided_on": ""}, "Vul een dag in."),
        ({"decided_on": "2020-01-01"}, "Het besluit kan niet ouder zijn."),
        ({"decided_on": "2099-01-01"}, "Deze dag moet nog komen."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    clerk_page: AuditingClient, vote: Vote, wrong: dict[str, str], sentence: str
) -> None:
    first = vote.plans[MEENT][0]
    answers = {**given(vote, **{f"adopted-{first}": "no", f"why-{first}": REASON}), **wrong}
    for button in ("do=check", "do=record"):
        answer = clerk_page.send(url_of(vote), answers, form="decide", button=button)
        assert answer.status_code == 200
        assert sentence in text_of(answer)
        assert REASON in text_of(answer)
    assert "3 plannen gekozen" in text_of(clerk_page.get("/werk/besluiten"))


def test_a_refusal_without_a_reason_is_asked_for_it(clerk_page: AuditingClient, vote: Vote) -> None:
    first = vote.plans[MEENT][0]
    answer = clerk_page.send(url_of(vote), given(vote, **{f"adopted-{first}": "no"}), form="decide", button="do=check")
    assert "Schrijf op waarom het plan het geld niet krijgt." in text_of(answer)


def test_who_may_read_and_who_may_record(client: AuditingClient, clerk_page: AuditingClient, vote: Vote) -> None:
    for reader in (COORDINATOR, FINANCE):
        client.sign_in(reader)
        assert "Hilversumse Meent" in text_of(client.get("/werk/besluiten"))
        shown = text_of(client.get(url_of(vote)))
        assert "hebben nog niet besloten" in shown
        assert "Leg het besluit vast" not in shown
    for stranger in (ADMINISTRATOR, RESIDENT):
        client.sign_in(stranger)
        client.page("/werk/besluiten", 403)
        client.page(url_of(vote), 403)


def test_what_is_not_there_is_not_found(clerk_page: AuditingClient, vote: Vote) -> None:
    for url in (f"/werk/besluiten/999/{MEENT}", f"/werk/besluiten/{vote.round_id}/{ZUID}", "/werk/besluiten/1/nergens"):
        clerk_page.page(url, 404)


def test_the_coordinator_begins_and_finishes_a_decided_plan(
    client: AuditingClient, clerk_page: AuditingClient, vote: Vote, at: Clocks
) -> None:
    plan = vote.plans[MEENT][0]
    clerk_page.send(url_of(vote), given(vote), form="decide", button="do=record")
    client.sign_in(COORDINATOR)
    assert "Besloten plannen: het werk kan beginnen" in text_of(client.get("/werk"))
    client.send(f"/werk/plannen/{plan}", form="start")
    assert "In uitvoering" in text_of(client.get(f"/plannen/{plan}", follow_redirects=True))
    empty = client.send(f"/werk/plannen/{plan}", {"finish-reason": ""}, form="finish")
    assert empty.status_code == 200
    client.send(f"/werk/plannen/{plan}", {"finish-reason": "Veertig buren aten samen."}, form="finish")
    shown = text_of(client.get(f"/plannen/{plan}", follow_redirects=True))
    assert "Veertig buren aten samen." in shown
    assert "Klaar" in shown
