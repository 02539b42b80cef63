from django.urls import path

from nastavnik.features.documents import acquaintance_views, amend_views, own, stack_views, views

app_name = "documents"
urlpatterns = [
    path("documents/", views.document_list, name="list"),
    path("documents/sign/", views.queue, name="queue"),
    path("documents/sign/stack/", stack_views.sign_many, name="sign_many"),
    path("documents/own/", own.own, name="own"),
    path("documents/own/<uuid:pk>/", own.paper, name="own_paper"),
    path("documents/new/", views.new, name="new"),
    path("documents/prior/", views.prior, name="prior"),
    path("documents/package/", views.package, name="package"),
    path("documents/acquaintance/", acquaintance_views.acquaintance_list, name="acquaint_list"),
    path("documents/acquaintance/new/", acquaintance_views.acquaintance_start, name="acquaint_start"),
    path("documents/acquaintance/<uuid:pk>/", acquaintance_views.acquaintance_page, name="acquaint_page"),
    path("documents/acquaintance/<uuid:pk>/drop/", acquaintance_views.acquaintance_drop, name="acquaint_drop"),
    path("documents/registers/", views.registers, name="registers"),
    path("documents/registers/new/", views.register, name="register_new"),
    path("documents/registers/<uuid:pk>/", views.register, name="register"),
    path("documents/files/<uuid:pk>/", views.stored_file, name="file"),
    path("documents/<uuid:pk>/", views.document, name="document"),
    path("documents/<uuid:pk>/sheet/<int:number>.png", views.sheet, name="sheet"),
    path("documents/<uuid:pk>/file.<str:form>", views.download, name="download"),
    path("documents/<uuid:pk>/edit/", views.edit, name="edit"),
    path("documents/<uuid:pk>/refresh/", views.refresh, name="refresh"),
    path("documents/<uuid:pk>/print/", views.give_to_sign, name="print"),
    path("documents/<uuid:pk>/signed/", views.sign, name="sign"),
    path("documents/<uuid:pk>/number/", views.number, name="number"),
    path("documents/<uuid:pk>/scan/", views.scan, name="scan"),
    path("documents/<uuid:pk>/discard/", views.discard, name="discard"),
    path("documents/<uuid:pk>/amend/", amend_views.amend, name="amend"),
    path("documents/<uuid:pk>/repeal/order/", amend_views.repeal_order, name="repeal_order"),
    path("documents/<uuid:pk>/repeal/", views.repeal, name="repeal"),
    path("documents/<uuid:pk>/acquaintance/", acquaintance_views.acquaintance, name="acquaintance"),
    path("documents/<uuid:pk>/acquaintance/undo/", acquaintance_views.acquaintance_undo, name="acquaint_undo"),
    path("documents/<uuid:pk>/acquaintance/sheets/", acquaintance_views.acquaintance_sheets, name="acquaint_sheets"),
]
