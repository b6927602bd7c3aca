"""The pages of this subject; importing this package hangs them on the blueprint."""

from quick_plans.routes import asking, deciding, joining, mandates, own
from quick_plans.routes.blueprint import blueprint

__all__ = ["asking", "blueprint", "deciding", "joining", "mandates", "own"]
