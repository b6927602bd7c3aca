"""What the operator decides: read from the environment once; a bad value stops the start with its name."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

DISCOVERY = "/.well-known/openid-configuration"
LONGEST_ISSUER = 300
OIDC_SETTINGS = (
    "OIDC_DISCOVERY", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_CLIENT_SECRET_FILE", "OIDC_PERSON_ACR",
    "OIDC_ORGANISATION_ACR", "OIDC_PERSON_NAME", "OIDC_ORGANISATION_NAME", "OIDC_KVK_CLAIM",
    "OIDC_ORGANISATION_NAME_CLAIM", "OIDC_SCOPE",
)  # fmt: skip


class BadConfiguration(Exception):
    """The environment holds a value the product cannot start with; names the variable."""


@dataclass(frozen=True)
class Broker:
    """One OIDC broker with a door for people (DigiD style), one for organisations (eHerkenning style), or both."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    person_acr: tuple[str, ...] = ()
    """Levels that are high enough, as the broker writes them; none: this door is closed."""
    organisation_acr: tuple[str, ...] = ()
    person_name: str = "DigiD"
    organisation_name: str = "eHerkenning"
    kvk_claim: str = "kvk"
    organisation_name_claim: str = "organisation"
    scope: str = "openid"


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
    broker: Broker | None = None
    site_url: str = ""
    """Where people reach the site, for mails that are made without a visitor; without it they name the page alone."""

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
        site_url=_site_url(env),
        broker=_broker(env),
    )


def _broker(env: Mapping[str, str]) -> Broker | None:
    """The broker, or nothing where none of its settings is there; half of them stop the start."""
    if not any(env.get(name) for name in OIDC_SETTINGS):
        return None
    doors = {name: tuple(env.get(name, "").split()) for name in ("OIDC_PERSON_ACR", "OIDC_ORGANISATION_ACR")}
    if not any(doors.values()):
        raise BadConfiguration("OIDC_PERSON_ACR or OIDC_ORGANISATION_ACR must name the levels that are high enough")
    return Broker(
        issuer=_issuer(_needed(env, "OIDC_DISCOVERY")),
        client_id=_needed(env, "OIDC_CLIENT_ID"),
        client_secret=_broker_secret(env),
        person_acr=doors["OIDC_PERSON_ACR"],
        organisation_acr=doors["OIDC_ORGANISATION_ACR"],
        person_name=env.get("OIDC_PERSON_NAME") or "DigiD",
        organisation_name=env.get("OIDC_ORGANISATION_NAME") or "eHerkenning",
        kvk_claim=env.get("OIDC_KVK_CLAIM") or "kvk",
        organisation_name_claim=env.get("OIDC_ORGANISATION_NAME_CLAIM") or "organisation",
        scope=_scope(env),
    )


def _needed(env: Mapping[str, str], name: str) -> str:
    if value := env.get(name):
        return value
    raise BadConfiguration(f"{name} is missing: signing in by a broker needs it beside the other OIDC settings")


def _issuer(discovery: str) -> str:
    """The issuer, out of the address of its discovery document; other than https on this machine only."""
    issuer, ending, rest = discovery.partition(DISCOVERY)
    if not ending or rest or not issuer.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise BadConfiguration(f"OIDC_DISCOVERY must be an https address that ends in {DISCOVERY}")
    if len(issuer) > LONGEST_ISSUER:
        raise BadConfiguration(f"OIDC_DISCOVERY must be shorter than {LONGEST_ISSUER} signs")
    return issuer


def _broker_secret(env: Mapping[str, str]) -> str:
    """From the environment, or from a file that it names."""
    name = "OIDC_CLIENT_SECRET_FILE"
    if not (path := env.get(name)):
        return _needed(env, "OIDC_CLIENT_SECRET")
    try:
        secret = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise BadConfiguration(f"{name} must name a file that can be read") from fault
    if not secret:
        raise BadConfiguration(f"{name} must name a file with the secret in it")
    return secret


def _scope(env: Mapping[str, str]) -> str:
    wanted = (env.get("OIDC_SCOPE") or "openid").split()
    if "openid" not in wanted:
        raise BadConfiguration("OIDC_SCOPE must have openid in it")
    return " ".join(wanted)


def _database_url(env: Mapping[str, str], instance: Path) -> str:
    url = env.get("DATABASE_URL") or f"sqlite:///{instance / 'leve-de-buurt.sqlite'}"
    if url.startswith("postgres://") or url.startswith("postgresql://"):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise BadConfiguration("DATABASE_URL must start with sqlite:/// or postgresql://")
    return url


def _site_url(env: Mapping[str, str]) -> str:
    url = env.get("SITE_URL", "").rstrip("/")
    if url and not url.startswith(("https://", "http://")):
        raise BadConfiguration("SITE_URL must start with https:// or http://")
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
