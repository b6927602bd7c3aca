"""Pages of the money for who works with it; importing this package hangs them on the blueprint."""

from budget.routes import closing, movements, payment_imports, payments, standing, years  # noqa: F401
from budget.routes.blueprint import blueprint

__all__ = ["blueprint"]
