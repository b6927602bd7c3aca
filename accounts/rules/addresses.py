"""How e-mail addresses and places on this site are written, whoever typed them."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

LONGEST_ADDRESS = 254


def normal_address(typed: str) -> str:
    """One person, one way of writing: " Jan@Voorbeeld.NL " is "jan@voorbeeld.nl"."""
    return unicodedata.normalize("NFKC", typed).strip().lower()


def is_address(address: str) -> bool:
    """Does this look like one e-mail address of at most 254 signs? The mail itself proves the rest."""
    name, at, host = address.rpartition("@")
    plain = address.isprintable() and " " not in address and len(address) <= LONGEST_ADDRESS
    return bool(plain and at and name and "." in host.strip(".") and not set("@<>,;\"'()[]\\") & set(name + host))


def local_place(asked: str | None) -> str | None:
    """The page of this site to go on to, or None for anything that could lead elsewhere."""
    if not asked or not asked.startswith("/") or asked.startswith(("//", "/\\")) or not asked.isprintable():
        return None
    parts = urlsplit(asked)
    return None if parts.scheme or parts.netloc or "\\" in asked else asked
