"""Keeping the register of partners: adding one and retiring one, by an administrator or an area's coordinator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.rules.addresses import is_address, normal_address
from areas.queries import find_area
from lives.messages import Message, msg
from logbook.actors import Actor, Role
from logbook.refusals import NotAllowed, Refusal
from logbook.services import Act, act
from neighbourhoods.models import Partner
from neighbourhoods.queries import find_partner
from neighbourhoods.rules.partners import LONGEST_NAME, PartnerKind


class PartnerRefused(Refusal):
    """The register cannot hold this; `field` says where it is wrong."""

    status = 400

    def __init__(self, field: str, message: Message) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class NewPartner:
    """An organisation; without an area it joins in everywhere."""

    name: str
    kind: str
    email: str
    area_code: str | None = None


def add_partner(session: Session, actor: Actor, now: datetime, new: NewPartner) -> int:
    """Put a partner in the register; its number. Raises PartnerRefused, NotAllowed, NotFound."""
    _require_keeper(actor, new.area_code)
    name, email = " ".join(new.name.split()), normal_address(new.email)
    _refuse_faults(name, email, new.kind)
    with act(session, actor, now, "add_partner") as a:
        if new.area_code is not None:
            find_area(session, new.area_code)
        _refuse_second(a, name, new.area_code)
        row = Partner(name=name, kind=new.kind, email=email, area_code=new.area_code, added_at=now,
                      added_by_key=actor.key)  # fmt: skip
        session.add(row)
        session.flush()
        a.subject = f"partner:{row.id}"
        return row.id


def retire_partner(session: Session, actor: Actor, now: datetime, partner_id: int) -> None:
    """Ask this partner nothing more; what it joined in with stays. Raises NotFound, NotAllowed."""
    with act(session, actor, now, "retire_partner", subject=f"partner:{partner_id}"):
        partner = find_partner(session, partner_id, is_locked=True)
        _require_keeper(actor, partner.area_code)
        if partner.retired_at is not None:
            raise Refusal(msg("This partner was taken from the list before."))
        partner.retired_at = now


def may_keep(actor: Actor, area_code: str | None) -> bool:
    """An administrator keeps all; a coordinator those of the own area; everywhere needs a role for everywhere."""
    if actor.has(Role.ADMINISTRATOR):
        return True
    grants = [grant for grant in actor.grants if grant.role is Role.COORDINATOR]
    return any(grant.area is None or grant.area == area_code for grant in grants)


def _require_keeper(actor: Actor, area_code: str | None) -> None:
    if not may_keep(actor, area_code):
        raise NotAllowed(msg("You keep the partners of your own area only."))


def _refuse_faults(name: str, email: str, kind: str) -> None:
    if not name or len(name) > LONGEST_NAME:
        raise PartnerRefused("name", msg("Fill in a name of at most %(most)s characters.", most=LONGEST_NAME))
    if not is_address(email):
        raise PartnerRefused("email", msg("This is not an e-mail address yet. It looks like name@example.nl."))
    if kind not in set(PartnerKind):
        raise PartnerRefused("kind", msg("Choose what kind of partner this is."))


def _refuse_second(a: Act, name: str, area_code: str | None) -> None:
    same = select(Partner.id).where(Partner.name == name, Partner.retired_at.is_(None))
    same = same.where(Partner.area_code.is_(None) if area_code is None else Partner.area_code == area_code)
    if a.session.scalar(same) is not None:
        raise PartnerRefused("name", msg("This partner is in the list already."))
