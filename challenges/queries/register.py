"""The public register: requests that were sent, filtered, sorted and paged in a fixed number of questions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, extract, not_, or_, select
from sqlalchemy.orm import Session, load_only

from accounts.models import Organisation
from areas.models import Area
from challenges.models import Challenge, ChallengeDecision, ChallengeEvent
from challenges.queries.finding import clocks_of
from challenges.rules.clock import Clock
from challenges.rules.groups import STATES, Group
from challenges.rules.history import Happening
from challenges.rules.states import RequestState
from proposals.queries.public import search_words

PER_PAGE = 24
WHOLE_TOWN = "hele-gemeente"
NEWEST, DAYS_LEFT = "nieuw", "dagen"
OPEN_STATES = frozenset(map(str, STATES[Group.OPEN]))


@dataclass(frozen=True)
class RegisterFilter:
    """What a visitor asks for; an empty string asks for nothing, an unknown word finds nothing but breaks nothing."""

    group: str = ""
    area: str = ""
    """The area's address, or WHOLE_TOWN for requests about the whole town."""
    year: str = ""
    search: str = ""
    order: str = NEWEST


@dataclass(frozen=True)
class Entry:
    """A request in the register. Of a group of residents no name is known here."""

    id: int
    title: str
    state: str
    area_name: str | None
    organisation: str | None
    clock: Clock
    """Everything in the register was received, so there is a clock."""


def public_requests(session: Session, wanted: RegisterFilter, today: date, page: int) -> tuple[list[Entry], int]:
    """One page of the register, and how many requests there are in all; a page behind the last is empty."""
    found = found_requests(session, wanted, today)
    return entries(session, found[(page - 1) * PER_PAGE : page * PER_PAGE], today), len(found)


def found_requests(session: Session, wanted: RegisterFilter, today: date) -> list[int]:
    """The numbers of every request that fits, in the order that was asked for."""
    columns = (Challenge.id, Challenge.state, Challenge.preset, Challenge.owes_penalty)
    chosen = _narrowed(select(Challenge).options(load_only(*columns)), wanted)
    rows = session.scalars(chosen.order_by(Challenge.received_at.desc(), Challenge.id.desc())).all()
    if wanted.order == DAYS_LEFT:
        rows = _by_days_left(session, rows, today)
    return [row.id for row in rows]


def entries(session: Session, numbers: Sequence[int], today: date) -> list[Entry]:
    """These requests as the register shows them, in this order."""
    chosen = (
        select(Challenge, Area.name, Organisation.name)
        .outerjoin(Area, Area.code == Challenge.area_code)
        .outerjoin(Organisation, Organisation.id == Challenge.organisation_id)
        .where(Challenge.id.in_(numbers))
    )
    rows = {row.id: (row, area, organisation) for row, area, organisation in session.execute(chosen)}
    clocks = clocks_of(session, [row for row, _area, _organisation in rows.values()], today)
    return [
        Entry(row.id, row.title, row.state, area, organisation, clocks[row.id])
        for row, area, organisation in (rows[number] for number in numbers)
    ]


def register_options(session: Session) -> tuple[list[tuple[str, str]], list[int]]:
    """The areas that have requests (address and name), and the years in which some came in, the newest first."""
    sent = select(Challenge.area_code).where(Challenge.state != RequestState.DRAFT.value)
    areas = select(Area.slug, Area.name).where(Area.code.in_(sent)).order_by(Area.name)
    years = select(extract("year", ChallengeEvent.on_day)).where(ChallengeEvent.happening == Happening.RECEIVED.value)
    return [(row[0], row[1]) for row in session.execute(areas)], sorted(map(int, set(session.scalars(years))))[::-1]


def _narrowed(chosen: Select[Any], wanted: RegisterFilter) -> Select[Any]:
    chosen = chosen.where(Challenge.state != RequestState.DRAFT.value)
    if wanted.group:
        chosen = chosen.where(_in_group(wanted.group))
    if wanted.area == WHOLE_TOWN:
        chosen = chosen.where(Challenge.area_code.is_(None))
    elif wanted.area:
        chosen = chosen.where(Challenge.area_code.in_(select(Area.code).where(Area.slug == wanted.area)))
    if wanted.year:
        chosen = chosen.where(Challenge.id.in_(_received_in(wanted.year)))
    for word in search_words(wanted.search):
        texts = (Challenge.title, Challenge.task)
        chosen = chosen.where(or_(*(text.icontains(word, autoescape=True) for text in texts)))
    return chosen


def _in_group(group: str) -> ColumnElement[bool]:
    """The same as challenges.rules.groups.group_of, for the database to answer."""
    states = STATES.get(Group(group), frozenset()) if group in set(Group) else frozenset()
    is_in = Challenge.state.in_(sorted(map(str, states)))
    if group not in (Group.PARTLY, Group.GRANTED):
        return is_in
    is_partly = _newest_decision() == RequestState.PARTLY_GRANTED.value
    belongs = is_partly if group == Group.PARTLY else not_(is_partly)
    return or_(is_in, and_(Challenge.state == RequestState.AGREEMENT_DRAFTING.value, belongs))


def _newest_decision() -> ScalarSelect[str]:
    newest = select(ChallengeDecision.kind).where(ChallengeDecision.challenge_id == Challenge.id)
    return newest.order_by(ChallengeDecision.number.desc()).limit(1).correlate(Challenge).scalar_subquery()


def _received_in(year: str) -> Select[int]:
    """What came in in that year: on paper the day of the stamp counts."""
    number = int(year) if year.isascii() and year.isdigit() and len(year) == 4 and year > "0000" else 1
    return select(ChallengeEvent.challenge_id).where(
        ChallengeEvent.happening == Happening.RECEIVED.value,
        ChallengeEvent.on_day.between(date(number, 1, 1), date(number, 12, 31)),
    )


def _by_days_left(session: Session, rows: Collection[Challenge], today: date) -> list[Challenge]:
    """What is late first, then the fewest days left; what is decided or withdrawn follows, the newest first."""
    waiting = [row for row in rows if row.state in OPEN_STATES]
    clocks = clocks_of(session, waiting, today)
    first = sorted(waiting, key=lambda row: (clocks[row.id].last_day, clocks[row.id].days_left, row.id))
    return [*first, *(row for row in rows if row.state not in OPEN_STATES)]
