"""The pages of this subject; importing this package hangs them on the blueprint."""

from deals.routes.blueprint import blueprint

__all__ = ["blueprint"]
