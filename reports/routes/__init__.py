"""The pages of this subject; importing this package hangs them on the blueprint."""

from reports.routes import making, reading  # noqa: F401
from reports.routes.blueprint import blueprint

__all__ = ["blueprint"]
