"""Health for a supervisor or a balancer: alive; ready to serve (database, migrations, queue, free disk)."""

from __future__ import annotations

import shutil

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

FREE_MB = 200


def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> JsonResponse:
    checks = {"database": True, "migrations": True, "queue": True, "disk": True}
    try:
        executor = MigrationExecutor(connection)
        checks["migrations"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        connection.cursor().execute("SELECT 1 FROM kernel_job WHERE 1 = 0")
    except DatabaseError:
        checks["database"] = checks["queue"] = False
    try:
        checks["disk"] = shutil.disk_usage(settings.MEDIA_ROOT).free > FREE_MB * 1024 * 1024
    except OSError:
        checks["disk"] = shutil.disk_usage(".").free > FREE_MB * 1024 * 1024
    good = all(checks.values())
    return JsonResponse({"status": "ok" if good else "fail", "checks": checks}, status=200 if good else 503)
