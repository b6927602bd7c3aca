"""The page of a letter: for who it is for, to read, print and keep; and for staff, to write down that it was posted."""

from __future__ import annotations

import json
import sys

import pytest

from challenges.services import submit
from lives.periods import day_of
from notices import printing
from tests.builders.browsing import text_of
from tests.builders.pdf_text import pages_of
from tests.builders.people import ADMINISTRATOR, COORDINATOR, RESIDENT
from tests.challenges.requests import (
    CLERK,
    COUNCIL,
    LETTER,
    NEIGHBOUR,
    REVIEWER,
    ZUID_ONLY,
    do,
    make_place,
    send,
    sent_letters,
    write_draft,
)


@pytest.fixture
def place(app, sqlite_database, now):
    make_place(sqlite_database, now)
    return sqlite_database


def at_desk(place, now):
    number = write_draft(place, now, by=COORDINATOR, at_desk=True)
    do(place, submit, COORDINATOR, now, number, 1, LETTER, day_of(now))
    return number


def test_who_asked_reads_the_letter_from_the_own_page_in_dutch(client, place, now):
    number = write_draft(place, now)
    client.sign_in(RESIDENT)
    client.send(f"/mijn/verzoeken/{number}/versturen", form="send")
    own = client.page(f"/mijn/verzoeken/{number}")
    link = own.select_one("#letters + ul a")
    assert link.get_text() == "Ontvangstbevestiging"
    page = text_of(client.get(link["href"]))
    for words in ("Gemeente Hilversum", "UIT-2026-0001/1", "23 november 2026", "Besluit uiterlijk op 18 januari 2027",
                  "Namens burgemeester en wethouders (Hilversum)", sent_letters(place)[0].sha256):  # fmt: skip
        assert words in page
    # the letter keeps the language in which it was sent
    assert "Besluit uiterlijk op" in text_of(client.get(f"{link['href']}?taal=en"))


@pytest.mark.parametrize(
    ("actor", "status"),
    [(RESIDENT, 200), (COORDINATOR, 200), (CLERK, 200), (NEIGHBOUR, 404), (ZUID_ONLY, 404), (REVIEWER, 404),
     (COUNCIL, 404), (ADMINISTRATOR, 404), (None, 302)],
)  # fmt: skip
def test_a_letter_opens_for_who_it_is_for_and_is_unknown_to_others(client, place, now, actor, status):
    send(place, now)
    if actor is not None:
        client.sign_in(actor)
    assert client.get("/brieven/1").status_code == status
    assert client.get("/brieven/1.pdf").status_code == status
    assert client.get("/brieven/99").status_code == (302 if actor is None else 404)


@pytest.mark.usefixtures("pdf_maker")
def test_the_pdf_is_the_letter_and_the_same_each_time(client, place, now):
    send(place, now)
    client.sign_in(RESIDENT)
    first, second = client.get("/brieven/1.pdf"), client.get("/brieven/1.pdf")
    assert (first.mimetype, first.headers["Cache-Control"]) == ("application/pdf", "no-store")
    assert first.data == second.data
    assert json.loads(sent_letters(place)[0].content)["subject"] in " ".join(pages_of(first.data))


def test_where_no_pdf_can_be_made_the_page_says_how_to_keep_it(client, place, now, monkeypatch, request):
    send(place, now)
    client.sign_in(RESIDENT)
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    printing._maker.cache_clear()
    request.addfinalizer(printing._maker.cache_clear)
    page = text_of(client.get("/brieven/1"))
    assert "Druk deze pagina af" in page
    assert "PDF" not in page
    refused = client.get("/brieven/1.pdf")
    assert refused.status_code == 404
    assert "Wij kunnen hier geen PDF maken" in text_of(refused)


def test_one_on_paper_stands_on_the_work_list_and_is_posted_with_its_day(client, place, now):
    number = at_desk(place, now)
    client.sign_in(CLERK)
    work = client.page("/werk")
    assert work.select_one("#letter_to_post") is not None
    link = str(work.select_one("#letter_to_post + table tbody a")["href"])
    assert "Nog te versturen op papier" in text_of(client.get(link))
    wrong = client.send(link, {"posted_on": "2027-01-01"}, form="posted")
    assert "niet in de toekomst" in text_of(wrong)
    assert "2027-01-01" in wrong.get_data(as_text=True)
    done = text_of(client.send(link, form="posted", follow=True))
    assert "Op de post gedaan op 23 november 2026." in done
    assert client.page("/werk").select_one("#letter_to_post") is None
    assert "op de post gedaan op 23 november 2026" in text_of(client.get(f"/werk/uitdaagrecht/{number}"))


def test_what_people_typed_is_shown_as_they_typed_it(client, place, now):
    number = write_draft(place, now)
    client.sign_in(RESIDENT)
    client.send(f"/mijn/verzoeken/{number}/schrijven/task", {"title": "<b>Groen</b> & 100 %"}, form="write")
    client.send(f"/mijn/verzoeken/{number}/versturen", form="send")
    assert "“<b>Groen</b> & 100 %”" in text_of(client.get("/brieven/1"))
