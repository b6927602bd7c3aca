"""Keyed hashes and sealed secrets: who steals the database without the app's key can use neither."""

from __future__ import annotations

import hmac
import secrets

from nacl.secret import SecretBox


class Secrets:
    """Works under keys derived from the app's secret key, one for each purpose."""

    def __init__(self, secret_key: str) -> None:
        self._hash_key = _derived(secret_key, "hash")
        self._box = SecretBox(_derived(secret_key, "second factor"))

    def hashed(self, purpose: str, *parts: str) -> str:
        """A keyed SHA-256, 64 hexadecimal signs; parts cannot run into each other."""
        framed = "".join(f"{len(part)}:{part}" for part in (purpose, *parts))
        return hmac.digest(self._hash_key, framed.encode(), "sha256").hex()

    def sealed(self, text: str) -> bytes:
        return bytes(self._box.encrypt(text.encode()))

    def opened(self, sealed: bytes) -> str:
        return self._box.decrypt(sealed).decode()


def new_token() -> str:
    """128 random bits and more, fit for an address."""
    return secrets.token_urlsafe(24)


def new_digits() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(1_000_000):06d}"


def _derived(secret_key: str, purpose: str) -> bytes:
    return hmac.digest(secret_key.encode(), f"leve-de-buurt/{purpose}".encode(), "sha256")
