"""The register on the site: its page, its files, and that what is private is on no public address at all."""

from __future__ import annotations

import csv
import io
import json
from collections import deque
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from sqlalchemy import event

from accounts.services.organisations import NewOrganisation, make_organisation
from challenges.rules.reporting import Report
from challenges.rules.states import RequestStep
from challenges.services import TaskFacts, describe_task, start_draft, submit
from challenges.services.agreeing import begin_agreement
from challenges.services.attaching import NewAttachment, SentFile, add_attachment
from challenges.services.objecting import NewObjection, object_to
from challenges.services.offering import offer_deal
from challenges.services.reporting import ask_about_report, hand_in_report
from challenges.services.supporting import support_challenge
from deals.services import make_deal
from pages.challenge_files import COLUMNS
from tests.builders import organisations
from tests.builders.browsing import soup_of, text_of
from tests.builders.people import COORDINATOR, RESIDENT
from tests.builders.town import MEENT, ZUID, add_year
from tests.challenges.requests import (
    GREEN,
    LETTER,
    NEIGHBOUR,
    REVIEWER,
    WHY_NOT,
    advise,
    do,
    make_advised,
    make_place,
    new_decision,
    record,
    send,
    take_up,
    write_draft,
)
from tests.challenges.test_agreement_pages import TYPED, acts
from tests.challenges.test_ordinary_agreements import SQUARE
from tests.files import made

SECRET = "Demo-Geheimnaam"


@pytest.fixture
def place(app, sqlite_database, now):
    make_place(sqlite_database, now)
    add_year(sqlite_database, now)
    return sqlite_database


def rows(client, query=""):
    text = client.get(f"/uitdaagrecht.csv{query}").get_data(as_text=True)
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_an_empty_register_invites(client, place):
    said = text_of(client.get("/uitdaagrecht"))
    assert "Er zijn nog geen verzoeken" in said
    assert "0 verzoeken gevonden" in said


def test_the_register_is_filtered_by_address_and_says_how_many_it_found(client, place, now):
    send(place, now)
    gone = send(place, now, request=replace(GREEN, title="De bibliotheek"))
    record_refusal(place, now, gone)
    client.sign_in(RESIDENT)
    assert "2 verzoeken gevonden" in text_of(client.get("/uitdaagrecht"))
    said = text_of(client.get("/uitdaagrecht?stand=refused&zoek=biblio"))
    assert "1 verzoek gevonden" in said
    assert "Besloten op 23 november 2026" in said
    nothing = client.get("/uitdaagrecht?zoek=bestaatniet")
    assert "Geen verzoek past bij wat u zoekt" in text_of(nothing)
    assert soup_of(nothing).find("input", {"name": "zoek"})["value"] == "bestaatniet"


def record_refusal(place, now, number):
    take_up(place, now, number)
    advise(place, now, number)
    record(place, now, number, RequestStep.REFUSE, new_decision(now, WHY_NOT))


def test_what_runs_shows_its_last_day_and_the_days_left(client, place, now):
    send(place, now - timedelta(days=50))
    assert "Besluit uiterlijk op 30 november 2026 (nog 7 dagen)" in text_of(client.get("/uitdaagrecht?volgorde=dagen"))


@pytest.mark.parametrize("odd", ["0", "-1", "x", "²", "99999", "10001"])
def test_an_odd_page_number_is_no_fault(client, place, now, odd):
    send(place, now)
    answer = client.get(f"/uitdaagrecht?pagina={odd}&stand=open")
    assert answer.status_code in (200, 302)
    if answer.status_code == 302:
        assert answer.location == "/uitdaagrecht?stand=open"


