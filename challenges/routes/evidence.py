"""What the pages about a request show of its attachments and its support, for whoever looks."""

from __future__ import annotations

from math import ceil
from typing import Any

from flask import Request, url_for
from flask_babel import format_decimal

import access
from accounts import limits
from accounts.rules.limits import Kind
from challenges.models import Challenge
from challenges.queries.attachments import Attached, attachments_of
from challenges.queries.support import lists_of, support_for
from challenges.rules.attaching import (
    SHOWS_WORDS,
    Relations,
    Shows,
    may_close,
    may_lift,
    may_make_private,
    may_make_public,
    may_read,
    may_take_away,
)
from challenges.rules.states import RequestState
from challenges.rules.supporting import may_see_lists, may_support
from challenges.services.relations import relations_to
from files.rules.kinds import MediaType
from logbook.actors import Actor
from wording import say

KINDS = {MediaType.PDF.value: "PDF", MediaType.JPEG.value: "JPEG", MediaType.PNG.value: "PNG"}
LARGEST_REQUEST = 25_000_000
"""More than a file may be, so that most files that are too large are told so at their field."""


def let_files_in(request: Request, endpoint: str | None, endpoints: frozenset[str]) -> None:
    """Only where a file is asked a large request is read at all."""
    if endpoint in endpoints:
        request.max_content_length = LARGEST_REQUEST


def may_send_file(form: Any, sent: bool) -> bool:
    """Whether this person may have one more file looked into; if not the form says so, and what was typed stays."""
    if not sent:
        return True
    try:
        limits.check_and_count(access.database(), Kind.FILE_OF_PERSON, access.current_actor().key, access.now())
    except limits.LimitReached as reached:
        form.form_errors.append(say(reached.message))
        return False
    return True


def evidence(challenge: Challenge, actor: Actor | None) -> dict[str, Any]:
    """What the templates need; without an actor as everyone sees it."""
    session, state = access.reading(), RequestState(challenge.state)
    relations = relations_to(session, actor, challenge)
    found = [each for each in attachments_of(session, challenge.id) if may_read(relations, state, each.facts)]
    return {
        "attachments": [attached(challenge.id, each, relations, state) for each in found],
        "support": support_for(session, challenge),
        "may_support": may_support(state) and not relations,
        "sees_lists": may_see_lists(relations),
        "to_count": sum(1 for each in lists_of(session, challenge.id) if each.counted is None) if relations else 0,
    }


def attached(challenge_id: int, each: Attached, relations: Relations, state: RequestState) -> dict[str, Any]:
    """One attachment as a template shows it, with what this person may do."""
    facts, row = each.facts, each.row
    return {
        "id": row.id,
        "title": row.title,
        "url": url_for("challenges.attachment", challenge_id=challenge_id, attachment_id=row.id),
        "kind": f"{KINDS[each.file.media_type]}, {size_in_words(each.file.size)}",
        "is_picture": each.file.media_type != MediaType.PDF,
        "shows": say(SHOWS_WORDS[row.shows]) if row.shows != Shows.OTHER else "",
        # in a draft: what will be so once it is sent
        "is_public": not (facts.is_private or facts.is_closed or facts.is_removed),
        "is_private": facts.is_private,
        "is_closed": facts.is_closed,
        "closed_reason": row.closed_reason,
        "removed_at": row.removed_at,
        "may_close": may_close(relations, state, facts),
        "may_lift": may_lift(relations, state, facts),
        "may_take_away": row.paper_support_id is None and may_take_away(relations, state, facts),
        "may_make_private": may_make_private(relations, state, facts),
        "may_make_public": may_make_public(relations, state, facts),
    }


def size_in_words(size: int) -> str:
    """320 kB, or 1,4 MB."""
    if size < 1_000_000:
        return f"{ceil(size / 1000)} kB"
    return f"{format_decimal(round(size / 1_000_000, 1))} MB"
