"""Letters on their way, to a real mail server: a short mail with a link, and the letter along as PDF."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from flask_babel import force_locale

from app import create_app
from challenges.rules.history import Happening
from challenges.sender import say_in
from challenges.services import Letter, stop_clock, submit
from notices import printing
from notices.rendering import RenderedMail, enclose
from notices.rules.letters import Sender
from notices.sending import Sent, send_waiting
from notices.services import Enclosure
from tests.builders.pdf_text import pages_of
from tests.builders.people import COORDINATOR, RESIDENT, add_person, make_actor
from tests.challenges.requests import do, make_place, write_draft
from tests.notices.test_sending import letterbox  # noqa: F401 - a fixture

ENGLISH = make_actor("english")
LETTER = Letter(
    say_in, lambda number: f"https://buurt.example/brieven/{number}", Sender("Hilversum", "14 035", "b@example.org")
)


@pytest.fixture
def mailed(config, sqlite_database, now, at, letterbox):  # noqa: F811
    box, url = letterbox
    app = create_app(replace(config, smtp_url=url))
    make_place(sqlite_database, now)
    with sqlite_database.writing() as session:
        add_person(session, ENGLISH, now, "english@example.org", language="en")
    at(now)
    with app.app_context():
        yield box, app, sqlite_database
    app.extensions["database"].dispose()


def sent_by(database, now, actor=RESIDENT):
    number = write_draft(database, now, actor)
    do(database, submit, actor, now, number, 1, LETTER)
    return number


@pytest.mark.usefixtures("pdf_maker")
def test_the_receipt_comes_as_a_short_mail_with_a_link_and_the_whole_letter(mailed, now):
    box, app, database = mailed
    sent_by(database, now)
    assert send_waiting(app) == Sent(1, 0)
    (mail,) = box.mails
    assert mail["Subject"] == "Wij hebben uw verzoek “Het groen rond het plein” ontvangen"
    text = mail.get_body(("plain",)).get_content()
    assert "U hoort uiterlijk op 18 januari 2027 wat wij besluiten." in text
    assert "https://buurt.example/brieven/1" in text
    (attachment,) = mail.iter_attachments()
    assert (attachment.get_content_type(), attachment.get_filename()) == ("application/pdf", "UIT-2026-0001-1.pdf")
    page = " ".join(pages_of(attachment.get_content()))
    for words in ("23 november 2026", "Besluit uiterlijk op 18 januari 2027", "€ 1.442", "Gemeente Hilversum"):
        assert words in page.replace("\xa0", " ")


def test_who_reads_english_gets_the_letter_in_english_whoever_acts(mailed, now):
    box, app, database = mailed
    number = sent_by(database, now, ENGLISH)
    with force_locale("nl"):
        reason = "Wij wachten op uw kaart."
        do(database, stop_clock, COORDINATOR, now, number, Happening.APPLICANT_DELAYS, reason, LETTER)
    send_waiting(app)
    first, second = box.mails
    assert first["To"] == "english@example.org"
    assert "You hear at the latest on 18 January 2027 what we decide." in first.get_body(("plain",)).get_content()
    assert second["Subject"] == "The clock of your request “Het groen rond het plein” stands still"


def test_a_letter_that_cannot_be_drawn_does_not_keep_its_mail_back(mailed):
    mail = RenderedMail("Brief", "Lees hem hier: /brieven/1")
    assert enclose(mail, Enclosure("UIT-2026-0001/1", "no letter")) == mail


def test_without_a_maker_of_pdfs_the_mail_goes_with_its_link(mailed, now, monkeypatch):
    box, app, database = mailed
    sent_by(database, now)
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    printing._maker.cache_clear()
    try:
        assert send_waiting(app) == Sent(1, 0)
    finally:
        printing._maker.cache_clear()
    assert "/brieven/1" in box.mails[0].get_content()
