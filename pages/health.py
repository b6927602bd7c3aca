"""Is this process fit to serve? For whoever watches the machine; says nothing about anyone."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from flask import Response, current_app, jsonify
from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

import access
from config import Config
from notices.queries import count_mail
from pages.blueprint import blueprint


@blueprint.get("/healthz")
@access.public
def healthz() -> tuple[Response, int]:
    """200 while visitors can be served; 503 when the database does not answer or lacks a migration."""
    try:
        found = _looked_at(access.reading())
    except SQLAlchemyError:
        current_app.logger.exception("the database does not answer")
        return jsonify(status="down", database="unreachable"), 503
    fit = found["migrations"] != "behind"
    return jsonify(status="ok" if fit else "down", database="ok", **found), 200 if fit else 503


def _looked_at(session: Session) -> dict[str, object]:
    mail = count_mail(session)
    return {
        "migrations": _migrations(session),
        "mail": {"sent_by": _sender(), "waiting": mail.waiting, "given_up": mail.given_up},
    }


def _sender() -> str:
    config: Config = current_app.extensions["settings"]
    if config.demo:
        return "shown on a page"
    return "mail server" if config.smtp_url else "nobody: set SMTP_URL"


def _migrations(session: Session) -> str:
    """Do the tables stand as this version needs them?"""
    if not inspect(session.connection()).has_table("alembic_version"):
        return "not used"
    stands = set(session.execute(text("SELECT version_num FROM alembic_version")).scalars())
    return "current" if stands == _newest() else "behind"


@lru_cache(maxsize=1)
def _newest() -> frozenset[str]:
    from alembic.script import ScriptDirectory

    folder = Path(current_app.root_path) / "migrations"
    return frozenset(ScriptDirectory(str(folder)).get_heads())
