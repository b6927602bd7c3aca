"""The way to the OIDC broker and back: code with PKCE, state and nonce. Whatever a broker answers, people read words.

A trip stands in the browser's session alone until it comes back. Nothing of a token is kept or logged here.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from flask import current_app, session, url_for

import access
from accounts.login import app_secrets, page_language
from accounts.rules.identities import Arrival, Door, arrival_of
from accounts.services.entering import VisitUsed, begin_visit
from config import Broker
from lives.messages import Message, msg
from lives.refused import Refused

if TYPE_CHECKING:
    from accounts.oidc_client import BrokerClient

TRIP, CLIENT = "broker_trip", "broker_client"
LIFE = timedelta(minutes=15)
LONGEST_CODE = 4_000
ALLOWED_SECONDS = 60
"""How far the clocks of the broker and this machine may differ."""


class BrokerFailed(Refused):
    """Signing in by the broker did not work; why, in words for who tried."""


@dataclass(frozen=True)
class Return:
    """Who came back, by which trip."""

    state: str
    door: Door
    arrival: Arrival


def broker() -> Broker | None:
    found: Broker | None = current_app.extensions["settings"].broker
    return found


def accepted_levels(door: Door) -> tuple[str, ...]:
    """The levels that are high enough for a door; none where it is closed."""
    chosen = broker()
    if chosen is None:
        return ()
    return chosen.organisation_acr if door is Door.ORGANISATION else chosen.person_acr


def door_name(door: Door) -> str:
    """What people call a door."""
    chosen = broker() or Broker("", "", "")
    return chosen.organisation_name if door is Door.ORGANISATION else chosen.person_name


def open_doors() -> list[tuple[Door, str]]:
    return [(door, door_name(door)) for door in Door if accepted_levels(door)]


def leave(door: Door) -> str:
    """Where to send the browser; what it must bring back stays in its session. Raises BrokerFailed."""
    try:
        client = _client()
        sent = client.create_authorization_url(
            _back(), acr_values=" ".join(accepted_levels(door)), ui_locales=page_language(), prompt="login"
        )
        url = str(sent["url"])
    except Exception as fault:
        raise _stumbled(fault) from None
    session[TRIP] = {
        "state": sent["state"], "nonce": sent["nonce"], "verifier": sent["code_verifier"], "door": door.value,
        "at": access.now().isoformat(),
    }  # fmt: skip
    return url


def come_back(args: Mapping[str, str]) -> Return:
    """Who comes back, once the token is proven to be for this trip. Raises BrokerFailed, VisitUsed, ArrivalRefused."""
    if "error" in args:
        # not every broker sends the state with it; nobody comes in by this
        session.pop(TRIP, None)
        kind = args["error"] if args["error"] in KNOWN_ERRORS else "other_error"
        raise _failed(kind, STOPPED if kind == "access_denied" else WRONG)
    trip = _trip(args.get("state", ""))
    door, chosen = Door(trip["door"]), broker()
    if chosen is None or not accepted_levels(door):
        raise BrokerFailed(UNKNOWN_TRIP)
    with access.writing() as writing:
        begin_visit(writing, app_secrets(), access.now(), trip["state"], door)
    try:
        claims = _claims(_code(args), trip)
    except BrokerFailed:
        raise
    except Exception as fault:
        # a library reads what a stranger sent: whatever it stumbles over is the broker's fault, never an error of ours
        raise _stumbled(fault) from None
    arrival = arrival_of(claims, door, accepted_levels(door), chosen.kvk_claim, chosen.organisation_name_claim)
    return Return(trip["state"], door, arrival)


def _trip(state: str) -> dict[str, str]:
    """The trip with this state, out of the session: gone whatever happens next. Raises BrokerFailed."""
    trip = session.pop(TRIP, None)
    if trip is None or not hmac.compare_digest(str(trip["state"]).encode(), state.encode("utf-8", "replace")):
        raise _failed("mismatching_state", UNKNOWN_TRIP)
    if access.now() - datetime.fromisoformat(trip["at"]) > LIFE:
        raise VisitUsed
    return dict(trip)


def _code(args: Mapping[str, str]) -> str:
    """The code to change for a token."""
    code = args.get("code", "")
    if not code or len(code) > LONGEST_CODE:
        raise _failed("missing_code", WRONG)
    return code


def _claims(code: str, trip: Mapping[str, str]) -> dict[str, Any]:
    client: Any = _client()
    token = client.fetch_access_token(_back(), code=code, code_verifier=trip["verifier"])
    issuer = str(client.load_server_metadata()["issuer"])
    options = {
        "iss": {"essential": True, "value": issuer},
        "aud": {"essential": True, "value": client.client_id},
    }
    claims = client.parse_id_token(token, trip["nonce"], claims_options=options, leeway=ALLOWED_SECONDS)
    if claims is None:
        raise _failed("missing_id_token", WRONG)
    return dict(claims)


def _stumbled(fault: Exception) -> BrokerFailed:
    """What a library raised, in words: the network, or an answer that is not right."""
    # answers that are no JSON are both to the library, and the broker can be reached
    is_away = isinstance(fault, OSError) and not isinstance(fault, ValueError)
    return _failed(type(fault).__name__, AWAY if is_away else WRONG)


def _failed(kind: str, message: Message) -> BrokerFailed:
    """The log gets the kind of fault alone: the text of one may hold parts of a token."""
    current_app.extensions.pop(CLIENT, None)
    current_app.logger.warning("sign-in by the broker failed: %s", kind)
    return BrokerFailed(message)


def _client() -> BrokerClient:
    """One for each process: it remembers the broker's addresses and keys for an hour."""
    from accounts.oidc_client import BrokerClient

    chosen, kept = broker(), current_app.extensions.get(CLIENT)
    assert chosen is not None
    if not isinstance(kept, BrokerClient) or kept.is_old():
        kept = current_app.extensions[CLIENT] = BrokerClient.of(chosen)
    return kept


def _back() -> str:
    return url_for("accounts.broker_back", _external=True)


KNOWN_ERRORS = ("access_denied", "login_required", "invalid_request", "server_error", "temporarily_unavailable")
UNKNOWN_TRIP: Message = msg("We do not know this way in: it began in another window, or it was used before.")
STOPPED: Message = msg("You stopped signing in there.")
AWAY: Message = msg("The sign-in service cannot be reached now.")
WRONG: Message = msg("The answer of the sign-in service is not right.")
