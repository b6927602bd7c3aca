"""A provider that says what it is told to say: for everything that an honest one never sends."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from joserfc.jws import JWSRegistry

from config import Broker
from tests.builders.provider import DIGID, LEVEL

SECRET = "made-up for this test, long enough"
Answer = tuple[int, bytes]


def as_json(value: Any, status: int = 200) -> Answer:
    return status, json.dumps(value).encode()


@dataclass
class Hostile:
    """What it answers can be changed by each test; `forget()` makes it honest again."""

    url: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, parameters={"kid": "one"}))
    other_key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, parameters={"kid": "one"}))
    nonce: str = ""
    answers: dict[str, Callable[[], Answer]] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def forget(self) -> None:
        self.answers, self.claims, self.nonce, self.asked = {}, {}, "", []

    def broker(self) -> Broker:
        return Broker(self.url, "leve-de-buurt", SECRET, (DIGID,), (LEVEL,))

    def metadata(self, **changes: Any) -> dict[str, Any]:
        values = {
            "issuer": self.url, "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token", "jwks_uri": f"{self.url}/jwks",
            "id_token_signing_alg_values_supported": ["RS256"],
        }  # fmt: skip
        return {name: value for name, value in (values | changes).items() if value is not None}

    def honest_claims(self) -> dict[str, Any]:
        now = int(time.time())
        return {
            "iss": self.url, "aud": "leve-de-buurt", "sub": "somebody", "acr": DIGID, "nonce": self.nonce,
            "iat": now, "exp": now + 300,
        }  # fmt: skip

    def id_token(self, alg: str = "RS256", key: Any = None, **changes: Any) -> str:
        """A signed token with the honest claims and these changes; None leaves a claim out."""
        claims = {name: value for name, value in (self.honest_claims() | changes).items() if value is not None}
        header = {"alg": alg, "kid": "one"}
        every = JWSRegistry(algorithms=["RS256", "HS256"])
        return jwt.encode(header, claims, key or self.key, registry=every)

    def token(self, **changes: Any) -> Answer:
        values = {"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": self.id_token()}
        return as_json({name: value for name, value in (values | changes).items() if value is not None})

    def answer(self, path: str) -> Answer:
        self.asked.append(path)
        if path in self.answers:
            return self.answers[path]()
        if path == "/.well-known/openid-configuration":
            return as_json(self.metadata())
        if path == "/jwks":
            return as_json(KeySet([self.key]).as_dict(private=False))
        return self.token(id_token=self.id_token(**self.claims)) if path == "/token" else (404, b"")


def signed_with_the_secret(hostile: Hostile) -> str:
    return hostile.id_token("HS256", OctKey.import_key(SECRET))


@contextmanager
def running_hostile() -> Iterator[Hostile]:
    hostile = Hostile()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = hostile.answer(self.path.partition("?")[0])
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                return

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.do_GET()

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hostile.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.1,))
    thread.start()
    try:
        yield hostile
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
