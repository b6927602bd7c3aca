"""Brings in the modules that hang routes on the pages' blueprint; each line is one of them."""

from pages import administration, areas, challenge_files, health, home, money, money_files, plans, statements, work
from pages.blueprint import blueprint
from pages.large_projects import dossier, files, listing, project

__all__ = [
    "administration",
    "areas",
    "blueprint",
    "challenge_files",
    "dossier",
    "files",
    "health",
    "home",
    "listing",
    "money",
    "money_files",
    "plans",
    "project",
    "statements",
    "work",
]
