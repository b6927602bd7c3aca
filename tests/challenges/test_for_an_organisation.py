"""A request on behalf of an organisation: who may write, send and withdraw it, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts.services.organisations import NewOrganisation, end_mandate, make_organisation
from challenges.queries import challenge_page, challenges_of_person
from challenges.queries.objectors import objections_of_person
from challenges.rules.states import RequestStep
from challenges.services import (
    agree_to_delay,
    ask_completion,
    begin_check,
    complete,
    discard_draft,
    save_draft,
    start_draft,
    submit,
    withdraw,
)
from challenges.services.hearing import admit_objection
from challenges.services.objecting import NewObjection, object_to, withdraw_objection
from challenges.services.refusals import ChallengeStepNotPossible, RequestRefused, TermOver
from lives.periods import day_of
from logbook.actors import Role
from logbook.refusals import NotAllowed, NotFound
from notices.models import OutboxMail, SentLetter
from tests.builders import organisations
from tests.builders.people import COORDINATOR, RESIDENT, add_person, make_actor
from tests.challenges.requests import (
    GREEN,
    LETTER,
    NEIGHBOUR,
    WHY_NOT,
    advise,
    do,
    found,
    make_place,
    new_decision,
    record,
    take_up,
    write_draft,
)

OTHER_CLERK = make_actor("other clerk", Role.COLLEGE_CLERK)


@pytest.fixture
def place(database, now):
    make_place(database, now)
    with database.writing() as session:
        add_person(session, OTHER_CLERK, now)
    return database


@pytest.fixture
def trees(place, now):
    new = NewOrganisation("Demo-stichting De Boom", "foundation", "12345678")
    return do(place, make_organisation, RESIDENT, now, new)


@pytest.fixture
def ours(trees):
    return replace(GREEN, applicant="organisation", organisation_id=trees)


def let_in(place, now, trees, mandate, actor=NEIGHBOUR):
    organisations.let_in(place, now, trees, RESIDENT, actor, mandate)


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
        letters = select(OutboxMail.to_address).where(OutboxMail.template != "organisation_invitation")
        receivers = set(session.scalars(letters))
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


@pytest.fixture
def refused_ours(place, now, trees, ours):
    """The organisation's request is turned down."""
    number = write_draft(place, now, request=ours)
    do(place, submit, RESIDENT, now, number, 1, LETTER)
    take_up(place, now, number)
    advise(place, now, number)
    record(place, now, number, RequestStep.REFUSE, new_decision(now, WHY_NOT))
    return number


def object_for(place, now, number, trees, actor=RESIDENT):
    new = NewObjection("Demo-stichting", "Wij vroegen het zelf.", "De lijst was er wel.", organisation_id=trees)
    return do(place, object_to, actor, now, number, 1, new, LETTER)


def test_who_represents_an_organisation_objects_for_it_once_and_all_of_them_follow_it(place, now, trees, refused_ours):
    let_in(place, now, trees, "represent")
    number = object_for(place, now, refused_ours, trees)
    with pytest.raises(TermOver):
        object_for(place, now, refused_ours, trees, NEIGHBOUR)
    with place.reading() as session:
        about = select(SentLetter.id).where(SentLetter.about == f"objection:{number}")
        receivers = session.scalars(select(OutboxMail.to_address).where(OutboxMail.letter_id.in_(about)))
        assert set(receivers) == {f"{actor.key}@example.org" for actor in (RESIDENT, NEIGHBOUR)}
        assert [line.id for line in objections_of_person(session, NEIGHBOUR, day_of(now))] == [number]
    do(place, withdraw_objection, NEIGHBOUR, now, number)
    assert object_for(place, now, refused_ours, trees)


