"""Pages that are the same for everyone are made once: kept until the next act, the next minute, or the next start.

Whatever the public can see changes by an act (the log's head moves) or by date (the minute does), never otherwise.
"""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, TypeVar, cast

from flask import current_app, make_response, request, session
from flask_babel import get_locale
from werkzeug.wrappers import Response

import access
from logbook.queries import head_seq

MOST_PAGES = 400
LARGEST_BYTES = 400_000
Kept = tuple[int, bytes, str]
View = TypeVar("View", bound=Callable[..., Any])


class Shelf:
    """The pages kept by one process, the least used leaving first."""

    def __init__(self) -> None:
        self._pages: OrderedDict[tuple[Any, ...], Kept] = OrderedDict()
        self._lock = Lock()

    def find(self, key: tuple[Any, ...]) -> Kept | None:
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def keep(self, key: tuple[Any, ...], page: Kept) -> None:
        with self._lock:
            self._pages[key] = page
            while len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)


def same_for_everyone(view: View) -> View:
    """For views whose page depends on the address, the language, the acts so far and the time alone.

    Whoever is signed in, or is to be told something at the top of the page, gets a page of their own.
    """

    @wraps(view)
    def kept(**values: Any) -> Any:
        if session or request.method != "GET":
            return view(**values)
        zipped = request.accept_encodings["gzip"] > 0
        minute = int(access.now().timestamp()) // 60
        key = (request.full_path, str(get_locale()), head_seq(access.reading()), minute, zipped)
        shelf = current_app.extensions.setdefault("shelf", Shelf())
        found = shelf.find(key)
        if found is None:
            answer = make_response(view(**values))
            if answer.status_code != 200 or session:
                return answer
            found = _page_of(answer, zipped)
            if len(found[1]) <= LARGEST_BYTES:
                shelf.keep(key, found)
        return _answer(found, zipped)

    return cast(View, kept)


def _page_of(answer: Response, zipped: bool) -> Kept:
    body = answer.get_data()
    return answer.status_code, gzip.compress(body, 6) if zipped else body, answer.content_type or "text/html"


def _answer(page: Kept, zipped: bool) -> Response:
    status, body, content_type = page
    answer = Response(body, status, content_type=content_type)
    if zipped:
        answer.headers["Content-Encoding"] = "gzip"
    answer.vary.update(("Accept-Encoding", "Cookie"))
    return answer
