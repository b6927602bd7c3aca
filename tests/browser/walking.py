"""What a person does in a browser, and how each page is looked at on the way."""

from __future__ import annotations

import re
import time
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.builders.chromium import audit_with_axe
from tests.builders.sites import Site

NARROW = 320
MOST_STOPS = 150

FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return {name: "nothing", seen: true};
  const name = `${at.tagName} ${at.id || at.className} ${(at.textContent || "").trim().slice(0, 40)}`;
  const marked = (each) => {
    const look = getComputedStyle(each);
    return (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== "none";
  };
  const around = [at, at.closest("[data-choice]"), ...(at.labels || []), ...at.querySelectorAll("polygon")];
  const place = at.getBoundingClientRect();
  const [x, y] = [place.left + Math.min(place.width, 40) / 2, place.top + Math.min(place.height, 24) / 2];
  const top = document.elementFromPoint(x, y);
  const free = !top || at.contains(top) || top.contains(at) ||
    [...(at.labels || [])].some((each) => each.contains(top));
  const inside = place.bottom > 0 && place.top < innerHeight;
  const drawn = at.ownerSVGElement ? true : around.some((each) => each && marked(each));
  return {name, seen: drawn && free && inside, why: {drawn, free, inside, top: top && top.className}};
}"""


def look_at(page: Page) -> None:
    """The page has no fault that axe finds, and at 320 px nothing sticks out of the window."""
    audit_with_axe(page)
    assert_reflows(page)


def assert_reflows(page: Page, narrow: int = NARROW) -> None:
    before = page.viewport_size
    assert before is not None
    page.set_viewport_size({"width": narrow, "height": before["height"]})
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.set_viewport_size(before)
    assert over <= 0, f"{page.url} is {over} px wider than a window of {narrow} px"


def text_of(page: Page, selector: str = "main") -> str:
    """What people read there, with single plain spaces."""
    return " ".join(page.locator(selector).first.inner_text().split())


def tab_to(page: Page, selector: str) -> None:
    """Go there with the Tab key alone; the focus is seen at every stop, and nothing covers it."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focus = _focus_at_rest(page)
        assert focus["seen"], f"{page.url}: the focus is not seen at {focus['name']}: {focus.get('why')}"
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{page.url}: Tab does not come to {selector}")


def _focus_at_rest(page: Page, seconds: float = 2) -> dict[str, Any]:
    """Where the focus is; a page that is still rolling there gets a moment."""
    last = time.monotonic() + seconds
    while True:
        focus: dict[str, Any] = page.evaluate(FOCUS)
        if focus["seen"] or time.monotonic() > last:
            return focus
        time.sleep(0.05)


def press_on(page: Page, selector: str) -> None:
    """Tab to a link or a button, press Enter and wait for the page behind it."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def voting_code(site: Site, area: str) -> str:
    """A code of this wijk, out of what the loader of the demo printed."""
    found = re.search(rf"^\s*([0-9A-Z-]{{19}})\s+{area}$", site.printed, re.MULTILINE)
    assert found, f"no code of {area} in: {site.printed}"
    return found.group(1)


def mailed_code(page: Page, address: str) -> str:
    """The newest code that was mailed to this address, read on the page that the demo has for it."""
    other = page.context.new_page()
    other.goto("/demo/post")
    code = other.locator("article", has_text=address).locator(".confirmation__reference").first.inner_text()
    other.close()
    return code


APP_TRIES = 10


def app_digits(page: Page, address: str) -> str:
    """The six digits that the sign-in app of this member of staff shows, as the demo's own page says."""
    other = page.context.new_page()
    other.goto("/demo/post")
    digits = other.locator(".data-list__row", has_text=f"({address})").locator("dd").inner_text()
    other.close()
    return digits.strip()


def sign_in(page: Page, address: str) -> None:
    """By the code in the mail; staff by the app too."""
    page.goto("/inloggen")
    finish_sign_in(page, address)


def finish_sign_in(page: Page, address: str) -> None:
    page.fill("[name=email]", address)
    send(page, "form[method=post] .form-actions button")
    page.fill("[name=code]", mailed_code(page, address))
    send(page, "main form[method=post] .form-actions button")
    for _ in range(APP_TRIES):
        if not owes_factor(page):
            return
        page.fill("[name=code]", app_digits(page, address))
        send(page, "main form[method=post] .form-actions button")
        if owes_factor(page):
            # digits work once: who signs in three times in half a minute waits for the next ones
            page.wait_for_timeout(6_000)
    assert not owes_factor(page), "the digits of the app were refused for a minute"


def owes_factor(page: Page) -> bool:
    """Whether the site asks for the app now, whatever page it goes on to afterwards."""
    return urlsplit(page.url).path == "/tweede-factor"


def send(page: Page, selector: str) -> None:
    """Press a button or a link and wait for the page behind it."""
    with page.expect_navigation():
        page.locator(selector).first.click()
