"""Counselling centres, courses, events and good practice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OffersConfig(AppConfig):
    """Where people find help."""

    name = "bqportal.offers"
    verbose_name = _("Offers")

    def ready(self) -> None:
        """All four kinds of records are written in the work area."""
        from bqportal.editorial.checks.checking import register as register_checks
        from bqportal.editorial.kinds import register
        from bqportal.offers.checks import OFFER_CHECKS
        from bqportal.offers.kind import KINDS

        for kind in KINDS:
            register(kind)
        register_checks(*OFFER_CHECKS)
