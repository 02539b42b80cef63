"""Addresses of the login library that we need, under the names it looks for; sign-up and e-mail pages are not mounted."""

from django.urls import path
from django.views.generic import RedirectView

from nastavnik.features.accounts.views import signin

urlpatterns = [
    path("accounts/login/", signin.SignInView.as_view(), name="account_login"),
    path("accounts/logout/", signin.SignOutView.as_view(), name="account_logout"),
    path("accounts/confirm/", signin.ConfirmView.as_view(), name="account_reauthenticate"),
    path("accounts/2fa/", RedirectView.as_view(pattern_name="accounts:profile"), name="mfa_index"),
    path("accounts/2fa/code/", signin.SecondStepView.as_view(), name="mfa_authenticate"),
    path("accounts/2fa/confirm/", signin.ConfirmByCodeView.as_view(), name="mfa_reauthenticate"),
    path("accounts/2fa/on/", signin.TurnOnView.as_view(), name="mfa_activate_totp"),
    path("accounts/2fa/off/", signin.TurnOffView.as_view(), name="mfa_deactivate_totp"),
    path("accounts/2fa/spare/", signin.SpareCodesView.as_view(), name="mfa_view_recovery_codes"),
    path("accounts/2fa/spare/new/", signin.NewSpareCodesView.as_view(), name="mfa_generate_recovery_codes"),
]
