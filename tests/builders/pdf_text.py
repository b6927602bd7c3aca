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
    shown, letters = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            letters = fonts[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            parts = operands[0] if str(operator) == "TJ" else [operands[0]]
            codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            shown.append("".join(letters[codes[at : at + 2].hex()] for at in range(0, len(codes), 2)))
        elif str(operator) == "ET":
            shown.append(" ")
    return " ".join("".join(shown).split())


def _letters(font: pikepdf.Object) -> dict[str, str]:
    table = font.ToUnicode.read_bytes().decode()
    pairs = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]+)>", table)
    return {code: bytes.fromhex(sign).decode("utf-16-be") for code, sign in pairs}
