"""The pages of this subject; importing this package hangs them on the blueprint."""

from challenges.routes import (
    attachments,
    choosing,
    instead,
    letters,
    objecting,
    objection_work,
    objections,
    own,
    penalties,
    points,
    public,
    reports,
    support,
    work,
    writing,
)
from challenges.routes.blueprint import blueprint

__all__ = [
    "attachments",
    "blueprint",
    "choosing",
    "instead",
    "letters",
    "objecting",
    "objection_work",
    "objections",
    "own",
    "penalties",
    "points",
    "public",
    "reports",
    "support",
    "work",
    "writing",
]