def test_the_csv_has_one_row_a_request_with_names_that_do_not_change(client, place, now):
    number = make_advised(place, now)
    record(place, now, number, new=new_decision(now, minutes=90))
    (row,) = rows(client)
    assert list(row) == list(COLUMNS)
    assert row["address"] == f"http://localhost/uitdaagrecht/{number}"
    told = {name: row[name] for name in COLUMNS if name != "address"}
    assert told == {
        "id": str(number), "title": "Het groen rond het plein", "asked_by": "group", "organisation": "",
        "area_code": MEENT, "area": "Hilversumse Meent", "state": "granted", "state_words": "Toegewezen",
        "group": "granted", "received_on": "2026-11-23", "decide_by": "2027-01-18", "clock": "stopped",
        "days_left": "", "days_stopped": "0", "terms": "awb", "decided_on": "2026-11-23", "decision": "granted",
        "decided_by": "college", "grounds": "", "granted_euros": "18000.00", "granted_hours": "1.50",
        "current_cost_euros": "18000.00", "agreement_first_day": "", "agreement_last_day": "", "evaluation": "",
    }  # fmt: skip
    client.set_cookie("taal", "en")
    assert rows(client) == [row]


def test_the_json_holds_the_same_rows_and_says_that_everybody_may_use_them(client, place, now):
    send(place, now)
    told = json.loads(client.get("/uitdaagrecht.json").get_data(as_text=True))
    assert told["licence"] == "CC0-1.0"
    assert [{name: str(value) for name, value in row.items()} for row in told["requests"]] == rows(client)
    meaning = text_of(client.get(urlsplit(told["columns"]).path))
    assert all(name in meaning for name in COLUMNS)


def test_the_files_hold_what_the_filter_asks_for(client, place, now):
    send(place, now)
    send(place, now, request=replace(GREEN, title="De bibliotheek", area_code=ZUID))
    assert [row["title"] for row in rows(client, "?wijk=zuid")] == ["De bibliotheek"]
    assert rows(client, "?stand=ended") == []


@pytest.mark.parametrize("title", ['=HYPERLINK("http://kwaad.example")', "+31 bellen", "@plein", "-1 boom"])
def test_a_title_that_a_spreadsheet_would_run_is_text(client, place, now, title):
    send(place, now, request=replace(GREEN, title=title))
    assert [row["title"] for row in rows(client)] == [f"'{title}"]


MOST = {"/uitdaagrecht?volgorde=dagen": 10, "/uitdaagrecht.csv?volgorde=dagen": 12, "/uitdaagrecht.json": 10}


@pytest.mark.parametrize(("address", "most"), MOST.items())
def test_the_register_and_its_files_ask_little_of_the_database(client, place, now, app, address, most):
    for minute in range(4):
        number = send(place, now + timedelta(minutes=minute))
    record_refusal(place, now, number)
    asked = []
    engine = app.extensions["database"].read_bind()
    client.get("/")
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    client.get(address)
    assert len([each for each in asked if each != "BEGIN"]) <= most, asked


@pytest.fixture
def secrets(client, place, now):
    """Everything private that there is about requests, each with a word that stands nowhere else."""
    request = replace(GREEN, contact_name=SECRET)
    trees = do(place, make_organisation, RESIDENT, now, NewOrganisation("Demo-stichting De Boom", "foundation", ""))
    organisations.let_in(place, now, trees, RESIDENT, NEIGHBOUR, "write")
    agreed = make_advised(place, now)
    do(
        place,
        describe_task,
        COORDINATOR,
        now,
        agreed,
        TaskFacts("Groen BV", None, 18_000_00, "Geheim-inkoop.", "Geheim-steun."),
    )
    record(place, now, agreed)
    for asked in (request, replace(request, applicant="organisation", organisation_id=trees)):
        number = send(place, now, request=asked)
        take_up(place, now, number)
        advise(place, now, number)
        record(place, now, number)
        do(place, begin_agreement, COORDINATOR, now, number)
    client.sign_in(COORDINATOR)
    # one agreement that both still write, and one that holds as a deal
    acts(client, number - 1, "agreement", {**TYPED, "result": "Geheim-resultaat van de afspraak."})
    acts(client, number, "agreement", {**TYPED, "cents": "1.000"})
    client.sign_in(RESIDENT)
    assert client.send(f"/mijn/verzoeken/{number}", form="confirm-form").status_code == 303
    client.sign_in(COORDINATOR)
    assert acts(client, number, "agree").status_code == 303
    hide_more(place, now, agreed, number)
    at_desk = do(place, start_draft, COORDINATOR, now, request, at_desk=True)
    do(place, submit, COORDINATOR, now, at_desk, 1, LETTER)
    write_draft(place, now, NEIGHBOUR, replace(request, title="Geheim-concept"))
    people = (RESIDENT, NEIGHBOUR, COORDINATOR, REVIEWER)
    return [SECRET, "Geheim-", *(each.key for each in people), *(f"{each.key}@" for each in people)]


