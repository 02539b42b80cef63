from django.urls import path

from nastavnik.features.accounts import views

app_name = "accounts"
urlpatterns = [
    path("l/<str:token>/", views.link, name="link"),
    path("join/", views.invitation, name="invitation"),
    path("profile/", views.profile, name="profile"),
    path("profile/password/", views.password, name="password"),
    path("profile/sessions/<str:key>/end/", views.end_session, name="end_session"),
    path("profile/switch/", views.switch, name="switch"),
    path("settings/access/", views.members, name="members"),
    path("settings/access/invite/", views.invite, name="invite"),
    path("settings/access/<uuid:pk>/", views.member, name="member"),
    path("settings/access/<uuid:pk>/end/", views.end_access, name="end_access"),
    path("settings/access/<uuid:pk>/reset/", views.reset, name="reset"),
]
