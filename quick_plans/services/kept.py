"""A form filled in before signing in: kept for a day, so that nothing typed is lost on the way. No log row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from accounts.secrets import Secrets, new_token
from database import transaction
from logbook.services import Act
from quick_plans.models import KeptForm

KEPT = timedelta(days=1)
MOST_SIGNS = 20_000


def keep_form(session: Session, secrets: Secrets, now: datetime, answers: Mapping[str, object]) -> str:
    """Keep what was typed; the token under which this browser finds it again. Older forms are forgotten."""
    token = new_token()
    text = json.dumps(dict(answers), ensure_ascii=False)[:MOST_SIGNS]
    with transaction(session):
        session.execute(delete(KeptForm).where(KeptForm.kept_at < now - KEPT))
        session.add(KeptForm(token_hash=secrets.hashed("quick form", token), answers=text, kept_at=now))
    return token


def kept_form(session: Session, secrets: Secrets, now: datetime, token: str) -> dict[str, Any]:
    """What was kept under this token, or nothing."""
    chosen = select(KeptForm.answers).where(
        KeptForm.token_hash == secrets.hashed("quick form", token), KeptForm.kept_at > now - KEPT
    )
    text = session.scalar(chosen) if token else None
    return {} if text is None else dict(json.loads(text))


def forget_form(a: Act, secrets: Secrets, token: str) -> None:
    """It was sent, so it is kept no more."""
    if token:
        a.session.execute(delete(KeptForm).where(KeptForm.token_hash == secrets.hashed("quick form", token)))
