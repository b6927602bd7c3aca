"""Which files are accepted, found from what is in them and never from what they are called.

For whoever adds evidence to something; what is not accepted is refused with what one can do instead.
"""

from __future__ import annotations

from enum import StrEnum

from lives.messages import Message, msg

MOST_BYTES = 5_000_000


class MediaType(StrEnum):
    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"


_SIGNS = ((b"%PDF-", MediaType.PDF), (b"\xff\xd8\xff", MediaType.JPEG), (b"\x89PNG\r\n\x1a\n", MediaType.PNG))
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
_PICTURES = (b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*", b"BM")
_PHONE_PHOTOS = (b"heic", b"heix", b"mif1", b"msf1", b"avif")


def media_type_of(data: bytes) -> MediaType | None:
    """What the first bytes say, or nothing for what is not accepted. Something put in front of a PDF makes it none:
    `<html>%PDF-1.7` is nothing, a page called "list.pdf" too."""
    return next((kind for sign, kind in _SIGNS if data.startswith(sign)), None)


def fault_of_bytes(data: bytes) -> Message | None:
    """Why this cannot be added, before anybody looks inside: empty, more than 5 MB (5,000,000 bytes), another kind."""
    if not data:
        return msg("This file is empty. Choose it again.")
    if len(data) > MOST_BYTES:
        return msg("This file is too large. It may have at most 5 MB. Make it smaller, or add it in parts.")
    return None if media_type_of(data) else _other_kind(data)


def _other_kind(data: bytes) -> Message:
    if data.startswith(_OFFICE):
        return msg("This is a document or a spreadsheet. Open it, save it as PDF, and add that.")
    if data[4:8] == b"ftyp" and data[8:12] in _PHONE_PHOTOS:
        return msg("This photo is of a kind that not everyone can open. Save it as JPEG, and add that.")
    if data.startswith(_PICTURES):
        return msg("This is a picture of another kind. Save it as JPEG or PNG, and add that.")
    return msg("We cannot accept this file. Add a PDF, a JPEG or a PNG. Something else? Save it as PDF first.")
