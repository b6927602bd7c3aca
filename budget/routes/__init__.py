"""Pages of the money for who works with it; importing this package hangs them on the blueprint."""

from budget.routes import charging, closing, movements, payment_imports, payments, standing, standing_lines, years  # noqa: F401
from budget.routes.blueprint import blueprint

__all__ = ["blueprint"]
