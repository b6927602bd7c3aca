"""A mail as people read it: subject and plain text, in the receiver's language."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, render_template
from flask_babel import force_locale

from notices.services import Mail


@dataclass(frozen=True)
class RenderedMail:
    subject: str
    text: str


def render_mail(mail: Mail) -> RenderedMail:
    """The first line of the template is the subject; `municipality` and the mail's own facts are known there."""
    with force_locale(mail.language):
        config = current_app.extensions["settings"]
        facts = {"municipality": config.municipality, "help_phone": config.help_phone, **mail.facts}
        written = render_template(f"mail/{mail.template}.txt", **facts)
    subject, _, text = written.strip().partition("\n")
    return RenderedMail(" ".join(subject.split()), text.strip() + "\n")
