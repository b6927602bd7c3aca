"""The lives of the right to challenge, where the document of states finds them."""

from __future__ import annotations

from challenges.rules.objection_life import OBJECTION_LIFE
from challenges.rules.report_life import REPORT_LIFE
from challenges.rules.request_life import REQUEST_LIFE

__all__ = ["OBJECTION_LIFE", "REPORT_LIFE", "REQUEST_LIFE"]
