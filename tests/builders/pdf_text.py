"""What stands on the pages of a PDF, read back through the tables by which the file itself tells its letters."""

from __future__ import annotations

import io
import re

import pikepdf


def pages_of(made: bytes) -> list[str]:
    """The text of each page, with single spaces."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        return [_text_of(page) for page in pdf.pages]


def _text_of(page: pikepdf.Page) -> str:
    fonts = {str(name): _letters(font) for name, font in page.resources.Font.items()}
    shown: list[str] = []
    letters: dict[str, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            letters = fonts[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            parts = operands[0] if str(operator) == "TJ" else [operands[0]]
            codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String)).hex()
            width = len(next(iter(letters), "0000"))
            shown.append("".join(letters.get(codes[at : at + width], "") for at in range(0, len(codes), width)))
        elif str(operator) == "ET":
            shown.append(" ")
    return " ".join("".join(shown).split())


def _letters(font: pikepdf.Object) -> dict[str, str]:
    """Code → sign, from single pairs and from ranges; a code is one or two bytes."""
    table = font.ToUnicode.read_bytes().decode()
    found = {}
    for code, sign in _tuples("bfchar", table, 2):
        found[code.lower()] = bytes.fromhex(sign).decode("utf-16-be")
    for first, last, sign in _tuples("bfrange", table, 3):
        for at in range(int(first, 16), int(last, 16) + 1):
            found[f"{at:0{len(first)}x}"] = chr(int(sign, 16) + at - int(first, 16))
    return found


def _tuples(kind: str, table: str, size: int) -> list[tuple[str, ...]]:
    parts = re.findall(rf"begin{kind}(.*?)end{kind}", table, re.DOTALL)
    words = [re.findall(r"<(\w+)>", part) for part in parts]
    return [tuple(part[at : at + size]) for part in words for at in range(0, len(part), size)]
