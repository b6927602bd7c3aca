"""Pages about people; each module hangs its routes on the blueprint."""

from accounts.routes.blueprint import blueprint  # isort: skip
from accounts.routes import account, factor, invitations, signing_in, staff

__all__ = ["account", "blueprint", "factor", "invitations", "signing_in", "staff"]
