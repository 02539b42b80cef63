"""The list of people with access, invitations, roles."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.accounts import forms, queries, rules, services
from nastavnik.features.accounts.services.invitations import Invitation
from nastavnik.kernel import journal, links, protocols
from nastavnik.kernel.contracts import link_purposes
from nastavnik.kernel.errors import Denied, InputRefused, NotFound
from nastavnik.kernel.http import Request
from nastavnik.kernel.tenancy import ROLES
from nastavnik.ui.lists import Choice, Flag, ListSpec, Search, Sort
from nastavnik.ui.shapes import HistoryRow
from nastavnik.ui.text import count_phrase, people_phrase
from nastavnik.ui.toasts import say

LIST = ListSpec(
    filters=(
        Search("q", "Найти по имени или логину", lambda rows, text: [row for row in rows if _matches(row, text)]),
        Choice(
            "role", "Роль", list(ROLES.items()), lambda rows, role: [row for row in rows if role in row.membership.roles],
            every="Все роли",
        ),
        Flag("ended", "Показать прекращённые", lambda rows: rows),
    ),
    sorts=(Sort("name", lambda row: (row.ended, row.name.casefold())),),
    words="человек,человека,человек",
)  # fmt: skip


def _matches(row: queries.AccessRow, text: str) -> bool:
    return text.casefold() in f"{row.name} {row.login}".casefold()


def access_list(request: Request) -> HttpResponse:
    actor = request.actor
    rows = queries.access_rows(actor, queries.visible_memberships(actor))
    living = [row for row in rows if not row.ended]
    page = LIST.read(request.GET, rows if request.GET.get("ended") == "1" else living)
    invitations = [
        {
            "link": item,
            "name": item.data.get("name", ""),
            "roles": queries.role_words(item.data.get("roles", [])),
            "manages": rules.may_grant(actor.roles, item.data.get("roles", [])),
        }
        for item in queries.visible_invitations(actor)
    ]
    words = f"Вход есть у {people_phrase(len(living), 'gen')}"
    if invitations:
        words += f", ждём ответа на {count_phrase(len(invitations), 'приглашение,приглашения,приглашений')}"
    context = {"page": page, "invitations": invitations, "position": f"{words}."}
    return render(request, "accounts/access.html", context)


def invite(request: Request) -> HttpResponse:
    """Ends in the slip itself: the link is known only now."""
    actor = request.actor
    person_id = _uuid(request.GET.get("person") or request.POST.get("person"))
    person = protocols.person_name(person_id)
    if person_id and not person:
        raise NotFound()
    initial: dict[str, Any] = {"name": person}
    if request.GET.get("role") in ROLES:
        initial["roles"] = [request.GET["role"]]
    form = forms.InviteForm(request.POST or None, actor=actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            made = services.invite(
                by=actor,
                roles=values["roles"],
                name=values["name"],
                email=values["email"],
                person_id=person_id,
                unit_ids=[uuid.UUID(pk) for pk in values.get("units", [])],
            )
        except InputRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            return _invitation_slip(request, made)
    return render(request, "accounts/invite.html", {"form": form, "person_id": person_id})


def _invitation_slip(request: Request, made: Invitation) -> HttpResponse:
    return _slip(
        request,
        made.token,
        title="Приглашение в систему «Наставник»",
        name=made.name,
        note=f"Роль: {queries.role_words(made.link.data['roles'])}. Ссылка сработает один раз.",
        days=link_purposes["invitation"].term_days,
    )


def _slip(request: Request, token: str, *, title: str, name: str, note: str, days: int) -> HttpResponse:
    """A slip to be cut out. The picture of the address only where people outside can reach it."""
    own = request.build_absolute_uri("/").rstrip("/")
    address = links.address(token, base=links.public_base() or own)
    context = {
        "title": title,
        "name": name,
        "note": note,
        "term": count_phrase(days, "день,дня,дней"),
        "address": address,
        "picture": _qr(address) if links.public_base() else "",
        "back_url": reverse("accounts:access"),
        "organization": request.actor.organization,
    }
    return render(request, "accounts/slip.html", context)


def _qr(address: str) -> str:
    """The address as a picture inside the page."""
    import segno

    picture: str = segno.make(address, error="m", micro=False).svg_data_uri(border=2)
    return picture


@require_POST
def invitation_revoke(request: Request, pk: uuid.UUID) -> HttpResponse:
    services.revoke_invitation(by=request.actor, link=queries.get_invitation(request.actor, pk))
    say(request, "Приглашение отозвано: ссылка больше не откроется")
    return redirect("accounts:access")


def membership(request: Request, pk: uuid.UUID) -> HttpResponse:
    actor = request.actor
    found = queries.get_membership(actor, pk)
    row = queries.access_rows(actor, [found])[0]
    if not row.manages and request.method == "POST":
        raise Denied("Доступ этого человека меняет только руководитель.")
    form = forms.RolesForm(request.POST or None, actor=actor, membership=found)
    if request.method == "POST" and form.is_valid():
        units = [uuid.UUID(unit) for unit in form.cleaned_data.get("units", [])]
        services.change_roles(by=actor, membership=found, roles=form.cleaned_data["roles"], unit_ids=units)
        say(request, f"Роли сохранены: {row.name} войдёт в систему заново")
        return redirect("accounts:access")
    history = [HistoryRow(line.at, line.what, line.who) for line in journal.history(found, limit=20)]
    context = {"form": form, "row": row, "person": protocols.person_name(found.person_id), "history": history}
    return render(request, "accounts/membership.html", context)


@require_POST
def membership_end(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_membership(request.actor, pk)
    services.end_access(by=request.actor, membership=found)
    say(request, f"Доступ прекращён: {found.account}", undo_url=reverse("accounts:membership_return", args=[pk]))
    return redirect("accounts:access")


@require_POST
def membership_return(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_membership(request.actor, pk)
    services.restore_access(by=request.actor, membership=found)
    say(request, f"Доступ возвращён: {found.account}")
    return redirect("accounts:access")


@require_POST
def membership_reset(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_membership(request.actor, pk)
    token = services.issue_reset(by=request.actor, membership=found)
    return _slip(
        request,
        token,
        title="Новый пароль для входа в «Наставник»",
        name=str(found.account),
        note=f"Логин: {found.account.login}. Ссылка сработает один раз, прежние больше не действуют.",
        days=link_purposes["reset"].term_days,
    )


def _uuid(text: str | None) -> uuid.UUID | None:
    if not text:
        return None
    try:
        return uuid.UUID(text)
    except ValueError:
        raise NotFound() from None
