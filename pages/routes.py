"""Brings in the modules that hang routes on the pages' blueprint; each line is one of them."""

from pages import administration, areas, health, home, plans, statements
from pages.blueprint import blueprint

__all__ = ["administration", "areas", "blueprint", "health", "home", "plans", "statements"]
