"""What the frame around every page shows: the menu, who is signed in, languages, help. Costs visitors no query."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from flask import Flask, current_app, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from accounts.acting import acts_for, own_organisations
from challenges.shown import takes_requests
from config import Config
from logbook.actors import Role
from pages.language import ARGUMENT, LANGUAGES, current_language
from pages.place import in_booth, is_signed_in
from settings.shown import Municipality, shown_municipality
from wording import say


@dataclass(frozen=True)
class Link:
    url: str
    label: str
    is_current: bool = False
    code: str = ""


@dataclass(frozen=True)
class PersonLink:
    name: str
    url: str


@dataclass(frozen=True)
class Acting:
    """For whom the visitor acts; no name: for oneself."""

    name: str
    url: str


class Site:
    """Asked by the templates as `site`; everything is looked up only when a template asks for it."""

    @property
    def language(self) -> str:
        return current_language()

    @property
    def home_url(self) -> str:
        return "/"

    @property
    def navigation(self) -> list[Link]:
        pages = (
            ("/plannen", _("Plans")),
            ("/wijken", _("Wijken")),
            ("/stemmen", _("Vote")),
            ("/uitslagen", _("Results")),
            ("/zo-werkt-het", _("How it works")),
        )
        # who works here knows how it works and needs the room for "My work"
        shown = pages[:-1] if self.work_url else pages
        return [Link(url, label, _is_here(url)) for url, label in shown]

    @property
    def person(self) -> PersonLink | None:
        if not is_signed_in() or not current_user.is_authenticated:
            return None
        return PersonLink(current_user.name, url_for("accounts.account"))

    @property
    def acting(self) -> Acting | None:
        """Shown to who can act for an organisation, on every page."""
        if not is_signed_in() or not own_organisations():
            return None
        chosen, here = acts_for(), request.full_path.rstrip("?") if request.method == "GET" else None
        return Acting(chosen.name if chosen else "", url_for("accounts.for_whom", next=here))

    def own_organisation(self, organisation_id: int | None) -> str | None:
        """The name of one of the visitor's own organisations."""
        own = own_organisations() if is_signed_in() else []
        return next((each.name for each in own if each.id == organisation_id), None)

    @property
    def sign_in_url(self) -> str:
        here = request.full_path.rstrip("?") if request.method == "GET" and not _is_here("/inloggen") else None
        return url_for("accounts.sign_in", next=here if here != "/" else None)

    @property
    def work_url(self) -> str | None:
        """Where a member of staff begins the day."""
        if not is_signed_in() or not current_user.is_authenticated:
            return None
        if current_user.owes_factor:
            return url_for("accounts.second_factor")
        roles = current_user.actor.roles
        if roles & {Role.COORDINATOR, Role.REVIEWER, Role.FINANCE, Role.COLLEGE_CLERK, Role.COUNCIL_CLERK}:
            return "/werk"
        return "/beheer" if Role.ADMINISTRATOR in roles else None

    @property
    def language_links(self) -> list[Link]:
        chosen = current_language()
        return [Link(_here_in(code), label, code == chosen, code) for code, label in LANGUAGES.items()]

    @property
    def footer_links(self) -> list[Link]:
        own = [("/uitdaagrecht", _("Taking over tasks"))] if takes_requests(current_app) else []
        pages = (
            ("/zo-werkt-het", _("How it works")),
            ("/geld", _("Money")),
            ("/grote-projecten", _("Large projects")),
            ("/afspraken", _("Deals with the neighbourhood")),
            *own,
            ("/jaarverslagen", _("Year reports")),
            ("/zo-tellen-wij", _("How we count the votes")),
            ("/toegankelijkheid", _("Accessibility")),
            ("/privacy", _("Your privacy")),
            ("/beveiliging", _("Security")),
        )
        return [Link(url, label) for url, label in pages]

    @cached_property
    def _municipality(self) -> Municipality:
        return shown_municipality(current_app)

    @property
    def municipality(self) -> str:
        return self._municipality.name

    @property
    def help_phone(self) -> str:
        return self._municipality.help_phone

    @property
    def help_email(self) -> str:
        return self._municipality.help_email

    @property
    def help_url(self) -> str | None:
        return None if in_booth() else "/zo-werkt-het#hulp"

    @property
    def demo(self) -> bool:
        config: Config = current_app.extensions["settings"]
        return config.demo

    @property
    def demo_url(self) -> str | None:
        return url_for("demo.tour") if self.demo else None


def _is_here(url: str) -> bool:
    return request.path == url or request.path.startswith(url + "/")


def _here_in(code: str) -> str:
    """This page in another language, with its search and filters kept."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != ARGUMENT]
    return f"{request.path}?{urlencode([*kept, (ARGUMENT, code)])}"


def register(app: Flask) -> None:
    app.context_processor(lambda: {"site": Site()})
    app.jinja_env.filters["say"] = say
