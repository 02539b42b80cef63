"""The page that takes the scan of a stack of signed sheets."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from nastavnik.features.consents import forms, pages, queries, services
from nastavnik.kernel import files
from nastavnik.kernel.http import Request


def scan_stack(request: Request) -> HttpResponse:
    """The stack is read by the worker; the page of the work says what was marked and what was not read."""
    form = forms.StackForm(request.POST or None, request.FILES or None, two=queries.asks_two())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        uploaded = data.pop("stack")
        stack = files.store(request.actor, uploaded, name=uploaded.name, media_type=uploaded.media_type)
        job = services.start_scan(by=request.actor, stack=stack, back_url=reverse("consents:list"), **data)
        return redirect("organizations:job", pk=job.pk)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "tabs": pages.tabs(request.actor, "mark")}
    return render(request, "consents/scan.html", context, status=status)
