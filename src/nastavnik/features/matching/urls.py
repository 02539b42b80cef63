from django.urls import path

from nastavnik.features.matching import views

app_name = "matching"
urlpatterns = [
    path("matching/", views.round_list, name="list"),
    path("matching/new/", views.new, name="new"),
    path("matching/bars/", views.bars, name="bars"),
    path("matching/bars/<uuid:pk>/lift/", views.bar_lift, name="bar_lift"),
    path("matching/own/", views.own, name="own"),
    path("matching/proposals/<uuid:pk>/lock/", views.lock, name="lock"),
    path("matching/proposals/<uuid:pk>/answer/", views.answer, name="answer"),
    path("matching/<uuid:pk>/", views.round_page, name="round"),
    path("matching/<uuid:pk>/terms/", views.terms, name="terms"),
    path("matching/<uuid:pk>/solve/", views.solve, name="solve"),
    path("matching/<uuid:pk>/place/", views.place, name="place"),
    path("matching/<uuid:pk>/forbid/", views.forbid, name="forbid"),
    path("matching/<uuid:pk>/publish/", views.publish, name="publish"),
    path("matching/<uuid:pk>/unpublish/", views.unpublish, name="unpublish"),
    path("matching/<uuid:pk>/mark/", views.mark, name="mark"),
    path("matching/<uuid:pk>/choose/", views.choose, name="choose"),
    path("matching/<uuid:pk>/close/", views.close, name="close"),
    path("matching/<uuid:pk>/remove/", views.remove, name="remove"),
    path("matching/<uuid:pk>/sheets/", views.sheets, name="sheets"),
    path("matching/<uuid:pk>/links/", views.links, name="links"),
    path("matching/<uuid:pk>/export/", views.export, name="export"),
]
