"""Addresses of the banks."""

from django.urls import path, register_converter

from nastavnik.features.banks import own, views

app_name = "banks"


class SideConverter:
    """One of the two banks."""

    regex = "mentee|mentor"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SideConverter, "side")

urlpatterns = [
    path("banks/", views.bank, {"side": "mentee"}, name="mentees"),
    path("banks/own/", own.own, name="own"),
    path("banks/mentors/", views.bank, {"side": "mentor"}, name="mentors"),
    path("banks/requests/", views.requests, name="requests"),
    path("banks/mentee/<uuid:pk>/", views.card, {"side": "mentee"}, name="mentee"),
    path("banks/mentor/<uuid:pk>/", views.card, {"side": "mentor"}, name="mentor"),
    path("banks/<side:side>/<uuid:pk>/edit/", views.edit, name="edit"),
    path("banks/<side:side>/<uuid:pk>/act/<slug:what>/", views.act, name="act"),
    path("banks/mentee/<uuid:pk>/requests/", views.request_add, name="request_add"),
    path("banks/request/<uuid:pk>/remove/", views.request_remove, name="request_remove"),
    path("banks/request/<uuid:pk>/met/", views.request_met, name="request_met"),
    path("banks/<side:side>/bulk/", views.bulk, name="bulk"),
    path("banks/<side:side>/undo/", views.undo, name="undo"),
    path("banks/<side:side>/enter-marked/", views.enter_marked, name="enter_marked"),
    path("banks/<side:side>/enter/", views.enter, name="enter"),
    path("banks/<side:side>/paper/", views.paper, name="paper"),
]
