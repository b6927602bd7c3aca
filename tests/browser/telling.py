"""A story of months told in a browser: people take turns, and between the turns the days go by."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

from logbook.actors import Actor
from tests.browser.walking import send, text_of
from tests.builders.moved import MovedSite


class Telling:
    """`by(actor, moment)` is that person's own screen at that moment: residents have a telephone, staff a desk."""

    def __init__(self, site: MovedSite, phone: Page, desk: Page) -> None:
        self.site, self.phone, self.desk = site, phone, desk
        self.number = 0

    def by(self, actor: Actor, moment: datetime) -> Page:
        self.site.move_to(moment)
        page = self.desk if actor.is_staff else self.phone
        page.context.clear_cookies()
        page.context.add_cookies([
            {"name": "session", "value": self.site.session_of(actor), "url": self.site.site.url}
        ])  # fmt: skip
        return page

    def works(self, actor: Actor, moment: datetime, action: str, **values: str | list[str]) -> Page:
        """One step on the screen on which staff handle the request, by its form."""
        return self._works(f"/werk/uitdaagrecht/{self.number}", actor, moment, action, values)

    def hears(self, actor: Actor, moment: datetime, objection: int, action: str, **values: str | list[str]) -> Page:
        """One step on the screen of an objection."""
        return self._works(f"/werk/bezwaren/{objection}", actor, moment, action, values)

    def _works(
        self, place: str, actor: Actor, moment: datetime, action: str, values: dict[str, str | list[str]]
    ) -> Page:
        page = self.by(actor, moment)
        page.goto(place)
        return self.sends(page, action, **values)

    def own(self, actor: Actor, moment: datetime) -> Page:
        """The applicant's own page of the request."""
        page = self.by(actor, moment)
        page.goto(f"/mijn/verzoeken/{self.number}")
        return page

    def sends(self, page: Page, action: str, **values: str | list[str]) -> Page:
        form = page.locator(f"#{action.replace('_', '-')}-form")
        assert form.count() == 1, f"{page.url} has no {action}: {text_of(page)}"
        panel = form.locator("xpath=ancestor::details")
        if panel.count() and panel.first.get_attribute("open") is None:
            panel.first.locator("summary").first.click()
        for name, value in values.items():
            put(form, f"{action}-{name}", value)
        with page.expect_navigation():
            form.locator("button[type=submit]").click()
        # kept: the page behind it says so
        assert page.locator(".flash--success").count() == 1, f"{page.url} after {action}: {text_of(page)}"
        return page

    def everyone_reads(self, moment: datetime) -> str:
        """The public page at that moment, by somebody who is not signed in."""
        self.site.move_to(moment)
        self.phone.context.clear_cookies()
        self.phone.goto(f"/uitdaagrecht/{self.number}")
        return text_of(self.phone)


def put(form: Locator | Page, name: str, value: str | list[str]) -> None:
    """Fill in a field of whatever kind."""
    field = form.locator(f"[name='{name}']")
    kind = field.first.get_attribute("type")
    if kind in ("radio", "checkbox"):
        for each in [value] if isinstance(value, str) else value:
            form.locator(f"[name='{name}'][value='{each}']").check()
    elif field.first.evaluate("each => each.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(str(value))


def next_screen(page: Page, **values: str | list[str]) -> None:
    """Fill in a screen of a form in steps and go on."""
    for name, value in values.items():
        put(page, name, value)
    send(page, "#write .form-actions button")


def number_in(page: Page) -> int:
    """The number of the request in the address of its page."""
    return next(int(part) for part in urlsplit(page.url).path.split("/") if part.isdigit())
