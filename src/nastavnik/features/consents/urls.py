from django.urls import path

from nastavnik.features.consents import collecting, link_views, scanning, views

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
