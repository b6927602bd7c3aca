"""What every answer tells the browser: load nothing from elsewhere, keep nothing that is private, pack text small."""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from werkzeug.wrappers import Response

from pages.place import in_booth, is_signed_in

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
FIXED = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
TWO_YEARS = "max-age=63072000; includeSubDomains"
SMALL = 1_000
TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml")


class PageSessions(SecureCookieSessionInterface):
    """Sessions of pages: a file is the same for everybody, so its answer neither bears nor depends on a cookie."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not _is_file():
            super().save_session(app, session, response)  # type: ignore[arg-type]


def register(app: Flask) -> None:
    app.session_interface = PageSessions()
    app.after_request(set_headers)
    app.url_defaults(_name_the_version)


def set_headers(response: Response) -> Response:
    """Add the headers of every answer, say who may keep it, and pack it where that gives no secret away."""
    for name, value in FIXED.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Referrer-Policy", "no-referrer" if in_booth() else "same-origin")
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", TWO_YEARS)
    _say_who_may_keep(response)
    return _pack(response)


def _is_file() -> bool:
    return request.endpoint == "static"


def _say_who_may_keep(response: Response) -> None:
    if _is_file():
        # a file asked for without its version may change at the next release
        if "v" not in request.args and not request.path.endswith(".woff2"):
            response.headers["Cache-Control"] = "public, max-age=3600"
        return
    if in_booth() or is_signed_in():
        response.headers["Cache-Control"] = "no-store"
    elif "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-cache"


def _pack(response: Response) -> Response:
    if not _may_pack(response):
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings.quality("gzip"):
        return response
    if _is_file():
        response.direct_passthrough = False
    body = response.get_data()
    if len(body) > SMALL:
        response.set_data(_packed(body) if _is_file() else gzip.compress(body, 5))
        response.headers["Content-Encoding"] = "gzip"
        etag, _ = response.get_etag()
        if etag:
            response.set_etag(etag, weak=True)
    return response


def _may_pack(response: Response) -> bool:
    """Never a page with a secret beside something a visitor typed: its length would tell the secret."""
    if response.status_code != 200 or "Content-Encoding" in response.headers:
        return False
    if response.is_streamed and not _is_file():
        return False
    if not (response.content_type or "").startswith(TEXT):
        return False
    return _is_file() or not (in_booth() or session)


@lru_cache(maxsize=64)
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 9)


def _name_the_version(endpoint: str, values: dict[str, object]) -> None:
    """Addresses of our own files bear a hash of their content, so that browsers may keep them for a year."""
    name = str(values.get("filename", ""))
    # the style sheet names the letter without a version: one address, one download
    if endpoint != "static" or "v" in values or name.endswith(".woff2"):
        return
    path = Path(str(current_app.static_folder)) / name
    try:
        values["v"] = _hash_of(str(path), path.stat().st_mtime_ns)
    except OSError:
        return


@lru_cache(maxsize=256)
def _hash_of(path: str, _changed: int) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:10]
