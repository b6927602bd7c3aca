"""What a voter sent from the choosing page: read for each kind of ballot, and kept as it was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from lives.messages import msg
from voting.rules.ballot import BallotType, number_plans
from voting.rules.ballot_rules import BallotFault
from voting.services.frozen import FrozenRound

NONE_OF_THESE = "blank"
FIELDS = {BallotType.POINTS: "points", BallotType.RANKING: "rank"}
"""The name before the dash of a field behind each plan: points-3, rank-3."""
LONGEST_NUMBER = 6


@dataclass(frozen=True)
class Typed:
    """`marks` is what could be understood; `texts` what stood in the fields, by place; `faults` all that is wrong."""

    marks: dict[int, int]
    texts: Mapping[int, str] = field(default_factory=dict)
    faults: Sequence[BallotFault] = ()
    is_unread: bool = False
    """Something stands in a field that is no number: only the page itself can keep it."""


def read_choices(form: MultiDict[str, str], frozen: FrozenRound, area_code: str) -> Typed:
    """The choices in a sent form, with everything that is wrong with them."""
    area = frozen.place_of[area_code]
    plans, kind = len(frozen.lists[area].plans), frozen.spec.kind
    typed = _numbers(form, FIELDS[kind], plans) if kind in FIELDS else _ticks(form, plans)
    broken = {fault.place for fault in typed.faults}
    faults = [
        each for each in frozen.faults(area, number_plans(typed.marks, plans)) if each.place not in broken - {None}
    ]
    return Typed(typed.marks, typed.texts, (*typed.faults, *faults), bool(typed.texts and typed.faults))


def _ticks(form: MultiDict[str, str], plans: int) -> Typed:
    ticked = {text for text in form.getlist("plan") if text != NONE_OF_THESE}
    known = {place for text in ticked if (place := _whole(text)) is not None and place < plans}
    strange = (_STRANGE,) if len(known) < len(ticked) else ()
    return Typed(dict.fromkeys(sorted(known), 1), {}, strange)


def _numbers(form: MultiDict[str, str], name: str, plans: int) -> Typed:
    marks, texts, faults = {}, {}, []
    for place, text in _fields(form, name):
        if place is None or place >= plans:
            faults.append(_STRANGE)
            continue
        number = _whole(text) if text else 0
        texts[place] = text
        if number is None:
            faults.append(BallotFault(msg("Fill in a whole number, or leave this empty."), place))
        elif number:
            marks[place] = number
    return Typed(marks, texts, faults)


def _fields(form: MultiDict[str, str], name: str) -> Iterator[tuple[int | None, str]]:
    for key, text in form.items():
        start, dash, number = key.partition("-")
        if start == name and dash and text.strip():
            yield _whole(number), text.strip()


def _whole(text: str) -> int | None:
    """A plain whole number of 0 or more, or None."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else None


_STRANGE = BallotFault(msg("One of these plans is not on the ballot of this area."))
