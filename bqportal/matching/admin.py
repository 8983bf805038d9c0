"""What matching learns from, for superusers to look at; it changes by import and in the work area."""

from django.contrib import admin

from bqportal.matching.models import Crosswalk, Synonym


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shows, and changes nothing."""

    def has_add_permission(self, request: object, obj: object = None) -> bool:
        """Rows come by import or through the work area."""
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        """A changed source is imported again; a changed synonym is removed and added."""
        return False

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        """Removing is done there, too."""
        return False


@admin.register(Crosswalk)
class CrosswalkAdmin(ReadOnlyAdmin):
    """National lists of titles."""

    list_display = ("slug", "country", "language", "source", "imported_at")
    list_filter = ("country",)


@admin.register(Synonym)
class SynonymAdmin(ReadOnlyAdmin):
    """Titles that editors know."""

    list_display = ("title", "language", "occupation", "uri", "added_by", "added_at")
    list_select_related = ("occupation", "added_by")
    list_filter = ("language",)
    search_fields = ("title", "uri", "source")
