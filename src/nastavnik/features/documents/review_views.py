"""Pages of agreement: to whom a draft is sent, one's own decision, marks from paper, what the organisation asks."""

from __future__ import annotations

import uuid

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.documents import pages, queries, rendering, reviews, services
from nastavnik.features.documents.acquaintance_forms import read_people
from nastavnik.features.documents.models import ReviewRule
from nastavnik.features.people.models import Person
from nastavnik.kernel import clock, files
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import document_kinds
from nastavnik.kernel.errors import InputRefused, NotFound
from nastavnik.kernel.http import Request
from nastavnik.ui.forms import DateField, Form
from nastavnik.ui.text import count_phrase
from nastavnik.ui.toasts import say


class PeopleForm(Form):
    """Usual people as ticks, others by surname."""

    people = django_forms.MultipleChoiceField(
        label="Кто согласует", required=False, widget=django_forms.CheckboxSelectMultiple
    )
    names = django_forms.CharField(
        label="Кого ещё",
        required=False,
        max_length=4000,
        widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text="Фамилия и имя, каждый с новой строки. Система этому человеку не нужна: он распишется на листе.",
    )

    def __init__(self, *args: object, actor: Actor, offered: list[Person], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        field: django_forms.MultipleChoiceField = self.fields["people"]  # type: ignore[assignment]
        field.choices = [(str(one.pk), f"{one.full_name}, {one.post or 'должность не указана'}") for one in offered]
        if not offered:
            del self.fields["people"]

    def clean_names(self) -> list[Person]:
        return read_people(self.actor, self.cleaned_data["names"])

    def chosen(self) -> list[uuid.UUID]:
        ticked = [uuid.UUID(pk) for pk in self.cleaned_data.get("people", [])]
        return list(dict.fromkeys([*ticked, *(one.pk for one in self.cleaned_data["names"])]))


class RuleForm(PeopleForm):
    required = django_forms.BooleanField(label="Без согласования не подписывать", required=False)
    sheet = django_forms.BooleanField(label="Печатать лист согласования вместе с документом", required=False)
    field_order = ["required", "sheet", "people", "names"]


class DecideForm(Form):
    remarks = django_forms.CharField(required=False, max_length=4000)
    on = DateField(required=False)


def send(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Whom the draft is sent to."""
    actor = request.actor
    found = queries.get_document(actor, pk)
    offered = reviews.usual(found.kind)
    rule = ReviewRule.objects.filter(kind=found.kind).first()
    form = PeopleForm(
        request.POST or None, actor=actor, offered=offered, initial={"people": rule.people if rule else []}
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.send(by=actor, document=found, person_ids=form.chosen())
        except InputRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            say(request, f"Отправлено на согласование: {count_phrase(len(form.chosen()), 'человек,человека,человек')}")
            return redirect("documents:document", pk=pk)
    context = {"form": form, "document": found, "sendable": found.state in ("draft", "agreed")}
    return render(request, "documents/review.html", context, status=422 if form.errors else 200)


@require_POST
def decide(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Agree, or return with remarks: by oneself, or marked from paper (`paper`)."""
    step = reviews.get_step(request.actor, pk)
    form = DecideForm(request.POST)
    if not form.is_valid():
        raise InputRefused(" ".join(str(line) for lines in form.errors.values() for line in lines))
    answer = request.POST.get("answer", "")
    if answer not in ("agree", "return"):
        raise InputRefused("Выберите: согласовать или вернуть с замечаниями.")
    done = services.decide(
        by=request.actor,
        step=step,
        agree=answer == "agree",
        remarks=form.cleaned_data["remarks"],
        on=form.cleaned_data["on"],
        on_paper=bool(request.POST.get("paper")),
        shown_hash=request.POST.get("shown_hash", ""),
    )
    say(request, "Согласование отмечено" if done.state == "agreed" else "Документ возвращён с замечаниями")
    return redirect("documents:document", pk=step.review.document_id)


@require_POST
def call_off(request: Request, pk: uuid.UUID) -> HttpResponse:
    services.call_off(by=request.actor, document=queries.get_document(request.actor, pk))
    say(request, "Документ отозван с согласования")
    return redirect("documents:document", pk=pk)


def visas(request: Request, pk: uuid.UUID) -> HttpResponse:
    """The sheet of visas as a PDF."""
    found = queries.get_document(request.actor, pk)
    today = clock.today(request.actor.organization)
    tree = reviews.visa_tree(found, request.actor, today)
    pdf = rendering.pdf_of_trees([tree], on=today).data
    return files.attach(pdf, name="Лист согласования.pdf", media_type="application/pdf", inline=True)


def rules_page(request: Request) -> HttpResponse:
    """What the organisation asks of each kind."""
    kept = {rule.kind: rule for rule in ReviewRule.objects.all()}
    everybody = {pk for rule in kept.values() for pk in rule.people}
    names = {str(one.pk): one.short_name for one in Person.objects.filter(pk__in=everybody)}
    rows = [
        {
            "code": kind.code,
            "title": kind.title,
            "required": kind.review or bool(kind.code in kept and kept[kind.code].required),
            "sheet": kind.visa_sheet or bool(kind.code in kept and kept[kind.code].sheet),
            "people": ", ".join(names[pk] for pk in kept[kind.code].people if pk in names) if kind.code in kept else "",
        }
        for kind in sorted(document_kinds, key=lambda kind: kind.title)
        if kind.template and kind.family != "consent"
    ]
    rows.sort(key=lambda row: not (row["required"] or row["sheet"] or row["people"]))
    return render(request, "documents/review_rules.html", {"rows": rows})


def rule_page(request: Request, kind: str) -> HttpResponse:
    spec = document_kinds.get(kind)
    if spec is None:
        raise NotFound()
    rule = ReviewRule.objects.filter(kind=kind).first()
    initial = {
        "required": spec.review or bool(rule and rule.required),
        "sheet": spec.visa_sheet or bool(rule and rule.sheet),
        "people": rule.people if rule else [],
    }
    form = RuleForm(request.POST or None, actor=request.actor, offered=reviews.usual(kind), initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        services.save_rule(
            by=request.actor, kind=kind, required=data["required"], sheet=data["sheet"], person_ids=form.chosen()
        )
        say(request, "Порядок согласования сохранён")
        return redirect("documents:review_rules")
    return render(
        request,
        "documents/form.html",
        {"form": form, "heading": f"Согласование: {spec.title}", "button": "Сохранить порядок"},
        status=422 if form.errors else 200,
    )


@require_POST
def hand(request: Request) -> HttpResponse:
    """Give documents to a person of the office."""
    actor = request.actor
    chosen = pages.uuids(request.POST.getlist("document"))
    documents = list(queries.visible_documents(actor).filter(pk__in=chosen))
    if len(documents) != len(set(chosen)):
        raise NotFound()
    wanted = pages.uuids([request.POST.get("person", "")])
    person = next((one for one in reviews.office_people() if one.pk in wanted), None)
    if person is None:
        raise InputRefused("Выберите сотрудника, которому передаёте документы.")
    count = services.hand_over(by=actor, documents=documents, person=person, note=request.POST.get("note", "")[:300])
    say(request, f"Передано: {count_phrase(count, 'документ,документа,документов')} — {person.short_name}")
    return redirect(pages.back(request, documents[0]) if len(documents) == 1 else reverse("documents:queue"))
