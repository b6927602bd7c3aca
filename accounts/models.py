"""People, their roles, and everything a sign-in needs."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
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
        # a number that nobody proved is a hint to staff, not a key: two may give the same
        CheckConstraint("kvk_number = '' OR length(kvk_number) = 8", name="kvk_number"),
        CheckConstraint("kvk_confirmed_at IS NULL OR kvk_number <> ''", name="kvk_confirmed"),
        Index(
            "uq_organisation_confirmed_kvk_number",
            "kvk_number",
            unique=True,
            sqlite_where=text("kvk_confirmed_at IS NOT NULL"),
            postgresql_where=text("kvk_confirmed_at IS NOT NULL"),
        ),
    )
    id: Mapped[RowId]
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(20))
    kvk_number: Mapped[str] = mapped_column(String(8), default="")
    made_at: Mapped[Moment]
    made_by_key: Mapped[Key]
    kvk_confirmed_at: Mapped[Moment | None]
    """When somebody came through the broker's door for organisations with this number; nothing for what is said."""


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


class OrganisationInvitation(Model):
    """Somebody asked by mail to act for an organisation; the link works once, for who reads that mail."""

    __tablename__ = "organisation_invitation"
    __table_args__ = (
        CheckConstraint("mandate IN ('manage','represent','write')", name="mandate"),
        # asked again, the earlier link stops working
        UniqueConstraint("organisation_id", "email"),
    )
    id: Mapped[RowId]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    email: Mapped[str] = mapped_column(String(254))
    mandate: Mapped[str] = mapped_column(String(10))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by_key: Mapped[Key]
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]


class PersonIdentity(Model):
    """How the broker knows somebody: a keyed hash of its name for this person, never that name itself."""

    __tablename__ = "person_identity"
    __table_args__ = (
        CheckConstraint("door IN ('person','organisation')", name="door"),
        UniqueConstraint("issuer", "subject_hash"),
    )
    id: Mapped[RowId]
    person_key: Mapped[Key] = mapped_column(ForeignKey("person.key"), index=True)
    door: Mapped[str] = mapped_column(String(12))
    """Through which door it came the first time."""
    issuer: Mapped[str] = mapped_column(String(300))
    subject_hash: Mapped[str] = mapped_column(String(64))
    joined_at: Mapped[Moment]
    used_at: Mapped[Moment]


class BrokerVisit(Model):
    """Somebody who came back from the broker: each trip once. What it said is kept until it is joined to an account."""

    __tablename__ = "broker_visit"
    __table_args__ = (
        CheckConstraint("door IN ('person','organisation')", name="door"),
        CheckConstraint("(issuer = '') = (subject_hash = '')", name="known"),
    )
    id: Mapped[RowId]
    state_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the random state of the trip, which only the browser that left bears."""
    door: Mapped[str] = mapped_column(String(12))
    issuer: Mapped[str] = mapped_column(String(300), default="")
    subject_hash: Mapped[str] = mapped_column(String(64), default="")
    kvk_number: Mapped[str] = mapped_column(String(8), default="")
    organisation_name: Mapped[str] = mapped_column(String(120), default="")
    came_at: Mapped[Moment]
    expires_at: Mapped[Moment]
