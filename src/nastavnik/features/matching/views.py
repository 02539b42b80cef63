"""Pages of matching."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.documents.pages import activity_of, uuids
from nastavnik.features.matching import forms, instances, pages, queries, services, tasks
from nastavnik.features.matching.models import MatchingRound
from nastavnik.features.matching.policies import LINK
from nastavnik.features.organizations import queries as organizations
from nastavnik.kernel import clock, jobs, journal
from nastavnik.kernel import links as personal_links
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import DomainError, InputRefused, NotFound, Step, WrongState
from nastavnik.kernel.http import Request
from nastavnik.ui.toasts import say


def _today(actor: Actor) -> Any:
    return clock.today(actor.organization)


def round_list(request: Request) -> HttpResponse:
    """Rounds, newest first."""
    rows = [
        {"round": row, "form": pages.form_title(row.form), "mark": pages.ROUND_MARKS[row.state]}
        for row in queries.visible_rounds(request.actor)[:200]
    ]
    context = {"rows": rows, "activity": request.GET.get("activity", "")}
    return render(request, "matching/list.html", context)


def new(request: Request) -> HttpResponse:
    """Conditions of a new round; the pairs are chosen at once."""
    actor = request.actor
    organizations.require_year()
    offered = queries.criteria_of(actor, _today(actor))
    form = forms.RoundForm(request.POST or None, initial=forms.weight_defaults(), offered=offered)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.create(
                by=actor, title=form.cleaned_data["title"], form=form.cleaned_data["form"], weights=form.weights(),
                terms=form.terms(), activity_id=activity_of(request),
            )  # fmt: skip
        except InputRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            return _start(request, made)
    context = {"form": form, "activity": request.GET.get("activity", ""), "round": None}
    return render(request, "matching/terms.html", context)


def terms(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Other conditions of a round nobody has seen, then the pairs are chosen anew."""
    found = queries.get_round(request.actor, pk)
    offered = queries.criteria_of(request.actor, _today(request.actor), found.form, found.program_year)
    form = forms.RoundForm(request.POST or None, initial=forms.initial_of(found), offered=offered)
    if request.method == "POST" and form.is_valid():
        try:
            changed = services.change(
                by=request.actor, round_=found, title=form.cleaned_data["title"], form=form.cleaned_data["form"],
                weights=form.weights(), terms=form.terms(),
            )  # fmt: skip
        except InputRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            return _start(request, changed)
    return render(request, "matching/terms.html", {"form": form, "round": found})


def _start(request: Request, found: MatchingRound, objective: str = "") -> HttpResponse:
    """Solve at once, or in the background when there are many people. A refusal leads to the round with its reason."""
    actor = request.actor
    back = redirect("matching:round", pk=found.pk)
    situation = queries.situation(found, actor, _today(actor))
    if len(situation.mentees) + len(situation.mentors) > tasks.LARGE:
        job = jobs.enqueue(
            actor,
            "matching.solve",
            title=f"Подбор пар: {found.title}",
            args={"round": str(found.pk), "objective": objective},
            key=f"matching.solve:{found.pk}",
            back_url=back["Location"],
        )
        return redirect("organizations:job", pk=job.pk)
    try:
        solved = services.solve(by=actor, round_=found, objective=objective)
    except WrongState as refusal:
        say(request, refusal.message, level="warning")
        return back
    say(request, f"Подобрано пар: {solved.matched}")
    if solved.dropped:
        say(request, f"Замков снято: {solved.dropped}. Эти пары больше невозможны.", level="warning")
    return back