def test_a_writer_or_a_stranger_objects_for_nobody_and_who_left_follows_nothing(place, now, trees, refused_ours):
    for mandate in (None, "write"):
        if mandate:
            let_in(place, now, trees, mandate)
        with pytest.raises(NotAllowed):
            object_for(place, now, refused_ours, trees, NEIGHBOUR)
    let_in(place, now, trees, "represent")
    number = object_for(place, now, refused_ours, trees, NEIGHBOUR)
    do(place, end_mandate, RESIDENT, now, trees, NEIGHBOUR.key)
    with place.reading() as session:
        assert objections_of_person(session, NEIGHBOUR, day_of(now)) == []
    with pytest.raises(NotAllowed):
        do(place, withdraw_objection, NEIGHBOUR, now, number)


def test_a_clerk_who_acts_for_the_organisation_handles_no_objection_of_it(place, now, trees, refused_ours):
    let_in(place, now, trees, "write", OTHER_CLERK)
    number = object_for(place, now, refused_ours, trees)
    with pytest.raises(NotAllowed):
        do(place, admit_objection, OTHER_CLERK, now, number)


# who acts × what is done with a request of the organisation; the outcome of each written by hand
REACHES = {
    "read the draft": {"write": True, "represent": True, "manage": True, "ended": False, "stranger": False},
    "save the draft": {"write": True, "represent": True, "manage": True, "ended": False, "stranger": False},
    "send": {"write": False, "represent": True, "manage": True, "ended": False, "stranger": False},
    "begin another": {"write": True, "represent": True, "manage": True, "ended": False, "stranger": False},
    "complete": {"write": False, "represent": True, "manage": True, "ended": False, "stranger": False},
    "agree to wait": {"write": False, "represent": True, "manage": True, "ended": False, "stranger": False},
    "withdraw": {"write": False, "represent": True, "manage": True, "ended": False, "stranger": False},
    "object": {"write": False, "represent": True, "manage": True, "ended": False, "stranger": False},
}
BEFORE_SENDING = ("read the draft", "save the draft", "send", "begin another")


def tried(place, now, what, who, number, ours):
    """One act by this person on the request of the organisation, in the state in which it can be done."""
    objection = NewObjection(
        "Demo-buurvrouw", "Het is onze vraag.", "Het klopt niet.", organisation_id=ours.organisation_id
    )
    acts = {
        "read the draft": lambda s: challenge_page(s, number, day_of(now), who),
        "save the draft": lambda s: save_draft(s, who, now, number, 1, {"title": "Het groen van De Boom"}),
        "send": lambda s: submit(s, who, now, number, 1, LETTER),
        "begin another": lambda s: start_draft(s, who, now, ours),
        "complete": lambda s: complete(s, who, now, number, ours, LETTER),
        "agree to wait": lambda s: agree_to_delay(
            s, who, now, number, day_of(now) + timedelta(days=20), "Wij hebben meer tijd nodig.", LETTER
        ),
        "withdraw": lambda s: withdraw(s, who, now, number),
        "object": lambda s: object_to(s, who, now, number, 1, objection, LETTER),
    }
    return do(place, acts[what])


@pytest.mark.parametrize("who", ["write", "represent", "manage", "ended", "stranger"])
@pytest.mark.parametrize("what", list(REACHES))
def test_each_mandate_reaches_as_far_with_a_request_as_the_table_says(place, now, trees, ours, what, who):
    if who != "stranger":
        let_in(place, now, trees, "manage" if who == "ended" else who)
    if who == "ended":
        do(place, end_mandate, RESIDENT, now, trees, NEIGHBOUR.key)
    number = write_draft(place, now, request=ours)
    if what not in BEFORE_SENDING:
        do(place, submit, RESIDENT, now, number, 1, LETTER)
    if what == "complete":
        do(place, begin_check, COORDINATOR, now, number)
        do(place, ask_completion, COORDINATOR, now, number, "De lijst met namen.", LETTER)
    if what == "object":
        take_up(place, now, number)
        advise(place, now, number)
        record(place, now, number, RequestStep.REFUSE, new_decision(now, WHY_NOT, 0))
    if REACHES[what][who]:
        tried(place, now, what, NEIGHBOUR, number, ours)
    else:
        with pytest.raises((NotAllowed, NotFound, ChallengeStepNotPossible)):
            tried(place, now, what, NEIGHBOUR, number, ours)
