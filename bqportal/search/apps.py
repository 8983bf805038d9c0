"""The search follows the news that a record became public or ceased to be."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Connects the receiver when Django starts."""

    name = "bqportal.search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Listen to the only news that travels upwards."""
        from bqportal.editorial import signals
        from bqportal.search.upkeep import note_change

        signals.published.connect(note_change, dispatch_uid="search-published")
        signals.withdrawn.connect(note_change, dispatch_uid="search-withdrawn")