@require_POST
def solve(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_round(request.actor, pk)
    return _start(request, found, request.POST.get("objective", ""))


def round_page(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_round(request.actor, pk)
    if found.state in queries.SEEN:
        return _answers_page(request, found)
    return _board_page(request, found)


def _board_page(request: Request, found: MatchingRound) -> HttpResponse:
    actor = request.actor
    chosen, alone = request.GET.get("pair", ""), request.GET.get("free", "")
    board = pages.board(found, actor, pair=chosen, free=alone)
    context: dict[str, Any] = {
        "round": found,
        "board": board,
        "form_title": pages.form_title(found.form),
        "position": pages.position(found, board),
        "variants": pages.variants(found),
        "history": pages.history(found),
        "mentors": board.rows,
        "alone": next((row for row in board.alone if row.current), None),
    }
    if chosen and uuids([chosen]):
        proposal = queries.proposals(found).filter(pk=chosen).first()
        if proposal is not None and queries.lawful([proposal], _today(actor)):
            context["why"] = pages.why(found, proposal, board.names)
    other = request.GET.get("why", "")
    seeker = str(context["why"]["proposal"].mentee_id) if "why" in context else alone
    if other and seeker:
        context["why_not"] = {
            "name": board.names.get(other, ""),
            "text": pages.why_not(found, seeker, other, board.names),
        }
    return render(request, "matching/board.html", context)


def _answers_page(request: Request, found: MatchingRound) -> HttpResponse:
    actor = request.actor
    rows = queries.lawful(queries.proposals(found), _today(actor))
    agreed = sum(1 for row in rows if row.mentor_answer == row.mentee_answer == "yes" and not row.chosen_at)
    context = {
        "round": found,
        "rows": pages.answers(rows, instances.top_score(found.instance)),
        "form_title": pages.form_title(found.form),
        "position": pages.answers_position(rows),
        "agreed": agreed,
        "untouched": not any(row.mentor_answer or row.mentee_answer for row in rows),
        "alone": pages.board(found, actor).alone,
        "history": pages.history(found),
        "period": forms.PeriodForm(initial=_usual_dates(actor, found)),
        "links_possible": bool(personal_links.public_base()),
    }
    return render(request, "matching/answers.html", context)


def _usual_dates(actor: Actor, found: MatchingRound) -> dict[str, Any]:
    year = found.program_year
    return {"starts_on": max(_today(actor), year.starts_on), "ends_on": year.ends_on.replace(month=5, day=31)}


@require_POST
def lock(request: Request, pk: uuid.UUID) -> HttpResponse:
    proposal = queries.get_proposal(request.actor, pk)
    services.lock(by=request.actor, proposal=proposal, locked=not proposal.locked)
    return redirect(f"{reverse('matching:round', args=[proposal.round_id])}?pair={proposal.pk}#why")


def _one(request: Request, name: str) -> uuid.UUID | None:
    found = uuids([request.POST.get(name, "")])
    return found[0] if found else None


@require_POST
def place(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Another mentor by hand, or out of the pair when none is named."""
    found = queries.get_round(request.actor, pk)
    mentee, mentor = _one(request, "mentee"), _one(request, "mentor")
    if mentee is None:
        raise InputRefused("Выберите наставляемого на доске.")
    try:
        made = services.place(by=request.actor, round_=found, mentee=mentee, mentor=mentor)
    except DomainError as refusal:
        if isinstance(refusal, NotFound):
            raise
        say(request, refusal.message, level="warning")
        return redirect("matching:round", pk=pk)
    say(request, "Наставник назначен и закреплён замком" if made else "Наставляемый выведен из пары")
    target = reverse("matching:round", args=[pk])
    return redirect(f"{target}?pair={made.pk}#why" if made else f"{target}?free={mentee}#why")


@require_POST
def forbid(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Never together: from the board of a round."""
    found = queries.get_round(request.actor, pk)
    proposal = _one(request, "proposal")
    row = queries.proposals(found).filter(pk=proposal).first() if proposal else None
    if row is None:
        raise InputRefused("Этой пары на доске уже нет. Обновите страницу.")
    bar = services.forbid(
        by=request.actor, mentor=row.mentor.person, mentee=row.mentee.person, reason=request.POST.get("reason", "")
    )
    say(request, "Пара запрещена", undo_url=reverse("matching:bar_lift", args=[bar.pk]))
    return redirect(f"{reverse('matching:round', args=[pk])}?free={row.mentee_id}#why")


def bars(request: Request) -> HttpResponse:
    """Bans known before any round."""
    form = forms.BarForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.forbid(by=request.actor, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            say(request, "Запрет записан", undo_url=reverse("matching:bar_lift", args=[made.pk]))
            return redirect("matching:bars")
    return render(request, "matching/bars.html", {"form": form, "bars": queries.bars(request.actor)[:300]})


@require_POST
def bar_lift(request: Request, pk: uuid.UUID) -> HttpResponse:
    services.lift_bar(by=request.actor, bar=queries.get_bar(request.actor, pk))
    say(request, "Запрет снят. Чтобы пару снова можно было предложить, пересчитайте подбор")
    return redirect("matching:bars")


@require_POST
def publish(request: Request, pk: uuid.UUID) -> HttpResponse:
    lost = services.publish(by=request.actor, round_=queries.get_round(request.actor, pk))
    say(request, "Пары предложены участникам", undo_url=reverse("matching:unpublish", args=[pk]))
    if lost:
        say(request, f"Не предложено пар: {lost}. Их участников сегодня нельзя привлекать.", level="warning")
    return redirect("matching:round", pk=pk)


@require_POST
def unpublish(request: Request, pk: uuid.UUID) -> HttpResponse:
    services.unpublish(by=request.actor, round_=queries.get_round(request.actor, pk))
    say(request, "Предложения отозваны, участники их больше не видят")
    return redirect("matching:round", pk=pk)


@require_POST
def mark(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Answers from signed sheets, a lot at once."""
    round_ = queries.get_round(request.actor, pk)
    chosen = uuids(request.POST.getlist("pick"))
    if not chosen:
        raise InputRefused("Не отмечена ни одна пара. Отметьте нужные строки.")
    marked = services.mark_answers(
        by=request.actor,
        round_=round_,
        proposal_ids=chosen,
        answer=request.POST.get("answer", ""),
    )
    say(request, f"Ответы записаны, пар: {marked}")
    return redirect("matching:round", pk=pk)


@require_POST
def choose(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Pairs of everybody who agreed."""
    found = queries.get_round(request.actor, pk)
    form = forms.PeriodForm(request.POST)
    if not form.is_valid():
        message = next(iter(form.errors.values()))[0]
        raise InputRefused(f"Срок пар: {message}", next_step=Step("Вернуться к раунду", f"/matching/{pk}/"))
    made = services.choose(by=request.actor, round_=found, **form.cleaned_data)
    say(request, f"Составлено пар: {made}. Теперь их можно внести в приказ")
    return redirect("matching:round", pk=pk)


@require_POST
def close(request: Request, pk: uuid.UUID) -> HttpResponse:
    rest = services.close(by=request.actor, round_=queries.get_round(request.actor, pk))
    say(request, f"Раунд закрыт. Без пары осталось: {rest}" if rest else "Раунд закрыт, пара есть у каждого")
    return redirect("matching:round", pk=pk)


@require_POST
def remove(request: Request, pk: uuid.UUID) -> HttpResponse:
    services.remove(by=request.actor, round_=queries.get_round(request.actor, pk))
    say(request, "Раунд удалён")
    return redirect("matching:list")


def export(request: Request, pk: uuid.UUID) -> HttpResponse:
    request.actor.must("matching.export")
    return pages.export(queries.get_round(request.actor, pk), request.actor)


def sheets(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Slips for those who answer on paper: one for each side of each published pair."""
    found = queries.get_round(request.actor, pk)
    rows = queries.lawful(queries.proposals(found), _today(request.actor)) if found.state in queries.SEEN else []
    with transaction.atomic():
        journal.record(request.actor, "matching.sheets_printed", found, count=len(rows))
    context = {"round": found, "slips": pages.slips(rows), "back_url": reverse("matching:round", args=[pk])}
    return render(request, "matching/sheets.html", context)


@require_POST
def links(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Personal links for answering, shown once. Earlier ones of the same people end."""
    actor = request.actor
    actor.must("matching.edit")
    found = queries.get_round(actor, pk)
    if not personal_links.public_base():
        raise WrongState("Адрес для ссылок не задан: люди дома их не откроют. Напечатайте листы ответов.")
    if found.state != "published":
        raise WrongState("Ссылки выдают, когда пары предложены участникам.")
    rows = queries.lawful(queries.proposals(found), _today(actor))
    persons = {person.pk: person for row in rows for person in (row.mentor.person, row.mentee.person)}
    order = sorted(persons.values(), key=lambda person: (person.last, person.first, str(person.pk)))
    with transaction.atomic():
        tokens = personal_links.issue_many(actor, LINK, [(person.pk, found.pk, {}) for person in order])
        journal.record(actor, "matching.links_made", found, count=len(tokens))
    shown = [(person, personal_links.address(token)) for person, token in zip(order, tokens, strict=True)]
    context = {"round": found, "links": shown, "back_url": reverse("matching:round", args=[pk])}
    return render(request, "matching/links.html", context)


def own(request: Request) -> HttpResponse:
    """Proposals made to the one who looks: on a phone."""
    found = queries.own_proposals(request.actor, _today(request.actor))
    return render(request, "matching/own.html", {"rows": pages.own(found, request.actor)})


@require_POST
def answer(request: Request, pk: uuid.UUID) -> HttpResponse:
    """One side's answer: the own one of a participant, either one by a curator from a sheet."""
    actor = request.actor
    proposal = queries.get_proposal(actor, pk)
    side = request.POST.get("side", "")
    mine = actor.person_id is not None and side in services.SIDES and (
        getattr(proposal, side).person_id == actor.person_id
    )  # fmt: skip
    way = ("link" if actor.kind == "link" else "account") if mine else "paper"
    services.answer(by=actor, proposal=proposal, side=side, answer=request.POST.get("answer", ""), way=way)
    say(request, "Ответ записан")
    if mine:
        return redirect("matching:own")
    return redirect("matching:round", pk=proposal.round_id)
