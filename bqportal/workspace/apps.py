"""The work area as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkspaceConfig(AppConfig):
    """Pages for people who sign in."""

    name = "bqportal.workspace"
    verbose_name = _("Work area")

    def ready(self) -> None:
        """Sign-ins go to the audit log."""
        from bqportal.workspace import sign_in_audit

        sign_in_audit.listen()
