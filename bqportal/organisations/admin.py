"""Bodies and people, for superusers."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from bqportal.organisations.models import Organisation, Person


class Discreet:
    """Says how many records hang on what shall be deleted, and names none: some nobody may read but their body."""

    def get_deleted_objects(self, objs: Any, request: Any) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """As Django has it, with numbers where it has names."""
        _names, counts, lacking, protected = super().get_deleted_objects(objs, request)  # type: ignore[misc]
        told = [f"{kind}: {count}" for kind, count in counts.items()]
        return told, counts, lacking, [f"{len(protected)}"] if protected else []


@admin.register(Person)
class PersonAdmin(Discreet, UserAdmin):
    """People."""


@admin.register(Organisation)
class OrganisationAdmin(Discreet, admin.ModelAdmin):
    """Bodies."""

    list_display = ("name", "kind", "code", "city", "land", "closed")
    list_filter = ("kind", "land", "closed")
    search_fields = ("name", "city", "code")
    prepopulated_fields = {"slug": ("name",)}
