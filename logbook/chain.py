"""How rows of the log hang together: each row's hash covers its fields and the hash before it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

FIRST_HASH = "0" * 64


def row_hash(values: dict[str, object]) -> str:
    """SHA-256 over the row's fields in a fixed order, its moment to the microsecond in UTC."""
    at = values["at"]
    assert isinstance(at, datetime)
    parts = [values["seq"], at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")]
    parts += [values[k] for k in ("actor_key", "act", "subject", "ground", "facts", "previous_hash")]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
