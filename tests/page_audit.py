"""What every page must have, checked on each page that any test gets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, NavigableString, Tag

FIELDS = ("input", "select", "textarea")
UNNAMED = ("hidden", "submit", "button")
"""Kinds of input that need no label."""
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\{|\{%|\bNone\b|\bundefined\b|<[\w.]+ object at|&(amp;)?(lt|gt|amp|quot);")
HANDLER = re.compile(r"^on[a-z]+$")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class PageFaults(AssertionError):
    """A page that some test got lacks what every page must have."""


def audit_page(html: str, where: str) -> BeautifulSoup:
    """The page, read as a browser reads it. Raises PageFaults naming every fault of it at once."""
    soup = BeautifulSoup(html, "html5lib")
    faults = list(faults_of(soup))
    if faults:
        raise PageFaults(f"{where}:\n  " + "\n  ".join(faults))
    return soup


def page_faults(html: str) -> Iterator[str]:
    return faults_of(BeautifulSoup(html, "html5lib"))


def faults_of(soup: BeautifulSoup) -> Iterator[str]:
    yield from _frame(soup)
    # asked once: thousands of pages are audited, and a search through the whole tree for each check is most of the work
    tags = list(soup.find_all(True))
    for check in (_ids, _labels, _forms, _policy):
        yield from check(tags)
    yield from _text(soup, tags)
    yield from _headings(soup)
    yield from _links(tags)


def _frame(soup: BeautifulSoup) -> Iterator[str]:
    if soup.html is None or soup.html.get("lang") not in ("nl", "en"):
        yield "no language on <html>"
    if soup.title is None or not soup.title.get_text(strip=True):
        yield "no title"
    if (count := len(soup.find_all("h1"))) != 1:
        yield f"{count} h1 headings instead of one"
    if len(soup.find_all("main")) != 1:
        yield "not exactly one <main>"


def _ids(tags: list[Tag]) -> Iterator[str]:
    ids = Counter(str(tag["id"]) for tag in tags if tag.get("id") is not None)
    for name, count in ids.items():
        if count > 1:
            yield f"id {name!r} stands {count} times"
    for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        for value in (tag.get(attribute) for tag in tags):
            for name in () if value is None else value if isinstance(value, list) else str(value).split():
                if name not in ids:
                    yield f"{attribute}={name!r} points at nothing"


def _labels(tags: list[Tag]) -> Iterator[str]:
    labelled = {str(tag["for"]) for tag in tags if tag.name == "label" and tag.get("for") is not None}
    for field in tags:
        if field.name not in FIELDS or (field.name == "input" and field.get("type") in UNNAMED):
            continue
        named = field.get("id") in labelled or field.find_parent("label") is not None
        if not (named or field.get("aria-label") or field.get("aria-labelledby")):
            yield f"field {field.get('name')!r} has no label"
    for button in tags:
        if button.name in ("button", "a") and not _has_a_name(button):
            yield f"<{button.name}> without a name: {str(button)[:80]}"
    for image in tags:
        if image.name == "img" and image.get("alt") is None:
            yield f"image without alt: {image.get('src')}"


def _has_a_name(button: Tag) -> bool:
    return bool(button.get_text(strip=True) or button.get("aria-label") or button.find("title"))


def _forms(tags: list[Tag]) -> Iterator[str]:
    for form in tags:
        if form.name != "form":
            continue
        method = str(form.get("method", "get")).lower()
        tokens = form.select("input[type=hidden][name$=csrf_token], input[type=hidden][name=booth_token]")
        if method == "post" and not any(str(token.get("value", "")) for token in tokens):
            yield f"POST form without a token: {form.get('action')}"
        if method == "get" and tokens:
            yield f"GET form that shows a token in the address: {form.get('action')}"


def _policy(tags: list[Tag]) -> Iterator[str]:
    for tag in tags:
        if tag.name == "script" and not tag.get("src"):
            yield "inline script"
        if tag.name == "style":
            yield "inline <style>"
        if tag.get("style") is not None:
            yield f"style attribute on <{tag.name}>"
        yield from (f"{name} on <{tag.name}>" for name in tag.attrs if HANDLER.match(name))


def _links(tags: list[Tag]) -> Iterator[str]:
    for tag in tags:
        if tag.name in ("a", "form"):
            target = str(tag.get("href") or tag.get("action") or "")
            if urlsplit(target).scheme == "javascript":
                yield f"javascript address: {target}"
        if tag.name in ("script", "img", "link", "iframe", "source", "video", "audio", "form"):
            target = str(tag.get("src") or tag.get("href") or tag.get("action") or "")
            if urlsplit(target).netloc:
                yield f"a third party is asked: {target}"


def _text(soup: BeautifulSoup, tags: list[Tag]) -> Iterator[str]:
    if soup.body is None:
        return
    said = [(str(text), text.parent) for text in soup.body.descendants if isinstance(text, NavigableString)]
    said += [(str(tag[name]), None) for tag in tags for name in ("aria-label", "alt", "title") if tag.get(name)]
    for text, parent in said:
        if (found := PLACEHOLDER.search(text)) and not _is_user_text(parent):
            yield f"left-over {found.group()!r} in {text.strip()[:80]!r}"


def _is_user_text(tag: Tag | None) -> bool:
    """What people typed may hold anything; templates mark it so."""
    if tag is None:
        return False
    marked = tag.get("data-written") is not None or tag.find_parent(attrs={"data-written": True}) is not None
    return marked or tag.name in ("textarea", "script")


def _headings(soup: BeautifulSoup) -> Iterator[str]:
    before = 0
    main = soup.find("main")
    for heading in main.find_all(HEADINGS) if isinstance(main, Tag) else []:
        level = int(heading.name[1])
        if level > before + 1:
            yield f"h{level} after h{before}: {heading.get_text(strip=True)!r}"
        if not heading.get_text(strip=True):
            yield f"empty {heading.name}"
        before = level
