"""Voters as requests: a cast with an open visit to the booth, or the whole way from the code to the proof."""

from __future__ import annotations

import asyncio
import itertools
import random
import re
from collections.abc import Callable, Coroutine, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

from flask import session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf

from app import create_app
from bench.load import exchange
from bench.site import PLANS_PER_WIJK, Site
from config import read_config
from voting.booth.desk import TOKEN_FIELD
from voting.booth.visit import Begun, new_visit, seal_visit, token_of

COOKIE = "stem"
PROOF = b"/stemmen/bewijs"
CHOICES = 5
TOKEN = re.compile(rb'name="' + TOKEN_FIELD.encode() + rb'"[^>]*value="([0-9a-f]+)"')


class WrongAnswer(ValueError):
    """The booth answered something else than a voter should get."""


def casts(site: Site, seeds: Iterable[bytes], key: bytes, now: datetime, port: int) -> list[bytes]:
    """One POST for each seed: a ballot of five plans, from a visit that began just now."""
    chance = random.Random(5)
    requests = []
    for seed in seeds:
        chosen = sorted(chance.sample(range(PLANS_PER_WIJK), CHOICES))
        begun = Begun(site.vote_id, site.area_code, now, now + timedelta(minutes=30), seed, dict.fromkeys(chosen, 1))
        visit = new_visit(begun)
        body = urlencode({TOKEN_FIELD: token_of(visit, key)})
        requests.append(post("/stemmen/controleren", body, f"{COOKIE}={seal_visit(visit, key)}", port))
    return requests


def post(path: str, body: str, cookie: str, port: int) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\nCookie: {cookie}\r\n\r\n"
    )
    return (head + body).encode()


def get(path: str, cookie: str, port: int) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n".encode()


def whole_voters(codes: list[str], port: int, number: int) -> list[Callable[[], Coroutine[None, None, None]]]:
    """So many voters, each from typing the code to reading the proof; codes come round, for one may vote again."""
    turn = itertools.cycle(codes)
    return [Voter(next(turn), port).vote for _ in range(number)]


def entries(codes: list[str], port: int, number: int) -> list[Callable[[], Coroutine[None, None, None]]]:
    """Only the door: the code page, and the code typed there."""
    turn = itertools.cycle(codes)
    return [Voter(next(turn), port).enter_alone for _ in range(number)]


def submissions(site: Site, secrets: dict[str, str], folder: Path, port: int) -> list[bytes]:
    """One POST for each draft: its proposer, signed in, sends it from the last step."""
    app = create_app(read_config(secrets | {"DATABASE_URL": site.database.url, "INSTANCE_DIR": str(folder)}))
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    requests = []
    for person_key, plan in site.drafts:
        with app.test_request_context():
            token, raw = generate_csrf(), session["csrf_token"]
        kept = {"_user_id": f"{person_key}:1", "_fresh": True, "_permanent": True, "csrf_token": raw}
        body = urlencode({"csrf_token": token, "version": "2"})
        requests.append(post(f"/plan-maken/{plan}/controleren", body, f"session={signer.dumps(kept)}", port))
    app.extensions["database"].dispose()
    return requests


class Voter:
    """A browser without JavaScript, with one connection and one cookie."""

    def __init__(self, code: str, port: int) -> None:
        self.code, self.port, self.cookie = code, port, ""

    async def enter_alone(self) -> None:
        await self._connected(self._enter)

    async def vote(self) -> None:
        await self._connected(self._vote)

    async def _connected(self, steps: Callable[[], Coroutine[None, None, None]]) -> None:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            await steps()
        finally:
            self.writer.close()

    async def _enter(self) -> None:
        page = await self._get("/stemmen")
        await self._post("/stemmen", page, b"/stemmen/kiezen", code=self.code)

    async def _vote(self) -> None:
        await self._enter()
        page = await self._get("/stemmen/kiezen")
        await self._post("/stemmen/kiezen", page, b"/stemmen/controleren", plan=["1", "4", "7"])
        page = await self._get("/stemmen/controleren")
        await self._post("/stemmen/controleren", page, PROOF)
        await self._get("/stemmen/bewijs")

    async def _get(self, path: str) -> bytes:
        status, _, body = await self._exchange(get(path, self.cookie, self.port))
        if status != 200:
            raise WrongAnswer(f"{path}: {status}")
        return body

    async def _post(self, path: str, page: bytes, to: bytes, **values: str | list[str]) -> None:
        found = TOKEN.search(page)
        if found is None:
            raise WrongAnswer(f"{path}: no token on the page before it")
        body = urlencode({TOKEN_FIELD: found[1].decode(), **values}, doseq=True)
        status, head, _ = await self._exchange(post(path, body, self.cookie, self.port))
        if status != 303 or not any(line.lower().startswith(b"location:") and to in line for line in head):
            raise WrongAnswer(f"{path}: {status} {head}")

    async def _exchange(self, request: bytes) -> tuple[int, list[bytes], bytes]:
        status, head, body = await exchange(self.reader, self.writer, request)
        for line in head:
            if line.lower().startswith(b"set-cookie:"):
                self.cookie = line[11:].split(b";")[0].strip().decode()
        return status, head, body
