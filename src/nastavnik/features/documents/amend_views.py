"""Pages where an act in force is changed or ended by another order."""

from __future__ import annotations

import uuid

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from nastavnik.features.documents import amending, queries, services
from nastavnik.kernel.errors import InputRefused, WrongState
from nastavnik.kernel.http import Request
from nastavnik.ui.forms import DateField, Form
from nastavnik.ui.toasts import say


class AmendForm(Form):
    reason = forms.CharField(
        label="Почему меняется",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Так начнётся текст приказа. Например: В связи с изменением состава рабочей группы",
    )
    points = forms.CharField(
        label="Что меняется",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Каждое изменение с новой строки: Пункт 3 изложить в следующей редакции: «…»",
    )


class RepealOrderForm(Form):
    reason = forms.CharField(
        label="Почему утрачивает силу",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Так начнётся текст приказа. Например: В связи с утверждением нового состава пар",
    )
    since = DateField(label="С какого дня", required=False, help_text="Пусто — с даты нового приказа.")


def amend(request: Request, pk: uuid.UUID) -> HttpResponse:
    """«Внести изменения»: an act about people is changed on the screen of its feature, another by typed points."""
    found = queries.get_document(request.actor, pk)
    if not amending.amendable(found):
        raise WrongState("Изменяют только зарегистрированный документ. Сначала внесите его номер и дату.")
    amender = amending.amenders.get(found.kind)
    if amender is not None and request.method == "GET" and "words" not in request.GET:
        return redirect(amender.url(found))
    form = AmendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.draft_amendment(
                by=request.actor,
                document=found,
                points=form.cleaned_data["points"].splitlines(),
                reason=form.cleaned_data["reason"],
            )
        except InputRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            say(request, "Проект приказа об изменениях подготовлен")
            return redirect("documents:document", pk=made.pk)
    context = {
        "form": form,
        "document": found,
        "heading": "Внести изменения",
        "lead": "Прежний текст останется как был; новый приказ назовёт изменения и встанет в очередь на подпись.",
        "button": "Подготовить приказ об изменениях",
    }
    return render(request, "documents/change.html", context)


def repeal_order(request: Request, pk: uuid.UUID) -> HttpResponse:
    """«Отменить приказом»: a draft that names the act and the orders that changed it."""
    found = queries.get_document(request.actor, pk)
    if not amending.amendable(found):
        raise WrongState("Отменяют приказом только зарегистрированный документ.")
    form = RepealOrderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.draft_repeal(by=request.actor, document=found, **form.cleaned_data)
        except InputRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            say(request, "Проект приказа подготовлен. Документ в силе, пока новый приказ не зарегистрирован.")
            return redirect("documents:document", pk=made.pk)
    together = [item for item in amending.with_amendments(found) if item.pk != found.pk]
    lead = "Когда новый приказ зарегистрируют, начатое этим документом откроется снова: пары будут ждать приказа."
    if together:
        lead += " Вместе с ним утратят силу приказы об изменениях: " + ", ".join(
            f"№ {item.number}" for item in together
        )
        lead += "."
    context = {
        "form": form,
        "document": found,
        "heading": "Отменить приказом",
        "lead": lead,
        "button": "Подготовить приказ об отмене",
    }
    return render(request, "documents/change.html", context)
