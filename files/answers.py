"""A file as an answer to a browser: it is handed over, never run; who may have it was decided before."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

from flask import Response, request
from sqlalchemy.orm import Session
from werkzeug.http import dump_options_header

from files.models import StoredFile
from files.queries import bytes_of
from files.rules.kinds import MediaType

POLICY = "sandbox; default-src 'none'"


def answer_with(session: Session, file: StoredFile, *, is_public: bool) -> Response:
    """The file: pictures show in the browser, the rest is saved. What is not public is kept nowhere; what is public
    is asked for again each time, since it may be closed tomorrow."""
    if is_public and request.if_none_match.contains(file.sha256):
        answer = Response(status=304)
    else:
        answer = Response(bytes_of(session, file.id), content_type=file.media_type)
        shown = "attachment" if file.media_type == MediaType.PDF else "inline"
        answer.headers["Content-Disposition"] = _disposition(shown, file.name)
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-cache" if is_public else "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    if is_public:
        answer.set_etag(file.sha256)
    return answer


def _disposition(shown: str, name: str) -> str:
    """RFC 6266: a plain name for old browsers, the whole name for all others."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    names = {"filename": plain} if plain == name else {"filename": plain, "filename*": f"UTF-8''{quote(name, safe='')}"}
    return dump_options_header(shown, names)
