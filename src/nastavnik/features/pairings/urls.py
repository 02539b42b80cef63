from django.urls import path

from nastavnik.features.pairings import change_views, notice_views, own_views, views

app_name = "pairings"
urlpatterns = [
    path("pairs/", views.pair_list, name="list"),
    path("pairs/own/", views.own, name="own"),
    path("pairs/new/", views.new, name="new"),
    path("pairs/table/", views.table, name="table"),
    path("pairs/table/make/", views.make, name="make"),
    path("pairs/order/", views.order, name="order"),
    path("pairs/package/<int:number>/", views.package, name="package"),
    path("pairs/notices/", notice_views.notice_list, name="notices"),
    path("pairs/notices/undo/", notice_views.notice_undo, name="notice_undo"),
    path("pairs/notices/sheets/", notice_views.notice_sheets, name="notice_sheets"),
    path("pairs/<uuid:pk>/", views.pair, name="pair"),
    path("pairs/<uuid:pk>/answer/", views.answer, name="answer"),
    path("pairs/<uuid:pk>/program/", views.program, name="program"),
    path("pairs/<uuid:pk>/program/pdf/", own_views.program_pdf, name="program_pdf"),
    path("pairs/<uuid:pk>/end/", views.end, name="end"),
    path("pairs/<uuid:pk>/replace/", change_views.replace, name="replace"),
    path("pairs/<uuid:pk>/replace/order/", change_views.replacement_order, name="replacement_order"),
    path("pairs/<uuid:pk>/terminate/", change_views.terminate, name="terminate"),
    path("pairs/amend/<uuid:pk>/", change_views.amend, name="amend"),
    path("pairs/<uuid:pk>/pause/", views.pause, name="pause"),
    path("pairs/<uuid:pk>/remove/", views.remove, name="remove"),
    path("pairs/<uuid:pk>/return/", views.bring_back, name="bring_back"),
]
