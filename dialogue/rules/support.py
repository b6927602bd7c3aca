"""How much support there is, in figures without names: on the site, and on paper as far as somebody counted it again.

For everyone who reads a request or a plan, and for who decides about it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lives.messages import Message, msg
from lives.texts import TextLimit, faults_within

MOST_SIGNATURES = 100_000
PLACE = TextLimit(3, 200)
NOTE = TextLimit(0, 500, has_lines=True)


@dataclass(frozen=True)
class PaperList:
    """A list of signatures: how many somebody says there are, and what another person counted, if anyone did."""

    signatures: int
    counted: int | None = None
    counted_from_area: int | None = None


@dataclass(frozen=True)
class Support:
    """People, never names. Who signed on paper may also support on the site: then they are in both figures."""

    on_site: int = 0
    on_site_from_area: int = 0
    """Of these, who said that they live in the area it is about."""
    on_paper: int = 0
    """Counted again by the municipality."""
    on_paper_from_area: int = 0
    on_paper_to_count: int = 0
    """Handed in and not counted again yet, as whoever handed it in counts."""

    @property
    def is_any(self) -> bool:
        return self.on_site + self.on_paper + self.on_paper_to_count > 0


def support_of(homes: Iterable[str | None], area: str | None, papers: Iterable[PaperList]) -> Support:
    """Add it up. `homes` holds for each supporter on the site the area where they say they live, if they say it;
    without an `area` (the whole town) nobody is counted as living in it.

    Three supporters, one from the Meent, and a list of 80 of which 76 held, 60 from the Meent: 3 (1) and 76 (60).
    """
    said, lists = list(homes), list(papers)
    counted = [each for each in lists if each.counted is not None]
    return Support(
        on_site=len(said),
        on_site_from_area=sum(1 for home in said if area is not None and home == area),
        on_paper=sum(each.counted or 0 for each in counted),
        on_paper_from_area=sum(each.counted_from_area or 0 for each in counted) if area is not None else 0,
        on_paper_to_count=sum(each.signatures for each in lists if each.counted is None),
    )


@dataclass(frozen=True)
class NewList:
    """A list of signatures as somebody hands it in."""

    signatures: int | None
    gathered_on: date | None
    place: str


@dataclass(frozen=True)
class Count:
    """What somebody counted again: signatures that hold, and how many of them live in the area."""

    counted: int | None
    from_area: int | None
    note: str = ""


@dataclass(frozen=True)
class SupportFault:
    field: str
    message: Message


def faults_of_list(new: NewList, today: date) -> tuple[SupportFault, ...]:
    """Everything that is wrong with a list, all at once."""
    found = [SupportFault("place", message) for message in faults_within(PLACE, new.place)]
    if new.signatures is None or not 1 <= new.signatures <= MOST_SIGNATURES:
        found.append(SupportFault("signatures", _number(1)))
    if new.gathered_on is None:
        found.append(SupportFault("gathered_on", msg("Fill in a day.")))
    elif new.gathered_on > today:
        found.append(SupportFault("gathered_on", msg("This day is still to come.")))
    return tuple(found)


def faults_of_count(count: Count) -> tuple[SupportFault, ...]:
    """Everything that is wrong with a count: no more from the area than there are."""
    found = [SupportFault("note", message) for message in faults_within(NOTE, count.note)]
    if count.counted is None or not 0 <= count.counted <= MOST_SIGNATURES:
        found.append(SupportFault("counted", _number(0)))
    elif count.from_area is not None and not 0 <= count.from_area <= count.counted:
        found.append(SupportFault("from_area", msg("No more people can live in the area than signed.")))
    return tuple(found)


def _number(least: int) -> Message:
    return msg("Fill in a number from %(least)s to %(most)s.", least=least, most=MOST_SIGNATURES)
