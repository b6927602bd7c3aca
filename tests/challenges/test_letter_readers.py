"""Who reads which letter: every kind, in every state of a request, for every role; written by hand, not derived."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from accounts.models import OrganisationMember
from accounts.services.organisations import NewOrganisation, make_organisation
from challenges.queries import find_challenge
from challenges.services import submit
from challenges.services.letters import readable_letter
from logbook.actors import Role
from logbook.refusals import NotFound
from notices.models import SentLetter
from tests.builders import organisations
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person, make_actor
from tests.challenges.every_state import make_every_state
from tests.challenges.requests import (
    CLERK,
    COUNCIL,
    GREEN,
    LETTER,
    NEIGHBOUR,
    REVIEWER,
    SECOND,
    ZUID_ONLY,
    do,
    make_place,
    write_draft,
)

ROLES = {
    "who asked": RESIDENT, "a neighbour": NEIGHBOUR, "coordinator": COORDINATOR, "another coordinator": SECOND,
    "coordinator elsewhere": ZUID_ONLY, "clerk": CLERK, "council clerk": COUNCIL, "reviewer": REVIEWER,
    "finance": FINANCE, "administrator": ADMINISTRATOR,
}  # fmt: skip
HANDLE = {"coordinator", "another coordinator", "clerk"}
TO_WHO_ASKED = HANDLE | {"who asked"}
READS = dict.fromkeys(
    ("receipt", "completion_asked", "completion_received", "takes_longer", "found_complex", "clock_stops", "clock_runs",
     "delay_agreed", "default_received", "decision", "council_answered", "agreement_ready", "deal_offered",
     "report_question"), TO_WHO_ASKED,
)  # fmt: skip
"""Letters about a request, whatever state it has come to."""


def readers(database, letter_id):
    with database.reading() as session:
        return {name for name, actor in ROLES.items() if reads(session, actor, letter_id)}


def reads(session, actor, letter_id):
    try:
        readable_letter(session, actor, letter_id)
    except NotFound:
        return False
    return True


def test_in_every_state_each_letter_is_read_by_who_asked_and_by_who_handles_the_request(database, now):
    make_every_state(database, now)
    with database.reading() as session:
        about = select(SentLetter).where(SentLetter.about.startswith("challenge:"))
        letters = session.scalars(about.order_by(SentLetter.id)).all()
        told = {(each.id, each.kind, find_challenge(session, int(each.about.partition(":")[2])).state,
                 find_challenge(session, int(each.about.partition(":")[2])).area_code) for each in letters}  # fmt: skip
    assert len({state for _, _, state, _ in told}) >= 15
    assert {kind for _, kind, _, _ in told} <= set(READS)
    for number, kind, state, area in sorted(told):
        assert area == GREEN.area_code
        assert readers(database, number) == READS[kind], (kind, state)


@pytest.mark.parametrize(
    ("mandate", "can_read"), [("manage", True), ("represent", True), ("write", False), ("none", False)]
)
def test_of_an_organisation_who_represents_it_reads_and_who_only_writes_does_not(database, now, mandate, can_read):
    make_place(database, now)
    member = make_actor("member")
    with database.writing() as session:
        add_person(session, member, now)
    trees = do(database, make_organisation, RESIDENT, now, NewOrganisation("Demo-bomen", "foundation", "12345678"))
    if mandate != "none":
        organisations.let_in(database, now, trees, RESIDENT, member, mandate)
    ours = replace(GREEN, applicant="organisation", organisation_id=trees)
    number = write_draft(database, now, request=ours)
    do(database, submit, RESIDENT, now, number, 1, LETTER)
    with database.reading() as session:
        letter = session.scalars(select(SentLetter)).one()
        assert letter.to_name == "Demo-bomen, Demo-bewoner"
        assert reads(session, member, letter.id) is can_read
    assert readers(database, letter.id) == TO_WHO_ASKED


def test_who_left_the_organisation_reads_its_letters_no_more(database, now):
    make_place(database, now)
    trees = do(database, make_organisation, RESIDENT, now, NewOrganisation("Demo-bomen", "foundation", "12345678"))
    organisations.let_in(database, now, trees, RESIDENT, NEIGHBOUR, "represent")
    number = write_draft(database, now, request=replace(GREEN, applicant="organisation", organisation_id=trees))
    do(database, submit, RESIDENT, now, number, 1, LETTER)
    with database.reading() as session:
        letter_id = session.scalars(select(SentLetter.id)).one()
    assert "a neighbour" in readers(database, letter_id)
    with database.writing() as session:
        left = update(OrganisationMember).where(OrganisationMember.person_key == NEIGHBOUR.key)
        session.execute(left.values(ended_at=now))
        session.commit()
    assert "a neighbour" not in readers(database, letter_id)


def test_a_member_of_staff_who_asked_reads_as_who_asked_and_a_clerk_of_another_place_does_not(database, now):
    make_place(database, now)
    elsewhere = make_actor("clerk elsewhere", Role.COLLEGE_CLERK, area="WK040204")
    number = write_draft(database, now, CLERK)
    do(database, submit, CLERK, now, number, 1, LETTER)
    with database.reading() as session:
        letter_id = session.scalars(select(SentLetter.id)).one()
        assert reads(session, CLERK, letter_id)
        assert not reads(session, elsewhere, letter_id)
        assert not reads(session, RESIDENT, letter_id)
