"""Support for requests: on the site once per person, on paper counted by somebody else; on both engines."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from accounts.services.organisations import NewOrganisation, end_mandate, make_organisation
from challenges.models import Challenge, ChallengeAttachment, ChallengeSupport
from challenges.queries import find_challenge
from challenges.queries.attachments import attachments_of
from challenges.queries.support import lists_of, sheet_of, support_for, supports, work_of
from challenges.rules.states import RequestState
from challenges.services import discard_draft, submit
from challenges.services.attaching import SentFile
from challenges.services.refusals import RequestRefused, TermOver
from challenges.services.supporting import (
    count_signatures,
    hand_in_list,
    support_challenge,
    take_list_away,
    withdraw_support,
)
from dialogue.models import PaperSupport, Supporter, SupportSheet
from dialogue.rules.support import Count, NewList, Support
from dialogue.services.refusals import AlreadySupported, CountedByTheSame
from files.models import StoredFile
from lives.periods import day_of
from logbook.models import LogRow
from logbook.refusals import NotAllowed, NotFound
from pages.constraints import constraint_name, meaning_of
from tests.builders.organisations import let_in
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person, make_actor
from tests.builders.town import MEENT, ZUID
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
    record,
    send,
    write_draft,
)
from tests.files import made

SCAN = SentFile("lijst.pdf", made.pdf())
OPEN = {
    "submitted", "acknowledged", "admissibility_check", "awaiting_completion", "dialogue", "assessment", "advised",
    "council_required",
}  # fmt: skip


@pytest.fixture
def place(database, now):
    make_place(database, now)
    return database


@pytest.fixture
def trees(place, now):
    number = do(place, make_organisation, RESIDENT, now, NewOrganisation("Demo-stichting De Boom", "foundation", ""))
    let_in(place, now, number, RESIDENT, NEIGHBOUR)
    return number


def paper(now, signatures=80, place="Op de braderie"):
    return NewList(signatures, day_of(now), place)


def figures(place, number):
    with place.reading() as session:
        return support_for(session, find_challenge(session, number))


def rows(place, model):
    with place.reading() as session:
        return session.scalar(select(func.count()).select_from(model))


def put(place, number, state):
    with place.writing() as session:
        session.get_one(Challenge, number).state = state
        session.commit()


def test_somebody_supports_once_and_says_where_they_live_if_they_want(place, now):
    number = send(place, now)
    assert figures(place, number) == Support()
    do(place, support_challenge, NEIGHBOUR, now, number, MEENT)
    do(place, support_challenge, FINANCE, now, number, ZUID)
    do(place, support_challenge, ADMINISTRATOR, now, number)
    assert figures(place, number) == Support(on_site=3, on_site_from_area=1)
    with pytest.raises(AlreadySupported):
        do(place, support_challenge, NEIGHBOUR, now, number, ZUID)
    assert figures(place, number) == Support(on_site=3, on_site_from_area=1)
    with place.reading() as session:
        acts = session.scalars(select(LogRow).filter_by(act="support_challenge")).all()
    assert [row.subject for row in acts] == [f"challenge:{number}"] * 3


def test_what_is_taken_back_is_gone_and_can_be_given_again(place, now):
    number = send(place, now)
    do(place, withdraw_support, NEIGHBOUR, now, number)
    do(place, support_challenge, NEIGHBOUR, now, number, MEENT)
    do(place, withdraw_support, NEIGHBOUR, now, number)
    assert rows(place, Supporter) == 0
    do(place, support_challenge, NEIGHBOUR, now, number)
    assert figures(place, number) == Support(on_site=1)


def test_the_support_of_one_request_is_not_that_of_another(place, now):
    number, other = send(place, now), send(place, now)
    do(place, support_challenge, NEIGHBOUR, now, number)
    assert figures(place, other) == Support()
    with place.reading() as session:
        assert (supports(session, number, NEIGHBOUR.key), supports(session, other, NEIGHBOUR.key)) == (True, False)


def test_the_database_itself_counts_everyone_once(place, now):
    number = send(place, now)
    do(place, support_challenge, NEIGHBOUR, now, number)
    with place.writing() as session, pytest.raises(IntegrityError) as broken:
        sheet = sheet_of(session, number)
        session.add(Supporter(sheet_id=sheet, person_key=NEIGHBOUR.key, given_at=now))
        session.flush()
    assert constraint_name(broken.value) == "uq_supporter_sheet_id_person_key"
    assert meaning_of(broken.value) is not None


def test_the_same_person_at_the_same_moment_in_four_windows_counts_once(place, now):
    number = send(place, now)

    def attempt(_):
        try:
            do(place, support_challenge, NEIGHBOUR, now, number)
        except AlreadySupported:
            return "already"
        return "given"

    with ThreadPoolExecutor(4) as pool:
        ends = list(pool.map(attempt, range(4)))
    assert sorted(ends) == ["already", "already", "already", "given"]
    assert figures(place, number) == Support(on_site=1)


def test_people_who_support_at_the_same_moment_share_one_sheet(place, now):
    number = send(place, now)
    people = [NEIGHBOUR, FINANCE, ADMINISTRATOR, COUNCIL]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda who: do(place, support_challenge, who, now, number), people))
    assert figures(place, number) == Support(on_site=4)
    assert rows(place, SupportSheet) == 1


@pytest.mark.parametrize("who", ["applicant", "coordinator", "college clerk", "reviewer"])
def test_neither_who_asks_nor_who_handles_it_supports_it(place, now, who):
    actor = {"applicant": RESIDENT, "coordinator": COORDINATOR, "college clerk": CLERK, "reviewer": REVIEWER}[who]
    number = send(place, now)
    with pytest.raises(NotAllowed):
        do(place, support_challenge, actor, now, number)
    assert figures(place, number) == Support()


@pytest.mark.parametrize("actor", [COUNCIL, FINANCE, ADMINISTRATOR, ZUID_ONLY], ids=lambda a: "-".join(sorted(a.roles)))
def test_staff_who_do_not_handle_it_support_it_as_residents(place, now, actor):
    number = send(place, now)
    do(place, support_challenge, actor, now, number)
    assert figures(place, number) == Support(on_site=1)


def test_who_acts_for_the_organisation_does_not_count_for_it_also_when_that_came_later(place, now, trees):
    number = write_draft(place, now, request=replace(GREEN, applicant="organisation", organisation_id=trees))
    do(place, submit, RESIDENT, now, number, 1, LETTER)
    with pytest.raises(NotAllowed):
        do(place, support_challenge, NEIGHBOUR, now, number)
    do(place, support_challenge, FINANCE, now, number)
    assert figures(place, number).on_site == 1
    let_in(place, now, trees, RESIDENT, FINANCE)
    assert figures(place, number).on_site == 0
    do(place, end_mandate, RESIDENT, now, trees, FINANCE.key)
    assert figures(place, number).on_site == 1


@pytest.mark.parametrize("state", [state.value for state in RequestState if state is not RequestState.DRAFT])
def test_support_is_open_from_the_day_it_is_sent_until_the_decision(place, now, state):
    number = send(place, now)
    do(place, support_challenge, FINANCE, now, number)
    put(place, number, state)
    if state in OPEN:
        do(place, support_challenge, NEIGHBOUR, now, number)
        do(place, withdraw_support, FINANCE, now, number)
    else:
        with pytest.raises(TermOver):
            do(place, support_challenge, NEIGHBOUR, now, number)
        with pytest.raises(TermOver):
            do(place, withdraw_support, FINANCE, now, number)
    assert figures(place, number).on_site == 1


def test_a_draft_has_no_support_and_strangers_do_not_learn_that_it_is_there(place, now):
    number = write_draft(place, now)
    with pytest.raises(NotFound):
        do(place, support_challenge, NEIGHBOUR, now, number)
    with pytest.raises(TermOver):
        do(place, support_challenge, RESIDENT, now, number)


def test_an_area_that_is_none_is_refused(place, now):
    number = send(place, now)
    with pytest.raises(NotFound):
        do(place, support_challenge, NEIGHBOUR, now, number, "nergens")
    assert rows(place, SupportSheet) == 0


def test_a_list_is_handed_in_with_its_scan_and_counted_by_somebody_else(place, now):
    number = send(place, now)
    one = do(place, hand_in_list, RESIDENT, now, number, paper(now), SCAN)
    assert figures(place, number) == Support(on_paper_to_count=80)
    with place.reading() as session:
        (scan,) = attachments_of(session, number)
    assert (scan.row.shows, scan.row.is_private, scan.row.paper_support_id) == ("signatures", True, one)
    do(place, count_signatures, COORDINATOR, now, number, one, Count(76, 60, "Vier namen stonden er dubbel op."))
    assert figures(place, number) == Support(on_paper=76, on_paper_from_area=60)
    do(place, count_signatures, CLERK, now, number, one, Count(75, 60))
    assert figures(place, number) == Support(on_paper=75, on_paper_from_area=60)


def test_at_the_desk_the_paper_itself_is_enough_and_another_coordinator_counts_it(place, now):
    number = send(place, now)
    one = do(place, hand_in_list, COORDINATOR, now, number, paper(now), None)
    with pytest.raises(CountedByTheSame):
        do(place, count_signatures, COORDINATOR, now, number, one, Count(80, None))
    do(place, count_signatures, SECOND, now, number, one, Count(80, None))
    assert figures(place, number) == Support(on_paper=80)


def test_a_list_waits_on_the_work_list_of_who_may_count_it_until_it_is_counted(place, now):
    number = send(place, now)
    one = do(place, hand_in_list, COORDINATOR, now, number, paper(now), None)

    def waiting():
        with place.reading() as session:
            return {name for name, who in WHO.items() if work_of(session, who, now)}

    assert waiting() == {"coordinator", "college clerk"}
    with place.reading() as session:
        assert work_of(session, COORDINATOR, now) == []
        assert work_of(session, SECOND, now)[0].values == {"challenge_id": number}
    do(place, count_signatures, SECOND, now, number, one, Count(80, None))
    assert waiting() == set()


def test_everything_that_is_wrong_with_a_list_is_said_at_once(place, now):
    number = send(place, now)
    with pytest.raises(RequestRefused) as refused:
        do(place, hand_in_list, RESIDENT, now, number, NewList(0, None, ""), None)
    assert [fault.field for fault in refused.value.faults] == ["place", "signatures", "gathered_on", "file"]
    with pytest.raises(RequestRefused) as refused:
        do(place, hand_in_list, RESIDENT, now, number, paper(now), SentFile("lijst.pdf", b"<html>"))
    assert [fault.field for fault in refused.value.faults] == ["file"]
    assert rows(place, PaperSupport) == rows(place, StoredFile) == 0


def test_what_is_wrong_with_a_count_is_said_and_nothing_is_written(place, now):
    number = send(place, now)
    one = do(place, hand_in_list, RESIDENT, now, number, paper(now), SCAN)
    with pytest.raises(RequestRefused) as refused:
        do(place, count_signatures, COORDINATOR, now, number, one, Count(5, 6, "x" * 501))
    assert [fault.field for fault in refused.value.faults] == ["note", "from_area"]
    assert figures(place, number).on_paper_to_count == 80


HANDS_IN = {"applicant", "coordinator"}
COUNTS = {"coordinator", "college clerk"}
WHO = {"applicant": RESIDENT, "coordinator": SECOND, "college clerk": CLERK, "reviewer": REVIEWER, "finance": FINANCE,
       "council clerk": COUNCIL, "neighbour": NEIGHBOUR, "coordinator of another area": ZUID_ONLY}  # fmt: skip


@pytest.mark.parametrize("who", WHO)
def test_who_hands_in_and_who_counts(place, now, who):
    number = send(place, now)
    one = do(place, hand_in_list, RESIDENT, now, number, paper(now), SCAN)
    if who in HANDS_IN:
        do(place, hand_in_list, WHO[who], now, number, paper(now, 5), SCAN)
    else:
        with pytest.raises((NotAllowed, TermOver)):
            do(place, hand_in_list, WHO[who], now, number, paper(now, 5), SCAN)
    if who in COUNTS:
        do(place, count_signatures, WHO[who], now, number, one, Count(70, None))
    else:
        with pytest.raises((NotAllowed, TermOver)):
            do(place, count_signatures, WHO[who], now, number, one, Count(70, None))
    if who != "applicant":
        with pytest.raises((NotAllowed, TermOver)):
            do(place, take_list_away, WHO[who], now, number, one)


@pytest.mark.parametrize("state", [state.value for state in RequestState if state is not RequestState.DRAFT])
def test_when_lists_come_in_and_are_counted(place, now, state):
    number = send(place, now)
    one = do(place, hand_in_list, RESIDENT, now, number, paper(now), SCAN)
    put(place, number, state)
    tries = {
        "applicant hands in": lambda: do(place, hand_in_list, RESIDENT, now, number, paper(now, 5), SCAN),
        "coordinator hands in": lambda: do(place, hand_in_list, SECOND, now, number, paper(now, 5), None),
        "coordinator counts": lambda: do(place, count_signatures, COORDINATOR, now, number, one, Count(70, None)),
        "applicant takes back": lambda: do(place, take_list_away, RESIDENT, now, number, one),
    }
    until_advice = state in OPEN - {"advised", "council_required"}
    expected = {"applicant hands in": until_advice, "coordinator hands in": state in OPEN,
                "coordinator counts": state in OPEN, "applicant takes back": until_advice}  # fmt: skip
    for name, attempt in tries.items():
        if expected[name]:
            attempt()
        else:
            with pytest.raises(TermOver):
                attempt()


def test_a_list_of_a_draft_goes_along_when_it_is_sent(place, now):
    number = write_draft(place, now)
    one = do(place, hand_in_list, RESIDENT, now, number, paper(now), SCAN)
    with pytest.raises(NotFound):
        do(place, count_signatures, COORDINATOR, now, number, one, Count(70, None))
    do(place, submit, RESIDENT, now, number, 1, LETTER)
    do(place, count_signatures, COORDINATOR, now, number, one, Count(70, None))
    assert figures(place, number).on_paper == 70


def test_a_list_that_is_taken_away_does_not_count_and_its_scan_leaves_too(place, now):
    draft, sent = write_draft(place, now), send(place, now)
    one, two = (do(place, hand_in_list, RESIDENT, now, number, paper(now), SCAN) for number in (draft, sent))
    do(place, take_list_away, RESIDENT, now, draft, one)
    assert rows(place, PaperSupport) == rows(place, StoredFile) == 1
    do(place, take_list_away, RESIDENT, now, sent, two)
    assert figures(place, sent) == Support()
    with place.reading() as session:
        assert lists_of(session, sent) == []
        assert [each.facts.is_removed for each in attachments_of(session, sent)] == [True]
    with pytest.raises(NotFound):
        do(place, count_signatures, COORDINATOR, now, sent, two, Count(70, None))


def test_a_coordinator_takes_away_only_the_own_entry(place, now):
    number = send(place, now)
    one = do(place, hand_in_list, COORDINATOR, now, number, paper(now), None)
    with pytest.raises((NotAllowed, TermOver)):
        do(place, take_list_away, SECOND, now, number, one)
    do(place, take_list_away, COORDINATOR, now, number, one)
    assert figures(place, number) == Support()


def test_a_draft_that_is_thrown_away_takes_its_lists_along(place, now):
    number = write_draft(place, now)
    do(place, hand_in_list, RESIDENT, now, number, paper(now), SCAN)
    do(place, discard_draft, RESIDENT, number)
    for model in (PaperSupport, SupportSheet, ChallengeSupport, ChallengeAttachment, StoredFile):
        assert rows(place, model) == 0


def test_what_was_there_at_the_decision_stays(place, now):
    number = make_advised(place, now)
    do(place, support_challenge, NEIGHBOUR, now, number, MEENT)
    record(place, now, number)
    assert figures(place, number) == Support(on_site=1, on_site_from_area=1)


def test_a_request_for_the_whole_town_counts_nobody_as_from_the_area(place, now):
    number = send(place, now, request=replace(GREEN, area_code=None))
    someone = make_actor("someone")
    with place.writing() as session:
        add_person(session, someone, now)
    do(place, support_challenge, someone, now, number, MEENT)
    assert figures(place, number) == Support(on_site=1)
