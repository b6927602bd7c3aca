"""Every route under its rule: who may open it, what anyone may open (listed by hand), and what may change things."""

from __future__ import annotations

import ast
import re
from dataclasses import replace

import pytest
from flask import Flask, url_for
from sqlalchemy import text

import access
from logbook.actors import Actor, Role
from tests.builders.people import add_person, make_actor
from tests.builders.source import ROOT, name_of, parsed, product_modules, templates

WORDS = {"int": "999999", "string": "onbekend", "default": "onbekend", "path": "onbekend", "uuid": "0" * 32}
PROMISED = (ROOT / "tests/house/promised_urls.txt").read_text(encoding="utf-8").split()
EVERY_ROLE = [make_actor("visitor of all", *Role)] + [make_actor(role.value, role) for role in Role]


def rules_of(app: Flask):
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule))


def address_of(app: Flask, rule):
    """An address of this route, with words nothing is called by."""
    values = {name: WORDS.get(kind, "onbekend") for kind, name in kinds_of(rule)}
    with app.test_request_context():
        return url_for(rule.endpoint, **values)


def kinds_of(rule):
    return [(kind or "default", name) for kind, name in re.findall(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>", rule.rule)]


def test_the_public_routes_are_those_in_the_list(app):
    listed = (ROOT / "public_routes.txt").read_text(encoding="utf-8").split()
    assert listed == sorted(set(listed)), "keep the list sorted"
    assert {r.endpoint for r in rules_of(app) if access.rule_of(app, r.endpoint) == access.ANYONE} == set(listed)


def test_demo_mode_opens_only_what_is_named_demo(config, sqlite_database):
    from app import create_app

    plain, shown = create_app(config), create_app(replace(config, demo=True))
    extra = {r.endpoint for r in rules_of(shown)} - {r.endpoint for r in rules_of(plain)}
    for made in (plain, shown):
        made.extensions["database"].dispose()
    assert extra
    assert {endpoint.split(".")[0] for endpoint in extra} == {"demo"}


def test_addresses_written_out_in_templates_exist(app):
    adapter = app.url_map.bind("localhost")
    written = {
        a for path in templates() for a in re.findall(r'href="(/[\w/-]*)[?"#]', path.read_text(encoding="utf-8"))
    }
    assert written
    assert [address for address in sorted(written) if not adapter.test(address, "GET")] == []


def test_every_route_says_who_may_open_it(app):
    assert [r.endpoint for r in rules_of(app) if access.rule_of(app, r.endpoint) is None] == []


@pytest.mark.parametrize("promised", PROMISED)
def test_an_address_that_people_were_promised_stays(app, promised):
    adapter = app.url_map.bind("localhost")
    assert adapter.test(promised, "GET"), promised


def test_someone_who_is_not_signed_in_is_sent_to_sign_in_or_refused_everywhere_else(app, client):
    for rule in rules_of(app):
        if access.rule_of(app, rule.endpoint) != access.ANYONE and "GET" in rule.methods:
            answer = client.get(address_of(app, rule))
            assert answer.status_code in (302, 303), rule.rule
            assert "/inloggen" in answer.location, rule.rule


@pytest.mark.parametrize("actor", EVERY_ROLE[1:], ids=lambda actor: "-".join(sorted(actor.roles)))
def test_a_role_opens_what_its_rule_says_and_nothing_else(app, client, sqlite_database, now, actor: Actor):
    sign_in(client, sqlite_database, actor, now)
    for rule in rules_of(app):
        allowed = access.rule_of(app, rule.endpoint)
        if allowed == access.ANYONE or "GET" not in rule.methods:
            continue
        status = client.get(address_of(app, rule)).status_code
        if allowed & actor.roles:
            assert status in (200, 302, 303, 403, 404, 409), rule.rule
        else:
            assert status == 403, rule.rule


def test_a_form_without_a_token_changes_nothing(app, client, sqlite_database, now):
    sign_in(client, sqlite_database, EVERY_ROLE[0], now)
    before = everything(sqlite_database)
    for rule in rules_of(app):
        if "POST" in rule.methods:
            answer = client.post(address_of(app, rule), data={"x": "1"})
            assert answer.status_code in (302, 303, 400, 403, 404), f"{rule.rule}: {answer.status_code}"
    assert everything(sqlite_database) == before


def test_looking_at_a_page_changes_nothing(app, client, sqlite_database, now):
    sign_in(client, sqlite_database, EVERY_ROLE[0], now)
    before = everything(sqlite_database)
    for rule in rules_of(app):
        if "GET" in rule.methods and rule.endpoint not in ENDS_A_SESSION:
            client.get(address_of(app, rule))
    assert everything(sqlite_database) == before


ENDS_A_SESSION = {"accounts.sign_out"}


def sign_in(client, database, actor, now):
    with database.writing() as session:
        add_person(session, actor, now)
    client.sign_in(actor)


def everything(database):
    """All rows of all tables."""
    with database.engine.connect() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        return {name: sorted(map(str, connection.execute(text(f'SELECT * FROM "{name}"')))) for name in names}


def views(tree):
    """The functions under a route decorator, with the methods they say."""
    for node in ast.walk(tree):
        for decorator in getattr(node, "decorator_list", []):
            called = getattr(getattr(decorator, "func", None), "attr", "")
            if called in ("route", "get", "post"):
                methods = [ast.literal_eval(k.value) for k in decorator.keywords if k.arg == "methods"]
                yield node, set(methods[0]) if methods else {"POST" if called == "post" else "GET"}


def changes_on_get(tree):
    """Views that open a writing session, may be reached by GET, and do not ask whether a form came."""
    return [
        view.name
        for view, methods in views(tree)
        if "GET" in methods
        and (source := ast.unparse(view))
        and "writing()" in source
        and "validate_on_submit" not in source
        and "request.method" not in source
    ]


def test_no_view_writes_when_it_is_only_looked_at():
    routes = [path for path in product_modules() if "routes" in name_of(path)]
    assert len(routes) > 5
    assert {name_of(path): found for path in routes if (found := changes_on_get(parsed(path)))} == BY_STANDARD


# OpenID Connect brings people back by a GET; the state that only their browser bears does what a form's token does
BY_STANDARD = {"accounts/routes/broker.py": ["broker_back"]}


def test_the_check_on_views_finds_one_that_writes_on_get():
    source = '@blueprint.route("/x")\ndef bad():\n    with writing() as session:\n        act(session)'
    assert changes_on_get(ast.parse(source)) == ["bad"]
    assert changes_on_get(ast.parse(source.replace('"/x"', '"/x", methods=["POST"]'))) == []
    assert changes_on_get(ast.parse(source.replace("route", "post"))) == []
