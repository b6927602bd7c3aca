"""What the operator decides: read from the environment once; a bad value stops the start with its name."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class BadConfiguration(Exception):
    """The environment holds a value the product cannot start with; names the variable."""


@dataclass(frozen=True)
class Config:
    """Everything that differs between two installations of the same version."""

    database_url: str
    secret_key: str
    voting_key: bytes
    """32 bytes that encrypt the voting cookie; apart from the secret key and never in database or backup."""
    demo: bool
    secure_cookies: bool
    municipality: str
    help_phone: str
    help_email: str
    smtp_url: str | None
    mail_from: str
    trusted_proxies: int
    argon2_memory_kib: int
    instance: Path
    testing: bool = False

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")


def read_config(environment: Mapping[str, str] | None = None) -> Config:
    """Read the environment. Raises BadConfiguration naming the first bad variable."""
    env = os.environ if environment is None else environment
    instance = Path(env.get("INSTANCE_DIR", "instance")).absolute()
    demo = _yes_or_no(env, "DEMO", default=False)
    return Config(
        database_url=_database_url(env, instance),
        secret_key=_secret(env, "SECRET_KEY", instance),
        voting_key=bytes.fromhex(_secret(env, "VOTING_KEY", instance)),
        demo=demo,
        secure_cookies=_yes_or_no(env, "SECURE_COOKIES", default=True),
        municipality=env.get("MUNICIPALITY", "Hilversum"),
        help_phone=env.get("HELP_PHONE", "14 035"),
        help_email=env.get("HELP_EMAIL", "buurt@gemeente.example"),
        smtp_url=env.get("SMTP_URL") or None,
        mail_from=env.get("MAIL_FROM", "Leve de Buurt <buurt@gemeente.example>"),
        trusted_proxies=_number(env, "TRUSTED_PROXIES", 0, 0, 5),
        argon2_memory_kib=_number(env, "ARGON2_MEMORY_KIB", 19456, 19456, 1_048_576),
        instance=instance,
    )


def _database_url(env: Mapping[str, str], instance: Path) -> str:
    url = env.get("DATABASE_URL") or f"sqlite:///{instance / 'leve-de-buurt.sqlite'}"
    if url.startswith("postgres://") or url.startswith("postgresql://"):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise BadConfiguration("DATABASE_URL must start with sqlite:/// or postgresql://")
    return url


def _secret(env: Mapping[str, str], name: str, instance: Path) -> str:
    """From the environment, else kept in a file only this user can read."""
    if value := env.get(name):
        if len(value) != 64 or any(c not in "0123456789abcdef" for c in value.lower()):
            raise BadConfiguration(f"{name} must be 64 hexadecimal signs (32 random bytes)")
        return value
    instance.mkdir(parents=True, exist_ok=True)
    path = instance / name.lower()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))
    return path.read_text().strip()


def _yes_or_no(env: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = env.get(name, "1" if default else "0")
    if value not in ("0", "1"):
        raise BadConfiguration(f"{name} must be 0 or 1, not {value!r}")
    return value == "1"


def _number(env: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    value = env.get(name, str(default))
    if not value.isdigit() or not least <= int(value) <= most:
        raise BadConfiguration(f"{name} must be a whole number from {least} to {most}, not {value!r}")
    return int(value)
