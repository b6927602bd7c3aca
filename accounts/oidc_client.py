"""The client that asks the broker: its addresses checked, its answers small and in time, strong signatures only."""

from __future__ import annotations

import time
from io import BytesIO
from typing import Any

from authlib.integrations.flask_client import FlaskIntegration
from authlib.integrations.flask_client.apps import FlaskOAuth2App
from authlib.integrations.requests_client import OAuth2Session
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter

from config import DISCOVERY, Broker

WAIT_SECONDS = 10
MOST_BYTES = 500_000
MOST_REDIRECTS = 2
KEPT_SECONDS = 3600
SIGNATURES = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
"""With a key of the broker's own: never "none", and never one that the client's secret could make."""
ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class NotOurBroker(Exception):
    """The discovery document is not that of the issuer in the settings, or names what we do not trust."""


class ShortAnswers(HTTPAdapter):
    """An answer without an end fills no memory."""

    def send(self, request: PreparedRequest, stream: bool = False, *args: Any, **kwargs: Any) -> Response:
        answer = super().send(request, True, *args, **kwargs)
        with answer.raw as raw:
            body = raw.read(MOST_BYTES + 1, decode_content=True)
        if len(body) > MOST_BYTES:
            raise ValueError("an answer without an end")
        answer.raw = BytesIO(body)
        return answer


class BrokerSession(OAuth2Session):
    """One conversation with the broker."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.max_redirects = MOST_REDIRECTS
        for scheme in ("https://", "http://"):
            self.mount(scheme, ShortAnswers())


class BrokerClient(FlaskOAuth2App):
    """Authlib's client for one broker, which believes only a checked discovery document."""

    client_cls = BrokerSession

    def __init__(self, *args: Any, issuer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.issuer, self.loaded_at = issuer, 0.0

    @classmethod
    def of(cls, chosen: Broker) -> BrokerClient:
        """The client of this installation: authorization code with PKCE."""
        return cls(
            FlaskIntegration("broker"), "broker", issuer=chosen.issuer, client_id=chosen.client_id,
            client_secret=chosen.client_secret, server_metadata_url=chosen.issuer + DISCOVERY,
            client_kwargs={
                "scope": chosen.scope, "code_challenge_method": "S256", "default_timeout": WAIT_SECONDS,
            },
        )  # fmt: skip

    def is_old(self) -> bool:
        return bool(self.loaded_at) and time.monotonic() - self.loaded_at > KEPT_SECONDS

    def load_server_metadata(self) -> dict[str, Any]:
        """The broker's addresses, asked once. Raises NotOurBroker and whatever the network raises."""
        if not self.loaded_at:
            with BrokerSession(default_timeout=WAIT_SECONDS) as session:
                answer = session.request("GET", self.issuer + DISCOVERY, withhold_token=True)
                answer.raise_for_status()
                told = answer.json()
            self.server_metadata = checked(told, self.issuer)
            self.loaded_at = time.monotonic()
        return dict(self.server_metadata)


def checked(told: object, issuer: str) -> dict[str, Any]:
    """Only what we use of a discovery document. Raises NotOurBroker."""
    if not isinstance(told, dict) or str(told.get("issuer", "")).rstrip("/") != issuer:
        raise NotOurBroker
    start = ("https://",) if issuer.startswith("https://") else ("https://", "http://127.0.0.1:", "http://localhost:")
    kept: dict[str, Any] = {"issuer": told["issuer"]}
    for name in ADDRESSES:
        address = told.get(name)
        if not isinstance(address, str) or not address.startswith(start):
            raise NotOurBroker
        kept[name] = address
    signatures = told.get("id_token_signing_alg_values_supported") or ["RS256"]
    kept["id_token_signing_alg_values_supported"] = [s for s in signatures if isinstance(s, str) and s in SIGNATURES]
    if not kept["id_token_signing_alg_values_supported"]:
        raise NotOurBroker
    if told.get("token_endpoint_auth_methods_supported") == ["client_secret_post"]:
        kept["token_endpoint_auth_method"] = "client_secret_post"  # noqa: S105  # the name of a way, not a secret
    return kept
