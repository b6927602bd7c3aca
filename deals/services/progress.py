"""Telling how it goes, with a photo if there is one; and hiding what should not have been public."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from deals.models import DealPhoto, DealProgress
from deals.queries.finding import is_open
from deals.rules.photos import NewPhoto
from deals.rules.terms import Fault, fault_of_text
from deals.services.refusals import DealRefused, NotNow, PhotoRefused
from deals.services.steps import checked_text, locked_deal, require_coordinator, require_involved
from lives.messages import msg
from lives.periods import day_of
from lives.texts import tidy_text
from logbook.actors import Actor
from logbook.refusals import NotFound
from logbook.services import act


def add_progress(
    session: Session, actor: Actor, now: datetime, deal_id: int, text: str, on_day: date, photo: NewPhoto | None = None
) -> int:
    """Tell how it goes; the number of the line. Raises NotAllowed, NotNow and DealRefused."""
    made = None
    faults = [Fault("progress", found)] if (found := fault_of_text("progress", text)) else []
    if on_day > day_of(now):
        faults.append(Fault("on_day", msg("This day is still to come.")))
    if photo is not None:
        faults += [Fault("alt", found)] if (found := fault_of_text("alt", photo.alt)) else []
        try:
            # before the transaction, since it takes a while
            from deals.services.photos import make_photo  # only who sends a photo waits for Pillow

            made = make_photo(photo.data)
        except PhotoRefused as refused:
            faults.append(Fault("photo", refused.message))
    with act(session, actor, now, "add_progress") as a:
        deal = locked_deal(a, deal_id)
        by = require_involved(actor, deal)
        if not is_open(deal.state):
            raise NotNow(msg("This is possible while the deal is being carried out or settled."))
        if faults:
            raise DealRefused(*faults)
        row = DealProgress(deal_id=deal_id, on_day=on_day, text=tidy_text(text), written_by=by.value, at=now)
        session.add(row)
        session.flush()
        if made is not None and photo is not None:
            session.add(DealPhoto(progress_id=row.id, alt=tidy_text(photo.alt), **vars(made)))
        a.facts["progress"] = row.id
        return row.id


def hide_progress(session: Session, actor: Actor, now: datetime, deal_id: int, progress_id: int, reason: str) -> None:
    """Take a line and its photo off the public page. Raises NotAllowed, NotFound and DealRefused."""
    with act(session, actor, now, "hide_progress", ground=tidy_text(reason)) as a:
        deal = locked_deal(a, deal_id)
        require_coordinator(actor, deal)
        row = session.get(DealProgress, progress_id)
        if row is None or row.deal_id != deal_id:
            raise NotFound(msg("We do not know this line."))
        row.hidden_reason, row.hidden_at = checked_text("reason", reason), now
        a.facts["progress"] = progress_id
