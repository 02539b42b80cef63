"""Pages of the checker: findings, acceptance, rules, figures, the folder for an inspection."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.compliance import pages, queries, rules, services
from nastavnik.features.compliance.forms import AcceptForm, RuleForm
from nastavnik.kernel import clock, sheets
from nastavnik.kernel.errors import InputRefused
from nastavnik.kernel.http import Request
from nastavnik.kernel.kept import kept
from nastavnik.ui import toasts


@kept
def findings(request: Request) -> HttpResponse:
    """All findings of today with filters; `export=xlsx` gives the narrowed list."""
    context = pages.findings(request.actor, request.GET)
    if context["page"].export == "xlsx":
        rows = list(context["page"].all_rows)
        services.note_export(
            by=request.actor, action="compliance.findings_exported", count=len(rows), on=context["today"]
        )
        return sheets.xlsx_answer("Замечания проверки", pages.FINDING_HEADERS, pages.finding_cells(rows))
    return render(request, "compliance/findings.html", context)


def accept(request: Request) -> HttpResponse:
    """«Принять с обоснованием»: the finding is named by its key."""
    request.actor.must("compliance.accept")
    key = request.POST.get("key") or request.GET.get("key", "")
    if not key:
        raise InputRefused("Не выбрано замечание. Откройте его из списка проверки.")
    found = queries.find(request.actor, key)
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.accept(by=request.actor, key=key, **form.cleaned_data)
        except InputRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            undo = reverse("compliance:withdraw", args=[made.pk])
            toasts.say(request, "Замечание принято, причина записана", undo_url=undo)
            return redirect("compliance:findings")
    context = {"found": found, "form": form, "key": key, "search_url": pages.search_url()}
    status = 422 if form.is_bound else 200
    return render(request, "compliance/accept.html", context, status=status)


@require_POST
def withdraw(request: Request, pk: uuid.UUID) -> HttpResponse:
    services.withdraw(by=request.actor, accepted=queries.get_accepted(request.actor, pk))
    toasts.say(request, "Замечание снова на проверке")
    return redirect("compliance:findings")


def rule_list(request: Request) -> HttpResponse:
    return render(request, "compliance/rules.html", pages.rule_list(request.actor))


def rule(request: Request, code: str) -> HttpResponse:
    """One rule: how it holds here. Rules of law are shown and not changed."""
    found = queries.get_rule(code)
    row = next(item for _, items in queries.rule_rows(request.actor) for item in items if item.rule is found)
    setting = row.setting
    initial = {"off": row.off, "severity": "", "valid_from": None}
    if setting is not None:
        initial |= {"severity": setting.severity, "valid_from": setting.valid_from}
    form = RuleForm(request.POST or None, rule=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.tune(by=request.actor, rule=found, **form.cleaned_data)
        toasts.say(request, "Правило изменено")
        return redirect("compliance:rules")
    context = {"row": row, "form": form, "words": rules.WORDS, "search_url": pages.search_url()}
    return render(request, "compliance/rule.html", context, status=422 if form.is_bound else 200)


@kept
def figure_list(request: Request) -> HttpResponse:
    """«Цифры на дату»: the page, or the same as xlsx."""
    context = pages.figures(request.actor, request.GET)
    if request.GET.get("export") == "xlsx":
        rows = [(row.label, row.value) for row in context["rows"]]
        services.note_export(by=request.actor, action="compliance.figures_exported", count=len(rows), on=context["on"])
        name = f"Цифры на {context['on']:%d.%m.%Y}"
        return sheets.xlsx_answer(name, ["Показатель", f"На {context['on']:%d.%m.%Y}"], rows)
    return render(request, "compliance/figures.html", context)


def folder(request: Request) -> HttpResponse:
    """What the folder will hold and lack; POST starts the work."""
    if request.method == "POST":
        today = clock.today(request.actor.organization)
        job = services.start_folder(by=request.actor, on=today, back_url=reverse("compliance:folder"))
        return redirect("organizations:job", pk=job.pk)
    return render(request, "compliance/folder.html", pages.folder(request.actor))
