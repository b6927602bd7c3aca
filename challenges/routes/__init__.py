"""The pages of this subject; importing this package hangs them on the blueprint."""

from challenges.routes import choosing, objecting, objection_work, objections, own, public, work, writing
from challenges.routes.blueprint import blueprint

__all__ = ["blueprint", "choosing", "objecting", "objection_work", "objections", "own", "public", "work", "writing"]
