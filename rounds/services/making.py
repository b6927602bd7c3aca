"""Acts on rounds: making one, changing it while it is a concept, and announcing it, from when on it stands still."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from areas.services import slug_of
from lives.messages import msg
from logbook.actors import Actor
from logbook.permissions import require_administrator
from logbook.services import Act, act
from rounds.models import Round, RoundArea, RoundCriterion, RoundLimit
from rounds.queries import round_by_id
from rounds.rules.settings import Fault
from rounds.services.filling import fill_areas, fill_round, round_faults
from rounds.services.new import NewRound, RoundIsAnnounced, RoundRefused


def make_round(session: Session, actor: Actor, now: datetime, new: NewRound) -> int:
    """Make a round as a concept; its number. Raises RoundRefused with every fault at once."""
    require_administrator(actor)
    with act(session, actor, now, "make_round") as a:
        found = add_round(a, new)
        a.subject = f"round:{found.id}"
    return found.id


def add_round(a: Act, new: NewRound) -> Round:
    """Make a round as part of an act; a reference round comes in by this door too."""
    _refuse(round_faults(a.session, new))
    found = Round(created_at=a.now, slug=_free_slug(a.session, new.title))
    fill_round(found, new)
    a.session.add(found)
    a.session.flush()
    fill_areas(a.session, found, new)
    a.facts.update(title=new.title, pots={area.area_code: area.pot_cents for area in new.areas})
    return found


def change_round(session: Session, actor: Actor, now: datetime, round_id: int, new: NewRound) -> None:
    """Change a round that is still a concept. Raises RoundIsAnnounced and RoundRefused."""
    require_administrator(actor)
    with act(session, actor, now, "change_round", subject=f"round:{round_id}") as a:
        found = _concept(session, round_id)
        _refuse(round_faults(session, new))
        fill_round(found, new)
        session.execute(delete(RoundArea).where(RoundArea.round_id == round_id))
        session.execute(delete(RoundCriterion).where(RoundCriterion.round_id == round_id))
        session.execute(delete(RoundLimit).where(RoundLimit.round_id == round_id))
        fill_areas(session, found, new)
        a.facts.update(title=new.title)


def announce_round(session: Session, actor: Actor, now: datetime, round_id: int) -> None:
    """Make the round public; criteria, rules, pots and dates stand still from here on."""
    require_administrator(actor)
    with act(session, actor, now, "announce_round", subject=f"round:{round_id}"):
        found = _concept(session, round_id)
        found.announced_at = now


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


def _refuse(faults: tuple[Fault, ...]) -> None:
    if faults:
        raise RoundRefused(faults)
