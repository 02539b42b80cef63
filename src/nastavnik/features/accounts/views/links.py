"""The door of personal links, and the pages behind invitations and new passwords."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib.auth import login as sign_in
from django.contrib.auth import logout as sign_out
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from nastavnik.features.accounts import forms, limits, queries, rules, services
from nastavnik.features.accounts.services.invitations import open_invitation
from nastavnik.features.accounts.services.resets import account_of_link, mail_ready
from nastavnik.kernel import links
from nastavnik.kernel.contracts import link_purposes
from nastavnik.kernel.errors import InputRefused, NotFound
from nastavnik.kernel.http import Request
from nastavnik.kernel.middleware import LINK_KEY
from nastavnik.kernel.scope import within
from nastavnik.ui.toasts import say

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def link(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange the token for a session and lead to the page of its purpose: the token stays out of what follows.

    Opening consumes nothing: previews of mail and messengers open links, too. Wrong guesses are counted by source.
    """
    limits.count(request, "link", look=True)
    try:
        found = links.find(token)
        purpose = link_purposes.get(found.purpose)
        if purpose is None:
            raise NotFound(links.WRONG)
    except NotFound:
        limits.count(request, "link")
        raise
    if request.user.is_authenticated:
        if request.method != "POST":
            return render(request, "accounts/link_busy.html", {"who": str(request.user)})
        sign_out(request)
    request.session.cycle_key()
    request.session[LINK_KEY] = str(found.pk)
    with within(found.organization):
        return redirect(purpose.url(found))


def _invitation_context(request: Request, **changed: object) -> dict[str, object]:
    found = open_invitation(request.actor)
    context = {
        "name": found.data["name"],
        "roles": queries.role_words(found.data["roles"]),
        "form": forms.NewAccountForm(),
        "own_form": forms.OwnAccountForm(prefix="own"),
        "organization": request.actor.organization,
    }
    return context | changed


def invitation(request: Request) -> HttpResponse:
    """Choose a login and a password."""
    context = _invitation_context(request, form=forms.NewAccountForm(request.POST or None))
    form = context["form"]
    if request.method == "POST" and form.is_valid():  # type: ignore[attr-defined]
        limits.count(request, "invitation", key=str(request.actor.link_id))
        values = form.cleaned_data  # type: ignore[attr-defined]
        try:
            membership = services.accept_invitation(
                by=request.actor, login=values["login"], password=values["password"]
            )
        except InputRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)  # type: ignore[attr-defined]
        else:
            request.session.pop(LINK_KEY, None)
            sign_in(request, membership.account, backend=BACKEND)
            say(request, "Вход создан. Логин запишите: он понадобится в следующий раз.")
            return redirect("/")
    return render(request, "accounts/invitation.html", context)


@require_POST
def invitation_join(request: Request) -> HttpResponse:
    """Take the invitation with an account that exists; the next sign-in, second step included, is the usual one."""
    form = forms.OwnAccountForm(request.POST, prefix="own")
    context = _invitation_context(request, own_form=form)
    if form.is_valid():
        try:
            account = get_adapter(request).authenticate(
                request,
                username=rules.normal_login(form.cleaned_data["login"]),
                password=rules.normal_password(form.cleaned_data["password"]),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if account is not None and account.is_active:
                services.join_account(by=request.actor, account=account)
                request.session.pop(LINK_KEY, None)
                say(request, "Приглашение принято. Войдите под своим логином.")
                return redirect("account_login")
            form.add_error(None, "Логин и пароль не подошли. Проверьте раскладку и клавишу Caps Lock.")
    return render(request, "accounts/invitation.html", context, status=422)


def new_password(request: Request) -> HttpResponse:
    account = account_of_link(request.actor)
    form = forms.NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.reset_password(by=request.actor, password=form.cleaned_data["password"])
        except InputRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            request.session.pop(LINK_KEY, None)
            say(request, "Новый пароль задан. Войдите с ним.")
            return redirect("account_login")
    return render(request, "accounts/new_password.html", {"form": form, "login": account.login})


def forgotten(request: HttpRequest) -> HttpResponse:
    """One answer whether the login exists or not."""
    form = forms.AskResetForm(request.POST or None)
    asked = request.method == "POST" and mail_ready() and form.is_valid()
    if asked:
        limits.count(request, "reset", key=rules.normal_login(form.cleaned_data["typed"]))
        services.ask_reset(typed=form.cleaned_data["typed"])
    return render(request, "accounts/forgotten.html", {"form": form, "asked": asked, "mail_ready": mail_ready()})
