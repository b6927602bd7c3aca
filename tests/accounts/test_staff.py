from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from accounts.models import EVERYWHERE, Invitation, Person, RoleGrant
from accounts.queries import find_staff, open_invitations, person_with_grants
from accounts.secrets import Secrets
from accounts.services.staff import (
    AddressNotRight,
    InvitationGone,
    LastAdministrator,
    NewInvitation,
    accept_invitation,
    add_administrator,
    deactivate,
    find_invitation,
    invite,
    withdraw_invitation,
)
from database import Database
from logbook.actors import OPERATOR, Actor, Grant, Role
from logbook.models import LogRow
from logbook.refusals import NotAllowed
from tests.accounts.mailbox import mails, newest_facts
from tests.builders.people import add_person, make_actor

SECRETS = Secrets("5e" * 32)
NEW = NewInvitation("Nieuw@Example.org", "Demo Nieuw", Role.COORDINATOR, "WK01")


def send(database: Database, actor: Actor, now: datetime, new: NewInvitation = NEW) -> str:
    """Invite; the token, as the mail bears it."""
    with database.writing() as session:
        invite(session, actor, SECRETS, now, new, lambda token: f"https://x.example/uitnodiging/{token}")
    return str(newest_facts(database)["link"]).rpartition("/")[2]


def accept(database: Database, now: datetime, token: str) -> str:
    with database.writing() as session:
        return accept_invitation(session, SECRETS, now, token, "nl")


def test_who_accepts_becomes_staff_in_the_area_named(database: Database, now: datetime, administrator: Actor) -> None:
    token = send(database, administrator, now)
    assert accept(database, now, token) == "nieuw@example.org"
    with database.reading() as session:
        key = session.scalars(select(Person.key).where(Person.email == "nieuw@example.org")).one()
        found = person_with_grants(session, key)
        assert found is not None
        assert (found[0].name, found[1]) == ("Demo Nieuw", frozenset({Grant(Role.COORDINATOR, "WK01")}))
        assert [row.act for row in session.scalars(select(LogRow).order_by(LogRow.seq))] == [
            "invite_staff",
            "accept_invitation",
        ]


def test_the_token_is_not_kept(database: Database, now: datetime, administrator: Actor) -> None:
    token = send(database, administrator, now)
    with database.reading() as session:
        assert session.scalars(select(Invitation.token_hash)).one() == SECRETS.hashed("invitation", token)


def test_looking_at_an_invitation_does_not_accept_it(database: Database, now: datetime, administrator: Actor) -> None:
    token = send(database, administrator, now)
    for _ in range(2):
        with database.reading() as session:
            assert find_invitation(session, SECRETS, now, token).email == "nieuw@example.org"


def test_an_invitation_works_once_and_for_seven_days(database: Database, now: datetime, administrator: Actor) -> None:
    token = send(database, administrator, now)
    with pytest.raises(InvitationGone):
        accept(database, now + timedelta(days=7), token)
    accept(database, now + timedelta(days=6, hours=23), token)
    with pytest.raises(InvitationGone):
        accept(database, now, token)
    with pytest.raises(InvitationGone):
        accept(database, now, "wrong")


