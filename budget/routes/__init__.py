"""Pages of the money for who works with it; importing this package hangs them on the blueprint."""

from budget.routes import movements, standing, years  # noqa: F401
from budget.routes.blueprint import blueprint

__all__ = ["blueprint"]
