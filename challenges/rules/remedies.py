"""What a municipality offers to who gets no decision in time: a lawyer's choice, said in words on its pages."""

from __future__ import annotations

from enum import StrEnum


class SilenceRemedy(StrEnum):
    """What the municipality chose for who still has no decision two weeks after a notice of default."""

    OBJECTION = "objection"
    COURT = "court"
