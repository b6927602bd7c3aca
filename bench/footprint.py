"""What a page costs besides time: SQL statements, bytes and requests for a first visitor, memory, cold start."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from app import create_app
from bench.figures import Figure, at_most
from bench.peers import COLD_START_S, LIST_PAGE, MEMORY_MB, QUERIES
from bench.servers import Server, serving
from bench.site import Site
from bench.voters import casts, submissions
from config import read_config

ASSET = re.compile(rb"""<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"]+)"[^>]*>""")
NOT_FETCHED = re.compile(rb"""rel="(?:canonical|alternate|next|prev|author|license|help|search)""")
CSS_URL = re.compile(rb"""url\(["']?([^"')]+)["']?\)""")
MOST_QUERIES = {"plan list": 4, "plan page": 8, "cast": 12, "submit a plan": 10, "result page": 4}


class Statements:
    """Counts the SQL statements of this process, without BEGIN and its kin."""

    def __init__(self) -> None:
        self.count = 0
        event.listen(Engine, "before_cursor_execute", self._note)

    def _note(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        self.count += not statement.startswith(("BEGIN", "PRAGMA"))

    def stop(self) -> None:
        event.remove(Engine, "before_cursor_execute", self._note)


def measure_queries(site: Site, secrets: dict[str, str], folder: Path, key: bytes, now: datetime) -> Iterator[Figure]:
    """Statements of a page that nothing was kept of before."""
    app = create_app(read_config(secrets | {"DATABASE_URL": site.database.url, "INSTANCE_DIR": str(folder)}))
    submission = submissions(site, secrets, folder, 80)[-1]
    cast = casts(site, site.seeds[-1:], key, now, 80)[0]
    asked = {
        "plan list": lambda client: client.get("/plannen?zoek=plan"),
        "plan page": lambda client: client.get(site.plan_path),
        "cast": lambda client: _send(client, cast),
        "submit a plan": lambda client: _send(client, submission),
        "result page": lambda client: client.get(site.result_path),
    }
    for act, ask in asked.items():
        statements, status = _count(app, ask)
        if status >= 400:
            raise RuntimeError(f"{act} answers {status}")
        theirs = f"mein.berlin {QUERIES[act]}" if act in QUERIES else "–"
        yield at_most(f"SQL statements: {act}", statements, MOST_QUERIES[act], "", theirs)
    app.extensions["database"].dispose()


def _count(app: Flask, ask: object) -> tuple[int, int]:
    with app.test_client() as client:
        client.get("/")  # what a process reads once
        statements = Statements()
        try:
            status = ask(client).status_code
        finally:
            statements.stop()
    return statements.count, status


def _send(client: FlaskClient, request: bytes) -> object:
    """A prepared request, through the test client."""
    head, _, body = request.decode().partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    cookie = headers.pop("Cookie")
    headers.pop("Host"), headers.pop("Origin")
    name, _, value = cookie.partition("=")
    client.set_cookie(name, value)
    return client.post(first.split()[1], data=body, headers=headers)


def measure_weight(server: Server) -> Iterator[Figure]:
    """The plan list for a browser that has nothing of us yet, compressed as it travels."""
    page, page_bytes = _fetch(f"{server.url}/plannen")
    fetched, script = {f"{server.url}/plannen": page_bytes}, 0
    waiting = [_absolute(server, found[1]) for found in ASSET.finditer(page) if not NOT_FETCHED.search(found[0])]
    while waiting:
        address = waiting.pop()
        if address in fetched:
            continue
        body, size = _fetch(address)
        fetched[address] = size
        script += size if urlsplit(address).path.endswith(".js") else 0
        if urlsplit(address).path.endswith(".css"):
            waiting += [urljoin(address, found.decode()) for found in CSS_URL.findall(body) if b"data:" not in found]
    # a browser asks for the icon once, apart from the page; the peers' figures leave it out too
    total, requests = sum(fetched.values()) / 1000, sum("/icon." not in address for address in fetched)
    yield at_most("plan list, cold: weight", total, 50, "kB", f"mein.berlin {LIST_PAGE['kB']} kB")
    yield at_most("plan list, cold: requests besides the icon", requests, 4, "", f"mein.berlin {LIST_PAGE['requests']}")
    yield at_most("plan list, cold: script", script / 1000, 10, "kB", f"mein.berlin {LIST_PAGE['script kB']} kB")


def _absolute(server: Server, path: bytes) -> str:
    return urljoin(server.url, path.decode().replace("&amp;", "&"))


def _fetch(address: str) -> tuple[bytes, int]:
    with urlopen(Request(address, headers={"Accept-Encoding": "gzip"}), timeout=10) as answer:
        travelled = answer.read()
        zipped = answer.headers.get("Content-Encoding") == "gzip"
    return gzip.decompress(travelled) if zipped else travelled, len(travelled)


def measure_start(environment: dict[str, str], site: Site, bare_start_s: float) -> Iterator[Figure]:
    """From the command to the first answer, the best of three; then the memory of two workers that served pages."""
    starts = []
    for _ in range(3):
        with serving("app:create_app()", environment, 1, "/healthz") as server:
            starts.append(server.seconds_to_start)
    theirs = ", ".join(f"{name} {seconds} s" for name, seconds in COLD_START_S.items())
    yield at_most("cold start to the first answer", min(starts), 1.0, "s", f"{theirs}, bare Flask {bare_start_s:.2f} s")
    with serving("app:create_app()", environment, 2, "/") as server:
        for path in ["/", "/plannen", site.plan_path, site.result_path, "/stemmen"] * 10:
            _fetch(server.url + path)
        used = server.memory_mb()
    theirs = ", ".join(f"{name} {most} MB" for name, most in MEMORY_MB.items())
    yield at_most("memory, 2 workers and their master", used, 130, "MB", theirs)
