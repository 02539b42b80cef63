"""WSGI with the background worker in a thread of the same process: one writing process for SQLite."""

import threading

from nastavnik.site.wsgi import application

__all__ = ["application"]


def start_worker() -> None:
    from nastavnik.kernel import jobs  # after Django is set up by the import above

    jobs.reap_all()
    threading.Thread(target=jobs.work, args=(threading.Event(),), name="worker", daemon=True).start()


start_worker()
