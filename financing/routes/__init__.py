"""Pages of large plans for staff; what everyone reads is composed elsewhere."""

from financing.routes import acting, cycle, renewing, work
from financing.routes.blueprint import blueprint

__all__ = ["acting", "blueprint", "cycle", "renewing", "work"]
