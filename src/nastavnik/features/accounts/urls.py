"""Personal links, one's own account, the list of access."""

from django.urls import path

from nastavnik.features.accounts.views import access, links, profile

app_name = "accounts"
urlpatterns = [
    path("l/<str:token>/", links.link, name="link"),
    path("accounts/invitation/", links.invitation, name="invitation"),
    path("accounts/invitation/join/", links.invitation_join, name="invitation_join"),
    path("accounts/new-password/", links.new_password, name="new_password"),
    path("accounts/forgotten/", links.forgotten, name="forgotten"),
    path("accounts/profile/", profile.profile, name="profile"),
    path("accounts/profile/password/", profile.password, name="password"),
    path("accounts/profile/email/", profile.email, name="email"),
    path("accounts/sessions/end/", profile.sessions_end, name="sessions_end"),
    path("accounts/sessions/<int:pk>/end/", profile.session_end, name="session_end"),
    path("accounts/organizations/", profile.organizations, name="organizations"),
    path("accounts/organizations/<uuid:pk>/", profile.switch, name="switch"),
    path("settings/access/", access.access_list, name="access"),
    path("settings/access/invite/", access.invite, name="invite"),
    path("settings/access/invitations/<uuid:pk>/revoke/", access.invitation_revoke, name="invitation_revoke"),
    path("settings/access/<uuid:pk>/", access.membership, name="membership"),
    path("settings/access/<uuid:pk>/end/", access.membership_end, name="membership_end"),
    path("settings/access/<uuid:pk>/return/", access.membership_return, name="membership_return"),
    path("settings/access/<uuid:pk>/reset/", access.membership_reset, name="membership_reset"),
]
