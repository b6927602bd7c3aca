"""What a partner in a neighbourhood may be: one closed list for the register and for everyone who asks partners."""

from __future__ import annotations

from enum import StrEnum

from lives.messages import Message, msg

LONGEST_NAME = 120


class PartnerKind(StrEnum):
    POLICE = "police"
    CARE = "care"
    HOUSING = "housing"
    WELFARE = "welfare"
    SCHOOL = "school"
    ASSOCIATION = "association"
    BUSINESS = "business"
    OTHER = "other"


KINDS: dict[str, Message] = {
    PartnerKind.POLICE: msg("Police"),
    PartnerKind.CARE: msg("Care"),
    PartnerKind.HOUSING: msg("Housing corporation"),
    PartnerKind.WELFARE: msg("Welfare work"),
    PartnerKind.SCHOOL: msg("School"),
    PartnerKind.ASSOCIATION: msg("Association"),
    PartnerKind.BUSINESS: msg("Business"),
    PartnerKind.OTHER: msg("Another partner"),
}
