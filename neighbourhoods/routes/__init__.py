"""The pages of this subject; importing this package hangs them on the blueprint."""

from neighbourhoods.routes import partners
from neighbourhoods.routes.blueprint import blueprint

__all__ = ["blueprint", "partners"]
