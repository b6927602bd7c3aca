"""Organisations and who acts for them, on both engines."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from accounts.models import OrganisationMember
from accounts.queries import mandate_in, members_of, organisations_of
from accounts.rules.organisations import Mandate, reaches
from accounts.services.organisations import (
    LastManager,
    NewOrganisation,
    OrganisationRefused,
    end_mandate,
    give_mandate,
    make_organisation,
    require_mandate,
)
from logbook.refusals import NotAllowed, NotFound, Refusal
from tests.builders.people import COORDINATOR, RESIDENT, add_person, make_actor

NEIGHBOUR = make_actor("neighbour")
STRANGER = make_actor("stranger")
TREES = NewOrganisation("Demo-stichting De Boom", "foundation", "12 34 56 78")


@pytest.fixture
def place(database, now):
    with database.writing() as session:
        for actor in (RESIDENT, NEIGHBOUR, STRANGER, COORDINATOR):
            add_person(session, actor, now, email=f"{actor.key[:8]}@example.org")
    return database


def do(database, service, *arguments):
    with database.writing() as session:
        return service(session, *arguments)


def address(actor):
    return f"{actor.key[:8]}@example.org"


def held(database, number, actor):
    with database.reading() as session:
        return mandate_in(session, number, actor.key)


@pytest.fixture
def trees(place, now):
    return do(place, make_organisation, RESIDENT, now, TREES)


def test_who_writes_an_organisation_down_manages_it(place, trees):
    with place.reading() as session:
        own = organisations_of(session, RESIDENT.key)
        assert [(each.name, each.kvk_number, each.mandate) for each in own] == [
            ("Demo-stichting De Boom", "12345678", "manage")
        ]
        assert organisations_of(session, NEIGHBOUR.key) == []


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewOrganisation("", "foundation"), "name"),
        (NewOrganisation("x" * 121, "foundation"), "name"),
        (NewOrganisation("De Boom", "company"), "kind"),
        (NewOrganisation("De Boom", "association", "123"), "kvk_number"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(place, now, new, field):
    with pytest.raises(OrganisationRefused) as refused:
        do(place, make_organisation, RESIDENT, now, new)
    assert refused.value.field == field


def test_an_informal_group_needs_no_number(place, now):
    assert do(place, make_organisation, RESIDENT, now, NewOrganisation("De buren", "informal_group"))


def test_one_writes_down_at_most_ten(place, now):
    for each in range(10):
        do(place, make_organisation, RESIDENT, now, NewOrganisation(f"Groep {each}", "informal_group"))
    with pytest.raises(OrganisationRefused):
        do(place, make_organisation, RESIDENT, now, NewOrganisation("Nog een", "informal_group"))


@pytest.mark.parametrize("mandate", list(Mandate))
def test_a_mandate_is_given_changed_and_ended(place, now, trees, mandate):
    do(place, give_mandate, RESIDENT, now, trees, address(NEIGHBOUR), mandate.value)
    assert held(place, trees, NEIGHBOUR) == mandate
    do(place, give_mandate, RESIDENT, now, trees, address(NEIGHBOUR), "write")
    assert held(place, trees, NEIGHBOUR) == "write"
    do(place, end_mandate, RESIDENT, now, trees, NEIGHBOUR.key)
    assert held(place, trees, NEIGHBOUR) is None
    do(place, give_mandate, RESIDENT, now, trees, address(NEIGHBOUR), "represent")
    assert held(place, trees, NEIGHBOUR) == "represent"
    with place.reading() as session:
        assert [member.mandate for member, _ in members_of(session, trees)] == ["manage", "represent"]
        assert len(session.scalars(select(OrganisationMember)).all()) == 2


@pytest.mark.parametrize("mandate", ["write", "represent", None])
def test_only_who_manages_says_who_else_acts(place, now, trees, mandate):
    if mandate:
        do(place, give_mandate, RESIDENT, now, trees, address(NEIGHBOUR), mandate)
    with pytest.raises(NotAllowed):
        do(place, give_mandate, NEIGHBOUR, now, trees, address(STRANGER), "manage")
    with pytest.raises(NotAllowed):
        do(place, give_mandate, NEIGHBOUR, now, trees, address(NEIGHBOUR), "manage")
    with pytest.raises(NotAllowed):
        do(place, end_mandate, NEIGHBOUR, now, trees, RESIDENT.key)
    assert held(place, trees, RESIDENT) == "manage"


def test_staff_have_no_say_over_an_organisation(place, now, trees):
    with pytest.raises(NotAllowed):
        do(place, give_mandate, COORDINATOR, now, trees, address(COORDINATOR), "manage")


def test_somebody_stays_who_manages(place, now, trees):
    with pytest.raises(LastManager):
        do(place, end_mandate, RESIDENT, now, trees, RESIDENT.key)
    with pytest.raises(LastManager):
        do(place, give_mandate, RESIDENT, now, trees, address(RESIDENT), "write")
    assert held(place, trees, RESIDENT) == "manage"


def test_two_managers_who_leave_at_once_do_not_both_get_away(place, now, trees):
    do(place, give_mandate, RESIDENT, now, trees, address(NEIGHBOUR), "manage")

    def leave(actor):
        try:
            do(place, end_mandate, actor, now, trees, actor.key)
            return True
        except Refusal:
            return False

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(leave, (RESIDENT, NEIGHBOUR))) == [False, True]


def test_a_member_may_leave_and_a_stranger_has_nothing_to_leave(place, now, trees):
    do(place, give_mandate, RESIDENT, now, trees, address(NEIGHBOUR), "write")
    do(place, end_mandate, NEIGHBOUR, now, trees, NEIGHBOUR.key)
    for actor in (NEIGHBOUR, STRANGER):
        with pytest.raises(NotFound):
            do(place, end_mandate, actor, now, trees, actor.key)


def test_an_address_nobody_has_and_a_number_that_is_none_are_refused(place, now, trees):
    with pytest.raises(OrganisationRefused):
        do(place, give_mandate, RESIDENT, now, trees, "niemand@example.org", "write")
    with pytest.raises(OrganisationRefused):
        do(place, give_mandate, RESIDENT, now, trees, address(NEIGHBOUR), "owner")
    for number in (999, 2**63):
        with pytest.raises(NotFound):
            do(place, give_mandate, RESIDENT, now, number, address(NEIGHBOUR), "write")


@pytest.mark.parametrize(
    ("held_mandate", "needed", "expected"),
    [
        ("write", Mandate.WRITE, True),
        ("write", Mandate.REPRESENT, False),
        ("write", Mandate.MANAGE, False),
        ("represent", Mandate.WRITE, True),
        ("represent", Mandate.REPRESENT, True),
        ("represent", Mandate.MANAGE, False),
        ("manage", Mandate.WRITE, True),
        ("manage", Mandate.REPRESENT, True),
        ("manage", Mandate.MANAGE, True),
        ("owner", Mandate.WRITE, False),
    ],
)
def test_a_mandate_reaches_as_far_as_written_here(held_mandate, needed, expected):
    assert reaches(held_mandate, needed) is expected


def test_what_is_needed_is_asked_in_one_place(place, now, trees):
    do(place, give_mandate, RESIDENT, now, trees, address(NEIGHBOUR), "write")
    with place.reading() as session:
        require_mandate(session, NEIGHBOUR, trees, Mandate.WRITE)
        for actor, needed in ((NEIGHBOUR, Mandate.REPRESENT), (STRANGER, Mandate.WRITE)):
            with pytest.raises(NotAllowed):
                require_mandate(session, actor, trees, needed)


@pytest.mark.parametrize(
    ("change", "name"), [("kind = 'company'", "kind"), ("name = ''", "name"), ("kvk_number = '123'", "kvk_number")]
)
def test_the_database_holds_what_an_organisation_is(place, trees, change, name):
    with pytest.raises(DatabaseError, match=f"ck_organisation_{name}"), place.writing() as session:
        session.execute(text(f"UPDATE organisation SET {change}"))
