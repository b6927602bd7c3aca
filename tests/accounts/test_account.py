from __future__ import annotations

from datetime import datetime

import pytest

from accounts.models import Person
from accounts.secrets import Secrets
from accounts.services.account import (
    AddressTaken,
    ask_new_address,
    change_details,
    confirm_new_address,
    end_all_sessions,
)
from accounts.services.codes import CodeGone, CodeNotRight
from database import Database
from logbook.actors import Actor
from logbook.refusals import NotAllowed
from tests.accounts.mailbox import mails, newest_code, other_code
from tests.builders.people import add_person, make_actor

SECRETS = Secrets("5e" * 32)


@pytest.fixture
def me(database: Database, now: datetime) -> Actor:
    actor = make_actor("me")
    with database.writing() as session:
        add_person(session, actor, now, email="old@example.org")
    return actor


def ask(database: Database, actor: Actor, now: datetime, address: str) -> str:
    with database.writing() as session:
        return ask_new_address(session, actor, SECRETS, now, address)


def confirm(database: Database, actor: Actor, now: datetime, handle: str, code: str) -> None:
    with database.writing() as session:
        confirm_new_address(session, actor, SECRETS, now, handle, code)


def address_of(database: Database, actor: Actor) -> str:
    with database.reading() as session:
        return session.get_one(Person, actor.key).email


def test_the_address_changes_only_once_the_new_one_is_proven(database: Database, now: datetime, me: Actor) -> None:
    handle = ask(database, me, now, "new@example.org")
    code = newest_code(database)
    assert address_of(database, me) == "old@example.org"
    with pytest.raises(CodeNotRight):
        confirm(database, me, now, handle, other_code(code))
    confirm(database, me, now, handle, code)
    assert address_of(database, me) == "new@example.org"


def test_the_old_address_hears_of_it(database: Database, now: datetime, me: Actor) -> None:
    confirm(database, me, now, ask(database, me, now, "new@example.org"), newest_code(database))
    told = mails(database)[-1]
    assert (told.to_address, told.template, told.facts) == ("old@example.org", "email_changed", "{}")


def test_a_taken_address_is_told_only_to_who_reads_its_mail(database: Database, now: datetime, me: Actor) -> None:
    with database.writing() as session:
        add_person(session, make_actor("other"), now, email="taken@example.org")
    handle = ask(database, me, now, "taken@example.org")
    with pytest.raises(AddressTaken):
        confirm(database, me, now, handle, newest_code(database))
    assert address_of(database, me) == "old@example.org"


def test_somebody_elses_code_changes_nothing(database: Database, now: datetime, me: Actor) -> None:
    other = make_actor("other")
    with database.writing() as session:
        add_person(session, other, now, email="other@example.org")
    handle = ask(database, me, now, "new@example.org")
    with pytest.raises(CodeGone):
        confirm(database, other, now, handle, newest_code(database))
    assert address_of(database, other) == "other@example.org"


def test_name_and_language_change(database: Database, now: datetime, me: Actor) -> None:
    with database.writing() as session:
        change_details(session, me, now, "Demo Nieuw", "en")
    with database.reading() as session:
        person = session.get_one(Person, me.key)
        assert (person.name, person.language) == ("Demo Nieuw", "en")
    with database.writing() as session, pytest.raises(NotAllowed):
        change_details(session, me, now, "X", "de")


def test_ending_all_sessions_raises_the_generation(database: Database, now: datetime, me: Actor) -> None:
    with database.writing() as session:
        end_all_sessions(session, me, now)
    with database.reading() as session:
        assert session.get_one(Person, me.key).generation == 2
