"""The pages of deals: the public list and page, the coordinator's screens, many at once, and the partner's own part."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest

from deals.models import Deal
from deals.services import end_deal, make_deal, record_result, terminate_deal
from tests.builders.browsing import find_form, form_values, text_of
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person
from tests.builders.town import MEENT, add_areas, add_year
from tests.deals.test_deal_services import MAIL, NEW, OTHER, PARTNER, do, picture, state_of

TYPED = {
    "area": MEENT, "year": "2026", "title": "Een perk", "kind": "upkeep", "theme": "green", "cents": "1.250",
    "planned_result": "Een mooi perk", "last_day": "2026-12-31", "neighbourhood_side": "Wij geven water.\nWij snoeien.",
}  # fmt: skip
PASTED = (
    "titel\tsoort\nPerk A\taanleg\tgroen\tBuurtgroen\t1.000\t4\t31-12-2026\tTien perken\nPerk B;anders;spelen;;250;;"
)


@pytest.fixture
def town(app, sqlite_database, now):
    add_areas(sqlite_database, now)
    add_year(sqlite_database, now)
    with sqlite_database.writing() as session:
        add_person(session, PARTNER, now, MAIL)
        for actor in (ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, OTHER):
            add_person(session, actor, now)
    return sqlite_database


@pytest.fixture
def number(town, now):
    return do(town, make_deal, COORDINATOR, now, NEW, MAIL)


def test_the_list_counts_green_and_other_apart_and_filters_by_address(client, number):
    page = text_of(client.get("/afspraken"))
    assert "1 groene afspraak, 0 andere afspraken" in page
    assert "Geveltuinen" in page
    assert "Geveltuinen" in text_of(client.get("/afspraken?soort=construction&jaar=2026&thema=green"))
    for query in ("soort=other", "jaar=1999", "jaar=x", "wijk=nergens", "thema=play"):
        assert "Geveltuinen" not in text_of(client.get(f"/afspraken?{query}"))


def test_everyone_reads_a_deal_and_a_concept_is_not_public(client, town, now, number):
    page = text_of(client.get(f"/afspraken/{number}"))
    assert "Wij planten en geven water." in page
    assert "Buurtgroen" in page
    concept = do(town, make_deal, COORDINATOR, now, replace(NEW, title="Nog niets", is_active=False))
    client.page(f"/afspraken/{concept}", 404)
    client.page("/afspraken/99999999999999999999999", 404)


def test_a_coordinator_makes_a_deal_and_what_is_wrong_stays_typed(client, town):
    client.sign_in(COORDINATOR)
    wrong = client.send("/werk/afspraken/nieuw", {**TYPED, "cents": "1,250.00", "last_day": "gisteren"})
    assert 'value="1,250.00"' in wrong.get_data(as_text=True)
    assert 'value="gisteren"' in wrong.get_data(as_text=True)
    assert "Dit is geen dag" in text_of(wrong)
    poor = client.send("/werk/afspraken/nieuw", {**TYPED, "cents": "99.000"})
    assert "niet genoeg geld" in text_of(poor)
    assert "Een mooi perk" in text_of(poor)
    made = client.send("/werk/afspraken/nieuw", TYPED, follow=True)
    assert "Wij snoeien." in text_of(made)


def test_a_deal_is_told_about_ended_and_closed_on_its_screen(client, town, number):
    client.sign_in(COORDINATOR)
    url = f"/werk/afspraken/{number}"
    client.send(url, {"payment-cents": "100", "payment-purpose": "Planten"}, form="payment-form")
    assert "Planten" in text_of(client.get(url))
    early = client.send(url, form="end-form")
    assert "Dit kan alleen als" in text_of(early)
    client.send(url, {"result-achieved_result": "Achttien tuinen"}, form="result-form")
    client.send(url, {"wait-side": "neighbourhood"}, form="wait-form")
    assert "Achttien tuinen" in text_of(client.get(f"/afspraken/{number}"))
    empty = client.send(url, {"terminate-reason": ""}, form="terminate-form")
    assert "Vul deze tekst in" in text_of(empty)
    assert state_of(town, number) == "in_execution"


def test_the_partner_tells_with_a_photo_and_a_bad_file_keeps_the_text(client, town, number):
    client.sign_in(PARTNER)
    values = form_values(find_form(client.page(f"/afspraken/{number}"), "progress-form"))
    values |= {"progress-progress": ["Het groeit."], "progress-alt": ["Een geveltuin"]}
    url = f"/afspraken/{number}/voortgang"
    bad = client.post(url, data={**values, "progress-photo": (BytesIO(b"geen foto"), "a.jpg")})
    assert "niet als foto lezen" in text_of(bad)
    assert "Het groeit." in text_of(bad)
    good = client.post(url, data={**values, "progress-photo": (BytesIO(picture((600, 400))), "a.jpg")})
    assert good.status_code == 303
    page = client.page(f"/afspraken/{number}")
    image = page.select_one("main img[alt='Een geveltuin']")
    answer = client.get(image["src"])
    assert answer.content_type == "image/jpeg"
    # a text where a photo is expected is no photo
    assert client.post(url, data={**values, "progress-photo": "a.jpg"}).status_code == 303
    client.sign_in(RESIDENT)
    assert client.page(f"/afspraken/{number}").select_one("#progress-form") is None


def test_a_coordinator_of_another_area_has_no_screen(client, number):
    client.sign_in(OTHER)
    client.page(f"/werk/afspraken/{number}", 403)
    client.page("/werk/afspraken")


def test_last_years_deals_are_copied_on_one_page(client, town, now, number):
    add_year(town, now, 2027)
    client.sign_in(COORDINATOR)
    wrong = client.send("/werk/afspraken/kopieer", {f"amount-{number}": "veel"})
    assert 'value="veel"' in wrong.get_data(as_text=True)
    poor = client.send("/werk/afspraken/kopieer", {f"amount-{number}": "99.000"})
    assert "niet genoeg geld" in text_of(poor)
    assert client.send("/werk/afspraken/kopieer", {f"amount-{number}": "750"}).status_code == 303
    assert "niets te kopiëren" in text_of(client.get("/werk/afspraken/kopieer"))


def test_a_pasted_table_is_looked_at_and_made(client, town):
    client.sign_in(COORDINATOR)
    given = {"area": MEENT, "year": "2026", "rows": PASTED.replace("1.000", "veel")}
    wrong = client.send("/werk/afspraken/plakken", given, button="do=look")
    assert "1 regel klopt nog niet" in text_of(wrong)
    assert "Perk A" in text_of(wrong)
    looked = client.send("/werk/afspraken/plakken", {**given, "rows": PASTED}, button="do=look")
    assert "2 regels kloppen" in text_of(looked)
    made = client.send("/werk/afspraken/plakken", {**given, "rows": PASTED}, button="do=make", follow=True)
    assert "2 afspraken zijn gemaakt" in text_of(made)


def test_settlement_is_shown_and_its_limits_are_set(client, town, now):
    number = do(town, make_deal, COORDINATOR, now, replace(NEW, cents=600_000), MAIL)
    do(town, record_result, COORDINATOR, now, number, "Klaar")
    do(town, end_deal, COORDINATOR, now, number)
    client.sign_in(FINANCE)
    assert "Dit kan alleen als" in text_of(client.send(f"/werk/afspraken/{number}", form="settle-form"))
    client.sign_in(ADMINISTRATOR)
    client.send("/beheer/afrekenen", {"at_once_cents": "6.000", "reason": "Besluit 12"})
    assert "Besluit 12" in text_of(client.get("/beheer/afrekenen"))


def test_a_deal_that_ended_early_says_why(client, town, now, number):
    do(town, terminate_deal, COORDINATOR, now, number, "Niemand doet meer mee.")
    assert "Niemand doet meer mee." in text_of(client.get(f"/afspraken/{number}"))


def test_a_concept_is_changed_on_its_form(client, town, now):
    number = do(town, make_deal, COORDINATOR, now, replace(NEW, is_active=False, planned_result=""))
    client.sign_in(COORDINATOR)
    client.send(f"/werk/afspraken/{number}/wijzigen", {"planned_result": "Veertig tuinen"})
    assert client.send(f"/werk/afspraken/{number}", form="activate-form").status_code == 303
    with town.reading() as session:
        assert session.get_one(Deal, number).planned_result == "Veertig tuinen"
        assert session.get_one(Deal, number).cents == NEW.cents
