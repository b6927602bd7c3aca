from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pyotp
import pytest

from accounts.models import Person, SecondFactor
from accounts.secrets import Secrets
from accounts.services.factor import (
    FactorNotRight,
    FactorStands,
    reset_factor,
    secret_to_scan,
    show_factor,
    start_factor,
)
from database import Database
from logbook.actors import OPERATOR, Actor, Role
from logbook.refusals import NotAllowed, NotFound
from tests.accounts.mailbox import mails
from tests.builders.people import add_person, make_actor

SECRETS = Secrets("5e" * 32)


@pytest.fixture
def member(database: Database, now: datetime) -> Actor:
    actor = make_actor("member", Role.COORDINATOR, area="WK01")
    with database.writing() as session:
        add_person(session, actor, now, email="member@example.org")
    return actor


def start(database: Database, actor: Actor, now: datetime) -> pyotp.TOTP:
    with database.writing() as session:
        start_factor(session, actor, SECRETS, now)
    with database.reading() as session:
        return pyotp.TOTP(SECRETS.opened(session.get_one(SecondFactor, actor.key).secret))


def show(database: Database, actor: Actor, now: datetime, digits: str) -> None:
    with database.writing() as session:
        show_factor(session, actor, SECRETS, now, digits)


def test_the_first_right_digits_confirm_the_app(database: Database, now: datetime, member: Actor) -> None:
    totp = start(database, member, now)
    show(database, member, now, totp.at(now))
    with database.reading() as session:
        assert session.get_one(SecondFactor, member.key).confirmed_at == now


def test_the_secret_at_rest_is_sealed(database: Database, now: datetime, member: Actor) -> None:
    totp = start(database, member, now)
    with database.reading() as session:
        sealed = session.get_one(SecondFactor, member.key).secret
    assert totp.secret.encode() not in sealed
    with pytest.raises(Exception, match="Decryption failed"):
        Secrets("00" * 32).opened(sealed)


def test_the_same_digits_never_work_twice(database: Database, now: datetime, member: Actor) -> None:
    totp = start(database, member, now)
    show(database, member, now, totp.at(now))
    with pytest.raises(FactorNotRight):
        show(database, member, now, totp.at(now))
    show(database, member, now + timedelta(seconds=30), totp.at(now + timedelta(seconds=30)))


def test_digits_from_before_the_last_ones_do_not_work(database: Database, now: datetime, member: Actor) -> None:
    totp = start(database, member, now)
    show(database, member, now, totp.at(now))
    with pytest.raises(FactorNotRight):
        show(database, member, now, totp.at(now - timedelta(seconds=30)))


def test_the_same_digits_at_once_work_for_one(database: Database, now: datetime, member: Actor) -> None:
    totp = start(database, member, now)
    outcomes: list[bool] = []

    def attempt() -> None:
        try:
            show(database, member, now, totp.at(now))
            outcomes.append(True)
        except FactorNotRight:
            outcomes.append(False)

    threads = [threading.Thread(target=attempt) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False, False, False, True]


def test_a_clock_may_be_one_step_off_but_not_two(database: Database, now: datetime, member: Actor) -> None:
    totp = start(database, member, now)
    with pytest.raises(FactorNotRight):
        show(database, member, now, totp.at(now + timedelta(seconds=60)))
    with pytest.raises(FactorNotRight):
        show(database, member, now, totp.at(now - timedelta(seconds=60)))
    show(database, member, now, totp.at(now + timedelta(seconds=30)))


def test_a_confirmed_app_is_not_replaced_by_the_one_who_signed_in(
    database: Database, now: datetime, member: Actor
) -> None:
    totp = start(database, member, now)
    start(database, member, now)  # not confirmed yet: one may begin again
    with pytest.raises(FactorNotRight):
        show(database, member, now, totp.at(now))
    totp = start(database, member, now)
    show(database, member, now, totp.at(now))
    with pytest.raises(FactorStands):
        start(database, member, now)


def test_residents_have_no_second_factor(database: Database, now: datetime, resident: Actor) -> None:
    with database.writing() as session:
        add_person(session, resident, now)
    with pytest.raises(NotAllowed):
        start(database, resident, now)


def test_another_administrator_takes_away_a_lost_app(
    database: Database, now: datetime, member: Actor, administrator: Actor
) -> None:
    totp = start(database, member, now)
    show(database, member, now, totp.at(now))
    with database.writing() as session:
        reset_factor(session, administrator, now, member.key, "telefoon gestolen")
    with database.reading() as session:
        assert session.get(SecondFactor, member.key) is None
        assert session.get_one(Person, member.key).generation == 2
    told = mails(database)[-1]
    assert (told.to_address, told.template) == ("member@example.org", "factor_reset")
    start(database, member, now)


def test_nobody_takes_away_the_own_app(database: Database, now: datetime, administrator: Actor) -> None:
    with database.writing() as session:
        add_person(session, administrator, now)
    start(database, administrator, now)
    with database.writing() as session, pytest.raises(NotAllowed):
        reset_factor(session, administrator, now, administrator.key, "kwijt")
    with database.writing() as session:
        reset_factor(session, OPERATOR, now, administrator.key, "kwijt")


def test_only_an_administrator_takes_away_an_app(database: Database, now: datetime, member: Actor) -> None:
    start(database, member, now)
    other = make_actor("other", Role.COORDINATOR)
    with database.writing() as session, pytest.raises(NotAllowed):
        reset_factor(session, other, now, member.key, "kwijt")


def test_taking_away_what_is_not_there_is_said(
    database: Database, now: datetime, member: Actor, administrator: Actor
) -> None:
    with database.writing() as session, pytest.raises(NotFound):
        reset_factor(session, administrator, now, member.key, "kwijt")


def test_the_picture_names_the_product_and_the_person() -> None:
    address = secret_to_scan("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "member@example.org")
    assert address == (
        "otpauth://totp/Leve%20de%20Buurt:member%40example.org?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Leve%20de%20Buurt"
    )
