"""Reads of support: figures without names, whether somebody is on a sheet, the lists on paper."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.models import PaperSupport, Supporter
from dialogue.rules.support import PaperList, Support, support_of


def is_supported_by(session: Session, sheet_id: int, person_key: str) -> bool:
    chosen = select(Supporter.id).filter_by(sheet_id=sheet_id, person_key=person_key)
    return session.scalar(chosen) is not None


def papers_of(session: Session, sheet_id: int) -> Sequence[PaperSupport]:
    """The lists on paper that stand, in the order in which they came."""
    chosen = select(PaperSupport).where(PaperSupport.sheet_id == sheet_id, PaperSupport.removed_at.is_(None))
    return session.scalars(chosen.order_by(PaperSupport.id)).all()


def support_on(session: Session, sheet_id: int, area: str | None, not_counted: Collection[str] = ()) -> Support:
    """The figures of a sheet; people in `not_counted` (who asks for it themselves) are left out."""
    chosen = select(Supporter.home_area).where(
        Supporter.sheet_id == sheet_id, Supporter.person_key.not_in(not_counted)
    )  # fmt: skip
    papers = [
        PaperList(row.signatures, row.counted, row.counted_from_area) for row in papers_of(session, sheet_id)
    ]  # fmt: skip
    return support_of(session.scalars(chosen), area, papers)
