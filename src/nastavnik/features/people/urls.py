from django.urls import path

from nastavnik.features.people.views import cards, groups, imports, merges

app_name = "people"
urlpatterns = [
    path("people/", cards.people_list, name="list"),
    path("people/suggest/", cards.suggest, name="suggest"),
    path("people/new/", cards.new, name="new"),
    path("people/doubles/", merges.doubles, name="doubles"),
    path("people/absent/", groups.absent, name="absent"),
    path("people/groups/", groups.group_list, name="groups"),
    path("people/groups/new/", groups.group, name="group_new"),
    path("people/groups/<uuid:pk>/", groups.group, name="group"),
    path("people/import/", imports.import_list, name="imports"),
    path("people/import/new/", imports.import_new, name="import_new"),
    path("people/import/<uuid:pk>/", imports.import_page, name="import"),
    path("people/import/<uuid:pk>/columns/", imports.columns, name="import_columns"),
    path("people/import/<uuid:pk>/kind/", imports.kind, name="import_kind"),
    path("people/import/<uuid:pk>/doubts/", imports.doubts, name="import_doubts"),
    path("people/import/<uuid:pk>/apply/", imports.apply, name="import_apply"),
    path("people/import/<uuid:pk>/undo/", imports.undo, name="import_undo"),
    path("people/import/<uuid:pk>/drop/", imports.drop, name="import_drop"),
    path("people/import/row/<uuid:pk>/", imports.row, name="import_row"),
    path("people/import/row/<uuid:pk>/settle/", imports.settle, name="import_settle"),
    path("people/representative/<uuid:pk>/", cards.representative, name="representative"),
    path("people/merged/<uuid:pk>/undo/", merges.unmerge, name="unmerge"),
    path("people/<uuid:pk>/", cards.person, name="person"),
    path("people/<uuid:pk>/edit/", cards.edit, name="edit"),
    path("people/<uuid:pk>/remove/", cards.remove, name="remove"),
    path("people/<uuid:pk>/restore/", cards.restore, name="restore"),
    path("people/<uuid:pk>/left/", cards.left, name="left"),
    path("people/<uuid:pk>/returned/", cards.returned, name="returned"),
    path("people/<uuid:pk>/representative/", cards.representative_new, name="representative_new"),
    path("people/<uuid:pk>/merge/", merges.merge, name="merge"),
]
