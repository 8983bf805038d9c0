"""Writing, reviewing and publishing as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    """Connects who is told, and the counting of reads, when Django starts."""

    name = "bqportal.editorial"
    verbose_name = _("Editorial")

    def ready(self) -> None:
        """People hear what becomes public; reads are written down after the answer has left."""
        from django.core.signals import request_finished

        from bqportal.editorial import notices, reading, signals
        from bqportal.editorial.checks.checking import register
        from bqportal.editorial.checks.general import GENERAL

        signals.published.connect(notices.note_publication, dispatch_uid="notices-published")
        signals.withdrawn.connect(notices.note_withdrawal, dispatch_uid="notices-withdrawn")
        request_finished.connect(reading.flush_when_due, dispatch_uid="reading-flush")
        register(*GENERAL)
