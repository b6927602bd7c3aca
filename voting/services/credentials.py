"""Public keys that may vote: issued with a random letter number, kept without any name or moment."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import insert, select

from logbook.services import Act
from voting.models import Credential

FIRST_LETTER, LAST_LETTER = 1_000_000, 9_999_999
ROWS_AT_ONCE = 2_000


def issue_credentials(a: Act, round_id: int, area_code: str, public_keys: Sequence[bytes]) -> list[int]:
    """Let these keys vote for the area; their letter numbers, in the order of the keys."""
    numbers = _free_numbers(a, round_id, len(public_keys))
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


def _free_numbers(a: Act, round_id: int, count: int) -> list[int]:
    taken = set(a.session.scalars(select(Credential.letter_number).where(Credential.round_id == round_id)))
    free: list[int] = []
    while len(free) < count:
        number = FIRST_LETTER + secrets.randbelow(LAST_LETTER - FIRST_LETTER + 1)
        if number not in taken:
            taken.add(number)
            free.append(number)
    return free
