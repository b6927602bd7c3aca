"""Who may open what: every route says it, or the app refuses to start; and this request's sessions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_login import UserMixin, current_user
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

import clock
from database import Database
from logbook.actors import Actor, Grant, Role

View = TypeVar("View", bound=Callable[..., Any])
ANYONE: frozenset[Role] = frozenset()


class RouteWithoutRule(Exception):
    """A route does not say who may open it."""


class SignedIn(UserMixin):  # type: ignore[misc]
    """Flask-Login's user: a person key, its session generation, and the actor it may be."""

    def __init__(self, key: str, generation: int, actor: Actor, name: str, owes_factor: bool) -> None:
        self.key, self.generation, self.actor, self.name = key, generation, actor, name
        self.owes_factor = owes_factor
        """A member of staff who has not shown the second factor in this session: acts as a resident."""

    def get_id(self) -> str:
        return f"{self.key}:{self.generation}"


def public(view: View) -> View:
    """Anyone may open this route, signed in or not."""
    cast(Any, view).access_rule = ANYONE
    return view


def open_to(*roles: Role) -> Callable[[View], View]:
    """Only these roles may open this route, in whatever area: the service checks the area."""
    if not roles:
        raise ValueError("name at least one role, or say public")

    def mark(view: View) -> View:
        cast(Any, view).access_rule = frozenset(roles)
        return view

    return mark


def rule_of(app: Flask, endpoint: str) -> frozenset[Role] | None:
    return getattr(app.view_functions[endpoint], "access_rule", None)


def check_access(app: Flask) -> None:
    """Raises RouteWithoutRule naming every route that has no rule."""
    public(app.view_functions["static"])
    missing = sorted(r.endpoint for r in app.url_map.iter_rules() if rule_of(app, r.endpoint) is None)
    if missing:
        raise RouteWithoutRule(f"no access rule on: {', '.join(missing)}")


def guard() -> Response | None:
    """Before every request: let through, ask to sign in, ask for the second factor, or refuse."""
    if request.endpoint is None:
        return None
    rule = rule_of(current_app, request.endpoint)
    if rule == ANYONE:
        return None
    if rule is None or not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in", next=_here()))
    if rule & current_user.actor.roles:
        return None
    if current_user.owes_factor:
        return redirect(url_for("accounts.second_factor", next=_here()))
    return abort(403)


def _here() -> str | None:
    """Where to go on after signing in: only a page, never a form's target."""
    return request.full_path.rstrip("?") if request.method == "GET" else None


def current_actor() -> Actor:
    """The signed-in person as an actor. On public routes check current_user.is_authenticated first."""
    return cast(Actor, current_user.actor)


def signed_in_actor() -> Actor | None:
    return current_actor() if current_user.is_authenticated else None


def database() -> Database:
    return cast(Database, current_app.extensions["database"])


def reading() -> Session:
    """This request's one session for reading; it cannot write."""
    if "reading" not in g:
        g.reading = Session(database().read_bind(), autoflush=False)
    return cast(Session, g.reading)


@contextmanager
def writing() -> Iterator[Session]:
    """A session for one act. The reading session lets go first, so that the page sees what was written."""
    close_reading()
    with database().writing() as session:
        yield session


def close_reading(_: BaseException | None = None) -> None:
    session = g.pop("reading", None)
    if session is not None:
        session.close()


def now() -> Any:
    """This request's moment: one for the whole page."""
    if "now" not in g:
        g.now = clock.now()
    return g.now


RESIDENT = Grant(Role.RESIDENT)
