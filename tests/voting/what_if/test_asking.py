"""Asking the counting process: it learns an election once, never answers for long, and never holds up the server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Event, Thread

import pytest

from voting.rules.election import EQUAL_SHARES
from voting.rules.what_if import Question
from voting.rules.worked_example import EXAMPLE
from voting.services.what_if.asking import MOST_WAITING, Asker, TooBusy, TooHard

REAL = Question("equalshares", "add1u", 10_000_00, 0)


@pytest.fixture
def asker() -> Iterator[Asker]:
    """With more patience than people have, for machines that are busy."""
    made = Asker(patience_seconds=60)
    yield made
    made.stop()


class Shelf:
    """Hands the worked example over, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self):
        self.times += 1
        return EXAMPLE, EQUAL_SHARES


def test_an_election_is_handed_over_once_and_an_answer_is_kept(asker: Asker) -> None:
    load = Shelf()
    assert asker.ask("one", REAL, load).funded == (1, 3)
    assert asker.ask("one", replace(REAL, method="greedy"), load).funded == (1, 2)
    assert load.times == 1
    asker.stop()
    assert asker.ask("one", REAL, load).funded == (1, 3)
    assert load.times == 1


def test_a_process_that_is_gone_is_begun_anew(asker: Asker) -> None:
    load = Shelf()
    asker.ask("one", REAL, load)
    asker.stop()
    assert asker.ask("one", replace(REAL, without=3), load).funded == (1, 2)
    assert load.times == 2


def test_what_takes_too_long_is_broken_off_and_the_next_question_is_answered(asker: Asker) -> None:
    hurried = Asker(patience_seconds=0)
    with pytest.raises(TooHard):
        hurried.ask("one", REAL, Shelf())
    hurried._patience = 60
    assert hurried.ask("one", REAL, Shelf()).funded == (1, 3)
    hurried.stop()


def test_when_too_many_ask_at_once_the_others_are_told_so_at_once(asker: Asker) -> None:
    begun, may_go_on = Event(), Event()

    def slow():
        begun.set()
        assert may_go_on.wait(60)
        return EXAMPLE, EQUAL_SHARES

    def ask(number: int) -> None:
        answers.append(asker.ask("one", replace(REAL, threshold=number), slow).funded)

    answers: list[tuple[int, ...]] = []
    waiting = [Thread(target=ask, args=(number,)) for number in range(MOST_WAITING)]
    for each in waiting:
        each.start()
    assert begun.wait(60)
    while asker._places._value:
        pass
    with pytest.raises(TooBusy):
        asker.ask("one", replace(REAL, threshold=99), slow)
    may_go_on.set()
    for each in waiting:
        each.join(60)
    assert answers == [(1, 3)] * MOST_WAITING
