"""How a voting code becomes a signing key: slowly on purpose, so that nobody tries all codes of a stolen database."""

from __future__ import annotations

from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from nacl.signing import SigningKey

SEED_BYTES = 32
SALT_BYTES = 16
LEAST_MEMORY_KIB = 19_456
LEAST_PASSES = 2
LANES = 1


@dataclass(frozen=True)
class Stretching:
    """A round's salt and argon2id parameters, as its ballot box holds them."""

    salt: bytes
    memory_kib: int = LEAST_MEMORY_KIB
    passes: int = LEAST_PASSES
    lanes: int = LANES

    def seed_of(self, code: str) -> bytes:
        """The 32 bytes from which the key pair follows. `code` is 16 signs as parse_code gives them."""
        return hash_secret_raw(
            secret=code.encode(),
            salt=self.salt,
            time_cost=self.passes,
            memory_cost=self.memory_kib,
            parallelism=self.lanes,
            hash_len=SEED_BYTES,
            type=Type.ID,
        )


def signing_key_of(seed: bytes) -> SigningKey:
    return SigningKey(seed)


def public_key_of(seed: bytes) -> bytes:
    return bytes(SigningKey(seed).verify_key)
