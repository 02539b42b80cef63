"""The table behind Django's cache: what all processes of an installation must know together, first of all the counts of
tries at the doors. Rows are written by `django.core.cache.backends.db`, which asks for these very columns.
"""

from __future__ import annotations

from django.db import models

TABLE = "kernel_cache"


class CacheRow(models.Model):
    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = TABLE
        verbose_name = "строка общего кэша"

    def __str__(self) -> str:
        return self.cache_key
