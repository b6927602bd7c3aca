"""A request on behalf of an organisation: who may write, send and withdraw it, on both engines."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from accounts.services.organisations import NewOrganisation, end_mandate, give_mandate, make_organisation
from challenges.queries import challenge_page, challenges_of_person
from challenges.services import begin_check, discard_draft, save_draft, submit, withdraw
from challenges.services.refusals import ChallengeStepNotPossible, RequestRefused
from lives.periods import day_of
from logbook.refusals import NotAllowed, NotFound
from notices.models import OutboxMail
from tests.builders.people import COORDINATOR, RESIDENT
from tests.challenges.requests import GREEN, LETTER, NEIGHBOUR, do, found, make_place, write_draft


@pytest.fixture
def place(database, now):
    make_place(database, now)
    return database


@pytest.fixture
def trees(place, now):
    new = NewOrganisation("Demo-stichting De Boom", "foundation", "12345678")
    return do(place, make_organisation, RESIDENT, now, new)


@pytest.fixture
def ours(trees):
    return replace(GREEN, applicant="organisation", organisation_id=trees)


def let_in(place, now, trees, mandate, actor=NEIGHBOUR):
    do(place, give_mandate, RESIDENT, now, trees, f"{actor.key}@example.org", mandate)


def test_only_who_acts_for_an_organisation_writes_for_it(place, now, ours):
    with pytest.raises(NotAllowed):
        write_draft(place, now, by=NEIGHBOUR, request=ours)
    with pytest.raises(NotAllowed):
        write_draft(place, now, by=NEIGHBOUR, request=replace(ours, organisation_id=999))
    assert write_draft(place, now, request=ours)


def test_a_writer_writes_and_somebody_who_represents_sends(place, now, trees, ours):
    let_in(place, now, trees, "write")
    number = write_draft(place, now, by=NEIGHBOUR, request=ours)
    version = do(place, save_draft, NEIGHBOUR, now, number, 1, {"title": "Het groen van De Boom"})
    with pytest.raises(NotAllowed):
        do(place, submit, NEIGHBOUR, now, number, version, LETTER)
    do(place, submit, RESIDENT, now, number, version, LETTER)
    assert found(place, number).state == "acknowledged"
    with place.reading() as session:
        assert challenge_page(session, number, day_of(now)).organisation.name == "Demo-stichting De Boom"
        assert [line.id for line in challenges_of_person(session, NEIGHBOUR.key, day_of(now))] == [number]


def test_everyone_who_represents_gets_the_letters_and_a_writer_who_did_not_ask_does_not(place, now, trees, ours):
    let_in(place, now, trees, "represent")
    let_in(place, now, trees, "write", COORDINATOR)
    number = write_draft(place, now, request=ours)
    do(place, submit, RESIDENT, now, number, 1, LETTER)
    with place.reading() as session:
        receivers = set(session.scalars(select(OutboxMail.to_address)))
    assert receivers == {f"{actor.key}@example.org" for actor in (RESIDENT, NEIGHBOUR)}


def test_who_left_the_organisation_has_no_say_any_more(place, now, trees, ours):
    let_in(place, now, trees, "represent")
    number = write_draft(place, now, request=ours)
    do(place, end_mandate, RESIDENT, now, trees, NEIGHBOUR.key)
    with pytest.raises(NotFound):
        do(place, submit, NEIGHBOUR, now, number, 1, LETTER)
    do(place, submit, RESIDENT, now, number, 1, LETTER)
    with pytest.raises(NotAllowed):
        do(place, withdraw, NEIGHBOUR, now, number)


def test_who_sent_a_request_and_left_the_organisation_has_no_say_any_more(place, now, trees, ours):
    let_in(place, now, trees, "represent")
    number = write_draft(place, now, by=NEIGHBOUR, request=ours)
    draft = write_draft(place, now, by=NEIGHBOUR, request=ours)
    do(place, submit, NEIGHBOUR, now, number, 1, LETTER)
    do(place, end_mandate, RESIDENT, now, trees, NEIGHBOUR.key)
    with pytest.raises(NotAllowed):
        do(place, withdraw, NEIGHBOUR, now, number)
    with pytest.raises(NotFound):
        do(place, save_draft, NEIGHBOUR, now, draft, 1, {"title": "Toch van mij"})
    with pytest.raises(NotFound):
        do(place, discard_draft, NEIGHBOUR, draft)


def test_somebody_who_represents_withdraws_what_another_sent(place, now, trees, ours):
    let_in(place, now, trees, "represent")
    number = write_draft(place, now, request=ours)
    do(place, submit, RESIDENT, now, number, 1, LETTER)
    do(place, withdraw, NEIGHBOUR, now, number)
    assert found(place, number).state == "withdrawn"


def test_a_coordinator_who_acts_for_the_organisation_handles_nothing_of_it(place, now, trees, ours):
    let_in(place, now, trees, "write", COORDINATOR)
    number = write_draft(place, now, request=ours)
    do(place, submit, RESIDENT, now, number, 1, LETTER)
    with pytest.raises(ChallengeStepNotPossible):
        do(place, begin_check, COORDINATOR, now, number)


def test_a_request_of_an_organisation_names_it_before_it_is_sent(place, now):
    number = write_draft(place, now, request=replace(GREEN, applicant="organisation"))
    with pytest.raises(RequestRefused) as refused:
        do(place, submit, RESIDENT, now, number, 1, LETTER)
    assert [fault.field for fault in refused.value.faults] == ["organisation_id"]


def test_a_group_of_residents_has_no_organisation(place, now, ours):
    number = write_draft(place, now, request=replace(ours, applicant="group"))
    assert found(place, number).organisation_id is None
