from django.urls import path

from nastavnik.features.support import views

app_name = "support"
urlpatterns = [
    path("support/", views.case_list, name="list"),
    path("support/new/", views.new, name="new"),
    path("support/open-all/", views.open_all, name="open_all"),
    path("support/successor/", views.successor, name="successor"),
    path("support/steps/<uuid:pk>/remove/", views.step_remove, name="step_remove"),
    path("support/<uuid:pk>/", views.case, name="case"),
    path("support/<uuid:pk>/assign/", views.assign, name="assign"),
    path("support/<uuid:pk>/step/", views.step, name="step"),
    path("support/<uuid:pk>/close/", views.close, name="close"),
    path("support/<uuid:pk>/reopen/", views.reopen, name="reopen"),
    path("support/<uuid:pk>/notes/", views.notes, name="notes"),
]
