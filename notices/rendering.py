"""A mail as people read it: subject and plain text in the receiver's language, and the letter it brings as PDF."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import current_app, render_template
from flask_babel import force_locale

from notices.printing import pdf_of
from notices.services import Enclosure, Mail


@dataclass(frozen=True)
class Attachment:
    """A PDF that goes along."""

    name: str
    content: bytes


@dataclass(frozen=True)
class RenderedMail:
    subject: str
    text: str
    attachment: Attachment | None = None


def render_mail(mail: Mail) -> RenderedMail:
    """The first line of the template is the subject; `municipality` and the mail's own facts are known there."""
    with force_locale(mail.language):
        config = current_app.extensions["settings"]
        facts = {
            "municipality": config.municipality,
            "help_phone": config.help_phone,
            "site_url": config.site_url,
            **mail.facts,
        }
        written = render_template(f"mail/{mail.template}.txt", **facts)
    subject, _, text = written.strip().partition("\n")
    return RenderedMail(" ".join(subject.split()), text.strip() + "\n")


def enclose(rendered: RenderedMail, letter: Enclosure | None) -> RenderedMail:
    """The mail with the letter as PDF, where one can be made; its text bears a link to the letter anyway."""
    try:
        made = pdf_of(letter.number, letter.content) if letter is not None else None
    except Exception:  # a letter that cannot be drawn may not keep its mail back
        current_app.logger.exception("no PDF of letter %s", letter.number if letter else "")
        return rendered
    if letter is None or made is None:
        return rendered
    return replace(rendered, attachment=Attachment(f"{letter.number.replace('/', '-')}.pdf", made))
