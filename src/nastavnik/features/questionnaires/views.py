"""Pages of the questionnaires for those who ask."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.people import queries as people
from nastavnik.features.questionnaires import asking, audiences, contents, forms, pages, queries, rules, services
from nastavnik.features.questionnaires.ready.ready import ready_questionnaire, ready_questionnaires
from nastavnik.kernel import clock, jobs, journal, links
from nastavnik.kernel.errors import InputRefused
from nastavnik.kernel.http import Request
from nastavnik.kernel.middleware import LINK_KEY
from nastavnik.ui.text import count_phrase
from nastavnik.ui.toasts import say

PEOPLE = "человек,человека,человек"


def campaigns(request: Request) -> HttpResponse:
    rows = queries.visible_campaigns(request.actor)
    page = pages.CAMPAIGNS.read(request.GET, rows)
    today = clock.today(request.actor.organization)
    context = {
        "page": page,
        "rows": [(row, pages.campaign_position(row, today)) for row in page.rows],
        "position": pages.list_position(list(rows.filter(closed_at=None))),
        "ready": pages.ready_rows(),
        "may_run": request.actor.may("questionnaires.run"),
    }
    return render(request, "questionnaires/list.html", context)


def preview(request: Request, code: str) -> HttpResponse:
    """The questionnaire as people will see it."""
    questionnaire = ready_questionnaire(code)
    context = {
        "questionnaire": questionnaire,
        "questions": asking.questions(questionnaire, {}, {}),
        "refusal": rules.refusal_of(questionnaire.level),
        "may_run": request.actor.may("questionnaires.run"),
    }
    return render(request, "questionnaires/preview.html", context)


def new(request: Request) -> HttpResponse:
    actor = request.actor
    today = clock.today(actor.organization)
    code = request.GET.get("questionnaire", "")
    known = ready_questionnaires().get(code)
    side = request.GET.get("side") or (known.audience if known and known.audience in pages.SIDES else "")
    initial = {
        "questionnaire": code or {"mentee": "Q-ME-SHORT", "mentor": "Q-MR-SHORT"}.get(side, ""),
        "side": side,
        "people": ["marked"],
        "opens_on": today,
        "closes_on": today + dt.timedelta(days=10),
    }
    form = forms.CampaignForm(request.POST or None, actor=actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        activity = pages.activity_of(request)
        try:
            made = services.start_campaign(
                by=actor,
                questionnaire_code=data["questionnaire"],
                side=data["side"],
                person_ids=audiences.people_of(actor, data["side"], data["people"]),
                opens_on=data["opens_on"],
                closes_on=data["closes_on"],
                activity_id=uuid.UUID(activity) if activity else None,
            )
        except InputRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            say(request, "Анкетирование начато")
            return redirect("questionnaires:campaign", pk=made.pk)
    context = {"form": form, "activity": pages.activity_of(request)}
    return render(request, "questionnaires/new.html", context, status=422 if form.errors else 200)


def campaign(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_campaign(request.actor, pk)
    return render(request, "questionnaires/campaign.html", pages.campaign_context(found, request.actor, request))


@require_POST
def add(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_campaign(request.actor, pk)
    form = forms.AddForm(request.POST, actor=request.actor)
    if not form.is_valid():
        context = pages.campaign_context(found, request.actor, request) | {"add_form": form}
        return render(request, "questionnaires/campaign.html", context, status=422)
    ids = audiences.people_of(request.actor, found.side, form.cleaned_data["people"])
    made = services.invite(by=request.actor, campaign=found, person_ids=ids)
    say(request, f"Добавлено: {count_phrase(len(made), PEOPLE)}")
    return redirect("questionnaires:campaign", pk=pk)


def paper(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Answers typed from a filled form: the code from the sheet, then the sheet."""
    actor = request.actor
    found = queries.get_campaign(actor, pk)
    questionnaire = contents.content_of(found.questionnaire)
    context: dict[str, Any] = {"campaign": found, "code": request.GET.get("code", ""), "problem": ""}
    typed = request.POST.get("code") or request.GET.get("code") or ""
    if not typed:
        return render(request, "questionnaires/paper.html", context)
    try:
        invitation = queries.invitation_by_code(found, typed)
    except InputRefused as refused:
        context |= {"code": typed, "problem": refused.message}
        return render(request, "questionnaires/paper.html", context, status=422)
    form = forms.PaperForm(request.POST or None)
    kept, problems = {}, {}
    if request.method == "POST":
        kept = asking.read(questionnaire, request.POST)
        if form.is_valid():
            try:
                services.submit(
                    by=actor,
                    campaign=found,
                    person=invitation.person,
                    answers=kept,
                    way="paper",
                    filled_on=form.cleaned_data["filled_on"],
                )
            except services.AnswersRefused as refused:
                kept, problems = {**kept, **refused.checked.answers}, refused.checked.problems
            else:
                say(request, f"Ответы внесены: {invitation.person.short_name}")
                return redirect("questionnaires:paper", pk=pk)
    line = queries.lines(found, actor, clock.today(actor.organization), [invitation])[0]
    context |= {
        "line": line,
        "code": invitation.code,
        "form": form,
        "questions": asking.questions(questionnaire, kept, problems),
        "problems": problems,
    }
    return render(request, "questionnaires/paper.html", context, status=422 if problems else 200)


