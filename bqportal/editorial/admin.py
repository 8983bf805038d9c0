"""What readers report, for the people who mend it."""

from django.contrib import admin

from bqportal.editorial.models import ErrorReport


@admin.register(ErrorReport)
class ErrorReportAdmin(admin.ModelAdmin):
    """Reported errors, newest first."""

    list_display = ("at", "page", "state")
    list_filter = ("state", "language")
    readonly_fields = ("page", "message", "language", "at")

    def has_add_permission(self, request: object) -> bool:
        """Reports come from readers only."""
        return False
