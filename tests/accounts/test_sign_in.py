from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from accounts.models import Person, SignInCode
from accounts.secrets import Secrets
from accounts.services.codes import CodeGone, CodeNotRight, mail_code
from accounts.services.sign_in import PURPOSE, AccountClosed, WhoSignedIn, sign_in
from database import Database
from logbook.models import LogRow
from tests.accounts.mailbox import mails, newest_code, other_code

SECRETS = Secrets("5e" * 32)
ADDRESS = "resident@example.org"


def ask(database: Database, now: datetime, address: str = ADDRESS) -> str:
    with database.writing() as session:
        return mail_code(session, SECRETS, now, PURPOSE, address, "nl")


def enter(database: Database, now: datetime, handle: str, code: str, language: str = "nl") -> WhoSignedIn:
    with database.writing() as session:
        return sign_in(session, SECRETS, now, handle, code, language)


def test_the_first_confirmed_sign_in_makes_the_account(database: Database, now: datetime) -> None:
    handle = ask(database, now)
    who = enter(database, now, handle, newest_code(database), "en")
    assert (who.generation, who.language, len(who.key)) == (1, "en", 26)
    with database.reading() as session:
        assert session.scalars(select(Person.email)).all() == [ADDRESS]
        row = session.scalars(select(LogRow)).one()
        assert (row.act, row.actor_key, row.subject) == ("sign_in", who.key, f"person:{who.key}")
        assert ADDRESS not in row.facts


def test_the_next_sign_in_is_the_same_person(database: Database, now: datetime) -> None:
    first = enter(database, now, ask(database, now), newest_code(database))
    second = enter(database, now, ask(database, now), newest_code(database))
    assert first.key == second.key


def test_nothing_at_rest_gives_the_code_away(database: Database, now: datetime) -> None:
    handle = ask(database, now)
    code = newest_code(database)
    with database.reading() as session:
        row = session.scalars(select(SignInCode)).one()
    assert code not in row.code_hash
    assert row.handle_hash != handle
    assert row.code_hash != Secrets("00" * 32).hashed("code", handle, code)
    assert row.code_hash == SECRETS.hashed("code", handle, code)


def test_asking_says_nothing_about_who_has_an_account(database: Database, now: datetime) -> None:
    enter(database, now, ask(database, now), newest_code(database))
    ask(database, now, ADDRESS)
    ask(database, now, "stranger@example.org")
    known, unknown = mails(database)[-2:]
    assert (known.template, known.language, len(known.facts)) == (
        unknown.template,
        unknown.language,
        len(unknown.facts),
    )


def test_a_code_works_once(database: Database, now: datetime) -> None:
    handle, code = ask(database, now), newest_code(database)
    enter(database, now, handle, code)
    with pytest.raises(CodeGone):
        enter(database, now, handle, code)


def test_a_code_works_for_ten_minutes(database: Database, now: datetime) -> None:
    handle, code = ask(database, now), newest_code(database)
    with pytest.raises(CodeGone):
        enter(database, now + timedelta(minutes=10), handle, code)
    assert enter(database, now + timedelta(minutes=9, seconds=59), handle, code)


def test_a_code_works_only_in_the_browser_that_asked(database: Database, now: datetime) -> None:
    ask(database, now)
    code = newest_code(database)
    other_handle = ask(database, now, "other@example.org")
    while newest_code(database) == code:
        other_handle = ask(database, now, "other@example.org")
    with pytest.raises(CodeNotRight):
        enter(database, now, other_handle, code)


def test_five_wrong_tries_end_a_code(database: Database, now: datetime) -> None:
    handle, code = ask(database, now), newest_code(database)
    for left in (4, 3, 2, 1):
        with pytest.raises(CodeNotRight) as refused:
            enter(database, now, handle, other_code(code))
        assert refused.value.left == left
    with pytest.raises(CodeGone):
        enter(database, now, handle, other_code(code))
    with pytest.raises(CodeGone):
        enter(database, now, handle, code)


def test_a_code_for_another_purpose_signs_nobody_in(database: Database, now: datetime) -> None:
    with database.writing() as session:
        handle = mail_code(session, SECRETS, now, "change_email", ADDRESS, "nl", "a" * 26)
    with pytest.raises(CodeGone):
        enter(database, now, handle, newest_code(database))


def test_a_closed_account_stays_closed_and_its_code_unused(database: Database, now: datetime) -> None:
    who = enter(database, now, ask(database, now), newest_code(database))
    with database.writing() as session:
        session.get_one(Person, who.key).deactivated_at = now
        session.commit()
    with pytest.raises(AccountClosed):
        enter(database, now, ask(database, now), newest_code(database))


def test_the_same_code_twice_at_once_signs_in_once(database: Database, now: datetime) -> None:
    handle, code = ask(database, now), newest_code(database)
    outcomes: list[str] = []

    def attempt() -> None:
        try:
            enter(database, now, handle, code)
            outcomes.append("in")
        except CodeGone:
            outcomes.append("gone")

    threads = [threading.Thread(target=attempt) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["gone", "gone", "gone", "in"]


def test_two_codes_of_a_new_address_at_once_make_one_account(database: Database, now: datetime) -> None:
    codes = [(ask(database, now), newest_code(database)) for _ in range(4)]
    keys: list[str] = []
    threads = [
        threading.Thread(target=lambda h=handle, c=code: keys.append(enter(database, now, h, c).key))
        for handle, code in codes
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 4
    assert len(set(keys)) == 1
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 1


def test_codes_of_yesterday_are_forgotten(database: Database, now: datetime) -> None:
    ask(database, now)
    ask(database, now + timedelta(hours=25))
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SignInCode)) == 1
