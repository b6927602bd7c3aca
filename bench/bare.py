"""The least a Flask app can do on this machine: a hello, a list of 50 in Jinja, one durable inserted row."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from flask import Flask, render_template

LIST = """<!doctype html><html lang="nl"><title>Plannen</title><h1>Plannen</h1><ul>
{% for plan in plans %}<li><h2><a href="/plannen/{{ plan.id }}">{{ plan.title }}</a></h2>
<p>{{ plan.summary }}</p><p>{{ plan.area }} · € {{ plan.cost }}</p></li>{% endfor %}</ul></html>"""
PLANS = [
    {
        "id": number,
        "title": f"Plan {number} voor de buurt",
        "summary": "Een bankje, bomen en een pad. " * 4,
        "area": "Centrum",
        "cost": 1_000 + number,
    }
    for number in range(50)
]


def create_bare() -> Flask:
    """The bare app; BARE_DATABASE says where its one table is."""
    app = Flask(__name__)
    connect = _connector(os.environ["BARE_DATABASE"])
    kept = threading.local()
    template = app.jinja_env.from_string(LIST)

    @app.get("/")
    def hello() -> str:
        return "hello"

    @app.get("/list")
    def fifty() -> str:
        return render_template(template, plans=PLANS)

    @app.post("/insert")
    def insert() -> str:
        if not hasattr(kept, "connection"):
            kept.connection = connect()
        with kept.connection() as connection:
            connection.execute("INSERT INTO bare (words) VALUES ('one row')")
        return "kept"

    return app


def make_table(database: str) -> None:
    with _connector(database)()() as connection:
        key = "INTEGER PRIMARY KEY" if database.startswith("sqlite") else "BIGSERIAL PRIMARY KEY"
        connection.execute(f"CREATE TABLE IF NOT EXISTS bare (id {key}, words TEXT)")


def _connector(database: str) -> Callable[[], Callable[[], AbstractContextManager[Any]]]:
    if database.startswith("sqlite"):
        return lambda: _lite(database.removeprefix("sqlite:///"))
    return lambda: _postgres(database.replace("+psycopg", ""))


def _lite(path: str) -> Callable[[], AbstractContextManager[Any]]:
    connection = sqlite3.connect(path, timeout=30)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return lambda: connection


def _postgres(url: str) -> Callable[[], AbstractContextManager[Any]]:
    import psycopg

    connection = psycopg.connect(url)
    return lambda: Committed(connection)


class Committed:
    """`with` on a psycopg connection would close it; this one commits and keeps it."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def __enter__(self) -> Any:
        return self.connection

    def __exit__(self, *_: object) -> None:
        self.connection.commit()
