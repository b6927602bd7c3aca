"""Letters in a real database: numbered per case, never changed, and posted once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from lives.messages import msg
from lives.periods import day_of
from logbook.models import LogRow
from logbook.services import act
from notices.models import SentLetter
from notices.queries import find_letter, letters_about, letters_to_post
from notices.rules.letters import Addressee, LetterText, Paragraph, Sender, fingerprint
from notices.services import make_letter, note_posting
from notices.services.letters import PostingRefused
from tests.builders.people import COORDINATOR

SENDER = Sender("Hilversum", "14 035", "buurt@gemeente.example")
TEXT = LetterText("receipt", msg("About the square"), msg("Soon."), (Paragraph(msg("We received it.")),))
PAPER, MAIL = Addressee("Ans Demo"), Addressee("Bram Demo", ("key",))


def make(database, now, about="challenge:1", case="UIT-2026-0001", to=PAPER, on=None):
    with database.writing() as session, act(session, COORDINATOR, now, "write") as a:
        return make_letter(a, about, case, TEXT, to, SENDER, str, on).id


def post(database, now, letter_id, on):
    with database.writing() as session, act(session, COORDINATOR, now, "post") as a:
        note_posting(a, session.get_one(SentLetter, letter_id), on)


def test_letters_are_numbered_within_their_case(database, now):
    made = [make(database, now), make(database, now, "challenge:2", "UIT-2026-0002"), make(database, now)]
    with database.reading() as session:
        numbers = [session.get_one(SentLetter, each).number for each in made]
        assert numbers == ["UIT-2026-0001/1", "UIT-2026-0002/1", "UIT-2026-0001/2"]
        assert [line.letter.id for line in letters_about(session, ["challenge:1"])] == [made[2], made[0]]
        log = session.scalars(select(LogRow).order_by(LogRow.seq.desc()).limit(1)).one()
        assert "UIT-2026-0001/2" in log.facts
        assert "Ans" not in log.facts


def test_a_number_is_given_once_whoever_writes_at_the_same_time(database, now):
    make(database, now)
    copied = (
        "INSERT INTO letter (case_number, serial, kind, about, way, to_name, language, dated_on, subject, content, "
        "sha256, made_by_key, made_at) SELECT case_number, serial, kind, about, way, to_name, language, dated_on, "
        "subject, content, sha256, made_by_key, made_at FROM letter"
    )
    taken = pytest.raises(IntegrityError, match=r"uq_letter_case_number_serial|letter\.case_number")
    with taken, database.writing() as session:
        session.execute(text(copied))


@pytest.mark.parametrize("change", ["UPDATE letter SET content = 'x'", "DELETE FROM letter"])
def test_the_database_refuses_to_change_a_letter(database, now, change):
    make(database, now)
    with pytest.raises(DatabaseError, match="append-only: letter"), database.writing() as session:
        session.execute(text(change))


@pytest.mark.parametrize("change", ["UPDATE letter_posting SET posted_on = '2026-01-01'", "DELETE FROM letter_posting"])
def test_the_database_refuses_to_change_when_a_letter_was_posted(database, now, change):
    post(database, now, make(database, now), day_of(now))
    with pytest.raises(DatabaseError, match="append-only: letter_posting"), database.writing() as session:
        session.execute(text(change))


def test_the_fingerprint_is_that_of_the_text(database, now):
    number = make(database, now)
    with database.reading() as session:
        letter = session.get_one(SentLetter, number)
        assert letter.sha256 == fingerprint(letter.content)


def test_one_on_paper_waits_until_it_is_posted_once(database, now):
    number, mailed = make(database, now), make(database, now, to=MAIL)
    with database.reading() as session:
        assert [line.letter.id for line in letters_to_post(session)] == [number]
        assert find_letter(session, number).waits_for_post
        assert not find_letter(session, mailed).waits_for_post
    post(database, now + timedelta(days=1), number, day_of(now))
    with database.reading() as session:
        assert letters_to_post(session) == []
        assert find_letter(session, number).posted_on == day_of(now)
    with pytest.raises(PostingRefused):
        post(database, now + timedelta(days=1), number, day_of(now))


def test_a_letter_is_not_posted_before_its_day_in_the_future_or_by_mail(database, now):
    number, mailed = make(database, now), make(database, now, to=MAIL)
    for letter, days in ((number, -1), (number, 1), (mailed, 0)):
        with pytest.raises(PostingRefused):
            post(database, now, letter, day_of(now) + timedelta(days=days))


@pytest.mark.parametrize("number", [0, -1, 99, 2**70])
def test_a_letter_that_is_not_there_is_nothing(database, number):
    with database.reading() as session:
        assert find_letter(session, number) is None
