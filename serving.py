"""How gunicorn serves the product: `gunicorn -c python:serving "app:create_app()"`.

Threads in one process on SQLite; on PostgreSQL as many processes as WEB_CONCURRENCY says.
"""

from __future__ import annotations

import gc

worker_class = "gthread"
threads = 8
keepalive = 30
control_socket_disable = True
preload_app = True
"""Loaded once before the processes part, so that they share what they have in common."""


def when_ready(_server: object) -> None:
    """What was loaded stays as it is: cleaning up in one process would copy what all of them share."""
    gc.collect()
    gc.freeze()
