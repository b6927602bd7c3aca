"""A real OIDC provider on this machine, and a way through its pages as a browser goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests

from config import Broker

LEVEL, LOW = "urn:etoegang:core:assurance-class:loa3", "urn:etoegang:core:assurance-class:loa2"
DIGID, DIGID_LOW = "digid:midden", "digid:basis"


# the provider is built with parts of its library that the library itself says will go
ITS_WARNINGS = (
    "ignore:authlib.jose module is deprecated", "ignore:The httpx module is deprecated",
    "ignore:get_jwt_config:DeprecationWarning",
)  # fmt: skip


@dataclass
class Provider:
    """A provider that runs: who it knows, and what a browser brings back from it."""

    url: str
    users: set[str] = field(default_factory=set)

    def broker(self, **changes: Any) -> Broker:
        """The settings of an installation that uses it."""
        values: dict[str, Any] = {
            "issuer": self.url, "client_id": "leve-de-buurt", "client_secret": "made-up for this test",
            "person_acr": (DIGID, "digid:hoog"), "organisation_acr": (LEVEL,),
        }  # fmt: skip
        return Broker(**values | changes)

    def know(self, subject: str, **claims: Any) -> None:
        answer = requests.put(f"{self.url}/users/{subject}", json=claims, timeout=10)
        assert answer.status_code == 204, answer.text

    def go_through(self, url: str, subject: str, *, deny: bool = False) -> str:
        """Sign in there; the address to which the provider sends the browser back."""
        answer = requests.post(
            url, data={"action": "deny"} if deny else {"sub": subject}, allow_redirects=False, timeout=10
        )
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]


def query_of(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query))


def path_of(url: str) -> str:
    """What a browser asks of our own site."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


@contextmanager
def running_provider() -> Iterator[Provider]:
    import oidc_provider_mock

    with oidc_provider_mock.run_server_in_thread() as server:
        yield Provider(f"http://localhost:{server.server_port}")
