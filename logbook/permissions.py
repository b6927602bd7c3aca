"""Who may do an act that belongs to an office of the municipality, and the words for who may not."""

from __future__ import annotations

from lives.messages import msg
from logbook.actors import Actor, Role
from logbook.refusals import NotAllowed


def require_administrator(actor: Actor) -> None:
    """Raises NotAllowed unless this is an administrator."""
    if not actor.has(Role.ADMINISTRATOR):
        raise NotAllowed(msg("Only an administrator can do this."))


def require_finance(actor: Actor, area_code: str | None = None) -> None:
    """Raises NotAllowed unless this is somebody of finance: for this area, or for any where none is named."""
    if not actor.has(Role.FINANCE, area_code):
        raise NotAllowed(msg("Only somebody of finance can do this."))


def require_administrator_or_finance(actor: Actor) -> None:
    """Raises NotAllowed unless this is either of the two."""
    if not (actor.has(Role.ADMINISTRATOR) or actor.has(Role.FINANCE)):
        raise NotAllowed(msg("Only an administrator or somebody of finance can do this."))
