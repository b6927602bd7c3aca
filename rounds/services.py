"""Acts on rounds: making one, changing it while it is a concept, and announcing it, from when on it stands still."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from areas.services import slug_of
from budget.queries import find_account
from lives.messages import Message, msg
from logbook.actors import Actor, Role
from logbook.refusals import NotAllowed, Refusal
from logbook.services import Act, act
from rounds.models import Round, RoundArea, RoundCriterion
from rounds.queries import round_by_id
from rounds.rules.calendar import RoundCalendar, calendar_faults
from rounds.rules.criteria import DEFAULT_CRITERIA
from rounds.rules.settings import Pot, RoundSettings, settings_faults


class RoundRefused(Refusal):
    """The round cannot be like this; `faults` says everything that stands in the way."""

    def __init__(self, faults: tuple[Message, ...]) -> None:
        super().__init__(faults[0])
        self.faults = faults


class RoundIsAnnounced(Refusal):
    """What residents were told does not change any more."""


@dataclass(frozen=True)
class NewArea:
    """An area that takes part, with its pot."""

    area_code: str
    pot_cents: int


@dataclass(frozen=True)
class NewRound:
    """Everything that makes a round."""

    title: str
    calendar: RoundCalendar
    areas: tuple[NewArea, ...]
    year: int | None
    description: str = ""
    ballot_type: str = "approval"
    method: str = "equalshares"
    completion: str = "add1u"
    comparison: bool = False
    largest_plan_percent: int = 50
    currency: str = "EUR"
    is_reference: bool = False
    criteria: tuple[str, ...] = field(default=())
    """Codes of the criteria; empty means all that the municipality knows."""


def make_round(session: Session, actor: Actor, now: datetime, new: NewRound) -> int:
    """Make a round as a concept; its number. Raises RoundRefused with every fault at once."""
    _require_administrator(actor)
    with act(session, actor, now, "make_round") as a:
        found = add_round(a, new)
        a.subject = f"round:{found.id}"
    return found.id


def add_round(a: Act, new: NewRound) -> Round:
    """Make a round as part of an act; a reference round comes in by this door too."""
    _refuse(round_faults(a.session, new))
    found = Round(created_at=a.now, slug=_free_slug(a.session, new.title))
    _fill(found, new)
    a.session.add(found)
    a.session.flush()
    _fill_areas(a.session, found, new)
    a.facts.update(title=new.title, pots={area.area_code: area.pot_cents for area in new.areas})
    return found


def change_round(session: Session, actor: Actor, now: datetime, round_id: int, new: NewRound) -> None:
    """Change a round that is still a concept. Raises RoundIsAnnounced and RoundRefused."""
    _require_administrator(actor)
    with act(session, actor, now, "change_round", subject=f"round:{round_id}") as a:
        found = _concept(session, round_id)
        _refuse(round_faults(session, new))
        _fill(found, new)
        session.execute(delete(RoundArea).where(RoundArea.round_id == round_id))
        session.execute(delete(RoundCriterion).where(RoundCriterion.round_id == round_id))
        _fill_areas(session, found, new)
        a.facts.update(title=new.title)


def announce_round(session: Session, actor: Actor, now: datetime, round_id: int) -> None:
    """Make the round public; criteria, rules, pots and dates stand still from here on."""
    _require_administrator(actor)
    with act(session, actor, now, "announce_round", subject=f"round:{round_id}"):
        found = _concept(session, round_id)
        found.announced_at = now


def round_faults(session: Session, new: NewRound) -> tuple[Message, ...]:
    """Everything that stands in the way of this round, at once."""
    titled = () if new.title.strip() else (msg("Give the round a name."),)
    pots = tuple(Pot(area.area_code, area.pot_cents, _available(session, new, area)) for area in new.areas)
    settings = RoundSettings(
        pots, new.ballot_type, new.method, new.completion, new.comparison, new.largest_plan_percent
    )
    return (*titled, *calendar_faults(new.calendar), *settings_faults(settings))


def _available(session: Session, new: NewRound, area: NewArea) -> int | None:
    account = find_account(session, new.year, area.area_code) if new.year is not None else None
    return account.available if account else None


def attach_accounts(a: Act, found: Round) -> None:
    """Tie each area of the round to its account, once the year is fixed. Raises Refusal while it is not."""
    for place in a.session.scalars(select(RoundArea).where(RoundArea.round_id == found.id)):
        account = find_account(a.session, found.year or 0, place.area_code)
        if account is None:
            raise Refusal(msg("The budget for %(year)s is not fixed yet.", year=found.year))
        place.account_id = account.id


def _fill(found: Round, new: NewRound) -> None:
    calendar = new.calendar
    found.title, found.description = new.title.strip(), new.description.strip()
    found.is_reference, found.capital_test = new.is_reference, not new.is_reference
    found.year, found.currency = new.year, new.currency
    found.ballot_type, found.method = new.ballot_type, new.method
    found.completion, found.comparison = new.completion, new.comparison
    found.largest_plan_percent = new.largest_plan_percent
    found.collect_from, found.collect_until = calendar.collect_from, calendar.collect_until
    found.review_until = calendar.review_until
    found.opens_at, found.closes_at = calendar.opens_at, calendar.closes_at
    found.grace_seconds = int(calendar.grace.total_seconds())


def _fill_areas(session: Session, found: Round, new: NewRound) -> None:
    for position, area in enumerate(new.areas):
        account = find_account(session, new.year, area.area_code) if new.year is not None else None
        session.add(
            RoundArea(
                round_id=found.id,
                area_code=area.area_code,
                position=position,
                pot_cents=area.pot_cents,
                account_id=account.id if account else None,
            )
        )
    if new.is_reference:
        return
    chosen = [c for c in DEFAULT_CRITERIA if not new.criteria or c.code in new.criteria]
    for position, criterion in enumerate(chosen):
        session.add(
            RoundCriterion(
                round_id=found.id,
                code=criterion.code,
                position=position,
                text_nl=criterion.text_nl,
                text_en=criterion.text_en,
            )
        )


def _concept(session: Session, round_id: int) -> Round:
    round_by_id(session, round_id)
    locked = select(Round).where(Round.id == round_id).with_for_update()
    found = session.scalars(locked.execution_options(populate_existing=True)).one()
    if found.announced_at is not None:
        raise RoundIsAnnounced(msg("This round is public, so its rules, pots and dates do not change any more."))
    return found


def _free_slug(session: Session, title: str) -> str:
    """The title as an address; a number behind it when it is taken (the UNIQUE constraint has the last word)."""
    slug, number = slug_of(title)[:70], 1
    candidate = slug
    while session.scalar(select(Round.id).where(Round.slug == candidate)) is not None:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate


def _refuse(faults: tuple[Message, ...]) -> None:
    if faults:
        raise RoundRefused(faults)


def _require_administrator(actor: Actor) -> None:
    if not actor.has(Role.ADMINISTRATOR):
        raise NotAllowed(msg("Only an administrator can do this."))
