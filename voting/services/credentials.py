"""Public keys that may vote: issued with a random letter number, kept without any name or moment."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import insert, select

from logbook.services import Act
from voting.models import Credential

FIRST_LETTER, LAST_LETTER = 1_000_000, 9_999_999
ROWS_AT_ONCE = 2_000


class LetterNumbers:
    """The letter numbers of a round that are still free; each is drawn once, at random."""

    def __init__(self, a: Act, round_id: int) -> None:
        self._taken = bytearray(LAST_LETTER - FIRST_LETTER + 1)
        for number in a.session.scalars(select(Credential.letter_number).where(Credential.round_id == round_id)):
            self._taken[number - FIRST_LETTER] = 1

    def draw(self) -> int:
        while True:
            place = secrets.randbelow(len(self._taken))
            if not self._taken[place]:
                self._taken[place] = 1
                return FIRST_LETTER + place


def issue_credentials(
    a: Act, round_id: int, area_code: str, public_keys: Sequence[bytes], free: LetterNumbers | None = None
) -> list[int]:
    """Let these keys vote for the area; their letter numbers, in the order of the keys.

    `free`: where keys are issued in parts, what is left of the round's numbers.
    """
    free = free or LetterNumbers(a, round_id)
    numbers = [free.draw() for _ in public_keys]
    # in the order of the keys: where a row lies must not tell its letter
    rows = sorted(zip(public_keys, numbers, strict=True))
    for start in range(0, len(rows), ROWS_AT_ONCE):
        a.session.execute(
            insert(Credential),
            [
                {
                    "public_key": public_key,
                    "round_id": round_id,
                    "area_code": area_code,
                    "letter_number": number,
                    "state": "issued",
                }
                for public_key, number in rows[start : start + ROWS_AT_ONCE]
            ],
        )
    return numbers
