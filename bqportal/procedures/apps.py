"""The app of recognition cases."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """Recognition cases."""

    name = "bqportal.procedures"
    label = "procedures"

    def ready(self) -> None:
        """Counsellors hear of new requests by the notices of the work area."""
        from bqportal.editorial.subjects import register
        from bqportal.procedures.counselling.telling import SUBJECT
        from bqportal.procedures.models import CounsellingRequest

        register(CounsellingRequest, SUBJECT)
