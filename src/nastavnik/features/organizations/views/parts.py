"""Settings: requisites, rules, signers, units, school years."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.organizations import forms, queries, rules, services, settings
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.kernel import clock
from nastavnik.kernel.errors import InputRefused
from nastavnik.kernel.http import Request
from nastavnik.kernel.tenancy import Unit
from nastavnik.ui.toasts import say


def settings_page(request: Request) -> HttpResponse:
    organization = request.actor.organization
    today = clock.today(organization)
    signers = list(queries.signers())
    context = {
        "organization": organization,
        "signer_now": queries.signer_on(today),
        "signers": [(signer, _valid_words(signer, today)) for signer in signers],
        "units": Unit.objects.all(),
        "year": queries.current_year(),
        "rules": [
            (item.label, item.words(settings.get(organization, item.code))) for item in settings.SETTINGS.values()
        ],
    }
    return render(request, "organizations/settings.html", context)


def _valid_words(signer: Any, today: Any) -> str:
    if signer.valid_to and signer.valid_to < today:
        return "срок прошёл"
    if signer.valid_from and signer.valid_from > today:
        return "ещё не начал"
    return ""


def _form_page(
    request: Request, form: Any, save: Callable[[], object], *, done: str, template: str = "form.html", **context: Any
) -> HttpResponse:
    """A page of one form: a refusal of the service comes back to its field."""
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except InputRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            say(request, done)
            return redirect("organizations:settings")
    return render(request, f"organizations/{template}", {"form": form, **context})


def requisites(request: Request) -> HttpResponse:
    form = forms.RequisitesForm(request.POST or None, organization=request.actor.organization)

    def save() -> None:
        values = form.values()
        services.change_requisites(by=request.actor, **values)
        for doubt in rules.requisites_doubts(values["inn"], values["ogrn"]):
            say(request, doubt, level="warning")

    return _form_page(
        request,
        form,
        save,
        done="Реквизиты сохранены",
        heading="Реквизиты",
        button="Сохранить реквизиты",
        why="Они стоят в шапке и в тексте каждого документа. Подписанные документы не изменятся. "
        "Падежи заполняйте, только если система просклоняла наименование неверно.",
    )


def rules_page(request: Request) -> HttpResponse:
    organization = request.actor.organization
    initial = {code: settings.get(organization, code) for code in settings.SETTINGS}
    form = forms.RulesForm(request.POST or None, initial=initial)
    return _form_page(
        request,
        form,
        lambda: services.change_settings(by=request.actor, values=form.cleaned_data),
        done="Правила сохранены",
        template="rules.html",
    )


def signer(request: Request, pk: uuid.UUID | None = None) -> HttpResponse:
    found = queries.get_signer(pk) if pk else None
    form = forms.SignerForm(request.POST or None, signer=found)

    def save() -> None:
        if found is None:
            services.add_signer(by=request.actor, **form.cleaned_data)
        else:
            services.edit_signer(by=request.actor, signer=found, **form.cleaned_data)

    return _form_page(
        request,
        form,
        save,
        done="Подписывающее лицо сохранено",
        heading=str(found) if found else "Новое подписывающее лицо",
        button="Сохранить подписывающее лицо",
        why="Под документом встанет тот, чьи дни подходят к его дате: сначала исполняющий обязанности, затем руководитель.",
        remove_url=reverse("organizations:signer_remove", args=[pk]) if found else "",
        remove_label="Убрать подписывающее лицо",
    )


@require_POST
def signer_remove(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_signer(pk)
    services.remove_signer(by=request.actor, signer=found)
    say(request, f"Подписывающее лицо убрано: {found}")
    return redirect("organizations:settings")


def unit(request: Request, pk: uuid.UUID | None = None) -> HttpResponse:
    found = queries.get_unit(pk) if pk else None
    initial = {name: getattr(found, name) for name in forms.UnitForm.base_fields} if found else {}
    form = forms.UnitForm(request.POST or None, initial=initial)

    def save() -> None:
        if found is None:
            services.add_unit(by=request.actor, **form.cleaned_data)
        else:
            services.edit_unit(by=request.actor, unit=found, **form.cleaned_data)

    closed = bool(found and found.closed_on)
    return _form_page(
        request,
        form,
        save,
        done="Подразделение сохранено",
        heading=found.name if found else "Новое подразделение",
        button="Сохранить подразделение",
        why="Филиал или отделение со своим бланком или своим подписывающим лицом. Обычным кафедрам это не нужно.",
        remove_url=reverse(f"organizations:unit_{'reopen' if closed else 'close'}", args=[pk]) if found else "",
        remove_label="Открыть подразделение снова" if closed else "Закрыть подразделение",
    )


@require_POST
def unit_close(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = services.close_unit(by=request.actor, unit=queries.get_unit(pk))
    say(request, f"Подразделение закрыто: {found.name}", undo_url=reverse("organizations:unit_reopen", args=[pk]))
    return redirect("organizations:settings")


@require_POST
def unit_reopen(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = services.reopen_unit(by=request.actor, unit=queries.get_unit(pk))
    say(request, f"Подразделение открыто снова: {found.name}")
    return redirect("organizations:settings")


def _years_page(request: Request, form: forms.YearForm, status: int = 200) -> HttpResponse:
    years = list(ProgramYear.objects.all())
    running = next((year for year in years if year.state == "running"), None)
    position = (
        f"Сейчас идёт {running.title}." if running else "Сейчас ни один учебный год не идёт: начните один из них."
    )
    context = {"rows": years, "running": running, "position": position, "form": form}
    return render(request, "organizations/years.html", context, status=status)


def years(request: Request) -> HttpResponse:
    newest = ProgramYear.objects.first()
    year = newest.year + 1 if newest else clock.today(request.actor.organization).year
    return _years_page(request, forms.YearForm(initial={"year": year}))


@require_POST
def year_open(request: Request) -> HttpResponse:
    form = forms.YearForm(request.POST)
    if not form.is_valid():
        return _years_page(request, form, status=422)
    made = services.open_year(by=request.actor, year=form.cleaned_data["year"])
    say(request, f"Готовится {made.title}")
    return redirect("organizations:years")


@require_POST
def year_start(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = services.start_year(by=request.actor, year=queries.get_year(pk))
    say(request, f"Начат {found.title}")
    return redirect("organizations:years")


@require_POST
def year_close(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = services.close_year(by=request.actor, year=queries.get_year(pk))
    say(request, f"Закрыт {found.title}")
    return redirect("organizations:years")


@require_POST
def year_cancel(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_year(pk)
    services.cancel_year(by=request.actor, year=found)
    say(request, f"Подготовка отменена: {found.title}")
    return redirect("organizations:years")
