"""Qualifications as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualificationsConfig(AppConfig):
    """Foreign vocational qualifications: the profiles."""

    name = "bqportal.qualifications"
    verbose_name = _("Qualifications")

    def ready(self) -> None:
        """Profiles are written in the work area."""
        from bqportal.editorial.checks.checking import register as register_checks
        from bqportal.editorial.kinds import register
        from bqportal.qualifications.checks import QUALIFICATION_CHECKS
        from bqportal.qualifications.kind import QUALIFICATION_KIND

        register(QUALIFICATION_KIND)
        register_checks(*QUALIFICATION_CHECKS)