def test_an_invitation_accepted_twice_at_once_gives_one_role(
    database: Database, now: datetime, administrator: Actor
) -> None:
    token = send(database, administrator, now)
    outcomes: list[str] = []

    def attempt() -> None:
        try:
            accept(database, now, token)
            outcomes.append("yes")
        except InvitationGone:
            outcomes.append("gone")

    threads = [threading.Thread(target=attempt) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["gone", "gone", "yes"]
    with database.reading() as session:
        assert len(session.scalars(select(RoleGrant)).all()) == 1


def test_a_withdrawn_invitation_does_not_work(database: Database, now: datetime, administrator: Actor) -> None:
    token = send(database, administrator, now)
    with database.reading() as session:
        number = open_invitations(session, now)[0].id
    with database.writing() as session:
        withdraw_invitation(session, administrator, now, number)
    with pytest.raises(InvitationGone):
        accept(database, now, token)
    with database.writing() as session, pytest.raises(InvitationGone):
        withdraw_invitation(session, administrator, now, number)


def test_a_resident_who_is_invited_keeps_the_account(database: Database, now: datetime, administrator: Actor) -> None:
    someone = make_actor("someone")
    with database.writing() as session:
        add_person(session, someone, now, email="nieuw@example.org")
    accept(database, now, send(database, administrator, now))
    with database.reading() as session:
        assert session.scalars(select(RoleGrant.person_key)).all() == [someone.key]


def test_only_an_administrator_invites(database: Database, now: datetime, coordinator: Actor) -> None:
    with pytest.raises(NotAllowed):
        send(database, coordinator, now)
    assert mails(database) == []


def test_nobody_is_invited_as_a_resident_or_at_no_address(
    database: Database, now: datetime, administrator: Actor
) -> None:
    with pytest.raises(NotAllowed):
        send(database, administrator, now, NewInvitation("a@example.org", "A", Role.RESIDENT))
    with pytest.raises(AddressNotRight):
        send(database, administrator, now, NewInvitation("a@example.org\nb", "A", Role.FINANCE))


def test_the_operator_makes_the_first_administrator(database: Database, now: datetime) -> None:
    for _ in range(2):  # again is fine
        with database.writing() as session:
            add_administrator(session, OPERATOR, now, " Beheer@Example.org ", "Demo Beheer")
    with database.reading() as session:
        member = find_staff(session)[0]
    assert (member.email, member.grants) == ("beheer@example.org", (Grant(Role.ADMINISTRATOR, None),))


def test_deactivating_ends_sessions_and_inviting_again_gives_back_the_account(
    database: Database, now: datetime, administrator: Actor
) -> None:
    accept(database, now, send(database, administrator, now))
    with database.reading() as session:
        key = session.scalars(select(Person.key)).one()
    with database.writing() as session:
        deactivate(session, administrator, now, key)
    with database.reading() as session:
        person = session.get_one(Person, key)
        assert (person.deactivated_at, person.generation) == (now, 2)
    with database.writing() as session, pytest.raises(NotAllowed):
        deactivate(session, administrator, now, key)
    accept(database, now, send(database, administrator, now))
    with database.reading() as session:
        assert session.get_one(Person, key).deactivated_at is None


def test_the_last_administrator_stays(database: Database, now: datetime) -> None:
    with database.writing() as session:
        only = add_administrator(session, OPERATOR, now, "een@example.org")
    with database.writing() as session, pytest.raises(LastAdministrator):
        deactivate(session, OPERATOR, now, only)
    with database.writing() as session:
        other = add_administrator(session, OPERATOR, now, "twee@example.org")
    with database.writing() as session:
        deactivate(session, OPERATOR, now, only)
    with database.writing() as session, pytest.raises(LastAdministrator):
        deactivate(session, OPERATOR, now, other)


def test_two_administrators_who_deactivate_each_other_at_once_leave_one(database: Database, now: datetime) -> None:
    with database.writing() as session:
        keys = [add_administrator(session, OPERATOR, now, f"{name}@example.org") for name in ("een", "twee")]
    outcomes: list[str] = []

    def attempt(key: str) -> None:
        try:
            with database.writing() as session:
                deactivate(session, OPERATOR, now, key)
            outcomes.append("closed")
        except LastAdministrator:
            outcomes.append("stays")

    threads = [threading.Thread(target=attempt, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["closed", "stays"]


def test_a_role_everywhere_is_one_row_however_often_it_is_given(
    database: Database, now: datetime, administrator: Actor
) -> None:
    everywhere = NewInvitation("b@example.org", "B", Role.FINANCE, EVERYWHERE)
    for _ in range(2):
        accept(database, now, send(database, administrator, now, everywhere))
    with database.reading() as session:
        assert len(session.scalars(select(RoleGrant)).all()) == 1
