"""Support within somebody else's act: whose sheet it is, and whether it is open, decides who calls."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from areas.queries import find_area
from dialogue.models import PaperSupport, Supporter, SupportSheet
from dialogue.queries import is_supported_by
from dialogue.rules.support import Count, NewList, faults_of_count, faults_of_list
from dialogue.services.refusals import AlreadySupported, CountedByTheSame, SupportRefused
from lives.periods import day_of
from lives.texts import tidy_text
from logbook.actors import Actor


def make_sheet(session: Session, now: datetime) -> SupportSheet:
    sheet = SupportSheet(made_at=now)
    session.add(sheet)
    session.flush()
    return sheet


def give_support(session: Session, actor: Actor, now: datetime, sheet_id: int, home_area: str | None) -> None:
    """Put somebody on the sheet, once; two at the same moment are stopped by the database. Raises AlreadySupported."""
    if is_supported_by(session, sheet_id, actor.key):
        raise AlreadySupported
    if home_area is not None:
        find_area(session, home_area)
    session.add(Supporter(sheet_id=sheet_id, person_key=actor.key, home_area=home_area, given_at=now))
    session.flush()


def take_support_back(session: Session, actor: Actor, sheet_id: int) -> None:
    """Gone for good, as if it had never been."""
    session.execute(delete(Supporter).where(Supporter.sheet_id == sheet_id, Supporter.person_key == actor.key))


def enter_list(session: Session, actor: Actor, now: datetime, sheet_id: int, new: NewList) -> PaperSupport:
    """A list of signatures. Raises SupportRefused."""
    if faults := faults_of_list(new, day_of(now)):
        raise SupportRefused(*faults)
    row = PaperSupport(
        sheet_id=sheet_id,
        signatures=new.signatures,
        gathered_on=new.gathered_on,
        place=tidy_text(new.place),
        entered_at=now,
        entered_by_key=actor.key,
    )
    session.add(row)
    session.flush()
    return row


def count_list(actor: Actor, now: datetime, row: PaperSupport, count: Count) -> None:
    """Somebody else counts it, or counts it anew. Raises SupportRefused, CountedByTheSame."""
    if faults := faults_of_count(count):
        raise SupportRefused(*faults)
    if row.entered_by_key == actor.key:
        raise CountedByTheSame
    row.counted, row.counted_from_area, row.note = count.counted, count.from_area, tidy_text(count.note)
    row.counted_at, row.counted_by_key = now, actor.key


def throw_sheet_away(session: Session, sheet_id: int) -> None:
    """With something that nobody else ever saw."""
    for model in (PaperSupport, Supporter):
        session.execute(delete(model).where(model.sheet_id == sheet_id))
    session.execute(delete(SupportSheet).where(SupportSheet.id == sheet_id))
