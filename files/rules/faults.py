"""Why a file that looked right is refused once somebody looks inside, in words for who added it."""

from __future__ import annotations

from enum import StrEnum

from lives.messages import Message, msg


class FileFault(StrEnum):
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    ACTIVE = "active"
    LINK = "link"
    EMBEDDED = "embedded"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_COMPLEX = "too_complex"
    BROKEN_PICTURE = "broken_picture"
    TOO_MANY_PIXELS = "too_many_pixels"
    MOVING = "moving"
    TOO_LARGE = "too_large"
    GAVE_UP = "gave_up"


FAULT_WORDS: dict[FileFault, Message] = {
    FileFault.ENCRYPTED: msg("This PDF is locked with a password. Save it without a password, and add that."),
    FileFault.BROKEN: msg("This PDF is damaged. Open it, print it to a new PDF, and add that."),
    FileFault.ACTIVE: msg(
        "This PDF can do something by itself when it is opened. Print it to a new PDF, and add that."
    ),
    FileFault.LINK: msg("This PDF has a link that does not lead to a website. Print it to a new PDF, and add that."),
    FileFault.EMBEDDED: msg("This PDF has other files, sound or film in it. Print it to a new PDF, and add that."),
    FileFault.TOO_MANY_PAGES: msg("This PDF has more than 300 pages. Add the pages that matter."),
    FileFault.TOO_COMPLEX: msg("This PDF is too complicated for us to check. Print it to a new PDF, and add that."),
    FileFault.BROKEN_PICTURE: msg("We cannot read this picture. Save it anew as JPEG or PNG, and add that."),
    FileFault.TOO_MANY_PIXELS: msg("This picture has too many pixels. Make it smaller first."),
    FileFault.MOVING: msg("This picture moves. Add one that stands still."),
    FileFault.TOO_LARGE: msg("This file is too large. It may have at most 5 MB. Make it smaller, or add it in parts."),
    FileFault.GAVE_UP: msg("Checking this file takes too long. Print it to a new PDF or make it smaller."),
}
