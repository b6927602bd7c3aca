"""Brings in the modules that hang routes on the pages' blueprint; each line is one of them."""

from pages import administration, areas, health, home, money, money_files, plans, statements, work
from pages.blueprint import blueprint

__all__ = [
    "administration",
    "areas",
    "blueprint",
    "health",
    "home",
    "money",
    "money_files",
    "plans",
    "statements",
    "work",
]
