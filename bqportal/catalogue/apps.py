"""The public portal as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    """Pages for everybody."""

    name = "bqportal.catalogue"
    verbose_name = _("Public portal")

    def ready(self) -> None:
        """The work area previews its records as these pages show them."""
        from bqportal.catalogue.views import previews
        from bqportal.editorial.previews import register

        register("qualification", previews.qualification)
        register("country", previews.country)
