"""One's own account: name, theme, password, address, second step, sessions, organisations."""

from __future__ import annotations

import uuid

from allauth.mfa.models import Authenticator
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from nastavnik.features.accounts import forms, limits, queries, services
from nastavnik.features.accounts.services.profile import own_account
from nastavnik.features.accounts.services.sessions import remember
from nastavnik.kernel.errors import InputRefused, NotFound
from nastavnik.kernel.http import Request
from nastavnik.kernel.middleware import MEMBERSHIP_KEY, memberships_of
from nastavnik.ui.toasts import say


def profile(request: Request) -> HttpResponse:
    account = own_account(request.actor)
    form = forms.ProfileForm(request.POST or None, initial={"name": account.name, "theme": account.theme})
    if request.method == "POST" and form.is_valid():
        services.edit_profile(by=request.actor, **form.cleaned_data)
        say(request, "Профиль сохранён")
        return redirect("accounts:profile")
    context = {
        "form": form,
        "account": account,
        "sessions": queries.sessions_of(account.pk),
        "current_key": request.session.session_key,
        "second_step": Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists(),
        "several": len(memberships_of(account)) > 1,
    }
    return render(request, "accounts/profile.html", context)


def password(request: Request) -> HttpResponse:
    form = forms.PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limits.count(request, "own")
        try:
            account = services.change_password(
                by=request.actor, old=form.cleaned_data["old"], new=form.cleaned_data["new"]
            )
        except InputRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            update_session_auth_hash(request, account)
            remember(request, account)
            say(request, "Пароль сменён. Другие сеансы завершены.")
            return redirect("accounts:profile")
    return render(request, "accounts/password.html", {"form": form})


def email(request: Request) -> HttpResponse:
    form = forms.EmailForm(request.POST or None, initial={"email": own_account(request.actor).email})
    if request.method == "POST" and form.is_valid():
        limits.count(request, "own")
        try:
            services.change_email(by=request.actor, **form.cleaned_data)
        except InputRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            say(request, "Адрес почты сохранён")
            return redirect("accounts:profile")
    return render(request, "accounts/email.html", {"form": form})


@require_POST
def session_end(request: Request, pk: int) -> HttpResponse:
    found = queries.get_session(request.actor, pk)
    services.end_session(by=request.actor, session=found)
    say(request, "Сеанс завершён")
    return redirect("accounts:profile")


@require_POST
def sessions_end(request: Request) -> HttpResponse:
    count = services.end_other_sessions(by=request.actor, keep=request.session.session_key or "")
    say(request, "Другие сеансы завершены" if count else "Других сеансов нет")
    return redirect("accounts:profile")


def organizations(request: Request) -> HttpResponse:
    rows = [
        {"membership": item, "roles": queries.role_words(item.roles), "current": item.pk == request.actor.membership_id}
        for item in memberships_of(request.user)
    ]
    return render(request, "accounts/organizations.html", {"rows": rows})


@require_POST
def switch(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Another organisation is another actor: forms opened before lose their token and can not land in the new one."""
    chosen = next((item for item in memberships_of(request.user) if item.pk == pk), None)
    if chosen is None:
        raise NotFound()
    request.session[MEMBERSHIP_KEY] = str(chosen.pk)
    rotate_token(request)
    say(request, f"Вы работаете в организации: {chosen.organization.short_name}")
    return redirect("/")
