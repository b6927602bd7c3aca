"""What people read when something cannot be: what happened, why, what they can do. Never anything internal."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from flask import Flask, current_app, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

import access
from lives.refused import Refused
from pages.constraints import constraint_name, meaning_of
from pages.language import current_language
from pages.place import in_booth
from wording import say

Answer = tuple[str, int] | tuple[str, int, dict[str, str]]
PAGES = {400, 403, 404, 405, 409, 413, 429}


def register(app: Flask) -> None:
    app.register_error_handler(Refused, show_refusal)
    app.register_error_handler(CSRFError, show_stale_form)
    app.register_error_handler(IntegrityError, show_broken_constraint)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(Exception, show_failure)


def show_refusal(refused: Refused) -> Answer:
    """A rule or a service said no; too many attempts also say for how long."""
    status = int(getattr(refused, "status", 409))
    access.close_reading()
    seconds = getattr(refused, "retry_after", None)
    if status == 429 and seconds is not None:
        page = render_template("errors/429.html", wait_minutes=-(-seconds // 60), in_booth=in_booth())
        return page, 429, {"Retry-After": str(seconds)}
    advice = getattr(refused, "advice", None)
    page = render_template(
        "errors/refusal.html",
        what=say(refused.message),
        advice=say(advice) if advice else None,
        back_url=back_url(),
        in_booth=in_booth(),
    )
    return page, status


def show_stale_form(_error: CSRFError) -> Answer:
    """The form's token is missing or from another session: the page stood open too long, or cookies are off."""
    page = render_template(
        "errors/refusal.html",
        title=_("Please send the form once more"),
        what=_("The page was open for a long time, or you signed in or out in another window. We saved nothing."),
        advice=[
            _("Go back with the back button of your browser. What you typed is usually still there."),
            _("Copy long texts first. Then open the page again and send the form."),
            _("Does this happen every time? Then allow cookies for this site in your browser."),
        ],
        back_url=back_url() or request.path,
        in_booth=in_booth(),
    )
    return page, 400


def show_broken_constraint(broken: IntegrityError) -> Answer | Response:
    """Two requests raced and the database kept the first; a constraint without words is a fault of ours."""
    meaning = meaning_of(broken)
    if meaning is None:
        current_app.logger.error("constraint broken: %s", constraint_name(broken))
        return show_failure(broken)
    access.close_reading()
    page = render_template("errors/refusal.html", what=say(meaning), back_url=back_url(), in_booth=in_booth())
    return page, 409


def show_http_error(error: HTTPException) -> Answer | HTTPException:
    code = error.code or 500
    if code < 400:
        return error
    if code >= 500:
        return show_failure(error)
    status = code if code in PAGES else 400
    headers = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    return render_template(f"errors/{status}.html", in_booth=in_booth()), code, headers


def show_failure(error: Exception) -> Answer:
    """Something broke on our side: a number that leads us to the log, and nothing else."""
    if current_app.testing and not isinstance(error, HTTPException):
        raise error
    reference = secrets.token_hex(4)
    current_app.logger.error("failure %s", reference, exc_info=error)
    phone = current_app.extensions["settings"].help_phone
    page = render_template("errors/500.html", reference=reference, help_phone=phone, language=current_language())
    return page, 500


def back_url() -> str | None:
    """The page of this site from which the visitor came, if the browser says so."""
    parts = urlsplit(request.referrer or "")
    if parts.netloc != request.host or not parts.path.startswith("/") or parts.path.startswith("//"):
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")
