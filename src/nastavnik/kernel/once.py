"""One effect of a form sent twice (double click, retry by a proxy, lost answer).

A form carries a random key (`{% once %}`). The first successful POST keeps where it led; the same key with the same
body gets the same answer; with another body it is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from nastavnik.kernel import clock
from nastavnik.kernel.errors import Busy, Changed

FIELD = "_once"
IGNORED = {FIELD, "csrfmiddlewaretoken"}


class OnceKey(models.Model):
    key = models.CharField(max_length=120, primary_key=True)
    body = models.CharField(max_length=64)
    location = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


def _fingerprint(request: HttpRequest) -> str:
    digest = hashlib.sha256(request.path.encode())
    for name in sorted(request.POST):
        if name not in IGNORED:
            digest.update(repr((name, request.POST.getlist(name))).encode())
    for name in sorted(request.FILES):
        for uploaded in request.FILES.getlist(name):
            digest.update(repr((name, uploaded.name, uploaded.size)).encode())
    return digest.hexdigest()


class OnceMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not request.POST.get(FIELD):
            return self.get_response(request)
        session = request.session.session_key or "-"
        key = hashlib.sha256(f"{session}:{request.POST[FIELD]}".encode()).hexdigest()
        body = _fingerprint(request)
        try:
            with transaction.atomic():
                OnceKey.objects.create(key=key, body=body, created_at=clock.now())
        except IntegrityError:
            return self._again(request, key, body)
        try:
            response = self.get_response(request)
        except BaseException:
            OnceKey.objects.filter(key=key).delete()
            raise
        if response.status_code in (302, 303):
            OnceKey.objects.filter(key=key).update(location=response["Location"][:500])
        else:
            OnceKey.objects.filter(key=key).delete()  # nothing was done: the corrected form may be sent again
        return response

    def _again(self, request: HttpRequest, key: str, body: str) -> HttpResponse:
        from nastavnik.kernel.middleware import render_refusal

        first = OnceKey.objects.filter(key=key).first()
        if first is None or (first.body == body and not first.location):
            return render_refusal(request, Busy("Уже выполняется: действие начато первым нажатием. Обновите страницу."))
        if first.body != body:
            return render_refusal(
                request, Changed("Эта форма уже отправлена с другими данными. Откройте её заново, чтобы внести ещё.")
            )
        return HttpResponseRedirect(first.location)
