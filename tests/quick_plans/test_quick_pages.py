"""The pages of small plans in every state, by every role, with what was typed kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from notices.models import OutboxMail
from quick_plans.models import QuickPlan
from quick_plans.services import refer, refuse, withdraw
from tests.builders.browsing import text_of
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT
from tests.builders.town import MEENT, MEENT_BUURT
from tests.quick_plans.small_plans import (
    BENCH,
    DAY_PARTY,
    NEIGHBOUR,
    SECOND,
    ZUID_ONLY,
    give_mandate,
    make_partner,
    make_place,
    send_small,
    small_plan,
)

TYPED = {
    "place": f"{MEENT}:{MEENT_BUURT}", "title": "Een burendag", "description": "Samen eten.", "cents": "500",
    "stays": "no", "theme": "meeting", "public_name": "Demo-bewoner",
}  # fmt: skip


@pytest.fixture
def place(app, sqlite_database, now):
    make_place(sqlite_database, now)
    return sqlite_database


def test_the_form_says_limit_days_and_what_is_left(client, place):
    text = text_of(client.get("/klein-plan"))
    assert "€\xa02.500" in text or "€ 2.500" in text
    assert "14 dagen" in text
    assert "Hilversumse Meent: € 6.000" in text.replace("\xa0", " ")


def test_the_form_stands_where_there_is_no_money_yet(client):
    assert "nog geen geld voor kleine plannen" in text_of(client.get("/klein-plan"))


def test_a_visitor_fills_it_in_signs_in_and_nothing_is_lost(client, place):
    answer = client.send("/klein-plan", TYPED, form="small-plan")
    assert "/inloggen" in answer.location
    client.get(answer.location)
    with client.session_transaction() as session:
        back = session["sign_in_next"]
    client.sign_in(RESIDENT)
    page = client.get(back)
    assert 'value="Een burendag"' in page.get_data(as_text=True)
    assert "Samen eten." in text_of(page)
    sent = client.send(back, form="small-plan", follow=True)
    assert "uiterlijk op 7 december 2026" in text_of(sent)
    with place.reading() as session:
        assert session.scalars(select(QuickPlan.title)).all() == ["Een burendag"]
        assert session.scalars(select(OutboxMail.template)).all() == ["quick_plan_sent"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"cents": "2.500,01"}, "ten hoogste"),
        ({"cents": ""}, "hoeveel geld of hoeveel uren"),
        ({"cents": "veel"}, "cijfers"),
        ({"planned_day": "2020-01-01"}, "al geweest"),
        ({"stays": None}, "Kies een antwoord"),
        ({"place": ""}, "Kies waar het is"),
        ({"public_name": ""}, "Vul deze tekst in"),
        ({"hours": "-1"}, "Vul een getal in dat hier kan"),
    ],
)
def test_a_mistake_is_said_and_what_was_typed_stays(client, place, wrong, words):
    answer = client.send("/klein-plan", {**TYPED, **wrong}, form="small-plan")
    assert answer.status_code == 200
    assert words in text_of(answer)
    assert 'value="Een burendag"' in answer.get_data(as_text=True)


def test_who_asks_too_much_is_shown_the_way_to_the_vote(client, place):
    answer = client.send("/klein-plan", {**TYPED, "cents": "9000"}, form="small-plan")
    assert 'href="/plan-maken"' in answer.get_data(as_text=True)


def test_the_same_small_plan_is_sent_once(client, place, now):
    client.sign_in(RESIDENT)
    client.send("/klein-plan", TYPED, form="small-plan")
    again = client.send("/klein-plan", TYPED, form="small-plan")
    assert "al een klein plan met deze naam" in text_of(again)


def test_a_coordinator_grants_on_one_screen(client, place, now):
    give_mandate(place, now)
    number = send_small(place, now)
    client.sign_in(COORDINATOR)
    url = f"/werk/kleine-plannen/{number}"
    screen = text_of(client.get(url)).replace("\xa0", " ")
    assert "Nog voor kleine plannen in Hilversumse Meent: € 6.000" in screen
    assert "BW 2026-7" in screen
    less = client.send(url, {"grant-cents": "400"}, form="grant")
    assert "waarom het minder is" in text_of(less)
    assert 'value="400"' in less.get_data(as_text=True)
    done = client.send(url, form="grant", follow=True)
    assert "Het plan krijgt geld" in text_of(done)
    public = text_of(client.get(f"/kleine-plannen/{number}")).replace("\xa0", " ")
    assert "Dit kleine plan krijgt € 500" in public
    found = small_plan(place, number)
    assert client.get(f"/afspraken/{found.deal_id}").status_code in (200, 404)


def test_an_empty_reserve_is_told_beside_the_form(client, place, now):
    give_mandate(place, now)
    for each in range(3):
        number = send_small(place, now, replace(DAY_PARTY, title=f"Feest {each}", cents=2_500_00))
    client.sign_in(COORDINATOR)
    for each in (number - 2, number - 1):
        assert client.send(f"/werk/kleine-plannen/{each}", form="grant").status_code == 302
    answer = client.send(f"/werk/kleine-plannen/{number}", form="grant")
    assert answer.status_code == 200
    assert "niet genoeg geld" in text_of(answer)


def test_without_a_mandate_there_is_no_yes_or_no(client, place, now):
    number = send_small(place, now)
    client.sign_in(COORDINATOR)
    page = client.page(f"/werk/kleine-plannen/{number}")
    assert page.find(id="grant") is None
    assert page.find(id="refuse") is None
    empty = client.send(f"/werk/kleine-plannen/{number}", form="refer")
    assert "Vul deze tekst in" in text_of(empty)
    client.send(f"/werk/kleine-plannen/{number}", {"refer-reason": "Naar de stemronde."}, form="refer")
    assert small_plan(place, number).state == "referred"


def test_parts_of_one_are_shown_with_their_sum_and_settled(client, place, now):
    give_mandate(place, now)
    numbers = [send_small(place, now, replace(BENCH, title=f"Bank {each}")) for each in range(4)]
    client.sign_in(COORDINATOR)
    url = f"/werk/kleine-plannen/{numbers[0]}"
    screen = text_of(client.get(url)).replace("\xa0", " ")
    assert "Samen met dit plan: € 10.000" in screen
    assert "CAP-SPLIT" in screen
    refused = client.send(url, form="grant")
    assert "elke twijfel" in text_of(refused)
    reason = {"CAP-SPLIT-reason": "Het zijn losse banken."}
    assert client.send(url, reason, form="settle-CAP-SPLIT").status_code == 302
    assert "Het zijn losse banken." in text_of(client.get(f"/kleine-plannen/{numbers[0]}"))
    assert client.send(url, form="grant").status_code == 302


@pytest.mark.parametrize("how", ["sent", "refused", "referred", "withdrawn", "late"])
def test_every_state_has_its_pages(client, place, now, at, how):
    give_mandate(place, now)
    number = send_small(place, now)
    acts = {
        "refused": lambda s: refuse(s, COORDINATOR, now, number, "Dit kan hier niet."),
        "referred": lambda s: refer(s, COORDINATOR, now, number, "Dit kan hier niet."),
        "withdrawn": lambda s: withdraw(s, RESIDENT, now, number),
    }
    if how in acts:
        with place.writing() as session:
            acts[how](session)
    if how == "late":
        at(now + timedelta(days=15))
    public = text_of(client.get(f"/kleine-plannen/{number}"))
    assert ("te laat" in public) == (how == "late")
    assert ("Dit kan hier niet." in public) == (how in ("refused", "referred"))
    client.sign_in(RESIDENT)
    for path in ("", f"/{number}", f"/{number}/verstuurd"):
        client.page(f"/mijn/kleine-plannen{path}")
    client.sign_in(COORDINATOR)
    client.page(f"/werk/kleine-plannen/{number}")


def test_the_proposer_takes_it_back_and_nobody_else(client, place, now):
    number = send_small(place, now)
    client.sign_in(NEIGHBOUR)
    client.page(f"/mijn/kleine-plannen/{number}", 403)
    client.page("/mijn/kleine-plannen")
    client.sign_in(RESIDENT)
    client.send(f"/mijn/kleine-plannen/{number}", form="withdraw")
    assert small_plan(place, number).state == "withdrawn"


def test_screens_are_for_the_coordinator_of_the_area(client, place, now):
    number = send_small(place, now)
    for actor in (ZUID_ONLY, RESIDENT, FINANCE, ADMINISTRATOR):
        client.sign_in(actor)
        client.page(f"/werk/kleine-plannen/{number}", 403)
    client.sign_in(COORDINATOR)
    client.page("/werk/kleine-plannen/999", 404)
    client.page("/kleine-plannen/999", 404)


def test_the_desk_enters_for_somebody_and_another_decides(client, place, now):
    client.sign_in(COORDINATOR)
    wrong = client.send("/werk/klein-plan", {**TYPED, "title": ""}, form="small-plan")
    assert "Vul deze tekst in" in text_of(wrong)
    done = client.send("/werk/klein-plan", TYPED, form="small-plan", follow=True)
    assert "Een andere contactpersoon besluit" in text_of(done)
    number = small_plan(place, 1).id
    assert "Iemand anders besluit erover" in text_of(client.get(f"/werk/kleine-plannen/{number}"))
    assert "voor iemand aan de balie" in text_of(client.get(f"/kleine-plannen/{number}"))
    client.sign_in(SECOND)
    client.page(f"/werk/kleine-plannen/{number}")


def test_a_partner_joins_in_once_by_the_link_from_the_mail(client, place, now):
    partner = make_partner(place, now)
    client.sign_in(RESIDENT)
    client.send("/klein-plan", {**TYPED, "partners": [str(partner)]}, form="small-plan")
    with place.reading() as session:
        facts = session.scalar(select(OutboxMail.facts).filter_by(template="quick_plan_join"))
    link = "/meedoen/" + json.loads(facts)["link"].rpartition("/")[2]
    client.post("/uitloggen")
    empty = client.send(link, {"contribution": ""}, form="sign")
    assert "Vul deze tekst in" in text_of(empty)
    joined = client.send(link, {"contribution": "Een zaal."}, form="sign", follow=True)
    assert "Demo-school" in text_of(joined)
    assert "Een zaal." in text_of(joined)
    used, unknown = client.get(link), client.get("/meedoen/onbekend")
    assert (used.status_code, unknown.status_code) == (404, 404)
    assert text_of(used) == text_of(unknown)


def test_a_link_is_too_old_after_fourteen_days_and_one_can_ask_again(client, place, now, at):
    partner = make_partner(place, now)
    number = send_small(place, now, partners=(partner,))
    client.sign_in(RESIDENT)
    assert client.page(f"/mijn/kleine-plannen/{number}").find(id="ask") is None
    at(now + timedelta(days=15))
    client.sign_in(RESIDENT)
    assert client.send(f"/mijn/kleine-plannen/{number}", {"ask-partner": str(partner)}, form="ask").status_code == 302
    client.sign_in(COORDINATOR)
    client.page(f"/werk/kleine-plannen/{number}")


def test_mandates_are_recorded_withdrawn_and_never_for_oneself(client, place, now):
    client.sign_in(ADMINISTRATOR)
    url = "/beheer/mandaten"
    given = {"person": COORDINATOR.key, "area": MEENT, "largest_cents": "2.500", "valid_from": "2026-11-01",
             "valid_until": "2027-10-31", "reference": "BW 2026-7"}  # fmt: skip
    wrong = client.send(url, {**given, "valid_until": "2026-10-01"}, form="record")
    assert "De laatste dag ligt voor de eerste dag" in text_of(wrong)
    assert 'value="BW 2026-7"' in wrong.get_data(as_text=True)
    assert client.send(url, {**given, "largest_cents": "0"}, form="record").status_code == 200
    assert "BW 2026-7" in text_of(client.send(url, given, form="record", follow=True))
    assert "Ingetrokken op" in text_of(client.send(url, form=0, follow=True))
    client.sign_in(COORDINATOR)
    client.page(url, 403)


def test_limits_have_a_reason_and_a_history(client, place):
    client.sign_in(ADMINISTRATOR)
    url = "/beheer/kleine-plannen"
    assert client.send(url, {"days": "0", "reason": "Besluit"}, form="limits").status_code == 200
    given = {"largest_cents": "1.000", "days": "7", "reason": "Raadsbesluit 9"}
    assert "Raadsbesluit 9" in text_of(client.send(url, given, form="limits", follow=True))
    assert "7 dagen" in text_of(client.get("/klein-plan"))
