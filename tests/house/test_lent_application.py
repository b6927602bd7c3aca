"""Tests share one application in each worker, and none of them finds what another left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders.lent import LentApplication


@pytest.fixture
def lent(config) -> LentApplication:
    return LentApplication(config)


def test_what_a_test_leaves_is_gone_when_the_next_one_comes(lent, config):
    with lent.lend(config) as app:
        before = set(app.extensions)
        app.extensions["left"] = "behind"
        app.config["LEFT"] = "behind"
        app.testing = False
        assert app.test_client().get("/").status_code == 200
        assert set(app.extensions) > before | {"left"}
    with lent.lend(config) as app:
        assert set(app.extensions) == before
        assert "LEFT" not in app.config
        assert app.testing


def test_each_test_has_its_own_configuration_and_database(lent, config, sqlite_copies):
    other = sqlite_copies.fresh()
    with lent.lend(config) as app:
        first = app.extensions["database"]
    chosen = replace(config, database_url=other.url)
    with lent.lend(chosen) as app:
        assert app.extensions["settings"] is chosen
        assert app.extensions["database"].url == other.url != first.url
    sqlite_copies.drop(other)


def test_a_test_cannot_give_the_others_a_route_or_a_hook(lent, config):
    with lent.lend(config) as app:
        with pytest.raises(AssertionError, match="add_url_rule"):
            app.add_url_rule("/left", "left", lambda: "behind")
        with pytest.raises(AssertionError, match="before_request"):
            app.before_request(lambda: None)


def test_what_is_settled_at_the_start_needs_an_application_of_its_own(lent, config):
    for other in (replace(config, demo=True), replace(config, secure_cookies=True), replace(config, trusted_proxies=1)):
        with pytest.raises(AssertionError, match="make one"), lent.lend(other):
            pass
