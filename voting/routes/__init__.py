"""Pages of the vote: the booth, the results, and the administration of ballots and codes."""

from voting.routes import administration, checking, choosing, deciding, drawing, entering, excluding, proving, results
from voting.routes.blueprint import blueprint, booth

__all__ = [
    "administration",
    "blueprint",
    "booth",
    "checking",
    "choosing",
    "deciding",
    "drawing",
    "entering",
    "excluding",
    "proving",
    "results",
]
