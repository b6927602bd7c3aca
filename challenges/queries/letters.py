"""The letters of a request, and those on paper that wait for the post."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from challenges.models import Challenge, Objection
from challenges.rules.letters import KIND_WORDS, LetterKind
from lives.work import WorkItem
from logbook.actors import Actor, Role
from notices.models import SentLetter
from notices.queries import LetterLine, letters_about, letters_to_post

KIND = "letter_to_post"


def letters_of(session: Session, challenge_id: int) -> list[LetterLine]:
    """Every letter to the applicant, the newest first; those about objections are with the objection."""
    return letters_about(session, [f"challenge:{challenge_id}"])


def letters_of_objection(session: Session, objection_id: int) -> list[LetterLine]:
    """Every letter to who objects, the newest first."""
    return letters_about(session, [f"objection:{objection_id}"])


def post_of(session: Session, actor: Actor, now: datetime) -> list[WorkItem]:
    """Letters on paper that nobody posted yet: for who handles the request, or the objection."""
    waiting = [line.letter for line in letters_to_post(session)]
    found = _cases(session, waiting)
    return [
        WorkItem(KIND, f"{letter.number} – {letter.subject}", "challenges.letter", {"letter_id": letter.id},
                 challenge.area_code or "", letter.dated_on, KIND_WORDS[LetterKind(letter.kind)])
        for letter in waiting
        if (challenge := found[letter.about]) and _is_for(actor, letter, challenge)
    ]  # fmt: skip


def _is_for(actor: Actor, letter: SentLetter, challenge: Challenge) -> bool:
    is_clerk = actor.has(Role.COLLEGE_CLERK, challenge.area_code)
    if letter.about.startswith("objection:"):
        return is_clerk
    return is_clerk or actor.has(Role.COORDINATOR, challenge.area_code)


def _cases(session: Session, letters: list[SentLetter]) -> dict[str, Challenge]:
    """The request behind each letter, by what the letter is about."""
    numbers = {letter.about: int(letter.about.partition(":")[2]) for letter in letters}
    objected = [number for about, number in numbers.items() if about.startswith("objection:")]
    of = dict(session.execute(select(Objection.id, Objection.challenge_id).where(Objection.id.in_(objected))).all())
    asked = {about: of[number] if about.startswith("objection:") else number for about, number in numbers.items()}
    rows = {each.id: each for each in session.scalars(select(Challenge).where(Challenge.id.in_(asked.values())))}
    return {about: rows[number] for about, number in asked.items()}
