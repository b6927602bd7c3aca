"""The pages of this subject; importing this package hangs them on the blueprint."""

from deals.routes import bands, making, many, public, work  # noqa: F401
from deals.routes.blueprint import blueprint

__all__ = ["blueprint"]
