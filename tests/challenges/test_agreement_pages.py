"""From a grant to a take-over on the screens of both sides, without JavaScript."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from challenges.services.agreeing import begin_agreement
from deals.models import Deal
from deals.services import terminate_deal
from tests.builders.browsing import text_of
from tests.builders.people import COORDINATOR, RESIDENT
from tests.builders.town import MEENT, add_year
from tests.challenges.requests import CLERK, NEIGHBOUR, do, found, make_advised, make_place, new_decision, record

TYPED = {
    "result": "Het groen rond het plein is heel het jaar verzorgd.",
    "their_promises": "Wij snoeien twee keer per jaar.\nWij houden het plein schoon.",
    "our_promises": "De gemeente levert gereedschap.", "theme": "green", "first_day": "2026-12-01",
    "last_day": "2027-11-30", "cents": "12.000", "paying_area": MEENT,
    "reporting": "Elk kwartaal een ronde en een kort verslag.",
    "stopping": "Beide kanten kunnen stoppen met een maand tijd.",
}  # fmt: skip


@pytest.fixture
def place(app, sqlite_database, now):
    make_place(sqlite_database, now)
    add_year(sqlite_database, now)
    return sqlite_database


@pytest.fixture
def granted(place, now):
    number = make_advised(place, now)
    record(place, now, number, new=new_decision(now))
    return number


def acts(client, number, action, values=None):
    typed = {f"{action}-{name}": value for name, value in (values or {}).items()}
    return client.send(f"/werk/uitdaagrecht/{number}", typed, form=f"{action.replace('_', '-')}-form")


def test_both_sides_agree_on_their_own_screen_and_everyone_reads_it(client, place, granted):
    client.sign_in(COORDINATOR)
    assert acts(client, granted, "draft_agreement").status_code == 303
    wrong = acts(client, granted, "agreement", {**TYPED, "our_promises": "", "cents": "18.000,01"})
    assert "Schrijf ten minste één belofte op" in text_of(wrong)
    assert "18.000" in text_of(wrong)
    assert "Wij snoeien twee keer per jaar." in wrong.get_data(as_text=True)
    assert acts(client, granted, "agreement", TYPED).status_code == 303
    screen = client.page(f"/werk/uitdaagrecht/{granted}")
    assert screen.find("form", id="agree-form") is None
    assert "De gemeente levert gereedschap." not in text_of(client.get(f"/uitdaagrecht/{granted}"))
    client.sign_in(RESIDENT)
    assert client.send(f"/mijn/verzoeken/{granted}", form="confirm-form").status_code == 303
    client.sign_in(COORDINATOR)
    assert acts(client, granted, "agree").status_code == 303
    public = text_of(client.get(f"/uitdaagrecht/{granted}"))
    for words in ("Overgenomen", "De gemeente levert gereedschap.", "Lees hoe het met de afspraak gaat"):
        assert words in public
    with place.reading() as session:
        deal = session.scalars(select(Deal)).one()
        assert (deal.kind, deal.cents, deal.subject) == ("takeover", 12_000_00, f"deal:{deal.id}")
    client.page(f"/afspraken/{deal.id}")


def test_a_yes_to_an_older_text_does_not_count(client, place, granted, now):
    do(place, begin_agreement, COORDINATOR, now, granted)
    client.sign_in(COORDINATOR)
    acts(client, granted, "agreement", TYPED)
    acts(client, granted, "agreement", {**TYPED, "cents": "11.000"})
    client.sign_in(RESIDENT)
    older = client.send(f"/mijn/verzoeken/{granted}", {"agreement_version": "1"}, form="confirm-form")
    assert "Lees hem nog een keer" in text_of(older)
    odd = client.send(f"/mijn/verzoeken/{granted}", {"agreement_version": "x"}, form="confirm-form")
    assert odd.status_code == 200
    client.sign_in(NEIGHBOUR)
    client.page(f"/mijn/verzoeken/{granted}", 403)


def test_looking_back_and_stopping_are_told_to_everyone(client, place, granted, now):
    client.sign_in(COORDINATOR)
    acts(client, granted, "draft_agreement")
    acts(client, granted, "agreement", {**TYPED, "cents": "1.000"})
    client.sign_in(RESIDENT)
    client.send(f"/mijn/verzoeken/{granted}", form="confirm-form")
    client.sign_in(COORDINATOR)
    acts(client, granted, "agree")
    acts(client, granted, "evaluate")
    told = {"outcome": "extend", "text": "Het groen ligt er goed bij.", "new_last_day": "2028-11-30"}
    assert acts(client, granted, "conclude", told).status_code == 303
    assert "gaat door tot en met 30 november 2028" in text_of(client.get(f"/uitdaagrecht/{granted}"))
    early = acts(client, granted, "terminate", {"reason": "De groep heeft te weinig mensen."})
    assert "Beëindig eerst de afspraak zelf" in text_of(early)
    with place.reading() as session:
        deal = session.scalars(select(Deal.id)).one()
    do(place, terminate_deal, COORDINATOR, now, deal, "De groep heeft te weinig mensen.")
    assert acts(client, granted, "terminate", {"reason": "De groep heeft te weinig mensen."}).status_code == 303
    assert found(place, granted).state == "terminated"


def test_without_an_agreement_it_stops_with_a_reason(client, place, granted):
    client.sign_in(COORDINATOR)
    acts(client, granted, "draft_agreement")
    assert "Vul deze tekst in" in text_of(acts(client, granted, "give_up"))
    assert acts(client, granted, "give_up", {"reason": "Wij kwamen er niet uit."}).status_code == 303
    assert "Geen afspraak gemaakt" in text_of(client.get(f"/uitdaagrecht/{granted}"))


def test_a_clerk_has_nothing_to_do_after_the_decision(client, place, granted):
    client.sign_in(CLERK)
    assert "niets voor u te doen" in text_of(client.get(f"/werk/uitdaagrecht/{granted}"))
