"""What two peers do with the same acts: constants from our own runs of their unmodified code on two cores.

mein.berlin (Django, PostgreSQL, 2 workers) and the OpenStad API (Node, MariaDB), 16 connections, 200 plans.
"""

BARE_LIST_THEN = 1_744.0
"""Pages a second of the bare list of 50 in the same run as the peers: what a slower or busier machine is known by."""

MEIN_BERLIN = {
    "plan list": 3.5,
    "plan page": 26.0,
    "home": 91.0,
    "submit a plan": 41.0,
    "cast": 10.5,
    "result page": 5.7,
}
"""Answers a second."""
OPENSTAD = {"plan list": 91.0, "plan page": 475.0, "cast": 55.0, "result page": 240.0}
"""Answers a second, as JSON without a page."""
MEMORY_MB = {"mein.berlin": 328, "OpenStad": 300}
COLD_START_S = {"mein.berlin": 4.8, "OpenStad": 2.1}
LIST_PAGE = {"kB": 1_359, "requests": 25, "script kB": 805}
QUERIES = {"plan list": 32, "plan page": 59, "cast": 28, "result page": 235}
