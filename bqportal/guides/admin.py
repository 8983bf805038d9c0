"""Operators edit guides, terms and questions here; what they save is public at once, with a revision."""

from typing import Any

from django.contrib import admin
from django.utils import timezone

from bqportal.editorial.actions.publishing import withdraw_record
from bqportal.guides.actions import publish_guide
from bqportal.guides.models import (
    GlossaryTerm,
    GlossaryTermText,
    Guide,
    GuideText,
    Question,
    QuestionText,
)


class GuideTexts(admin.StackedInline):
    """A guide's texts, one block per language."""

    model = GuideText
    extra = 0


@admin.register(Guide)
class GuideAdmin(admin.ModelAdmin):
    """Guides, imprint and privacy notice among them."""

    list_display = ("slug", "kind", "audience", "order", "state", "changed_at")
    list_filter = ("kind", "audience", "state")
    inlines = (GuideTexts,)
    readonly_fields = ("published_at",)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """A published guide gets its revision, a withdrawn one leaves the search."""
        super().save_related(request, form, formsets, change)
        if form.instance.is_published:
            publish_guide(guide=form.instance, at=timezone.now())
        elif form.instance.published_at:
            withdraw_record(record=form.instance)


class GlossaryTermTexts(admin.StackedInline):
    """A term's texts, one block per language."""

    model = GlossaryTermText
    extra = 0


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(admin.ModelAdmin):
    """Terms."""

    list_display = ("key", "norm")
    search_fields = ("key", "texts__term")
    inlines = (GlossaryTermTexts,)


class QuestionTexts(admin.StackedInline):
    """A question's texts, one block per language."""

    model = QuestionText
    extra = 0


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin):
    """Questions and answers."""

    list_display = ("key", "audience", "order")
    list_filter = ("audience",)
    inlines = (QuestionTexts,)
