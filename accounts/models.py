"""People, their roles, and everything a sign-in needs."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database import Key, Model, Moment, RowId

EVERYWHERE = "*"
"""The area of a role that holds in all areas: a word, since NULLs are all different to a UNIQUE."""


class Person(Model):
    """One person = one confirmed e-mail address. Everything else holds only the random key."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("language IN ('nl','en')", name="language"),)
    key: Mapped[Key] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    language: Mapped[str] = mapped_column(String(2), default="nl")
    generation: Mapped[int] = mapped_column(default=1)
    """Raised to end every session of this person at once."""
    created_at: Mapped[Moment]
    deactivated_at: Mapped[Moment | None]


class RoleGrant(Model):
    __tablename__ = "role_grant"
    __table_args__ = (
        UniqueConstraint("person_key", "role", "area_code"),
        CheckConstraint(
            "role IN ('coordinator','reviewer','finance','college_clerk','council_clerk','administrator')", name="role"
        ),
    )
    id: Mapped[RowId]
    person_key: Mapped[Key] = mapped_column(ForeignKey("person.key"))
    role: Mapped[str] = mapped_column(String(20))
    area_code: Mapped[str] = mapped_column(String(40), default=EVERYWHERE)
    granted_at: Mapped[Moment]
    granted_by_key: Mapped[Key]


class SignInCode(Model):
    """Six digits by mail: single use, ten minutes, five tries, hashed at rest."""

    __tablename__ = "sign_in_code"
    id: Mapped[RowId]
    purpose: Mapped[str] = mapped_column(String(20))
    email: Mapped[str] = mapped_column(String(254), index=True)
    person_key: Mapped[Key | None]
    code_hash: Mapped[str] = mapped_column(String(64))
    handle_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the random handle in the browser's session: a code works only where it was asked for."""
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]
    tries: Mapped[int] = mapped_column(default=0)


class SecondFactor(Model):
    __tablename__ = "second_factor"
    person_key: Mapped[Key] = mapped_column(ForeignKey("person.key"), primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    """TOTP secret, encrypted under a key derived from the app's secret."""
    confirmed_at: Mapped[Moment | None]
    last_step: Mapped[int] = mapped_column(default=0)
    """The last time step used: a code never works twice."""


class Invitation(Model):
    __tablename__ = "invitation"
    id: Mapped[RowId]
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(20))
    area_code: Mapped[str] = mapped_column(String(40), default=EVERYWHERE)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by_key: Mapped[Key]
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    accepted_at: Mapped[Moment | None]


class Attempt(Model):
    """A failure or request that counts against a limit, per network (/24 or /64) and kind; kept for an hour."""

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_kind_source_at", "kind", "source", "at"),)
    id: Mapped[RowId]
    kind: Mapped[str] = mapped_column(String(30))
    source: Mapped[str] = mapped_column(String(64))
    at: Mapped[Moment]


class Organisation(Model):
    """An organisation for which people act: known by its name, and where it has one by its number in the register."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('foundation','association','cooperative','social_enterprise','informal_group','other')",
            name="kind",
        ),
        CheckConstraint("name <> ''", name="name"),
        # nobody proved the number, so two may give the same: it is a hint to staff, not a key
        CheckConstraint("kvk_number = '' OR length(kvk_number) = 8", name="kvk_number"),
    )
    id: Mapped[RowId]
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(20))
    kvk_number: Mapped[str] = mapped_column(String(8), default="")
    made_at: Mapped[Moment]
    made_by_key: Mapped[Key]


class OrganisationMember(Model):
    """Somebody who acts for an organisation, and how far that goes; once per person."""

    __tablename__ = "organisation_member"
    __table_args__ = (
        CheckConstraint("mandate IN ('manage','represent','write')", name="mandate"),
        UniqueConstraint("organisation_id", "person_key"),
    )
    id: Mapped[RowId]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    person_key: Mapped[Key] = mapped_column(ForeignKey("person.key"), index=True)
    mandate: Mapped[str] = mapped_column(String(10))
    given_at: Mapped[Moment]
    given_by_key: Mapped[Key]
    ended_at: Mapped[Moment | None]
