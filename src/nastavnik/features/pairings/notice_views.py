"""Who was told of the pairs: slips and letters to print, marks in one press, a wrong mark taken back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.organizations import queries as organizations
from nastavnik.features.pairings import notices
from nastavnik.kernel import clock
from nastavnik.kernel.errors import InputRefused
from nastavnik.kernel.http import Request
from nastavnik.ui.forms import DateField, Form
from nastavnik.ui.toasts import say


class ToldForm(Form):
    on = DateField(label="Когда сообщили")


def notice_list(request: Request) -> HttpResponse:
    today = clock.today(request.actor.organization)
    form = ToldForm(request.POST or None, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        alone = notices.known_ids([request.POST.get("only", "")])
        chosen = alone or notices.known_ids(request.POST.getlist("who"))
        try:
            count = notices.mark_told(by=request.actor, keys=chosen, on=form.cleaned_data["on"])
        except InputRefused as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            say(
                request,
                f"Отмечено: {count}",
                undo_url=reverse("pairings:notice_undo"),
                fields=[("who", key) for key in chosen],
            )
            return redirect("pairings:notices")
    found = notices.recipients(notices.ordered_pairs(organizations.current_year(), today), today)
    waiting = [item for item in found if item.told_on is None]
    told = [item for item in found if item.told_on is not None]
    context = {"form": form, "rows": waiting + told, "waiting": len(waiting), "told": len(told), "total": len(found)}
    return render(request, "pairings/notices.html", context, status=422 if form.errors else 200)


@require_POST
def notice_undo(request: Request) -> HttpResponse:
    count = notices.take_back(by=request.actor, keys=set(notices.known_ids(request.POST.getlist("who"))))
    say(request, f"Отметка снята: {count}")
    return redirect("pairings:notices")


@require_POST
def notice_sheets(request: Request) -> HttpResponse:
    job = notices.start_sheets(by=request.actor, keys=set(notices.known_ids(request.POST.getlist("who"))))
    return redirect("organizations:job", pk=job.pk)
