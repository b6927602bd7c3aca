"""A letter of the municipality: its parts, and the one text in which it is kept, in words, as it was sent.

For who gets it, and for who must show years later what was written. What people wrote themselves stands in it as a
quotation; nothing that they type can become anything else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from lives.messages import Day, Message, msg

Say = Callable[[Message], str]


@dataclass(frozen=True)
class Heading:
    text: Message


@dataclass(frozen=True)
class Paragraph:
    text: Message


@dataclass(frozen=True)
class Quote:
    """What somebody wrote, as it was written."""

    text: str


@dataclass(frozen=True)
class Points:
    items: tuple[Message, ...]


@dataclass(frozen=True)
class Facts:
    """Names with what stands behind each."""

    rows: tuple[tuple[Message, Message], ...]


ON_BEHALF_OF_THE_COLLEGE = msg("On behalf of mayor and aldermen")
Block = Heading | Paragraph | Quote | Points | Facts


@dataclass(frozen=True)
class LetterText:
    """What a letter says, before it has a language. `core` is the one sentence that the mail about it bears."""

    kind: str
    subject: Message
    core: Message
    blocks: tuple[Block, ...]
    on_behalf: Message = ON_BEHALF_OF_THE_COLLEGE


@dataclass(frozen=True)
class Sender:
    """The municipality as its letters name it."""

    municipality: str
    phone: str
    email: str
    signed_by: str = ""
    """Name and function under the letter; nothing: the municipality alone."""


@dataclass(frozen=True)
class Addressee:
    """To whom: on paper where there is no key of a person to mail to."""

    name: str
    keys: tuple[str, ...] = ()
    language: str = "nl"
    postal: str = ""
    """The lines of the postal address, where it is known."""

    @property
    def way(self) -> str:
        return "mail" if self.keys else "paper"


def written(text: LetterText, to: Addressee, sender: Sender, number: str, on: date, say: Say) -> str:
    """The letter as one JSON text with sorted keys: everything that stands on the paper, and nothing to look up later.

    A letter dated 23 November 2026 says "23 november 2026" in it, and will in ten years.
    """
    content = {
        "language": to.language,
        "sender": [say(msg("Municipality of %(name)s", name=sender.municipality)), sender.phone, sender.email],
        "to": [to.name, *filter(None, map(str.strip, to.postal.splitlines()))],
        "reference": [
            [say(msg("Date")), say(Message("%(day)s", (("day", Day(on)),)))],
            [say(msg("Our reference")), number],
            [say(msg("Sent")), say(msg("by e-mail") if to.way == "mail" else msg("by post"))],
        ],
        "subject": say(text.subject),
        "greeting": say(msg("Dear %(name)s,", name=to.name)),
        "blocks": [_in_words(block, say) for block in text.blocks],
        "closing": [
            say(msg("Kind regards,")),
            f"{say(text.on_behalf)} ({sender.municipality})",
            *filter(None, [sender.signed_by]),
        ],
        "help": say(msg("Questions? Call %(phone)s or mail %(email)s. Say our reference: %(number)s.",
                        phone=sender.phone, email=sender.email, number=number)),
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def fingerprint(content: str) -> str:
    """The SHA-256 of a letter's text, by which one can show that nothing was changed."""
    return hashlib.sha256(content.encode()).hexdigest()


def _in_words(block: Block, say: Say) -> dict[str, object]:
    match block:
        case Heading(text):
            return {"kind": "heading", "text": say(text)}
        case Paragraph(text):
            return {"kind": "paragraph", "text": say(text)}
        case Quote(words):
            return {"kind": "quote", "lines": [line for line in words.split("\n") if line.strip()]}
        case Points(items):
            return {"kind": "points", "items": [say(item) for item in items]}
        case Facts(rows):
            return {"kind": "facts", "rows": [[say(name), say(value)] for name, value in rows]}
