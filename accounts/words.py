"""Kinds of organisations and mandates as people read them."""

from __future__ import annotations

from accounts.rules.organisations import Mandate, OrganisationKind
from lives.messages import Message, msg

KINDS: dict[str, Message] = {
    OrganisationKind.INFORMAL_GROUP: msg("A group of residents without a legal person"),
    OrganisationKind.FOUNDATION: msg("Foundation"),
    OrganisationKind.ASSOCIATION: msg("Association"),
    OrganisationKind.COOPERATIVE: msg("Cooperative"),
    OrganisationKind.SOCIAL_ENTERPRISE: msg("Social enterprise"),
    OrganisationKind.OTHER: msg("Something else"),
}
MANDATES: dict[str, Message] = {
    Mandate.WRITE: msg("Write drafts, and send nothing"),
    Mandate.REPRESENT: msg("Write, send, withdraw and agree for the organisation"),
    Mandate.MANAGE: msg("Everything, and also say who acts for the organisation"),
}
