"""Hours and exclusion groups in a Pabulib file: the format has no columns for them, so its comment says them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from voting.rules.amounts import money
from voting.rules.election import Election

_HOURS = re.compile(r"Staff hours count: [\d:]+; asked by ([^;#]+?)\.(?= #|\Z)")
_ASKED = re.compile(r"([^,]+?) \((\d{1,9})(?::(\d\d))?\)(?:, |\Z)")
_GROUP = re.compile(r"At most one of the projects ([^;#]+?) is funded\.")


def bounds_in_words(election: Election) -> Iterator[str]:
    """A sentence for the hours, two for areas that voted as one, and one for each group that exclude each other.

    "Staff hours count: 40; asked by 12 (6), 13 (2:30)." "At most one of the projects 12, 13 is funded."
    """
    if election.pot_minutes is not None:
        asked = [f"{each.id} ({_clock(each.minutes)})" for each in election.projects if each.minutes]
        yield f"Staff hours count: {_clock(election.pot_minutes)}; asked by {', '.join(asked) or 'no project'}."
    if election.areas:
        shares = ", ".join(f"{each.name} {money(each.share_cents)}" for each in election.areas)
        yield f"Areas voted as one, each voter with a part of the own area's pot: {shares}."
        yield "This file does not say of which area a voter is, so a count of it may give another result."
    groups: dict[str, list[str]] = {}
    for project in election.projects:
        if project.excludes:
            groups.setdefault(project.excludes, []).append(project.id)
    for members in groups.values():
        yield f"At most one of the projects {', '.join(members)} is funded."


def _clock(minutes: int) -> str:
    """6 hours as "6", two and a half as "2:30"."""
    whole, part = divmod(minutes, 60)
    return f"{whole}:{part:02d}" if part else str(whole)


def minutes_in(comment: str) -> Mapping[str, int]:
    """What each project asks in minutes, as the comment says. Empty where it says nothing."""
    found = _HOURS.search(comment)
    parts = _ASKED.findall(found[1]) if found else []
    return {id_: 60 * int(whole) + int(part or 0) for id_, whole, part in parts}


def groups_in(comment: str, ids: Sequence[str]) -> Mapping[str, str]:
    """The exclusion group of each project that stands in one; groups are named by their turn.

    Only groups of projects that the file has count: a sentence of somebody else means nothing here.
    """
    known = set(ids)
    groups: dict[str, str] = {}
    for turn, found in enumerate(_GROUP.finditer(comment), start=1):
        members = found[1].split(", ")
        if set(members) <= known:
            groups |= dict.fromkeys(members, str(turn))
    return groups
