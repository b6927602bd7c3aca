"""Joining what the broker calls somebody to an account, two at once and too late, on both engines."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from accounts.models import Organisation, OrganisationMember, Person, PersonIdentity
from accounts.queries import identities_of, mandate_in
from accounts.rules.identities import Arrival, Door
from accounts.services.codes import mail_code
from accounts.services.entering import (
    PURPOSE,
    IdentityTaken,
    VisitUsed,
    arrive,
    begin_visit,
    join_by_code,
    join_own,
    unlink_identity,
)
from accounts.services.organisations import end_mandate
from logbook.refusals import NotFound, Refusal
from tests.accounts.mailbox import newest_code
from tests.builders.organisations import SECRETS
from tests.builders.people import RESIDENT, add_person, make_actor

ISSUER = "https://broker.example"
NEIGHBOUR = make_actor("neighbour")
TREES = Arrival("trees-somebody", "12345678", "Demo-stichting De Boom")


def do(database, service, *arguments):
    with database.writing() as session:
        return service(session, *arguments)


@pytest.fixture
def place(database, now):
    with database.writing() as session:
        for actor in (RESIDENT, NEIGHBOUR):
            add_person(session, actor, now)
    return database


def came_back(place, now, state, arrival=TREES, door=Door.ORGANISATION):
    do(place, begin_visit, SECRETS, now, state, door)
    return do(place, arrive, SECRETS, now, state, ISSUER, arrival)


def code_for(place, now, address):
    handle = do(place, mail_code, SECRETS, now, PURPOSE, address, "nl")
    return handle, newest_code(place)


def all_of(place, model):
    with place.reading() as session:
        return session.scalars(select(model)).all()


def at_once(*tries):
    """Do them at the same moment; what each gave or was refused with."""

    def one(attempt):
        try:
            return attempt()
        except Refusal as refused:
            return type(refused)

    with ThreadPoolExecutor(len(tries)) as pool:
        return list(pool.map(one, tries))


def test_a_state_is_used_up_by_one_of_two_at_once(place, now):
    outcomes = at_once(*[lambda: do(place, begin_visit, SECRETS, now, "s", Door.PERSON)] * 2)
    assert sorted(outcomes, key=str) == sorted([None, VisitUsed], key=str)


def test_two_accounts_that_join_the_same_pseudonym_at_once_do_not_both_get_it(place, now):
    for state in ("s1", "s2"):
        assert came_back(place, now, state, Arrival("one-person"), Door.PERSON) is None
    outcomes = at_once(
        lambda: do(place, join_own, RESIDENT, SECRETS, now, "s1"),
        lambda: do(place, join_own, NEIGHBOUR, SECRETS, now, "s2"),
    )
    assert sorted(outcome is IdentityTaken for outcome in outcomes) == [False, True]
    assert len(all_of(place, PersonIdentity)) == 1


def test_two_windows_of_one_person_that_join_at_once_both_come_in(place, now):
    for state in ("s1", "s2"):
        came_back(place, now, state)
    outcomes = at_once(*[lambda s=state: do(place, join_own, RESIDENT, SECRETS, now, s) for state in ("s1", "s2")])
    assert {outcome.who.key for outcome in outcomes} == {RESIDENT.key}
    assert len(all_of(place, PersonIdentity)) == len(all_of(place, Organisation)) == 1


def test_one_visit_is_joined_once(place, now):
    came_back(place, now, "s")
    outcomes = at_once(*[lambda: do(place, join_own, RESIDENT, SECRETS, now, "s")] * 2)
    assert sorted(outcome is VisitUsed for outcome in outcomes) == [False, True]


def test_two_people_who_come_first_for_one_organisation_make_it_once_and_one_manages(place, now):
    came_back(place, now, "s1", Arrival("a", "12345678", "De Boom"))
    came_back(place, now, "s2", Arrival("b", "12345678", "De Boom"))
    at_once(
        lambda: do(place, join_own, RESIDENT, SECRETS, now, "s1"),
        lambda: do(place, join_own, NEIGHBOUR, SECRETS, now, "s2"),
    )
    assert len(all_of(place, Organisation)) == 1
    assert sorted(row.mandate for row in all_of(place, OrganisationMember)) == ["manage", "represent"]


def test_when_nobody_with_an_open_account_manages_it_who_comes_next_does(place, now):
    came_back(place, now, "s1", Arrival("a", "12345678"))
    number = do(place, join_own, RESIDENT, SECRETS, now, "s1").organisation_id
    with place.writing() as session:
        session.execute(text("UPDATE person SET deactivated_at = created_at WHERE key = :key"), {"key": RESIDENT.key})
        session.commit()
    came_back(place, now, "s2", Arrival("b", "12345678"))
    do(place, join_own, NEIGHBOUR, SECRETS, now, "s2")
    with place.reading() as session:
        assert mandate_in(session, number, NEIGHBOUR.key) == "manage"


def test_who_was_ended_and_comes_again_by_the_broker_represents_again(place, now):
    for actor, state, subject in ((RESIDENT, "s1", "a"), (NEIGHBOUR, "s2", "b")):
        came_back(place, now, state, Arrival(subject, "12345678"))
        number = do(place, join_own, actor, SECRETS, now, state).organisation_id
    do(place, end_mandate, RESIDENT, now, number, NEIGHBOUR.key)
    came_back(place, now, "s3", Arrival("b", "12345678"))
    with place.reading() as session:
        assert mandate_in(session, number, NEIGHBOUR.key) == "represent"


def test_the_same_name_at_another_broker_is_somebody_else(place, now):
    came_back(place, now, "s1", Arrival("a"), Door.PERSON)
    do(place, join_own, RESIDENT, SECRETS, now, "s1")
    do(place, begin_visit, SECRETS, now, "s2", Door.PERSON)
    assert do(place, arrive, SECRETS, now, "s2", "https://another.example", Arrival("a")) is None


def test_one_person_may_have_several_and_takes_off_only_the_own(place, now):
    for subject in ("a", "b"):
        came_back(place, now, subject, Arrival(subject), Door.PERSON)
        do(place, join_own, RESIDENT, SECRETS, now, subject)
    with place.reading() as session:
        first, second = identities_of(session, RESIDENT.key)
    for actor, number in ((NEIGHBOUR, first.id), (RESIDENT, 2**63), (RESIDENT, 999)):
        with pytest.raises(NotFound):
            do(place, unlink_identity, actor, now, number)
    do(place, unlink_identity, RESIDENT, now, first.id)
    with place.reading() as session:
        assert [row.id for row in identities_of(session, RESIDENT.key)] == [second.id]


def test_the_code_makes_an_account_or_finds_the_one_that_is_there(place, now):
    came_back(place, now, "s1", Arrival("a"), Door.PERSON)
    handle, code = code_for(place, now, "nieuw@example.org")
    came = do(place, join_by_code, SECRETS, now, "s1", handle, code, "nl")
    assert came.who.key not in (RESIDENT.key, NEIGHBOUR.key)
    came_back(place, now, "s2", Arrival("b"), Door.PERSON)
    handle, code = code_for(place, now, f"{RESIDENT.key}@example.org")
    assert do(place, join_by_code, SECRETS, now, "s2", handle, code, "nl").who.key == RESIDENT.key
    assert len(all_of(place, Person)) == 3


def test_a_visit_that_is_unknown_or_too_old_makes_no_account(place, now):
    came_back(place, now, "s", Arrival("a"), Door.PERSON)
    for state, moment in (("other", now), ("s", now + timedelta(minutes=30))):
        handle, code = code_for(place, moment, "nieuw@example.org")
        with pytest.raises(VisitUsed):
            do(place, join_by_code, SECRETS, moment, state, handle, code, "nl")
    assert len(all_of(place, Person)) == 2


def test_a_visit_that_never_got_an_answer_of_the_broker_lets_nobody_in(place, now):
    do(place, begin_visit, SECRETS, now, "s", Door.PERSON)
    with pytest.raises(VisitUsed):
        do(place, join_own, RESIDENT, SECRETS, now, "s")


def test_the_database_holds_one_account_for_each_pseudonym_and_one_organisation_for_each_proven_number(place, now):
    came_back(place, now, "s1", Arrival("a", "12345678"))
    do(place, join_own, RESIDENT, SECRETS, now, "s1")
    again = "INSERT INTO person_identity (person_key, door, issuer, subject_hash, joined_at, used_at) SELECT :key,"
    with pytest.raises(IntegrityError), place.writing() as session:
        session.execute(
            text(f"{again} door, issuer, subject_hash, joined_at, used_at FROM person_identity"), {"key": NEIGHBOUR.key}
        )
    again = "INSERT INTO organisation (name, kind, kvk_number, made_at, made_by_key, kvk_confirmed_at) SELECT 'X',"
    with pytest.raises(IntegrityError), place.writing() as session:
        session.execute(text(f"{again} kind, kvk_number, made_at, made_by_key, kvk_confirmed_at FROM organisation"))
