"""Comparison as a Django app: it lends matching its precedents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComparisonConfig(AppConfig):
    """Registers the signal when Django starts."""

    name = "bqportal.comparison"
    verbose_name = _("Comparison")

    def ready(self) -> None:
        """Published comparisons speak for occupations."""
        from bqportal.comparison.precedents import SIGNAL, published_comparisons
        from bqportal.matching.signals import register

        register(SIGNAL, published_comparisons)
