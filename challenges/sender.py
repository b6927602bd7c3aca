"""How a letter is said and who sends it: in its own language, whoever looks, and also outside a request."""

from __future__ import annotations

from flask import Flask
from flask_babel import force_locale

from challenges.queries import challenge_settings
from lives.messages import Message
from notices.rules.letters import Sender
from settings.shown import shown_municipality
from wording import say


def say_in(language: str, message: Message) -> str:
    """A sentence in the language of who gets it."""
    with force_locale(language):
        return say(message)


def sender_of(app: Flask) -> Sender:
    """The municipality as its letters name it."""
    shown = shown_municipality(app)
    with app.extensions["database"].reading() as session:
        signed_by = challenge_settings(session).signed_by
    return Sender(shown.name, shown.help_phone, shown.help_email, signed_by)
