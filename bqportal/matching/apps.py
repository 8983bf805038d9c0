"""Matching as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    """From a title in any language to occupations."""

    name = "bqportal.matching"
    verbose_name = _("Matching")
