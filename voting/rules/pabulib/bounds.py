"""What the format has no columns for, so that the comment of a file says it: hours, exclusion groups, areas that voted
as one, what was left out of the ballots, and what a plan costs that is dearer than the pot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from voting.rules.amounts import money
from voting.rules.election import Election
from voting.rules.pabulib.areas import shares_in_words
from voting.rules.pabulib.fields import WITHDRAWN_COST_CENTS

_HOURS = re.compile(r"Staff hours count: [\d:]+; asked by ([^;#]+?)\.(?= #|\Z)")
_ASKED = re.compile(r"([^,]+?) \((\d{1,9})(?::(\d\d))?\)(?:, |\Z)")
_GROUP = re.compile(r"At most one of the projects ([^;#]+?) is funded\.")
_LEFT_OUT = re.compile(r"(?<![^ ])(\d{1,9}) (blank|invalid) ballots are left out\.")
_DEAR = re.compile(r"Project ([^;#]+?) costs (\d{1,13}(?:\.\d{1,2})?), more than the whole budget\.")
_OURS = (
    "Counted by: ", "Staff hours count: ", "Areas voted as one, ", "At most one of the projects ",
    "A project without votes is never funded.",
)  # fmt: skip


def left_out_in_words(election: Election) -> Iterator[str]:
    """ "3 blank ballots are left out." and for a plan dearer than the pot what it costs."""
    for number, kind in ((election.blank, "blank"), (election.invalid, "invalid")):
        if number:
            yield f"{number} {kind} ballots are left out."
    for project in election.projects:
        if election.pot_cents < project.cost_cents != WITHDRAWN_COST_CENTS and not project.withdrawn:
            yield f"Project {project.id} costs {money(project.cost_cents)}, more than the whole budget."


def left_out_in(comment: str) -> Mapping[str, int]:
    """How many ballots a file leaves out by its comment: `blank` and `invalid` ones."""
    return {found[2]: int(found[1]) for found in _LEFT_OUT.finditer(comment)}


def costs_in(comment: str) -> Mapping[str, int]:
    """What plans cost (cents) that bear the format's sign for a plan that cannot be funded, by id."""
    return {found[1]: int(Decimal(found[2]) * 100) for found in _DEAR.finditer(comment)}


def is_ours(remark: str) -> bool:
    """Whether a remark is one that an export writes of its own count: another count leaves it out."""
    return any(remark.startswith(each) for each in _OURS) or any(each.fullmatch(remark) for each in (_LEFT_OUT, _DEAR))


def bounds_in_words(election: Election) -> Iterator[str]:
    """A sentence for the hours, one for areas that voted as one, and one for each group that exclude each other.

    "Staff hours count: 40; asked by 12 (6), 13 (2:30)." "At most one of the projects 12, 13 is funded."
    """
    if election.pot_minutes is not None:
        asked = [f"{each.id} ({_clock(each.minutes)})" for each in election.projects if each.minutes]
        yield f"Staff hours count: {_clock(election.pot_minutes)}; asked by {', '.join(asked) or 'no project'}."
    if election.areas:
        yield shares_in_words(election.areas)
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
