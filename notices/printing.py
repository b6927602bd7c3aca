"""A letter as a PDF, made out of its kept text: the same bytes each time.

Without WeasyPrint, or the Pango that it needs from the system, there is none: letters are printed from their page.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import current_app, render_template

STYLES = ("1-tokens.css", "9-letter.css")
_BODY = "body { margin: 0; font-family: var(--font); }"


def can_print() -> bool:
    """Whether letters can be made into PDFs on this machine."""
    return _maker() is not None


def pdf_of(number: str, content: str) -> bytes | None:
    """The letter on A4, tagged so that it can be read aloud; None where no PDF can be made."""
    maker = _maker()
    if maker is None:
        return None
    folder = Path(str(current_app.static_folder)) / "css"
    text = "\n".join((folder / "source" / name).read_text(encoding="utf-8") for name in STYLES) + _BODY
    # the sheet names one file of our own, the letter type; nothing is ever asked of the network
    fetcher = maker.urls.URLFetcher(allowed_protocols=("file",))
    fonts = maker.text.fonts.FontConfiguration()
    sheet = maker.CSS(string=text, base_url=f"{folder.as_uri()}/", url_fetcher=fetcher, font_config=fonts)
    html = render_template("letters/document.html", letter=json.loads(content), number=number)
    # named by the letter's own fingerprint: nothing of the moment or of the machine goes in
    identifier = hashlib.sha256(content.encode()).hexdigest()[:32].encode()
    made = maker.HTML(string=html, url_fetcher=fetcher).write_pdf(
        stylesheets=[sheet], font_config=fonts, pdf_identifier=identifier, pdf_variant="pdf/ua-1"
    )
    return bytes(made)


@lru_cache(maxsize=1)
def _maker() -> Any:
    """WeasyPrint or nothing, loaded at the first letter: it is large, and its library may not be on this machine."""
    # a letter type bears the moment at which it was cut to size, unless this says otherwise (reproducible-builds.org)
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    try:
        import weasyprint
        import weasyprint.text.fonts
        import weasyprint.urls
    except (ImportError, OSError):
        return None
    # it says of every rule for screens that it leaves it out
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return weasyprint
