"""How often something may be tried: the closed list of limits, and when one may try again."""

from __future__ import annotations

import ipaddress
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What is counted."""

    MAIL_TO_ADDRESS = "mail_to_address"
    MAIL_FROM_NETWORK = "mail_from_network"
    SIGN_IN_FAILURE = "sign_in_failure"
    FACTOR_FAILURE = "factor_failure"
    VOTING_CODE_FAILURE = "voting_code_failure"
    FORM_FROM_NETWORK = "form_from_network"
    FILE_OF_PERSON = "file_of_person"
    BROKER_FAILURE = "broker_failure"


@dataclass(frozen=True)
class Limit:
    """At most so many within so long a time."""

    most: int
    within: timedelta


LIMITS = {
    Kind.MAIL_TO_ADDRESS: Limit(5, timedelta(hours=1)),
    # a library or a school is one network
    Kind.MAIL_FROM_NETWORK: Limit(60, timedelta(hours=1)),
    Kind.SIGN_IN_FAILURE: Limit(10, timedelta(minutes=10)),
    Kind.FACTOR_FAILURE: Limit(5, timedelta(minutes=10)),
    Kind.VOTING_CODE_FAILURE: Limit(10, timedelta(minutes=10)),
    # forms kept for visitors who still have to sign in
    Kind.FORM_FROM_NETWORK: Limit(60, timedelta(hours=1)),
    # each file is looked into by a process of its own
    Kind.FILE_OF_PERSON: Limit(60, timedelta(hours=1)),
    # each one asks the broker something
    Kind.BROKER_FAILURE: Limit(20, timedelta(minutes=10)),
}
KEPT = timedelta(hours=1)
"""Longer than any limit looks back: older attempts are deleted."""


def seconds_to_wait(limit: Limit, newest_first: Sequence[datetime], now: datetime) -> int:
    """How long until one more attempt is allowed; 0 when it is allowed now."""
    counted = [at for at in newest_first if at > now - limit.within]
    if len(counted) < limit.most:
        return 0
    free_at = counted[limit.most - 1] + limit.within
    return max(1, math.ceil((free_at - now).total_seconds()))


def network_of(address: str | None) -> str:
    """The /24 or /64 that an address belongs to: whole homes and offices, but nothing that names one device."""
    try:
        ip = ipaddress.ip_address((address or "").split("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ipaddress.ip_network(f"{ip}/{24 if ip.version == 4 else 64}", strict=False))
