"""The pages of this subject; importing this package hangs them on the blueprint."""

from challenges.routes import (
    attachments,
    choosing,
    objecting,
    objection_work,
    objections,
    own,
    public,
    support,
    work,
    writing,
)
from challenges.routes.blueprint import blueprint

__all__ = [
    "attachments",
    "blueprint",
    "choosing",
    "objecting",
    "objection_work",
    "objections",
    "own",
    "public",
    "support",
    "work",
    "writing",
]
