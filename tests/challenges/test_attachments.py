"""Attachments of requests: who may do what with them in every state, what stays, and the limits, on both engines."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import product

import pytest
from sqlalchemy import func, select

from accounts.services.organisations import NewOrganisation, end_mandate, make_organisation
from challenges.models import Challenge, ChallengeAttachment
from challenges.queries import find_challenge
from challenges.queries.attachments import attachments_of
from challenges.rules.attaching import Relation, may_read
from challenges.rules.states import RequestState
from challenges.services import discard_draft, submit, withdraw
from challenges.services.attaching import (
    NewAttachment,
    SentFile,
    add_attachment,
    close_attachment,
    lift_closing,
    show_attachment,
    take_attachment_away,
)
from challenges.services.refusals import RequestRefused, TermOver
from challenges.services.relations import relations_to
from files.models import StoredFile
from files.rules import limits
from logbook.models import LogRow
from logbook.refusals import NotAllowed, NotFound
from tests.builders.organisations import let_in
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT
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
    make_advised,
    make_place,
    send,
    write_draft,
)
from tests.files import made

OFFER = NewAttachment("Offerte van de hovenier", "costs", False, SentFile("Offerte.pdf", made.pdf()))
SECRET = replace(OFFER, title="Brief van een buur", shows="support", is_private=True)
OTHERS = {"neighbour": NEIGHBOUR, "finance": FINANCE, "council clerk": COUNCIL, "administrator": ADMINISTRATOR,
          "coordinator of another area": ZUID_ONLY}  # fmt: skip
STAFF = {"coordinator": COORDINATOR, "college clerk": CLERK, "reviewer": REVIEWER}


@pytest.fixture
def place(database, now):
    make_place(database, now)
    return database


@pytest.fixture
def trees(place, now):
    number = do(place, make_organisation, RESIDENT, now, NewOrganisation("Demo-stichting De Boom", "foundation", ""))
    let_in(place, now, number, RESIDENT, NEIGHBOUR)
    let_in(place, now, number, RESIDENT, SECOND, "represent")
    return number


def add(place, now, number, new=OFFER, by=RESIDENT):
    return do(place, add_attachment, by, now, number, new)


def reads(place, actor, number):
    """The titles that somebody may read."""
    with place.reading() as session:
        row = find_challenge(session, number)
        relations, state = relations_to(session, actor, row), RequestState(row.state)
        return [
            each.row.title for each in attachments_of(session, number) if may_read(relations, state, each.facts)
        ]  # fmt: skip


def rows(place, model=ChallengeAttachment):
    with place.reading() as session:
        return session.scalar(select(func.count()).select_from(model))


def acts_of(place, name):
    with place.reading() as session:
        return session.scalars(select(LogRow).filter_by(act=name)).all()


def put(place, number, state):
    """The request as it stands in another state, where only that matters."""
    with place.writing() as session:
        session.get_one(Challenge, number).state = state
        session.commit()


def test_a_file_of_a_draft_is_made_anew_kept_private_to_its_writer_and_logged_nowhere(place, now):
    number = write_draft(place, now)
    add(place, now, number)
    with place.reading() as session:
        (one,) = attachments_of(session, number)
    assert (one.file.name, one.file.media_type, one.row.number) == ("Offerte.pdf", "application/pdf", 1)
    assert reads(place, RESIDENT, number) == [OFFER.title]
    for actor in (*OTHERS.values(), *STAFF.values(), None):
        assert reads(place, actor, number) == []
    assert acts_of(place, "add_challenge_attachment") == []


def test_everything_wrong_is_said_at_once_and_nothing_is_kept(place, now):
    number = write_draft(place, now)
    bad = NewAttachment("x", "hidden", False, SentFile("a.pdf", b"<html></html>"))
    with pytest.raises(RequestRefused) as refused:
        add(place, now, number, bad)
    assert [fault.field for fault in refused.value.faults] == ["title", "shows", "file"]
    with pytest.raises(RequestRefused) as refused:
        add(place, now, number, replace(OFFER, sent=None))
    assert [fault.field for fault in refused.value.faults] == ["file"]
    assert rows(place) == rows(place, StoredFile) == 0


@pytest.mark.parametrize("who", [*OTHERS, *STAFF])
def test_nobody_but_the_applicants_side_adds_shows_or_takes_away(place, now, who):
    actor = (OTHERS | STAFF)[who]
    draft, sent = write_draft(place, now), send(place, now)
    one, two = add(place, now, draft), add(place, now, sent)
    for number, attachment, refusal in ((draft, one, NotFound), (sent, two, NotAllowed)):
        with pytest.raises(refusal):
            add(place, now, number, by=actor)
        with pytest.raises(refusal):
            do(place, take_attachment_away, actor, now, number, attachment)
        for is_private in (True, False):
            with pytest.raises(refusal):
                do(place, show_attachment, actor, now, number, attachment, is_private=is_private)
    assert rows(place) == 2


def test_what_is_public_everyone_reads_and_what_is_private_only_the_applicant_and_who_handles_it(place, now):
    number = send(place, now)
    add(place, now, number)
    add(place, now, number, SECRET)
    both = [OFFER.title, SECRET.title]
    for actor in (RESIDENT, *STAFF.values(), SECOND):
        assert reads(place, actor, number) == both
    for actor in (*OTHERS.values(), None):
        assert reads(place, actor, number) == [OFFER.title]
    assert len(acts_of(place, "add_challenge_attachment")) == 2


def test_after_it_is_withdrawn_everyone_still_reads_what_was_public_until_the_applicant_takes_that_back(place, now):
    number = send(place, now)
    attachment = add(place, now, number)
    do(place, withdraw, RESIDENT, now, number)
    assert reads(place, None, number) == [OFFER.title]
    do(place, show_attachment, RESIDENT, now, number, attachment, is_private=True)
    assert reads(place, None, number) == []
    with pytest.raises(TermOver):
        do(place, show_attachment, RESIDENT, now, number, attachment, is_private=False)


@pytest.mark.parametrize("mandate", ["write", "represent", "manage"])
def test_who_acts_for_an_organisation_adds_as_far_as_the_mandate_goes(place, now, trees, mandate):
    actor = {"write": NEIGHBOUR, "represent": SECOND, "manage": RESIDENT}[mandate]
    ours = replace(GREEN, applicant="organisation", organisation_id=trees)
    draft = write_draft(place, now, request=ours)
    add(place, now, draft, SECRET, by=actor)
    assert reads(place, actor, draft) == [SECRET.title]
    do(place, submit, RESIDENT, now, draft, 1, LETTER)
    assert reads(place, actor, draft) == [SECRET.title]
    if mandate == "write":
        with pytest.raises(NotAllowed):
            add(place, now, draft, by=actor)
    else:
        add(place, now, draft, by=actor)


def test_who_left_the_organisation_reads_nothing_private_any_more(place, now, trees):
    ours = replace(GREEN, applicant="organisation", organisation_id=trees)
    number = write_draft(place, now, by=SECOND, request=ours)
    add(place, now, number, SECRET, by=SECOND)
    do(place, submit, RESIDENT, now, number, 1, LETTER)
    do(place, end_mandate, RESIDENT, now, trees, SECOND.key)
    assert reads(place, SECOND, number) == []
    with place.reading() as session:
        assert relations_to(session, SECOND, find_challenge(session, number)) == frozenset()


def test_a_coordinator_who_wrote_it_down_at_the_desk_is_of_the_applicants_side_only(place, now):
    number = write_draft(place, now, by=COORDINATOR, at_desk=True)
    attachment = add(place, now, number, by=COORDINATOR)
    do(place, submit, COORDINATOR, now, number, 1, LETTER)
    with pytest.raises(TermOver):
        do(place, close_attachment, COORDINATOR, now, number, attachment, "Er staan namen in.")
    do(place, close_attachment, SECOND, now, number, attachment, "Er staan namen in.")


ADD_UNTIL = {"submitted", "acknowledged", "admissibility_check", "awaiting_completion", "dialogue", "assessment"}


@pytest.mark.parametrize("state", [state for state in RequestState if state is not RequestState.DRAFT])
def test_the_applicant_adds_and_takes_away_until_the_advice_is_in(place, now, state):
    number = send(place, now)
    attachment = add(place, now, number)
    put(place, number, state.value)
    if state.value in ADD_UNTIL:
        add(place, now, number)
        do(place, take_attachment_away, RESIDENT, now, number, attachment)
    else:
        with pytest.raises(TermOver):
            add(place, now, number)
        with pytest.raises(TermOver):
            do(place, take_attachment_away, RESIDENT, now, number, attachment)
    assert reads(place, COORDINATOR, number).count(OFFER.title) == (2 if state.value in ADD_UNTIL else 1)


def test_what_is_taken_from_a_draft_is_gone_and_what_was_sent_stays_for_who_decides(place, now):
    draft = write_draft(place, now)
    do(place, take_attachment_away, RESIDENT, now, draft, add(place, now, draft))
    assert rows(place) == rows(place, StoredFile) == 0
    number = send(place, now)
    do(place, take_attachment_away, RESIDENT, now, number, add(place, now, number))
    assert rows(place, StoredFile) == 1
    assert reads(place, RESIDENT, number) == reads(place, None, number) == reads(place, REVIEWER, number) == []
    assert reads(place, COORDINATOR, number) == reads(place, CLERK, number) == [OFFER.title]
    (row,) = acts_of(place, "take_challenge_attachment_away")
    assert (row.actor_key, row.subject) == (RESIDENT.key, f"challenge:{number}")


def test_a_draft_that_is_thrown_away_takes_its_files_along(place, now):
    number = write_draft(place, now)
    add(place, now, number)
    add(place, now, number, SECRET)
    do(place, discard_draft, RESIDENT, number)
    assert rows(place) == rows(place, StoredFile) == rows(place, Challenge) == 0


@pytest.mark.parametrize("who", ["coordinator", "college clerk"])
def test_staff_close_what_is_public_with_a_reason_and_undo_only_that(place, now, who):
    actor, number = STAFF[who], send(place, now)
    attachment = add(place, now, number)
    do(place, close_attachment, actor, now, number, attachment, "Er staat een adres in.")
    assert reads(place, None, number) == []
    assert reads(place, RESIDENT, number) == reads(place, actor, number) == [OFFER.title]
    assert acts_of(place, "close_challenge_attachment")[0].ground == "Er staat een adres in."
    do(place, lift_closing, actor, now, number, attachment)
    assert reads(place, None, number) == [OFFER.title]
    with pytest.raises(RequestRefused):
        do(place, close_attachment, actor, now, number, attachment, " ")


def test_staff_never_make_public_what_the_applicant_wants_private(place, now):
    number = send(place, now)
    attachment = add(place, now, number)
    do(place, close_attachment, COORDINATOR, now, number, attachment, "Er staat een adres in.")
    do(place, show_attachment, RESIDENT, now, number, attachment, is_private=True)
    do(place, lift_closing, COORDINATOR, now, number, attachment)
    assert reads(place, None, number) == []
    with pytest.raises(NotAllowed):
        do(place, lift_closing, COORDINATOR, now, number, attachment)


@pytest.mark.parametrize("who", [*OTHERS, "reviewer", "applicant"])
def test_nobody_else_closes_an_attachment(place, now, who):
    actor = {**OTHERS, **STAFF, "applicant": RESIDENT}[who]
    number = send(place, now)
    attachment = add(place, now, number)
    for act in (lambda: do(place, close_attachment, actor, now, number, attachment, "Er staat een adres in."),
                lambda: do(place, lift_closing, actor, now, number, attachment)):  # fmt: skip
        with pytest.raises((NotAllowed, TermOver)):
            act()
    assert reads(place, None, number) == [OFFER.title]


def test_an_attachment_is_found_only_with_its_own_request(place, now):
    number, other = send(place, now), send(place, now)
    attachment = add(place, now, number)
    for wrong in ((other, attachment), (number, attachment + 1), (number, 2**63)):
        with pytest.raises(NotFound):
            do(place, take_attachment_away, RESIDENT, now, *wrong)


def test_a_stranger_learns_nothing_from_trying_a_private_one(place, now):
    number = send(place, now)
    attachment = add(place, now, number, SECRET)
    with pytest.raises(NotFound):
        do(place, take_attachment_away, NEIGHBOUR, now, number, attachment)


def test_ten_attachments_are_the_most_and_one_taken_away_makes_place(place, now):
    number = write_draft(place, now)
    numbers = [add(place, now, number) for _ in range(10)]
    with pytest.raises(RequestRefused) as refused:
        add(place, now, number)
    assert refused.value.faults[0].field == "file"
    do(place, take_attachment_away, RESIDENT, now, number, numbers[4])
    add(place, now, number)
    with place.reading() as session:
        assert {each.row.number for each in attachments_of(session, number)} == set(range(1, 11))


def test_two_windows_that_add_the_tenth_at_the_same_moment_make_ten(place, now):
    number = write_draft(place, now)
    for _ in range(9):
        add(place, now, number)

    def attempt(_):
        try:
            return add(place, now, number)
        except RequestRefused as refused:
            return refused.faults[0].field

    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(attempt, range(2)))
    assert ends.count("file") == 1
    assert rows(place) == rows(place, StoredFile) == 10


def test_25_megabytes_together_are_the_most(place, now):
    number = write_draft(place, now)
    large = replace(OFFER, sent=SentFile("a.png", made.noise()))
    for _ in range(5):
        add(place, now, number, large)
    with pytest.raises(RequestRefused):
        add(place, now, number, large)
    add(place, now, number)


def test_what_was_taken_away_after_sending_counts_towards_the_most_there_can_ever_be(place, now, monkeypatch):
    monkeypatch.setattr(limits, "MOST_EVER", 3)
    number = send(place, now)
    for _ in range(3):
        do(place, take_attachment_away, RESIDENT, now, number, add(place, now, number))
    with pytest.raises(RequestRefused):
        add(place, now, number)


def test_the_database_itself_refuses_a_public_scan_of_signatures_and_a_number_too_many(place, now):
    number = write_draft(place, now)
    add(place, now, number, SECRET)
    for change in ({"shows": "signatures", "is_private": False}, {"number": 31}, {"number": 0}):
        with place.writing() as session, pytest.raises(Exception, match=r"CHECK|check"):
            row = session.scalars(select(ChallengeAttachment)).one()
            for name, value in change.items():
                setattr(row, name, value)
            session.flush()


def test_sent_and_drafted_requests_have_no_third_side(place, now):
    """Staff of the area, people without a role, and the applicant: nobody is two of them."""
    number = send(place, now)
    with place.reading() as session:
        row = find_challenge(session, number)
        for actor in (RESIDENT, *STAFF.values(), *OTHERS.values()):
            relations = relations_to(session, actor, row)
            assert len(relations) <= 1
            assert (Relation.APPLICANT in relations) == (actor is RESIDENT)


def test_what_is_there_when_the_advice_is_in_stays(place, now):
    number = make_advised(place, now)
    for new, by in product((OFFER, SECRET), (RESIDENT, COORDINATOR)):
        with pytest.raises((TermOver, NotAllowed)):
            add(place, now, number, new, by=by)
