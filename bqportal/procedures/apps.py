"""The app of recognition cases."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """Recognition cases."""

    name = "bqportal.procedures"
    label = "procedures"
