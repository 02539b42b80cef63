"""Sign-in and the second step: allauth's flows in our frames and words."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView, LogoutView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeReauthenticateView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from nastavnik.features.accounts import forms, rules
from nastavnik.features.accounts.services.resets import mail_ready
from nastavnik.features.organizations import setup_code


class SignInView(LoginView):
    template_name = "accounts/login.html"
    form_class = forms.SignInForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if setup_code.needed():
            return redirect("organizations:setup")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "mail_ready": mail_ready(),
            "next_url": self.request.POST.get("next", self.request.GET.get("next", "")),
        }


class SignOutView(LogoutView):
    """Only by POST: a picture or a preview must not sign anybody out."""

    http_method_names = ["post"]


class ConfirmView(ReauthenticateView):
    """The password once more before what changes the way in."""

    template_name = "accounts/confirm.html"

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)
        form.fields["password"] = forms.password_field()
        return form

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if kwargs.get("data"):
            kwargs["data"] = kwargs["data"].copy()
            kwargs["data"]["password"] = rules.normal_password(kwargs["data"].get("password", ""))
        return kwargs


class SecondStepView(AuthenticateView):
    template_name = "accounts/second_step.html"
    form_class = forms.SecondStepForm

    def _build_forms(self) -> Any:
        """One form with a code: allauth would take a POST without it for a passkey, which we do not offer."""
        self.webauthn_form = None
        data = self.request.POST if self.request.method == "POST" else None
        self.auth_form = self.get_form_class()(user=self.stage.login.user, data=data)
        return self.auth_form


class ConfirmByCodeView(CodeReauthenticateView):
    template_name = "accounts/confirm_code.html"
    form_class = forms.ConfirmByCodeForm


class TurnOnView(ActivateTOTPView):
    template_name = "accounts/second_on.html"
    form_class = forms.TurnOnForm


class TurnOffView(DeactivateTOTPView):
    template_name = "accounts/second_off.html"


class SpareCodesView(ViewRecoveryCodesView):
    template_name = "accounts/spare.html"


class NewSpareCodesView(GenerateRecoveryCodesView):
    template_name = "accounts/spare_new.html"
