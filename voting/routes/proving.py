"""The last screen: the proof of the vote, shown out of the voter's own browser and kept nowhere else."""

from __future__ import annotations

from io import BytesIO

import segno
from flask import render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

import access
from voting.booth.desk import current_visit, go, visit_token
from voting.booth.words import last_moment
from voting.routes.blueprint import booth
from voting.services.casting import Proof
from voting.services.frozen import frozen_round
from wording import say

GROUP = 4


@booth.get("/stemmen/bewijs")
@access.public
def proof() -> str | Response:
    done = current_visit().done
    if done is None:
        return go("booth.code", opnieuw=1)
    spec = frozen_round(access.database(), done.round_id).spec
    return render_template(
        "voting/booth/proof.html",
        groups=in_groups(done.proof.tracker),
        check_groups=in_groups(done.proof.check_code),
        download_url=url_for("booth.proof_file"),
        qr=_qr(done.proof),
        closing=say(last_moment(spec.closes_at)),
        closes_at=spec.closes_at,
        is_repeated=done.proof.sequence > 1,
        token=visit_token(),
        has_voted=True,
        booth_step=4,
    )


@booth.get("/stemmen/bewijs.txt")
@access.public
def proof_file() -> Response:
    done = current_visit().done
    if done is None:
        return go("booth.code", opnieuw=1)
    spec = frozen_round(access.database(), done.round_id).spec
    lines = (
        _("Proof of your vote"),
        spec.title,
        "",
        _("Tracking code: %(code)s", code=done.proof.tracker),
        _("Check code: %(code)s", code=done.proof.check_code),
        "",
        _("Whoever has this proof can later see what you voted. Do not show it to anyone."),
    )
    headers = {"Content-Disposition": "attachment; filename=bewijs-van-uw-stem.txt"}
    return Response("\r\n".join(lines) + "\r\n", mimetype="text/plain", headers=headers)


def in_groups(code: str) -> list[str]:
    """In short groups, that one can read out: 3fa9 01b2 …"""
    return [code[start : start + GROUP] for start in range(0, len(code), GROUP)]


def _qr(found: Proof) -> Markup:
    drawn = BytesIO()
    picture = segno.make(f"{found.tracker} {found.check_code}", error="m")
    plain = {"xmldecl": False, "svgns": False, "nl": False, "omitsize": True}
    picture.save(drawn, kind="svg", title=_("Proof of your vote"), **plain)
    return Markup(drawn.getvalue().decode())  # noqa: S704  drawn by us, of hexadecimal signs