def hide_more(place, now, decided, running):
    """What only both sides may read: an attachment, who objects, a report that is not accepted, an offer."""
    offer = NewAttachment("Geheim-offerte", "costs", True, SentFile("Geheim-bestand.pdf", made.pdf()))
    other = send(place, now)
    do(place, add_attachment, RESIDENT, now, other, offer)
    do(place, support_challenge, NEIGHBOUR, now, other, MEENT)
    objection = NewObjection("Geheim-bezwaarmaker", "Geheim-belang bij het plein.", "Geheim-gronden tegen het besluit.")
    do(place, object_to, NEIGHBOUR, now, decided, 1, objection, LETTER)
    later = now + timedelta(days=30)
    report = Report(date(2026, 12, 1), date(2026, 12, 10), "Geheim-verslag over de eerste dagen.")
    first = do(place, hand_in_report, RESIDENT, later, running, report)
    do(place, ask_about_report, COORDINATOR, later, running, first, 1, "Geheim-vraag over het verslag", LETTER)
    take_up(place, now, other)
    deal = do(place, make_deal, COORDINATOR, now, replace(SQUARE, planned_result="Geheim-aanbod."))
    do(place, offer_deal, COORDINATOR, now, other, deal, LETTER)


def crawled(client):
    """Every public address that one reaches, with what the answer holds."""
    waiting, seen = deque(["/", "/uitdaagrecht.csv", "/uitdaagrecht.json", "/afspraken"]), set()
    while waiting:
        address = waiting.popleft()
        if address in seen or urlsplit(address).path.startswith(("/taal", "/static")):
            continue
        seen.add(address)
        answer = client.get(address)
        yield address, answer.get_data(as_text=True)
        if answer.status_code in (301, 302, 303):
            waiting.append(urljoin(address, answer.location))
        elif answer.mimetype == "text/html":
            found = [
                urldefrag(urljoin(address, str(tag["href"])))[0] for tag in soup_of(answer).find_all("a", href=True)
            ]
            waiting += [each for each in found if each.startswith("/")]


def test_what_is_private_stands_on_no_public_address(client, app, place, secrets):
    read = dict(crawled(app.test_client()))
    assert {"/uitdaagrecht", "/uitdaagrecht.csv", "/uitdaagrecht.json", "/afspraken/1"} <= set(read)
    assert "Demo-stichting De Boom" in read["/afspraken/1"]
    assert sum("/uitdaagrecht/" in address for address in read) >= 5
    leaks = [(address, secret) for address, text in read.items() for secret in secrets if secret in text]
    assert leaks == []


@pytest.mark.parametrize(
    ("actor", "sees"), [(COORDINATOR, True), (REVIEWER, False)], ids=["who handles it", "who gives advice"]
)
def test_the_contact_person_is_known_to_who_handles_the_request(client, place, now, actor, sees):
    number = send(place, now, request=replace(GREEN, contact_name=SECRET))
    client.sign_in(actor)
    assert (SECRET in text_of(client.get(f"/werk/uitdaagrecht/{number}"))) is sees
    client.sign_in(RESIDENT)
    assert SECRET in text_of(client.get(f"/mijn/verzoeken/{number}"))
    assert SECRET not in text_of(client.get(f"/uitdaagrecht/{number}"))
