"""Where a request is: the voting booth knows no account, so whatever surrounds a page asks here first."""

from __future__ import annotations

from flask import has_request_context, request, session

BOOTH = "/stemmen"


def in_booth() -> bool:
    """Is this a page of the voting booth, or an error on one?"""
    return has_request_context() and (request.path == BOOTH or request.path.startswith(BOOTH + "/"))


def is_signed_in() -> bool:
    """Does this browser bear a sign-in? Asks the session cookie alone, never the database."""
    return has_request_context() and not in_booth() and "_user_id" in session
