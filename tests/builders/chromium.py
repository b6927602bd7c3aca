"""Chromium as residents have it, without calls home, and the two things every visit is checked for."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request

AXE = Path(__file__).resolve().parents[1] / "vendor/axe/axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIEWPORTS = {390: (390, 844), 1280: (1280, 900)}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class NoChromium(Exception):
    """There is no Chromium on this machine."""


def find_chromium() -> str:
    wanted = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not wanted:
        raise NoChromium("install chromium, or name it in CHROMIUM")
    return wanted


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)


class Visit:
    """One person's browser at one site: collects errors on the console and requests to anyone else."""

    def __init__(self, browser: Browser, url: str, width: int, *, javascript: bool = True) -> None:
        wide, high = VIEWPORTS[width]
        self.url = url
        self.faults: list[str] = []
        self.context: BrowserContext = browser.new_context(
            base_url=url,
            viewport={"width": wide, "height": high},
            java_script_enabled=javascript,
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
        )
        self.context.set_default_timeout(15_000)
        self.context.on("request", self._note_request)
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda said: self._note(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self._note(str(error)))

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:", "about:")):
            self._note(f"asked a third party: {request.url}")

    def _note(self, fault: str) -> None:
        # an answer that refuses (403, 404, 409) is one of ours, and Chromium names it too
        if "Failed to load resource: the server responded with a status of 4" not in fault:
            self.faults.append(fault)

    def close(self) -> None:
        self.context.close()
        assert not self.faults, "\n".join(self.faults)


def audit_with_axe(page: Page) -> None:
    """Raises AssertionError naming each WCAG 2.2 AA fault that axe finds, and any page wider than its window."""
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{page.url} is {overflow} px wider than the window"
    # the page's own policy forbids foreign script: only this evaluation may pass it
    page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
    found = page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", WCAG)
    assert not found["violations"], f"{page.url}\n" + "\n".join(_described(v) for v in found["violations"])


def _described(violation: dict[str, Any]) -> str:
    where = "; ".join(node["html"][:160] for node in violation["nodes"][:4])
    return f"{violation['id']}: {violation['help']} ({len(violation['nodes'])} times): {where}"
