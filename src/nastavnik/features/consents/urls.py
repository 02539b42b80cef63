from django.urls import path

from nastavnik.features.consents import collecting, link_views, own_views, scanning, tutor_views, views

app_name = "consents"
urlpatterns = [
    path("consents/", views.owed, name="list"),
    path("consents/groups/", views.groups, name="groups"),
    path("consents/prepare/", views.prepare, name="prepare"),
    path("consents/slips/", views.slips, name="slips"),
    path("consents/mark/", views.mark, name="mark"),
    path("consents/mark/scan/", scanning.scan_stack, name="scan_stack"),
    path("consents/collect/", collecting.collect, name="collect"),
    path("consents/register/", views.register, name="register"),
    path("consents/texts/", views.texts, name="texts"),
    path("consents/texts/<slug:kind>/", views.text, name="text"),
    path("consents/links/", views.links, name="links"),
    path("consents/link/", link_views.link, name="link"),
    path("consents/link/fact/", link_views.fact, name="link_fact"),
    path("consents/link/<uuid:pk>/", link_views.sheet, name="link_sheet"),
    path("consents/link/<uuid:pk>/withdraw/", link_views.withdraw, name="link_withdraw"),
    path("consents/own/", own_views.own, name="own"),
    path("consents/own/child/<uuid:pk>/", own_views.child, name="own_child"),
    path("consents/own/sheet/<uuid:pk>/", own_views.sheet, name="own_sheet"),
    path("consents/own/sheet/<uuid:pk>/pdf/", own_views.sheet_pdf, name="own_sheet_pdf"),
    path("consents/own/<uuid:pk>/withdraw/", own_views.withdraw, name="own_withdraw"),
    path("consents/own/<uuid:pk>/withdraw/paper/", own_views.withdraw_paper, name="own_withdraw_paper"),
    path("consents/meeting/", tutor_views.meeting, name="meeting"),
    path("consents/person/<uuid:pk>/", views.person, name="person"),
    path("consents/person/<uuid:pk>/prior/", views.prior, name="prior"),
    path("consents/sheet/<uuid:pk>/void/", views.sheet_void, name="sheet_void"),
    path("consents/<uuid:pk>/", views.consent, name="consent"),
    path("consents/<uuid:pk>/number/", views.number, name="number"),
    path("consents/<uuid:pk>/scan/", views.scan, name="scan"),
    path("consents/<uuid:pk>/file/", views.scan_file, name="scan_file"),
    path("consents/<uuid:pk>/text/", views.signed_text, name="signed_text"),
    path("consents/<uuid:pk>/unmark/", views.unmark, name="unmark"),
    path("consents/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
]
