"""The search follows the news that a record became public or ceased to be."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Connects the receiver when Django starts."""

    name = "bqportal.search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Listen to the only news that travels upwards; write counts once an answer has left."""
        from django.core.signals import request_finished

        from bqportal.editorial import signals
        from bqportal.search.tally import flush_empty_searches
        from bqportal.search.upkeep import note_change

        signals.published.connect(note_change, dispatch_uid="search-published")
        signals.withdrawn.connect(note_change, dispatch_uid="search-withdrawn")
        request_finished.connect(flush_empty_searches, dispatch_uid="search-empty")
