"""`flask mail status` says whether letters can go along as PDF on this machine."""

from __future__ import annotations

import json
import sys

from notices import printing
from notices.printing import can_print


def test_it_says_whether_letters_go_along_as_pdf(app, monkeypatch, request):
    told = json.loads(app.test_cli_runner().invoke(args=["mail", "status", "--json"]).output)
    assert told == {"waiting": 0, "given_up": 0, "lettersAsPdf": can_print()}
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    printing._maker.cache_clear()
    request.addfinalizer(printing._maker.cache_clear)
    assert "without PDF" in app.test_cli_runner().invoke(args=["mail", "status"]).output
