"""Every act that somebody must hear of writes its letter in the same transaction, with the days of the clock."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from challenges.models import ChallengeDecision
from challenges.queries import clock_of, default_of, find_challenge
from challenges.queries.letters import letters_of, letters_of_objection, post_of
from challenges.queries.objections import days_for, objection_clock_of
from challenges.rules.history import Happening
from challenges.rules.objection_life import ObjectionStep
from challenges.rules.presets import Preset
from challenges.rules.states import RequestStep
from challenges.services import (
    agree_to_delay,
    ask_completion,
    begin_check,
    complete,
    find_complex,
    give_notice,
    receive_default_notice,
    record_council_answer,
    refer_to_council,
    run_clock,
    stop_clock,
    submit,
)
from challenges.services.agreeing import begin_agreement, write_agreement
from challenges.services.hearing import (
    Outcome,
    admit_objection,
    ask_repair,
    decide_objection,
    invite,
    put_off,
    record_hearing,
)
from challenges.services.letters import post_letter
from challenges.services.objecting import NewObjection, object_to
from challenges.services.refusals import RequestRefused
from lives.periods import day_of
from logbook.actors import Role
from logbook.refusals import NotAllowed, NotFound, Refusal
from notices.models import OutboxMail, SentLetter
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person, make_actor
from tests.challenges.requests import (
    CLERK,
    COUNCIL,
    GREEN,
    LETTER,
    NEIGHBOUR,
    REVIEWER,
    SECOND,
    WHY_NOT,
    ZUID_ONLY,
    do,
    kinds_sent,
    make_advised,
    make_place,
    new_decision,
    newest_words,
    open_subject,
    record,
    send,
    sent_letters,
    write_draft,
)
from tests.challenges.test_agreements import TERMS

OTHER_CLERK = make_actor("other clerk", Role.COLLEGE_CLERK)
REASON = "De school is pas na de vakantie weer bereikbaar."
AGAINST = NewObjection("Demo-buur", "Ik woon aan het plein en loop er elke dag.", "De lijst met namen lag er wel bij.")


@pytest.fixture
def place(database, now):
    make_place(database, now)
    with database.writing() as session:
        add_person(session, OTHER_CLERK, now)
    return database


def at(year, month, day):
    return datetime(year, month, day, 11, tzinfo=UTC)


def rows_of(database, letter=-1):
    """The facts of a letter: name → value, as English says them without a catalogue."""
    blocks = json.loads(sent_letters(database)[letter].content)["blocks"]
    return {name: value for block in blocks if block["kind"] == "facts" for name, value in block["rows"]}


def refused_and_objected(database, now, by=NEIGHBOUR, **given):
    number = make_advised(database, now)
    decision = record(database, now, number, RequestStep.REFUSE, new_decision(now, WHY_NOT))
    return number, do(database, object_to, by, now, number, decision, AGAINST, LETTER, **given)


def test_the_receipt_names_every_day_that_follows_by_hand(place):
    # Monday 28 September 2026: two weeks 12 October, four weeks 26 October, eight weeks Monday 23 November
    send(place, at(2026, 9, 28))
    assert rows_of(place) == {
        "Received on": "2026-09-28",
        "We ask for what is missing, at the latest on": "2026-10-12",
        "First talk, at the latest on": "2026-10-26",
        "Decision, at the latest on": "2026-11-23",
    }
    assert "We have 8 weeks to decide" in newest_words(place)
    assert "€ 1,442" in newest_words(place)


@pytest.mark.parametrize(
    ("preset", "received", "last"),
    [
        # eight weeks from Monday 1 February 2027 end on Easter Monday 29 March: moved to Tuesday
        (Preset.AWB, at(2027, 2, 1), date(2027, 3, 30)),
        # of an ordinance, 26 weeks from 28 September 2026 end on that same Easter Monday: not moved
        (Preset.AMSTERDAM, at(2026, 9, 28), date(2027, 3, 29)),
        # eight weeks from Friday 30 October 2026 end on Christmas Day, then Saturday and Sunday: Monday 28 December
        (Preset.AWB, at(2026, 10, 30), date(2026, 12, 28)),
        # ten weeks of an ordinance from Monday 5 October 2026
        (Preset.GEERTRUIDENBERG, at(2026, 10, 5), date(2026, 12, 14)),
    ],
)
def test_the_day_in_the_letter_is_the_day_of_the_clock(place, preset, received, last):
    open_subject(place, received, preset=preset)
    number = send(place, received)
    with place.reading() as session:
        assert clock_of(session, find_challenge(session, number), day_of(received)).last_day == last
    assert rows_of(place)["Decision, at the latest on"] == last.isoformat()


def test_asked_to_complete_and_completed_the_letter_adds_the_days_that_the_clock_stood(place):
    begins = at(2026, 9, 28)
    number = send(place, begins)
    do(place, begin_check, COORDINATOR, begins, number)
    do(place, ask_completion, COORDINATOR, at(2026, 10, 5), number, "De begroting ontbreekt.", LETTER)
    assert "Complete your request on 2026-11-02 at the latest." in newest_words(place)
    assert "the day after 2026-10-05" in newest_words(place)
    do(place, complete, RESIDENT, at(2026, 10, 15), number, GREEN, LETTER)
    # it stood on 6 to 14 October: nine days after 23 November is Wednesday 2 December
    assert rows_of(place) == {"Decision, at the latest on": "2026-12-02"}
    assert "The clock stood still for 9 days." in newest_words(place)
    assert kinds_sent(place) == ["receipt", "completion_asked", "completion_received"]


def test_waiting_a_stop_and_a_notice_each_have_their_letter_with_the_new_day(place):
    begins = at(2026, 9, 28)
    number = send(place, begins)
    do(place, agree_to_delay, RESIDENT, begins, number, date(2026, 10, 12), REASON, LETTER)
    assert rows_of(place)["Decision, at the latest on"] == "2026-12-07"  # 14 days after 23 November
    do(place, stop_clock, COORDINATOR, at(2026, 10, 19), number, Happening.FORCE_MAJEURE, REASON, LETTER)
    assert "force majeure (Awb 4:15 paragraph 2 under c)" in newest_words(place)
    do(place, run_clock, COORDINATOR, at(2026, 10, 26), number, Happening.FORCE_MAJEURE_OVER, LETTER)
    assert rows_of(place)["Decision, at the latest on"] == "2026-12-14"  # seven days more
    do(place, give_notice, COORDINATOR, at(2026, 11, 2), number, date(2027, 1, 11), REASON, LETTER)
    assert rows_of(place)["We expect to decide, at the latest on"] == "2027-01-11"
    assert "This is the new last day for our decision (Awb 4:14)." in newest_words(place)
    assert kinds_sent(place)[1:] == ["delay_agreed", "clock_stops", "clock_runs", "takes_longer"]


def test_under_an_ordinance_a_notice_says_that_the_last_day_stays(place, now):
    open_subject(place, now, preset=Preset.AMSTERDAM)
    number = send(place, now)
    do(place, give_notice, COORDINATOR, now, number, date(2027, 8, 2), REASON, LETTER)
    assert "By law the last day is still 2027-05-24" in newest_words(place)
    do(place, find_complex, COORDINATOR, now, number, REASON, LETTER)
    assert rows_of(place)["Decision, at the latest on"] == "2027-11-22"  # 52 weeks after 23 November 2026
    assert "So the term is 52 weeks" in newest_words(place)


def test_a_notice_of_default_is_answered_with_the_day_from_which_it_costs_money(place, now):
    number, late = send(place, now), at(2027, 1, 20)  # the last day was Monday 18 January 2027
    do(place, receive_default_notice, RESIDENT, late, number, LETTER)
    # two weeks: Wednesday 3 February; 42 days from the 4th: 17 March
    assert rows_of(place) == {
        "A decision costs nothing up to and including": "2027-02-03",
        "First day that costs money": "2027-02-04",
        "Last day that costs money": "2027-03-17",
        "At most in all": "€ 1,442",
    }
    with place.reading() as session:
        found = default_of(session, find_challenge(session, number), day_of(late))
        assert (found.first_day, found.last_day) == (date(2027, 2, 4), date(2027, 3, 17))


def test_where_no_penalty_is_owed_the_letter_says_why(place, now):
    open_subject(place, now, owes_penalty=False)
    number = send(place, now)
    assert "notice of default" not in newest_words(place)
    do(place, receive_default_notice, RESIDENT, at(2027, 1, 20), number, LETTER)
    assert "no penalty follows from this" in newest_words(place)


def test_a_refusal_bears_its_grounds_and_the_last_day_to_object(place):
    number = make_advised(place, at(2026, 11, 2))
    decided = at(2026, 11, 20)
    record(place, decided, number, RequestStep.REFUSE, new_decision(decided, WHY_NOT))
    words = newest_words(place)
    # six weeks after Friday 20 November end on New Year's Day: Monday 4 January 2027
    assert "Do that on 2027-01-04 at the latest" in words
    assert WHY_NOT.grounds["no_support"] in words
    assert "There is not enough support in the neighbourhood." in words
    assert "Send your objection to: Mayor and aldermen." in words
    with place.reading() as session:
        decision = session.scalars(select(ChallengeDecision)).one()
        assert days_for(session, decision).last == date(2027, 1, 4)


def test_where_a_grant_is_no_decision_the_letter_says_why_one_cannot_object(place, now):
    open_subject(place, now, grant_can_be_objected_to=False)
    record(place, now, make_advised(place, now))
    words = newest_words(place)
    assert "You cannot object to this decision" in words
    assert "at the latest: that is within six weeks" not in words
    assert rows_of(place)["Money granted in a year"] == "€ 18,000"


def test_a_decision_is_dated_on_the_day_on_which_it_was_sent(place, now):
    number, later = make_advised(place, now), now + timedelta(days=3)
    record(place, later, number, new=new_decision(now + timedelta(days=2)))
    assert sent_letters(place)[-1].dated_on == day_of(now + timedelta(days=2))


def test_the_council_and_the_agreement_have_their_letters(place, now):
    number = make_advised(place, now, cost_cents=1)
    do(place, refer_to_council, CLERK, now, number, 18_000_00)
    told = {"agrees": True, "reference": "RB 2026-7", "decided_on": day_of(now), "letter": LETTER}
    do(place, record_council_answer, COUNCIL, now, number, **told)
    assert "The council said yes." in newest_words(place)
    assert "RB 2026-7" in newest_words(place)
    record(place, now, number)
    do(place, begin_agreement, COORDINATOR, now, number)
    do(place, write_agreement, COORDINATOR, now, number, TERMS, LETTER)
    assert kinds_sent(place) == ["receipt", "council_answered", "decision", "agreement_ready"]


def test_an_objection_has_its_own_file_and_each_step_its_letter(place):
    now = at(2026, 11, 20)
    _, objected = refused_and_objected(place, now)
    assert rows_of(place) == {"Decision on the objection, at the latest on": "2027-02-15"}
    do(place, ask_repair, OTHER_CLERK, now, objected, date(2026, 12, 4), "Uw handtekening ontbreekt.", LETTER)
    assert rows_of(place) == {"Add it, at the latest on": "2026-12-04"}
    do(place, admit_objection, OTHER_CLERK, at(2026, 12, 7), objected)
    do(place, invite, OTHER_CLERK, at(2026, 12, 7), objected, date(2027, 1, 14), LETTER)
    assert rows_of(place) == {"Day of the hearing": "2027-01-14"}
    do(place, put_off, OTHER_CLERK, at(2026, 12, 8), objected, "De commissie heeft meer tijd nodig.", LETTER)
    with place.reading() as session:
        answer = objection_clock_of(session, session.get_one(_objection(), objected), date(2026, 12, 8)).decide_by
    assert rows_of(place) == {"Decision on the objection, at the latest on": answer.isoformat()}
    do(place, record_hearing, OTHER_CLERK, at(2027, 1, 14), objected, "De buurman liet de lijst zien.")
    outcome = Outcome("De lijst is niet van buren.", "Awb 7:11", "BZW 2027-4", date(2027, 2, 15))
    do(place, decide_objection, OTHER_CLERK, at(2027, 2, 15), objected, ObjectionStep.DISMISS, outcome, LETTER)
    # six weeks after Monday 15 February 2027 end on Easter Monday: Tuesday 30 March
    assert "Do that on 2027-03-30 at the latest" in newest_words(place)
    mine = [each for each in sent_letters(place) if each.about == f"objection:{objected}"]
    assert [each.number for each in mine] == [f"BZW-2026-{objected:04}/{at}" for at in (1, 2, 3, 4, 5)]
    assert [each.kind for each in mine] == [
        "objection_received", "repair_asked", "hearing_invited", "objection_put_off", "objection_decided",
    ]  # fmt: skip


def _objection():
    from challenges.models import Objection

    return Objection


def test_an_act_that_is_refused_leaves_no_letter_and_no_mail(place, now):
    number = send(place, now)
    do(place, begin_check, COORDINATOR, now, number)
    with pytest.raises(Refusal):
        do(place, run_clock, COORDINATOR, now, number, Happening.FORCE_MAJEURE_OVER, LETTER)
    with pytest.raises(RequestRefused):
        do(place, ask_completion, COORDINATOR, now, number, " ", LETTER)
    assert kinds_sent(place) == ["receipt"]
    with place.reading() as session:
        assert len(session.scalars(select(OutboxMail)).all()) == 1


READERS = (RESIDENT, NEIGHBOUR, COORDINATOR, SECOND, ZUID_ONLY, CLERK, OTHER_CLERK, COUNCIL, REVIEWER, FINANCE,
           ADMINISTRATOR)  # fmt: skip
HANDLES = {COORDINATOR, SECOND, CLERK, OTHER_CLERK}
WHO_READS = {
    # by whom it was sent or objected → who reads the letters
    "asked on the site": {RESIDENT} | HANDLES,
    # who wrote it down at the desk acts for who asked
    "asked at the desk": HANDLES,
    "objected on the site": {NEIGHBOUR, CLERK, OTHER_CLERK},
    "objected on paper": {CLERK, OTHER_CLERK},
}
WHO_POSTS = {"asked at the desk": HANDLES, "objected on paper": {CLERK, OTHER_CLERK}}


def tell(place, now, case):
    if case == "asked on the site":
        send(place, now)
    elif case == "asked at the desk":
        number = write_draft(place, now, by=COORDINATOR, at_desk=True)
        do(place, submit, COORDINATOR, now, number, 1, LETTER, day_of(now))
    elif case == "objected on the site":
        refused_and_objected(place, now)
    else:
        number = make_advised(place, now)
        decision = record(place, now, number, RequestStep.REFUSE, new_decision(now, WHY_NOT))
        paper = NewObjection(AGAINST.name, AGAINST.interest, AGAINST.grounds, received_on=day_of(now))
        do(place, object_to, OTHER_CLERK, now, number, decision, paper, LETTER)
    return sent_letters(place)[-1]


def may(place, actor, letter_id):
    from challenges.services.letters import readable_letter

    with place.reading() as session:
        try:
            readable_letter(session, actor, letter_id)
        except NotFound:
            return False
    return True


@pytest.mark.parametrize("case", WHO_READS)
def test_a_letter_is_read_by_who_it_is_for_and_by_who_handles_the_case(place, now, case):
    letter = tell(place, now, case)
    assert {actor for actor in READERS if may(place, actor, letter.id)} == WHO_READS[case]


@pytest.mark.parametrize("case", WHO_POSTS)
def test_one_on_paper_stands_on_the_work_list_until_somebody_who_handles_it_posts_it(place, now, case):
    letter = tell(place, now, case)

    def waits_for(actor):
        with place.reading() as session:
            return [item.values["letter_id"] for item in post_of(session, actor, now)]

    assert letter.way == "paper"
    assert {actor for actor in READERS if letter.id in waits_for(actor)} == WHO_POSTS[case]
    for actor in set(READERS) - WHO_POSTS[case]:
        with pytest.raises((NotFound, NotAllowed)):
            do(place, post_letter, actor, now, letter.id, day_of(now))
    with pytest.raises(RequestRefused):
        do(place, post_letter, OTHER_CLERK, now, letter.id, day_of(now) + timedelta(days=1))
    do(place, post_letter, OTHER_CLERK, now, letter.id, day_of(now))
    assert letter.id not in waits_for(OTHER_CLERK)
    with pytest.raises(RequestRefused):
        do(place, post_letter, OTHER_CLERK, now, letter.id, day_of(now))


def test_letters_of_the_request_and_of_the_objection_are_apart(place, now):
    number, objected = refused_and_objected(place, now)
    with place.reading() as session:
        assert [line.letter.kind for line in letters_of(session, number)] == [
            "others_objected", "decision", "receipt"
        ]  # fmt: skip
        assert [line.letter.kind for line in letters_of_objection(session, objected)] == ["objection_received"]
        assert {each.about for each in session.scalars(select(SentLetter))} == {
            f"challenge:{number}",
            f"objection:{objected}",
        }
