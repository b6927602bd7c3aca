"""Who asked hears of an objection of somebody else, and never of whom; who objects hears of a committee."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from challenges.rules.states import RequestStep
from challenges.services.agreeing import begin_agreement
from challenges.services.hearing import admit_objection, choose_committee, invite, record_hearing
from challenges.services.objecting import object_to
from lives.periods import day_of
from tests.builders.people import COORDINATOR, RESIDENT, add_person
from tests.builders.town import add_year
from tests.challenges.requests import (
    LETTER,
    NEIGHBOUR,
    WHY_NOT,
    do,
    kinds_sent,
    make_advised,
    make_place,
    new_decision,
    newest_words,
    record,
    sent_letters,
)
from tests.challenges.test_agreements import TERMS, make_active
from tests.challenges.test_objections import OTHER_CLERK, WHY_I_OBJECT, T, object_now, settle


@pytest.fixture
def place(database, now):
    make_place(database, now)
    add_year(database, now)
    with database.writing() as session:
        add_person(session, OTHER_CLERK, now)
    return database


@pytest.fixture
def refused(place, now):
    number = make_advised(place, now)
    record(place, now, number, RequestStep.REFUSE, new_decision(now, WHY_NOT))
    return number


def take_through(database, now, made, step):
    do(database, admit_objection, OTHER_CLERK, now, made)
    do(database, invite, OTHER_CLERK, now, made, day_of(now) + timedelta(days=14), LETTER, "10.00 uur, raadhuis")
    do(database, record_hearing, OTHER_CLERK, now, made, "De buur vertelde over de heg.")
    settle(database, now, made, step)


def letters_about(database, kind):
    return [letter for letter in sent_letters(database) if letter.kind == kind]


def test_who_asked_hears_of_the_objection_the_hearing_and_what_follows_and_not_of_whom(place, now):
    number = make_advised(place, now)
    record(place, now, number)
    do(place, begin_agreement, COORDINATOR, now, number)
    make_active(place, now, number, replace(TERMS, cents=1_000_00))
    new = replace(WHY_I_OBJECT, name="Demo-Geheim", grounds="De heg wordt te hoog en te breed.")
    made = object_now(place, now, number, NEIGHBOUR, new)
    take_through(place, now, made, T.UPHOLD)
    expected = ["others_objected", "objection_received", "others_hearing", "hearing_invited", "others_decided",
                "objection_decided"]  # fmt: skip
    assert kinds_sent(place)[-6:] == expected
    for kind in ("others_objected", "others_hearing", "others_decided"):
        (letter,) = letters_about(place, kind)
        assert letter.about == f"challenge:{number}"
        assert "Demo-Geheim" not in letter.content
        assert "te hoog" not in letter.content
    assert "Our agreement with you must end first." in letters_about(place, "others_decided")[0].content
    assert "2027-02-15" in letters_about(place, "others_objected")[0].content


@pytest.mark.parametrize("step", [T.DISMISS, T.REJECT_AS_INADMISSIBLE])
def test_a_decision_that_stays_is_told_as_one(place, now, refused, step):
    made = object_now(place, now, refused, NEIGHBOUR)
    if step is T.DISMISS:
        take_through(place, now, made, step)
    else:
        settle(place, now, made, step, is_party=False)
    assert "This objection changes nothing about the decision." in letters_about(place, "others_decided")[0].content


def test_an_own_objection_brings_no_letter_about_itself(place, now, refused):
    take_through(place, now, object_now(place, now, refused), T.UPHOLD)
    assert not [kind for kind in kinds_sent(place) if kind.startswith("others")]


def test_whether_a_committee_advises_is_told_with_the_last_day(place, now, refused):
    made = do(place, object_to, RESIDENT, now, refused, 1, WHY_I_OBJECT, LETTER)
    do(place, choose_committee, OTHER_CLERK, now, made, LETTER, with_committee=True)
    assert "A committee gives advice about your objection." in newest_words(place)
    assert date(2027, 3, 30).isoformat() in newest_words(place)
