from django.urls import path

from nastavnik.features.compliance import views

app_name = "compliance"
urlpatterns = [
    path("check/", views.findings, name="findings"),
    path("check/accept/", views.accept, name="accept"),
    path("check/accepted/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("check/rules/", views.rule_list, name="rules"),
    path("check/rules/<slug:code>/", views.rule, name="rule"),
    path("check/figures/", views.figure_list, name="figures"),
    path("check/folder/", views.folder, name="folder"),
]
