"""This request's visit to the booth: read from its cookie, checked with its token, and sent back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast
from urllib.parse import urlsplit

from flask import current_app, g, redirect, request, url_for
from flask.wrappers import Response
from werkzeug.wrappers import Response as AnyResponse

import access
from config import Config
from lives.messages import msg
from logbook.refusals import Refusal
from voting.booth.visit import TIME_TO_CHOOSE, Begun, Visit, is_token_of, new_visit, open_visit, seal_visit, token_of

TOKEN_FIELD = "booth_token"  # noqa: S105  the name of a form field


class StaleForm(Refusal):
    """The form was not sent by a page of this visit."""

    status = 400

    def __init__(self) -> None:
        super().__init__(
            msg("This form is not from the page that you have open now. Nothing has been sent."),
            msg("Go back, open the page again and send it once more. Does it happen every time? Then call us."),
        )


def current_visit() -> Visit:
    """The visit that the browser brought, or a new one."""
    if "visit" not in g:
        brought = request.cookies.get(cookie_name(), "")
        found = open_visit(brought, _key(), access.now()) if brought else None
        g.visit = found or new_visit()
        g.is_new_visit = found is None
    return cast(Visit, g.visit)


def is_new_visit() -> bool:
    current_visit()
    return bool(g.is_new_visit)


def visit_token() -> str:
    """The token for the forms of this page."""
    return token_of(current_visit(), _key())


def bears_token() -> bool:
    """Was this form sent by a page of this visit, on this site?"""
    return is_token_of(current_visit(), _key(), request.form.get(TOKEN_FIELD, "")) and is_own_site()


def require_token() -> None:
    if not bears_token():
        raise StaleForm


def is_own_site() -> bool:
    """What the browser says about where the form stood; a browser that says nothing has the token alone."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    # pages that send no referrer have the origin "null"
    return origin in (None, "null") or urlsplit(str(origin)).netloc == request.host


def keep(response: AnyResponse | str, visit: Visit) -> Response:
    """Answer, and let the browser keep this visit."""
    answer = current_app.make_response(response)
    answer.set_cookie(cookie_name(), seal_visit(visit, _key()), max_age=visit.lasts, **_flags())
    return answer


def forget(response: AnyResponse | str) -> Response:
    """Answer, and leave nothing of the visit on this device."""
    answer = current_app.make_response(response)
    answer.delete_cookie(cookie_name(), **_flags())
    return answer


def with_more_time(begun: Begun) -> Begun:
    return replace(begun, until=access.now() + TIME_TO_CHOOSE)


def go(endpoint: str, **values: Any) -> AnyResponse:
    return redirect(url_for(endpoint, **values), 303)


def go_to_begin(visit: Visit) -> AnyResponse:
    """For whoever is not choosing now: to the proof of a vote just cast, else to the door."""
    return go("booth.proof") if visit.done is not None else go("booth.code", opnieuw=1)


def cookie_name() -> str:
    return "__Host-stem" if _config().secure_cookies else "stem"


def _flags() -> dict[str, Any]:
    return {"path": "/", "secure": _config().secure_cookies, "httponly": True, "samesite": "Strict"}


def _key() -> bytes:
    return _config().voting_key


def _config() -> Config:
    return cast(Config, current_app.extensions["settings"])