@require_POST
def sheets(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Blank forms with codes, one PDF by groups."""
    found = queries.get_campaign(request.actor, pk)
    request.actor.must("questionnaires.run", found)
    job = jobs.enqueue(
        request.actor,
        "questionnaires.sheets",
        title="Бланки анкеты",
        args={"campaign": str(found.pk)},
        key=f"sheets:{found.pk}",
        back_url=reverse("questionnaires:campaign", args=[pk]),
    )
    return redirect("organizations:job", pk=job.pk)


@require_POST
def slips(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Slips to cut out, a personal link on each. The links are shown once."""
    found = queries.get_campaign(request.actor, pk)
    rows = []
    for invitation, token in services.issue_links(by=request.actor, campaign=found):
        address = links.address(token)
        rows.append({"person": invitation.person, "address": address, "qr": pages.qr(address)})
    back = reverse("questionnaires:campaign", args=[pk])
    return render(request, "questionnaires/slips.html", {"campaign": found, "rows": rows, "back_url": back})


@require_POST
def open_link(request: Request, pk: uuid.UUID) -> HttpResponse:
    """One link with a square code for the wall of a classroom."""
    found = queries.get_campaign(request.actor, pk)
    token = services.issue_open_link(by=request.actor, campaign=found)
    address = links.address(token, base=pages.local_base(request))
    context = {
        "campaign": found,
        "address": address,
        "qr": pages.qr(address),
        "public": bool(links.public_base()),
        "back_url": reverse("questionnaires:campaign", args=[pk]),
    }
    return render(request, "questionnaires/open_link.html", context)


@require_POST
def kiosk(request: Request, pk: uuid.UUID) -> HttpResponse:
    """This browser becomes a kiosk: the staff's session ends, nothing of it can be reached from here."""
    found = queries.get_campaign(request.actor, pk)
    link = services.open_kiosk(by=request.actor, campaign=found)
    logout(request)
    request.session[LINK_KEY] = str(link.pk)
    return redirect("questionnaires:survey_who")


@require_POST
def kiosk_close(request: Request, pk: uuid.UUID) -> HttpResponse:
    services.close_kiosk(by=request.actor, campaign=queries.get_campaign(request.actor, pk))
    say(request, "Киоски этого анкетирования закрыты")
    return redirect("questionnaires:campaign", pk=pk)


def answers(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Answers of all by question, and names where they may be read."""
    actor = request.actor
    found = queries.get_campaign(actor, pk)
    rows = queries.lawful_responses(found, actor, clock.today(actor.organization))
    reads = queries.may_read(actor, found)
    sensitive = actor.may("questionnaires.confidential", found)
    if reads and contents.content_of(found.questionnaire).level == "confidential":
        with transaction.atomic():
            journal.record(actor, "questionnaires.answers_seen", found, count=len(rows))
    context = {
        "campaign": found,
        "responses": rows if reads else [],
        "count": len(rows),
        "tallies": queries.tallies(found, rows, sensitive=sensitive, texts=reads),
    }
    return render(request, "questionnaires/answers.html", context)


def response(request: Request, pk: uuid.UUID) -> HttpResponse:
    """One answer. A look at a confidential one is journaled."""
    actor = request.actor
    found = queries.get_response(actor, pk)
    questionnaire = contents.content_of(found.campaign.questionnaire)
    sensitive = actor.may("questionnaires.confidential", found)
    rows = [
        (item, contents.words(item, found.answers))
        for item in contents.shown(questionnaire, found.answers)
        if sensitive or not item.sensitive
    ]
    if questionnaire.level == "confidential" or any(item.sensitive for item, _ in rows):
        with transaction.atomic():
            journal.record(actor, "questionnaires.answers_seen", found.campaign, person=found.person_id)
    return render(request, "questionnaires/response.html", {"response": found, "rows": rows})


def export(request: Request, pk: uuid.UUID) -> HttpResponse:
    actor = request.actor
    found = queries.get_campaign(actor, pk)
    actor.must("questionnaires.answers" if queries.may_read(actor, found) else "questionnaires.confidential", found)
    return pages.export(found, actor)


@require_POST
def prolong(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_campaign(request.actor, pk)
    form = forms.ProlongForm(request.POST, initial={"closes_on": found.closes_on})
    if not form.is_valid():
        context = pages.campaign_context(found, request.actor, request) | {"prolong_form": form}
        return render(request, "questionnaires/campaign.html", context, status=422)
    services.prolong(by=request.actor, campaign=found, closes_on=form.cleaned_data["closes_on"])
    say(request, "Срок продлён")
    return redirect("questionnaires:campaign", pk=pk)


def close(request: Request, pk: uuid.UUID) -> HttpResponse:
    """What will be lost first; then no more answers."""
    found = queries.get_campaign(request.actor, pk)
    if request.method == "POST":
        services.close_campaign(by=request.actor, campaign=found)
        say(request, "Анкетирование закончено")
        return redirect("questionnaires:campaign", pk=pk)
    return render(request, "questionnaires/close.html", {"campaign": found, "lines": pages.closing(found)})


def waiting(request: Request, pk: uuid.UUID) -> HttpResponse:
    """An answer that fits nobody: the curator says who it was."""
    actor = request.actor
    found = queries.get_waiting(actor, pk)
    guesses = people.match_names([contents.name_parts(found.name)])[0]
    text = request.GET.get("q", "")
    shown = list(people.search(people.visible_people(actor), text)[:20]) if text else guesses
    if request.method == "POST":
        chosen = pages.as_uuid(request.POST.get("person", ""))
        if chosen is None:
            raise InputRefused("Выберите человека, которому принадлежит ответ.", field="person")
        person = people.get_person(actor, chosen)
        services.bind_waiting(by=actor, waiting=found, person=person)
        say(request, f"Ответ отнесён: {person.short_name}")
        return redirect("questionnaires:campaign", pk=found.campaign_id)
    return render(request, "questionnaires/waiting.html", {"waiting": found, "people": shown, "q": text})


@require_POST
def discard(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_waiting(request.actor, pk)
    campaign_id = found.campaign_id
    services.discard_waiting(by=request.actor, waiting=found)
    say(request, "Ответ удалён")
    return redirect("questionnaires:campaign", pk=campaign_id)
