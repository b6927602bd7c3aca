"""The result as files: the record as it was frozen."""

from __future__ import annotations

import json

from flask import Response

import access
from everyone import same_for_everyone
from voting.routes.blueprint import blueprint
from voting.routes.results.reading import published_area
from voting.rules.publication import public_record


@blueprint.get("/uitslagen/<slug>/<area_slug>/telling.json")
@access.public
@same_for_everyone
def record(slug: str, area_slug: str) -> Response:
    """The record of the count as it was frozen, byte for byte; of a small area only what may be told."""
    shown = published_area(slug, area_slug)
    text = shown.published.text
    if shown.story.is_small:
        told = public_record(shown.record, shown.published.record_hash)
        text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return Response(text, mimetype="application/json")
