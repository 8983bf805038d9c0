"""The app of statistics."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """Records for the statistical offices and published figures."""

    name = "bqportal.statistics"
    label = "statistics"

    def ready(self) -> None:
        """No file is erased before the records that must outlive it are kept."""
        from bqportal.procedures.privacy.erasing import before_erasing
        from bqportal.statistics.actions.freezing import keep_records_of

        before_erasing(keep_records_of)
