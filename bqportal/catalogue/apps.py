"""The public portal as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    """Pages for everybody."""

    name = "bqportal.catalogue"
    verbose_name = _("Public portal")

    def ready(self) -> None:
        """Addresses know their parts; the work area previews its records as these pages show them."""
        from bqportal.catalogue import converters
        from bqportal.catalogue.views import offers, previews, trainings
        from bqportal.editorial.previews import register

        converters.register()
        register("qualification", previews.qualification)
        register("country", previews.country)
        register("centre", offers.preview_centre)
        register("offer", offers.preview_offer)
        register("event", trainings.preview_event)
        register("practice", trainings.preview_practice)
