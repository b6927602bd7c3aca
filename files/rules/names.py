"""The name under which a file is given back: the people's own, without paths, invisible signs or a false ending."""

from __future__ import annotations

import re
import unicodedata

from files.rules.kinds import MediaType

LONGEST = 100
ENDINGS = {MediaType.PDF: ".pdf", MediaType.JPEG: ".jpg", MediaType.PNG: ".png"}
_OWN_ENDING = re.compile(r"\.(?:pdf|jpe?g|jfif|png)$", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\\/\x00-\x1f]')


def tidy_name(sent: str, kind: MediaType, fallback: str = "bijlage") -> str:
    r"""A name for a file of this kind, at most 100 signs with its ending.

    r"C:\lijsten\Buren 2026.JPG" that holds a PDF is "Buren 2026.pdf"; "../../x" is "x.pdf"; signs that turn the
    direction of writing around are gone, so that nothing looks like another kind of file.
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", sent))[-1]
    seen = "".join(sign for sign in last if not unicodedata.category(sign).startswith("C"))
    stem = " ".join(_FORBIDDEN.sub("", seen).split()).rstrip(". ")
    while (shorter := _OWN_ENDING.sub("", stem).rstrip(". ")) != stem:
        stem = shorter
    return (stem.lstrip(". ")[: LONGEST - 4].rstrip(". ") or fallback) + ENDINGS[kind]
