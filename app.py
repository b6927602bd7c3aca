"""create_app(): extensions, blueprints, error pages, start-up checks. Nothing else."""

from __future__ import annotations

from flask import Flask
from flask_babel import Babel
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

import access
from config import Config, read_config
from database import Database


def create_app(config: Config | None = None) -> Flask:
    """The application for one municipality. Raises BadConfiguration or RouteWithoutRule instead of starting."""
    config = config or read_config()
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=config.secret_key,
        SESSION_COOKIE_NAME="session",
        SESSION_COOKIE_SECURE=config.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=12 * 3600,
        MAX_CONTENT_LENGTH=2_000_000,
        MAX_FORM_MEMORY_SIZE=2_000_000,
        MAX_FORM_PARTS=2_000,
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        BABEL_DEFAULT_LOCALE="nl",
        BABEL_DEFAULT_TIMEZONE="Europe/Amsterdam",
        TESTING=config.testing,
    )
    app.extensions["settings"] = config
    app.extensions["database"] = Database(config.database_url)
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    _add_extensions(app)
    _add_blueprints(app, config)
    access.check_access(app)
    return app


def _add_extensions(app: Flask) -> None:
    from accounts import acting
    from accounts.login import load_person
    from notices import sending
    from pages import errors, filters, headers, language, site, subjects

    Babel(app, locale_selector=language.current_language)
    csrf = CSRFProtect(app)
    login = LoginManager(app, add_context_processor=False)  # the booth knows no account
    login.session_protection = None  # the session generation and short lifetime do this work
    login.user_loader(load_person)
    app.extensions["csrf_protect"] = csrf
    app.before_request(access.guard)
    app.before_request(acting.watch)
    app.teardown_appcontext(access.close_reading)
    for part in (errors, filters, headers, language, sending, site, subjects):
        part.register(app)


def _add_blueprints(app: Flask, config: Config) -> None:
    import accounts.routes
    import budget.routes
    import challenges.routes
    import deals.routes
    import financing.routes
    import neighbourhoods.routes
    import pages.routes
    import proposals.routes
    import quick_plans.routes
    import reports.routes
    import rounds.routes
    import settings.routes
    import voting.routes

    for package in (pages, accounts, budget, challenges, deals, financing, neighbourhoods, proposals, quick_plans):
        app.register_blueprint(package.routes.blueprint)
    for package in (reports, rounds, settings, voting):
        app.register_blueprint(package.routes.blueprint)
    app.register_blueprint(voting.routes.booth)
    # the booth knows no account: its token comes from its own cookie
    app.extensions["csrf_protect"].exempt(voting.routes.booth)
    if config.demo:
        import demo.routes

        app.register_blueprint(demo.routes.blueprint)
    _add_commands(app)


def _add_commands(app: Flask) -> None:
    import areas.cli
    import budget.cli
    import challenges.cli
    import demo.cli
    import logbook.cli
    import migrations.cli
    import pages.cli
    import voting.cli

    for commands in (areas.cli, budget.cli, challenges.cli, voting.cli, demo.cli):
        commands.register(app)
    for commands in (pages.cli, migrations.cli, logbook.cli):
        commands.register(app)
