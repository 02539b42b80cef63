"""WSGI with the background worker in a thread of the same process: one writing process for SQLite."""

import threading

from nastavnik.kernel import jobs
from nastavnik.site.wsgi import application

__all__ = ["application"]

jobs.reap_all()
threading.Thread(target=jobs.work, args=(threading.Event(),), name="worker", daemon=True).start()
