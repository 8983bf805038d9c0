"""Counselling centres, courses, events and good practice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OffersConfig(AppConfig):
    """Names the app."""

    name = "bqportal.offers"
    verbose_name = _("Offers")
