"""Pages about people; each module hangs its routes on the blueprint."""

from accounts.routes.blueprint import blueprint  # isort: skip
from accounts.routes import account, acting, broker, factor, invitations, members, organisations, signing_in, staff

__all__ = [
    "account", "acting", "blueprint", "broker", "factor", "invitations", "members", "organisations", "signing_in",
    "staff",
]  # fmt: skip
