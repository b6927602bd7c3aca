"""What every page must have, checked on each page that any test gets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

FIELDS = "input:not([type=hidden]):not([type=submit]):not([type=button]), select, textarea"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\{|\{%|\bNone\b|\bundefined\b|<[\w.]+ object at|&(amp;)?(lt|gt|amp|quot);")
HANDLER = re.compile(r"^on[a-z]+$")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class PageFaults(AssertionError):
    """A page that some test got lacks what every page must have."""


def audit_page(html: str, where: str) -> None:
    """Raises PageFaults naming every fault of this page at once."""
    faults = list(page_faults(html))
    if faults:
        raise PageFaults(f"{where}:\n  " + "\n  ".join(faults))


def page_faults(html: str) -> Iterator[str]:
    soup = BeautifulSoup(html, "html5lib")
    for check in (_frame, _ids, _labels, _forms, _policy, _text, _headings, _links):
        yield from check(soup)


def _frame(soup: BeautifulSoup) -> Iterator[str]:
    if soup.html is None or soup.html.get("lang") not in ("nl", "en"):
        yield "no language on <html>"
    if soup.title is None or not soup.title.get_text(strip=True):
        yield "no title"
    if (count := len(soup.find_all("h1"))) != 1:
        yield f"{count} h1 headings instead of one"
    if len(soup.find_all("main")) != 1:
        yield "not exactly one <main>"


def _ids(soup: BeautifulSoup) -> Iterator[str]:
    ids = Counter(str(tag["id"]) for tag in soup.find_all(id=True))
    for name, count in ids.items():
        if count > 1:
            yield f"id {name!r} stands {count} times"
    for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        for tag in soup.find_all(attrs={attribute: True}):
            value = tag[attribute]
            for name in value if isinstance(value, list) else str(value).split():
                if name not in ids:
                    yield f"{attribute}={name!r} points at nothing"


def _labels(soup: BeautifulSoup) -> Iterator[str]:
    labelled = {str(label["for"]) for label in soup.find_all("label", attrs={"for": True})}
    for field in soup.select(FIELDS):
        named = field.get("id") in labelled or field.find_parent("label") is not None
        if not (named or field.get("aria-label") or field.get("aria-labelledby")):
            yield f"field {field.get('name')!r} has no label"
    for button in soup.find_all(["button", "a"]):
        if not (button.get_text(strip=True) or button.get("aria-label") or button.find("title")):
            yield f"<{button.name}> without a name: {str(button)[:80]}"
    for image in soup.find_all("img"):
        if image.get("alt") is None:
            yield f"image without alt: {image.get('src')}"


def _forms(soup: BeautifulSoup) -> Iterator[str]:
    for form in soup.find_all("form"):
        method = str(form.get("method", "get")).lower()
        tokens = form.select("input[type=hidden][name$=csrf_token], input[type=hidden][name=booth_token]")
        if method == "post" and not any(str(token.get("value", "")) for token in tokens):
            yield f"POST form without a token: {form.get('action')}"
        if method == "get" and tokens:
            yield f"GET form that shows a token in the address: {form.get('action')}"


def _policy(soup: BeautifulSoup) -> Iterator[str]:
    for script in soup.find_all("script"):
        if not script.get("src"):
            yield "inline script"
    if soup.find("style"):
        yield "inline <style>"
    for tag in soup.find_all(True):
        if tag.get("style") is not None:
            yield f"style attribute on <{tag.name}>"
        yield from (f"{name} on <{tag.name}>" for name in tag.attrs if HANDLER.match(name))


def _links(soup: BeautifulSoup) -> Iterator[str]:
    for tag in soup.find_all(["a", "form"]):
        target = str(tag.get("href") or tag.get("action") or "")
        if urlsplit(target).scheme == "javascript":
            yield f"javascript address: {target}"
    for tag in soup.find_all(["script", "img", "link", "iframe", "source", "video", "audio", "form"]):
        target = str(tag.get("src") or tag.get("href") or tag.get("action") or "")
        if urlsplit(target).netloc:
            yield f"a third party is asked: {target}"


def _text(soup: BeautifulSoup) -> Iterator[str]:
    if soup.body is None:
        return
    said = [str(text) for text in soup.body.find_all(string=True) if not _is_user_text(text.parent)]
    said += [str(tag[name]) for tag in soup.find_all(True) for name in ("aria-label", "alt", "title") if tag.get(name)]
    for text in said:
        if found := PLACEHOLDER.search(text):
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
