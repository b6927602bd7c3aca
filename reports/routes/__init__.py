"""The pages of this subject; importing this package hangs them on the blueprint."""

from reports.routes.blueprint import blueprint

__all__ = ["blueprint"]
