"""What people may write: how long a text may be, and which signs may stand in it, for every subject alike."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from lives.messages import Message, msg


@dataclass(frozen=True)
class TextLimit:
    """Lengths in characters after trimming; `has_lines` allows a new line inside the text."""

    least: int
    most: int
    has_lines: bool = False


# signs that turn the direction of writing, or hide themselves, can make a text read as something else
_HIDDEN = frozenset("\u200b\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def tidy_text(text: str) -> str:
    """The text with every kind of line ending as one newline, in one Unicode form, and trimmed."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def faults_within(limit: TextLimit, text: str) -> tuple[Message, ...]:
    """What is wrong with a text, all at once.

    An empty text is only "too short" where something is asked. A title may have 3 to 120 characters.
    """
    tidy = tidy_text(text)
    found = (
        (
            not tidy and limit.least > 0,
            msg("Fill in this text."),
        ),
        (
            0 < len(tidy) < limit.least,
            msg("This text is too short. Write at least %(least)s characters.", least=limit.least),
        ),
        (
            len(tidy) > limit.most,
            msg(
                "This text is too long: %(length)s characters. It may have at most %(most)s.",
                length=len(tidy),
                most=limit.most,
            ),
        ),
        (not limit.has_lines and "\n" in tidy, msg("Write this text on one line.")),
        (
            any(is_forbidden(sign) for sign in tidy),
            msg("There are invisible signs in this text. Type the text again without them."),
        ),
    )
    return tuple(message for is_fault, message in found if is_fault)


def is_forbidden(sign: str) -> bool:
    """Control characters other than a newline, lone surrogates, and signs that hide or turn text."""
    return (unicodedata.category(sign) in ("Cc", "Cs") and sign != "\n") or sign in _HIDDEN
