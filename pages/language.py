"""In which language a page is: as just asked, as asked before, as the person chose, or Dutch."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, current_app, g, has_request_context, request, session
from werkzeug.wrappers import Response

from pages.place import in_booth

LANGUAGES = {"nl": "Nederlands", "en": "English"}
DEFAULT = "nl"
ARGUMENT = "taal"


def current_language() -> str:
    """The code of the language of this request; costs no query."""
    if not has_request_context():
        return DEFAULT
    if "language" not in g:
        g.language = _chosen()
    return str(g.language)


def _chosen() -> str:
    asked = (request.args.get(ARGUMENT), request.cookies.get(ARGUMENT))
    known = None if in_booth() else session.get("language")
    return next((code for code in (*asked, known) if code in LANGUAGES), DEFAULT)


def keep_language(response: Response, code: str | None = None) -> Response:
    """Remember a language that was asked for in this address, or the one given."""
    code = code or request.args.get(ARGUMENT)
    if code in LANGUAGES:
        response.set_cookie(
            ARGUMENT,
            str(code),
            max_age=timedelta(days=365),
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
            httponly=True,
            samesite="Lax",
        )
    return response


def register(app: Flask) -> None:
    app.after_request(keep_language)
