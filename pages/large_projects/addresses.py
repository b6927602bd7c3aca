"""Where a large project is read: its number decides, the words are for people."""

from __future__ import annotations

from areas.services import slug_of


def project_url(number: int, title: str) -> str:
    """The page of a large project."""
    return f"/grote-projecten/{number}-{slug_of(title)}"


def dossier_url(number: int) -> str:
    return f"/grote-projecten/{number}/dossier"


def costs_csv_url(number: int) -> str:
    return f"/grote-projecten/{number}/kosten.csv"
