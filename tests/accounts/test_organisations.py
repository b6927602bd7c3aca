"""Organisations and who acts for them, on both engines."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DatabaseError

from accounts.models import OrganisationInvitation, OrganisationMember, Person
from accounts.queries import mandate_in, members_of, organisations_of
from accounts.rules.organisations import Mandate, reaches
from accounts.services.inviting import withdraw_member_invitation
from accounts.services.organisations import (
    LastManager,
    NewOrganisation,
    OrganisationRefused,
    change_mandate,
    change_organisation,
    end_mandate,
    make_organisation,
    require_mandate,
)
from logbook.queries import head_seq
from logbook.refusals import NotAllowed, NotFound, Refusal
from tests.builders.organisations import invite, let_in
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
    let_in(place, now, trees, RESIDENT, NEIGHBOUR, mandate.value)
    assert held(place, trees, NEIGHBOUR) == mandate
    do(place, change_mandate, RESIDENT, now, trees, NEIGHBOUR.key, "write")
    assert held(place, trees, NEIGHBOUR) == "write"
    do(place, end_mandate, RESIDENT, now, trees, NEIGHBOUR.key)
    assert held(place, trees, NEIGHBOUR) is None
    let_in(place, now, trees, RESIDENT, NEIGHBOUR, "represent")
    assert held(place, trees, NEIGHBOUR) == "represent"
    with place.reading() as session:
        assert [member.mandate for member, _ in members_of(session, trees)] == ["manage", "represent"]
        assert len(session.scalars(select(OrganisationMember)).all()) == 2


# who tries × what: the outcome written by hand; "leaves" is ending one's own mandate
MAY = {
    "write": {"change a mandate": False, "end a mandate": False, "invite": False, "take back an invitation": False,
              "change the facts": False, "leave": True},
    "represent": {"change a mandate": False, "end a mandate": False, "invite": False, "take back an invitation": False,
                  "change the facts": False, "leave": True},
    "manage": {"change a mandate": True, "end a mandate": True, "invite": True, "take back an invitation": True,
               "change the facts": True, "leave": True},
    "ended": {"change a mandate": False, "end a mandate": False, "invite": False, "take back an invitation": False,
              "change the facts": False, "leave": False},
    "stranger": {"change a mandate": False, "end a mandate": False, "invite": False, "take back an invitation": False,
                 "change the facts": False, "leave": False},
}  # fmt: skip


def acts_on(place, now, trees, invitation):
    """What somebody may try; COORDINATOR is the member whom it is about."""
    return {
        "change a mandate": lambda who: do(place, change_mandate, who, now, trees, COORDINATOR.key, "represent"),
        "end a mandate": lambda who: do(place, end_mandate, who, now, trees, COORDINATOR.key),
        "invite": lambda who: invite(place, now, trees, who, "ander@example.org", "write"),
        "take back an invitation": lambda who: do(place, withdraw_member_invitation, who, now, trees, invitation),
        "change the facts": lambda who: do(
            place, change_organisation, who, now, trees, NewOrganisation("De Nieuwe Boom", "association")
        ),
        "leave": lambda who: do(place, end_mandate, who, now, trees, who.key),
    }


@pytest.mark.parametrize("what", list(MAY["write"]))
@pytest.mark.parametrize("mandate", list(MAY))
def test_each_mandate_reaches_as_far_as_the_table_says(place, now, trees, mandate, what):
    let_in(place, now, trees, RESIDENT, COORDINATOR, "write")
    if mandate != "stranger":
        let_in(place, now, trees, RESIDENT, NEIGHBOUR, "manage" if mandate == "ended" else mandate)
    if mandate == "ended":
        do(place, end_mandate, RESIDENT, now, trees, NEIGHBOUR.key)
    invite(place, now, trees, RESIDENT, "open@example.org", "write")
    with place.reading() as session:
        invitation = session.scalars(select(OrganisationInvitation.id)).one()
    tried = acts_on(place, now, trees, invitation)[what]
    before = logged(place)
    if MAY[mandate][what]:
        tried(NEIGHBOUR)
        assert logged(place) == before + 1
    else:
        with pytest.raises((NotAllowed, NotFound)):
            tried(NEIGHBOUR)
        assert logged(place) == before


def logged(place):
    with place.reading() as session:
        return head_seq(session)


def test_who_does_not_act_for_it_cannot_be_given_a_mandate_unasked(place, now, trees):
    for mandate in ("write", "manage"):
        with pytest.raises(NotFound):
            do(place, change_mandate, RESIDENT, now, trees, NEIGHBOUR.key, mandate)
    assert held(place, trees, NEIGHBOUR) is None


def test_a_writer_cannot_raise_the_own_mandate(place, now, trees):
    let_in(place, now, trees, RESIDENT, NEIGHBOUR, "write")
    with pytest.raises(NotAllowed):
        do(place, change_mandate, NEIGHBOUR, now, trees, NEIGHBOUR.key, "manage")
    assert held(place, trees, NEIGHBOUR) == "write"


def test_staff_have_no_say_over_an_organisation(place, now, trees):
    with pytest.raises(NotAllowed):
        do(place, change_mandate, COORDINATOR, now, trees, COORDINATOR.key, "manage")


def test_somebody_stays_who_manages(place, now, trees):
    with pytest.raises(LastManager):
        do(place, end_mandate, RESIDENT, now, trees, RESIDENT.key)
    with pytest.raises(LastManager):
        do(place, change_mandate, RESIDENT, now, trees, RESIDENT.key, "write")
    assert held(place, trees, RESIDENT) == "manage"


def test_two_managers_who_leave_at_once_do_not_both_get_away(place, now, trees):
    let_in(place, now, trees, RESIDENT, NEIGHBOUR, "manage")

    def leave(actor):
        try:
            do(place, end_mandate, actor, now, trees, actor.key)
            return True
        except Refusal:
            return False

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(leave, (RESIDENT, NEIGHBOUR))) == [False, True]


def test_a_member_may_leave_and_a_stranger_has_nothing_to_leave(place, now, trees):
    let_in(place, now, trees, RESIDENT, NEIGHBOUR, "write")
    do(place, end_mandate, NEIGHBOUR, now, trees, NEIGHBOUR.key)
    for actor in (NEIGHBOUR, STRANGER):
        with pytest.raises(NotFound):
            do(place, end_mandate, actor, now, trees, actor.key)


def test_a_word_that_is_no_mandate_and_a_number_that_is_none_are_refused(place, now, trees):
    with pytest.raises(OrganisationRefused):
        do(place, change_mandate, RESIDENT, now, trees, RESIDENT.key, "owner")
    for number in (999, 2**63):
        with pytest.raises(NotFound):
            do(place, change_mandate, RESIDENT, now, number, RESIDENT.key, "manage")


def test_a_manager_whose_account_is_closed_does_not_count_as_one_who_stays(place, now, trees):
    let_in(place, now, trees, RESIDENT, NEIGHBOUR, "manage")
    with place.writing() as session:
        session.execute(update(Person).where(Person.key == NEIGHBOUR.key).values(deactivated_at=now))
        session.commit()
    with pytest.raises(LastManager):
        do(place, end_mandate, RESIDENT, now, trees, RESIDENT.key)


def test_the_facts_are_changed_by_who_manages_and_the_same_rules_hold(place, now, trees):
    do(place, change_organisation, RESIDENT, now, trees, NewOrganisation("De Nieuwe Boom", "association", ""))
    with place.reading() as session:
        own = organisations_of(session, RESIDENT.key)
    assert [(each.name, each.kind, each.kvk_number) for each in own] == [("De Nieuwe Boom", "association", "")]
    with pytest.raises(OrganisationRefused) as refused:
        do(place, change_organisation, RESIDENT, now, trees, NewOrganisation("Boom", "association", "1234"))
    assert refused.value.field == "kvk_number"


def test_two_organisations_may_say_the_same_number_while_nobody_proved_it(place, now, trees):
    assert do(place, make_organisation, NEIGHBOUR, now, TREES) != trees


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
    let_in(place, now, trees, RESIDENT, NEIGHBOUR, "write")
    with place.reading() as session:
        require_mandate(session, NEIGHBOUR, trees, Mandate.WRITE)
        for actor, needed in ((NEIGHBOUR, Mandate.REPRESENT), (STRANGER, Mandate.WRITE)):
            with pytest.raises(NotAllowed):
                require_mandate(session, actor, trees, needed)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("kind = 'company'", "kind"),
        ("name = ''", "name"),
        ("kvk_number = '123'", "kvk_number"),
        ("kvk_number = '', kvk_confirmed_at = made_at", "kvk_confirmed"),
    ],
)
def test_the_database_holds_what_an_organisation_is(place, trees, change, name):
    with pytest.raises(DatabaseError, match=f"ck_organisation_{name}"), place.writing() as session:
        session.execute(text(f"UPDATE organisation SET {change}"))
