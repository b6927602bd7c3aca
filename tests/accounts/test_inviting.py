"""Inviting somebody to act for an organisation: mailed either way, accepted by its receiver, once, on both engines."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from accounts.models import OrganisationInvitation
from accounts.queries import invitations_to, mandate_in
from accounts.services.inviting import (
    MOST_OPEN,
    accept_membership,
    decline_membership,
    find_member_invitation,
    withdraw_member_invitation,
)
from accounts.services.organisations import NewOrganisation, OrganisationRefused, change_mandate, make_organisation
from logbook.refusals import NotAllowed, NotFound, Refusal
from tests.accounts.mailbox import mails
from tests.builders.organisations import SECRETS, invite, let_in
from tests.builders.people import RESIDENT, add_person, make_actor

NEIGHBOUR = make_actor("neighbour")
STRANGER = make_actor("stranger")


@pytest.fixture
def place(database, now):
    with database.writing() as session:
        for actor in (RESIDENT, NEIGHBOUR, STRANGER):
            add_person(session, actor, now)
    return database


def do(database, service, *arguments):
    with database.writing() as session:
        return service(session, *arguments)


@pytest.fixture
def trees(place, now):
    return do(place, make_organisation, RESIDENT, now, NewOrganisation("Demo-stichting De Boom", "foundation"))


@pytest.fixture
def token(place, now, trees):
    return invite(place, now, trees, RESIDENT, f"{NEIGHBOUR.key}@example.org", "represent")


def held(place, trees, actor=NEIGHBOUR):
    with place.reading() as session:
        return mandate_in(session, trees, actor.key)


def test_an_address_with_and_one_without_account_get_the_same(place, now, trees, token):
    invite(place, now, trees, RESIDENT, "niemand@example.org", "represent")
    known, unknown = mails(place)
    assert (known.template, unknown.template) == ("organisation_invitation", "organisation_invitation")
    assert json.loads(known.facts).keys() == json.loads(unknown.facts).keys()


def test_who_got_the_mail_accepts_and_acts_for_the_organisation(place, now, trees, token):
    with place.reading() as session:
        asked = find_member_invitation(session, NEIGHBOUR, SECRETS, now, token)
    assert (asked.organisation, asked.mandate) == ("Demo-stichting De Boom", "represent")
    assert do(place, accept_membership, NEIGHBOUR, SECRETS, now, token) == trees
    assert held(place, trees) == "represent"


def test_a_link_works_once(place, now, trees, token):
    do(place, accept_membership, NEIGHBOUR, SECRETS, now, token)
    with pytest.raises(NotFound):
        do(place, accept_membership, NEIGHBOUR, SECRETS, now, token)


def test_of_two_clicks_at_once_one_gets_it(place, now, trees, token):
    def accept(_):
        try:
            do(place, accept_membership, NEIGHBOUR, SECRETS, now, token)
            return True
        except Refusal:
            return False

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(accept, range(2))) == [False, True]


def test_a_forwarded_mail_makes_nobody_a_member(place, now, trees, token):
    for service in (accept_membership, decline_membership):
        with pytest.raises(NotAllowed):
            do(place, service, STRANGER, SECRETS, now, token)
    assert held(place, trees, STRANGER) is None
    assert do(place, accept_membership, NEIGHBOUR, SECRETS, now, token) == trees


def test_after_fourteen_days_it_works_no_more(place, now, trees, token):
    late = now + timedelta(days=14)
    with pytest.raises(NotFound):
        do(place, accept_membership, NEIGHBOUR, SECRETS, late, token)
    with place.reading() as session:
        assert invitations_to(session, trees, late) == []
    assert do(place, accept_membership, NEIGHBOUR, SECRETS, late - timedelta(seconds=1), token) == trees


def test_saying_no_uses_it_up(place, now, trees, token):
    do(place, decline_membership, NEIGHBOUR, SECRETS, now, token)
    with pytest.raises(NotFound):
        do(place, accept_membership, NEIGHBOUR, SECRETS, now, token)
    assert held(place, trees) is None


def test_one_that_was_taken_back_works_no_more(place, now, trees, token):
    with place.reading() as session:
        number = invitations_to(session, trees, now)[0].id
    do(place, withdraw_member_invitation, RESIDENT, now, trees, number)
    for attempt in (number, 2**63):
        with pytest.raises(NotFound):
            do(place, withdraw_member_invitation, RESIDENT, now, trees, attempt)
    with pytest.raises(NotFound):
        do(place, accept_membership, NEIGHBOUR, SECRETS, now, token)


def test_asked_again_the_earlier_link_works_no_more(place, now, trees, token):
    again = invite(place, now, trees, RESIDENT, f" {NEIGHBOUR.key.upper()}@EXAMPLE.org", "write")
    with pytest.raises(NotFound):
        do(place, accept_membership, NEIGHBOUR, SECRETS, now, token)
    do(place, accept_membership, NEIGHBOUR, SECRETS, now, again)
    assert held(place, trees) == "write"


def test_who_may_do_more_already_loses_nothing(place, now, trees):
    let_in(place, now, trees, RESIDENT, NEIGHBOUR, "manage")
    token = invite(place, now, trees, RESIDENT, f"{NEIGHBOUR.key}@example.org", "write")
    do(place, accept_membership, NEIGHBOUR, SECRETS, now, token)
    assert held(place, trees) == "manage"


def test_the_invitations_of_somebody_who_manages_no_more_are_worth_nothing(place, now, trees):
    let_in(place, now, trees, RESIDENT, NEIGHBOUR, "manage")
    token = invite(place, now, trees, NEIGHBOUR, f"{STRANGER.key}@example.org", "manage")
    do(place, change_mandate, RESIDENT, now, trees, NEIGHBOUR.key, "write")
    with pytest.raises(NotFound):
        do(place, accept_membership, STRANGER, SECRETS, now, token)
    assert held(place, trees, STRANGER) is None


def test_the_secret_word_is_nowhere_in_the_database_but_in_the_mail_that_waits(place, now, trees, token):
    with place.reading() as session:
        row = session.scalars(select(OrganisationInvitation)).one()
        assert token not in (row.token_hash, row.email)
        said = session.execute(text("SELECT act, subject, facts FROM log_row")).all()
    assert token not in str(said)
    assert f"{NEIGHBOUR.key}@example.org" not in str(said)


@pytest.mark.parametrize("email", ["", "jan", "a@b.nl, c@d.nl", "x" * 250 + "@b.nl"])
def test_what_is_no_address_is_refused_at_its_field(place, now, trees, email):
    with pytest.raises(OrganisationRefused) as refused:
        invite(place, now, trees, RESIDENT, email, "write")
    assert refused.value.field == "email"


def test_only_so_many_invitations_are_open_at_once_and_old_ones_give_way(place, now, trees):
    for each in range(MOST_OPEN):
        invite(place, now, trees, RESIDENT, f"a{each}@example.org", "write")
    with pytest.raises(OrganisationRefused):
        invite(place, now, trees, RESIDENT, "nog-een@example.org", "write")
    assert invite(place, now + timedelta(days=14), trees, RESIDENT, "nog-een@example.org", "write")
