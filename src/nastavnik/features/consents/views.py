"""Pages of consents for those who collect them."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.consents import debts, effects, forms, pages, queries, services
from nastavnik.features.consents.models import Consent, ConsentSheet
from nastavnik.features.consents.rules import KINDS
from nastavnik.features.documents.pages import activity_of, uuids
from nastavnik.features.people import queries as people
from nastavnik.kernel import clock, files
from nastavnik.kernel.errors import DomainError, InputRefused, NotFound
from nastavnik.kernel.http import Request
from nastavnik.kernel.kept import kept
from nastavnik.ui.text import count_phrase
from nastavnik.ui.toasts import say

#: What is ticked for one sheet is ticked for the next of the stack.
TICKS = ("requisites_checked", "authority_checked", "own_signature")


@kept
def owed(request: Request) -> HttpResponse:
    """Who owes what."""
    actor = request.actor
    context = pages.owed_context(actor, request.GET, activity=str(activity_of(request) or ""))
    if context["page"].export:
        actor.must("consents.prepare")
        return pages.export(actor, context["page"].all_rows)
    return render(request, "consents/list.html", context)


def groups(request: Request) -> HttpResponse:
    found = debts.rows(request.actor, clock.today(request.actor.organization))
    context = {
        "tabs": pages.tabs(request.actor, "groups"),
        "position": pages.position(found),
        "groups": debts.count_groups(found),
    }
    return render(request, "consents/groups.html", context)


@require_POST
def prepare(request: Request) -> HttpResponse:
    """Sheets with codes for the chosen people, one PDF by group."""
    actor = request.actor
    rows = pages.chosen(actor, uuids(request.POST.getlist("person")), request.GET)
    sheets = services.prepare_owed(
        by=actor, rows=rows, kind=request.POST.get("kind", ""), activity_id=activity_of(request)
    )
    job = services.start_printing(by=actor, sheets=sheets, back_url=reverse("consents:list"))
    return redirect("organizations:job", pk=job.pk)


@require_POST
def slips(request: Request) -> HttpResponse:
    """Cut-out slips for those who owe."""
    actor = request.actor
    rows = pages.chosen(actor, uuids(request.POST.getlist("person")), request.GET)
    owing = [row.person.pk for row in rows if row.kinds]
    job = services.start_slips(by=actor, person_ids=owing, back_url=reverse("consents:list"))
    return redirect("organizations:job", pk=job.pk)


def mark(request: Request) -> HttpResponse:
    """Signed sheets have come: one code or many, Enter after each."""
    actor = request.actor
    two = queries.asks_two()
    kept = {name: request.GET.get(name, "") for name in ("on", *TICKS)}
    kept["signed"] = request.GET.get("signed", "all")
    form = forms.MarkForm(request.POST or None, request.FILES or None, initial=kept, two=two)
    status = 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        wrong = _mark_all(request, data)
        if not wrong:
            again = {
                "on": data["on"].isoformat(),
                **{name: "1" for name in TICKS if data[name]},
                **({"signed": data["signed"]} if data.get("signed", "all") != "all" else {}),
            }
            return redirect(f"{reverse('consents:mark')}?{urlencode(again)}")
        left = request.POST.copy()
        left["codes"] = " ".join(wrong)
        form = forms.MarkForm(left, request.FILES or None, two=two)
        form.is_valid()
        for message in wrong.values():
            form.add_error("codes", message)
        status = 422
    context = {
        "form": form,
        "tabs": pages.tabs(actor, "mark"),
        "recent": queries.visible_consents(actor).order_by("-recorded_at")[:20],
        "titles": {kind.code: kind.title for kind in KINDS.values()},
    }
    return render(request, "consents/mark.html", context, status=status)


def _mark_all(request: Request, data: dict[str, Any]) -> dict[str, str]:
    """Mark each code by itself; the wrong ones come back with the reason."""
    actor = request.actor
    scan = _kept(request, data["scan"])
    wrong: dict[str, str] = {}
    names = []
    for code in data["codes"]:
        try:
            consent = services.mark_given(
                by=actor, code=code, on=data["on"], requisites_checked=data["requisites_checked"],
                own_signature=data["own_signature"], authority_checked=data["authority_checked"], number=data["number"], scan=scan,
                signed=data.get("signed", "all"),
            )  # fmt: skip
        except DomainError as refusal:
            wrong[code] = refusal.message
        else:
            names.append(f"{consent.person.short_name} — {KINDS[consent.kind].short}")
    if names:
        words = count_phrase(len(names), "лист,листа,листов")
        shown = "; ".join(names[:5]) + ("…" if len(names) > 5 else "")
        say(request, f"Отмечено: {shown}" if len(names) == 1 else f"Отмечено {words}: {shown}")
    return wrong


def _kept(request: Request, uploaded: Any) -> Any:
    if not uploaded:
        return None
    return files.store(request.actor, uploaded, name=uploaded.name, media_type=uploaded.media_type)


def register(request: Request) -> HttpResponse:
    """Consents that were given; the numbers of the paper register are typed here."""
    actor = request.actor
    rows = queries.visible_consents(actor)
    page = pages.GIVEN.read(request.GET, rows)
    if page.export:
        return pages.export_register(actor, page.all_rows)
    context = {
        "page": page,
        "rows": pages.with_states(page.rows, clock.today(actor.organization)),
        "position": pages.register_position(rows),
        "tabs": pages.tabs(actor, "register"),
    }
    return render(request, "consents/register.html", context)


def consent(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_consent(request.actor, pk)
    context = pages.consent_context(request.actor, found)
    context |= {"number_form": forms.NumberForm(initial={"number": found.number}), "scan_form": forms.ScanForm()}
    return render(request, "consents/consent.html", context)


@require_POST
def number(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_consent(request.actor, pk)
    form = forms.NumberForm(request.POST)
    if not form.is_valid():
        raise InputRefused("Номер не длиннее 40 знаков. Проверьте его.", field="number")
    services.enter_number(by=request.actor, consent=found, number=form.cleaned_data["number"])
    say(request, "Номер внесён" if form.cleaned_data["number"] else "Номер убран")
    return redirect(_back(request, found))


def _back(request: Request, found: Consent) -> str:
    query = request.POST.get("back", "")
    if query.startswith("?"):
        return reverse("consents:register") + query
    return reverse("consents:consent", args=[found.pk])


@require_POST
def scan(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_consent(request.actor, pk)
    form = forms.ScanForm(request.POST, request.FILES)
    if not form.is_valid():
        context = pages.consent_context(request.actor, found)
        context |= {"number_form": forms.NumberForm(initial={"number": found.number}), "scan_form": form}
        return render(request, "consents/consent.html", context, status=422)
    services.attach_scan(by=request.actor, consent=found, scan=_kept(request, form.cleaned_data["scan"]))
    say(request, "Скан приложен")
    return redirect("consents:consent", pk=pk)


def scan_file(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_consent(request.actor, pk)
    if found.scan is None:
        raise NotFound()
    return files.respond(found.scan)


def signed_text(request: Request, pk: uuid.UUID) -> HttpResponse:
    """The sheet with the wording that was signed, as PDF."""
    found = queries.get_consent(request.actor, pk)
    if found.sheet is None:
        raise NotFound()
    data = services.sheet_pdf(by=request.actor, sheet=found.sheet)
    return files.attach(data, name=f"Лист {found.sheet.code}.pdf", media_type="application/pdf", inline=True)


def withdraw(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Consequences first; then the withdrawal, which acts at once."""
    actor = request.actor
    found = queries.get_consent(actor, pk)
    context = pages.consent_context(actor, found)
    if context["withdrawn"]:
        return redirect("consents:consent", pk=pk)
    today = clock.today(actor.organization)
    initial = {"received_on": today, "withdrawn_by": str(found.given_by_id)}
    form = forms.WithdrawForm(
        request.POST or None, request.FILES or None, initial=initial, signers=pages.may_withdraw(found, today)
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.withdraw(
                by=actor, consent=found, on=data["on"], received_on=data["received_on"],
                scan=_kept(request, data["scan"]), withdrawn_by=form.who(),
            )  # fmt: skip
        except InputRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            say(request, "Отзыв записан, использование прекращено")
            return redirect("consents:consent", pk=pk)
    return render(request, "consents/withdraw.html", context | {"form": form}, status=422 if form.errors else 200)


def unmark(request: Request, pk: uuid.UUID) -> HttpResponse:
    """A wrong mark is taken back: what will be missing again is shown first."""
    actor = request.actor
    found = queries.get_consent(actor, pk)
    form = forms.UnmarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.unmark(by=actor, consent=found, reason=form.cleaned_data["reason"])
        say(request, "Отметка снята, лист снова ждёт подписи")
        return redirect("consents:person", pk=found.person_id)
    context = pages.consent_context(actor, found) | {"form": form, "resting": effects.resting_on(found)}
    return render(request, "consents/unmark.html", context, status=422 if form.errors else 200)


def person(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = people.get_person(request.actor, pk)
    return render(request, "consents/person.html", pages.person_context(request.actor, found))


def prior(request: Request, pk: uuid.UUID) -> HttpResponse:
    """A consent taken on paper before the system."""
    actor = request.actor
    found = people.get_person(actor, pk)
    today = clock.today(actor.organization)
    signers = [found, *(tie.adult for tie in people.representatives([found.pk], today)[found.pk])]
    form = forms.PriorForm(request.POST or None, request.FILES or None, signers=signers)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            scan = _kept(request, data["scan"])
            with transaction.atomic():
                for key in data["given_by"]:
                    services.record_prior(
                        by=actor, person=found, kind=data["kind"], on=data["on"], number=data["number"],
                        valid_to=data["valid_to"], given_by=form.signers[key], scan=scan,
                    )  # fmt: skip
        except InputRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            say(request, "Согласие внесено")
            return redirect("consents:person", pk=pk)
    return render(request, "consents/prior.html", {"form": form, "person": found}, status=422 if form.errors else 200)


@require_POST
def sheet_void(request: Request, pk: uuid.UUID) -> HttpResponse:
    """A spoiled or lost sheet: its code no longer works, a new one may be printed."""
    sheets = ConsentSheet.objects.filter(person__in=people.visible_people(request.actor))
    found = sheets.filter(pk=pk).select_related("person").first()
    if found is None:
        raise NotFound()
    services.void_sheet(by=request.actor, sheet=found)
    say(request, f"Лист {found.code} больше не действует")
    return redirect("consents:person", pk=found.person_id)


def texts(request: Request) -> HttpResponse:
    """Wordings in force."""
    today = clock.today(request.actor.organization)
    found = [(kind, services.text_in_force(kind.code, today)) for kind in KINDS.values()]
    return render(request, "consents/texts.html", {"texts": found, "tabs": pages.tabs(request.actor, "texts")})


def text(request: Request, kind: str) -> HttpResponse:
    """The wording of one kind: read it, or make a new version."""
    actor = request.actor
    if kind not in KINDS:
        raise NotFound()
    current = services.text_in_force(kind, clock.today(actor.organization))
    form = forms.TextForm(request.POST or None, initial={"text": current.text})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.change_text(by=actor, kind=kind, text=form.cleaned_data["text"])
        except InputRefused as refusal:
            form.add_error("text", refusal.message)
        else:
            say(request, f"Действует редакция {made.version}")
            return redirect("consents:texts")
    context = {"form": form, "kind": KINDS[kind], "current": current}
    return render(request, "consents/text.html", context, status=422 if form.errors else 200)


@require_POST
def links(request: Request) -> HttpResponse:
    """Links for those who owe, shown once as a sheet to be cut."""
    actor = request.actor
    rows = pages.chosen(actor, uuids(request.POST.getlist("person")), request.GET)
    issued = services.issue_links(by=actor, rows=rows)
    context = {"issued": issued, "back_url": reverse("consents:list"), "organization": actor.organization}
    return render(request, "consents/links.html", context)
