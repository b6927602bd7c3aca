"""Several areas that voted as one, in a Pabulib file: the comment says each area's part of the pot, and the column
`district` of each ballot from which of these parts its voter gave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from voting.rules.amounts import money
from voting.rules.election import AreaShare

DISTRICT = "district"
"""A column that Pabulib itself knows, of ballots and of projects."""
_SENTENCE = re.compile(r"Areas voted as one, each voter with a part of the own area's pot: ([^#;]+?\))\.(?= #|\Z)")
_SHARE = re.compile(r"(.+?) \((\d{1,13}(?:\.\d{1,2})?)\)(?:, |\Z)")


def labels_of(names: Sequence[str]) -> tuple[str, ...]:
    """The names of areas as a count, its record and its file write them: as they are, or numbers from 1.

    Numbers where two names are alike, or one cannot stand in the comment: ("Zuid", "Zuid") is ("1", "2").
    """
    shares = tuple(AreaShare(name, 0) for name in names)
    is_sound = len(set(names)) == len(names) and shares_in(shares_in_words(shares)) == shares
    return tuple(names) if is_sound else tuple(str(number) for number in range(1, len(names) + 1))


def shares_in_words(areas: Iterable[AreaShare]) -> str:
    """ "Areas voted as one, each voter with a part of the own area's pot: Meent (10000), Zuid (5000.5)." """
    shares = ", ".join(f"{area.name} ({money(area.share_cents)})" for area in areas)
    return f"Areas voted as one, each voter with a part of the own area's pot: {shares}."


def shares_in(comment: str) -> tuple[AreaShare, ...]:
    """The areas with their parts that a comment names; () where it names none, or not as we write them."""
    found = _SENTENCE.search(comment)
    parts = list(_SHARE.finditer(found[1])) if found else []
    if found is None or "".join(part[0] for part in parts) != found[1]:
        return ()
    areas = tuple(AreaShare(part[1], int(Decimal(part[2]) * 100)) for part in parts)
    # a cell of the file holds no other blanks than single ones
    return areas if all(area.name == " ".join(area.name.split()) and '"' not in area.name for area in areas) else ()
