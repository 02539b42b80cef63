"""Pages of sign-in by link, profile, and who has access."""

from __future__ import annotations

import uuid

from django.contrib.auth import login as sign_in
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from nastavnik.features.accounts import forms, queries, services
from nastavnik.kernel import links
from nastavnik.kernel.contracts import link_purposes
from nastavnik.kernel.errors import InputRefused, NotFound
from nastavnik.kernel.http import Request
from nastavnik.kernel.middleware import LINK_KEY, MEMBERSHIP_KEY, memberships_of
from nastavnik.kernel.scope import within
from nastavnik.kernel.tenancy import Account
from nastavnik.ui.toasts import say

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def closed(request: HttpRequest) -> HttpResponse:
    raise NotFound()


def link(request: HttpRequest, token: str) -> HttpResponse:
    """`/l/<token>/`: exchange the token for a session and leave the address, so that it is in no log and no Referer.

    A GET changes nothing in the data: robots and previews may come here.
    """
    found = links.find(token)
    if request.user.is_authenticated and found.purpose in ("invitation", "password_reset"):
        request.session.flush()
    request.session.cycle_key()
    request.session[LINK_KEY] = str(found.pk)
    with within(found.organization):
        return redirect(link_purposes[found.purpose].url(found))


def invitation(request: Request) -> HttpResponse:
    """Set login and password by an invitation, or a new password by a reset link."""
    found = links.by_id(request.session.get(LINK_KEY))
    if not found.alive or found.purpose not in ("invitation", "password_reset"):
        raise NotFound(links.WRONG)
    fresh = found.purpose == "invitation"
    form = (forms.JoinForm if fresh else forms.NewPasswordForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor = links.actor_of(found)
        try:
            with within(found.organization):
                service = services.join if fresh else services.set_password_by_link
                account = service(by=actor, link=found, **form.cleaned_data)
        except InputRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            request.session.flush()
            sign_in(request, account, backend=BACKEND)
            return redirect("/")
    context = {
        "form": form,
        "fresh": fresh,
        "name": found.data.get("name", ""),
        "org_name": found.organization.short_name,
    }
    return render(request, "accounts/invitation.html", context)


def profile(request: Request) -> HttpResponse:
    account = _account(request)
    form = forms.ProfileForm(
        request.POST or None, initial={"name": account.name, "email": account.email, "theme": account.theme}
    )
    if request.method == "POST" and form.is_valid():
        services.change_profile(by=request.actor, account=account, **form.cleaned_data)
        say(request, "Профиль сохранён")
        return redirect("accounts:profile")
    context = {
        "form": form,
        "password_form": forms.ChangePasswordForm(),
        "sessions": queries.sessions(account, request.session.session_key or ""),
        "memberships": memberships_of(account),
        "current": request.actor.membership_id,
        "has_second": queries.has_second_factor(account),
    }
    return render(request, "accounts/profile.html", context)


def password(request: Request) -> HttpResponse:
    account = _account(request)
    form = forms.ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_password(by=request.actor, account=account, **form.cleaned_data)
        except InputRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            update_session_auth_hash(request, account)
            say(request, "Пароль изменён, другие сеансы завершены")
            return redirect("accounts:profile")
    return render(request, "accounts/password.html", {"form": form})


def _account(request: Request) -> Account:
    account = request.user
    if not isinstance(account, Account):
        raise NotFound()
    return account


@require_POST
def end_session(request: Request, key: str) -> HttpResponse:
    services.end_session(by=request.actor, account=_account(request), key=key)
    say(request, "Сеанс завершён")
    return redirect("accounts:profile")


@require_POST
def switch(request: Request) -> HttpResponse:
    """Go over to another organisation of the same account: a new actor, nothing carried along."""
    wanted = request.POST.get("membership", "")
    if wanted not in {str(item.pk) for item in memberships_of(request.user)}:
        raise NotFound()
    request.session.cycle_key()
    request.session[MEMBERSHIP_KEY] = wanted
    return redirect("/")


def members(request: Request) -> HttpResponse:
    return render(
        request, "accounts/members.html", {"members": queries.members(), "waiting": queries.waiting_invitations()}
    )


def invite(request: Request) -> HttpResponse:
    initial = {
        "name": request.GET.get("name", ""),
        "person": request.GET.get("person"),
        "roles": request.GET.getlist("role"),
    }
    form = forms.InviteForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        token = services.invite(by=request.actor, name=data["name"], roles=data["roles"], person_id=data["person"])
        address = links.address(token, base=_base(request))
        return render(
            request, "accounts/slip.html", {"name": data["name"], "address": address, "days": 30, "fresh": True}
        )
    return render(request, "accounts/invite.html", {"form": form})


def _base(request: Request) -> str:
    """The configured public address, else the address by which the organisation's own network reaches us."""
    return links.public_base() or f"{request.scheme}://{request.get_host()}"


def member(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_member(request.actor, pk)
    form = forms.MemberForm(request.POST or None, initial={"roles": found.roles, "person": queries.person_name(found)})
    if request.method == "POST" and form.is_valid():
        try:
            person_id = queries.person_by_name(form.cleaned_data["person"])
        except InputRefused as refusal:
            form.add_error("person", refusal.message)
        else:
            services.set_roles(
                by=request.actor, membership=found, roles=form.cleaned_data["roles"], person_id=person_id
            )
            say(request, "Роли изменены")
            return redirect("accounts:members")
    return render(request, "accounts/member.html", {"form": form, "member": found})


@require_POST
def end_access(request: Request, pk: uuid.UUID) -> HttpResponse:
    services.end_access(by=request.actor, membership=queries.get_member(request.actor, pk))
    say(request, "Доступ прекращён")
    return redirect("accounts:members")


@require_POST
def reset(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_member(request.actor, pk)
    token = services.issue_reset(by=request.actor, membership=found)
    address = links.address(token, base=_base(request))
    return render(
        request, "accounts/slip.html", {"name": str(found.account), "address": address, "days": 1, "fresh": False}
    )
