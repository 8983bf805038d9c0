"""Countries as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CountriesConfig(AppConfig):
    """Countries, former states, and their training systems."""

    name = "bqportal.countries"
    verbose_name = _("Countries")

    def ready(self) -> None:
        """Country profiles are written in the work area."""
        from bqportal.countries.checks import COUNTRY_CHECKS
        from bqportal.countries.kind import COUNTRY_KIND
        from bqportal.editorial.checks.checking import register as register_checks
        from bqportal.editorial.kinds import register

        register(COUNTRY_KIND)
        register_checks(*COUNTRY_CHECKS)
