"""The first start, and the practice organisation."""

from __future__ import annotations

from django.contrib.auth import login as sign_in
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from nastavnik.features.accounts import limits
from nastavnik.features.accounts.views.links import BACKEND
from nastavnik.features.organizations import forms, services, setup_code
from nastavnik.kernel.errors import InputRefused, NotFound
from nastavnik.kernel.http import Request
from nastavnik.kernel.middleware import MEMBERSHIP_KEY
from nastavnik.ui.toasts import say

#: Names of the service's refusals → fields of the form.
FIELDS = {"last": "signer_last", "first": "signer_first", "post": "signer_post"}


def setup(request: HttpRequest) -> HttpResponse:
    """Closed for ever once an organisation exists: the page answers as any absent one."""
    if not setup_code.needed():
        raise NotFound()
    setup_code.ensure()
    form = forms.SetupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limits.count(request, "setup")
        try:
            founded = services.first_start(**form.values())
        except InputRefused as refusal:
            form.add_error(FIELDS.get(refusal.field, refusal.field) or None, refusal.message)
        else:
            sign_in(request, founded.membership.account, backend=BACKEND)
            say(request, "Система настроена. Пригласите остальных и внесите людей.")
            return redirect("/")
    return render(request, "organizations/setup.html", {"form": form})


@require_POST
def practice(request: Request) -> HttpResponse:
    founded = services.create_practice(by=request.actor)
    request.session[MEMBERSHIP_KEY] = str(founded.membership.pk)
    rotate_token(request)
    say(request, "Вы в учебной организации: здесь можно пробовать всё, настоящих людей тут нет.")
    return redirect("/")
