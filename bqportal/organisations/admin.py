"""Bodies and people, for superusers."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from bqportal.organisations.models import Organisation, Person

admin.site.register(Person, UserAdmin)


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    """Bodies."""

    list_display = ("name", "kind", "code", "city", "land", "closed")
    list_filter = ("kind", "land", "closed")
    search_fields = ("name", "city", "code")
    prepopulated_fields = {"slug": ("name",)}
