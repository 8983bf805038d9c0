"""Signing in. The sign-in page is the only page of the work area that everybody may see."""

from typing import Any

from django.contrib.auth.views import LoginView
from django.http import HttpResponse

from bqportal.workspace.forms.session import SignInForm


class SignIn(LoginView):
    """Name and password; afterwards where somebody wanted to go, if that lies in this portal."""

    template_name = "workspace/session/sign_in.html"
    form_class = SignInForm
    redirect_authenticated_user = True

    def form_invalid(self, form: Any) -> HttpResponse:
        """The same words whichever of the two was wrong."""
        response = super().form_invalid(form)
        response.status_code = 422
        return response
