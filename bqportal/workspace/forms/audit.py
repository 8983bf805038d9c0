"""Narrowing the audit log."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bqportal.organisations.audit import entries_concerning
from bqportal.organisations.directory import person_named
from bqportal.organisations.models import AuditEntry, Organisation
from bqportal.workspace.deeds import DEEDS

YEARS = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2999, 12, 31))]


class AuditFilter(forms.Form):
    """Which entries to show. Every field is optional."""

    use_required_attribute = False

    deed = forms.ChoiceField(label=_("Deed"), required=False)
    person = forms.CharField(
        label=_("Person"), help_text=_("Sign-in name or e-mail address."), max_length=254, required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    organisation = forms.CharField(
        label=_("Organisation"), help_text=_("A part of its name."), max_length=200, required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip
    since = forms.DateField(
        label=_("From (date)"), required=False, validators=YEARS, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("To (date)"), required=False, validators=YEARS, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    record = forms.CharField(
        label=_("Record"), help_text=_("Kind and number, such as organisations.organisation:12."), max_length=160,
        required=False, widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted(((deed, str(words)) for deed, words in DEEDS.items()), key=lambda pair: pair[1].casefold())
        self.fields["deed"].choices = [("", _("all")), *named]  # type: ignore[attr-defined]

    def narrowed(self, entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        """Those entries that the filter lets through; none while it has faults."""
        if not self.is_valid():
            return entries.none()
        wanted = self.cleaned_data
        if wanted["deed"]:
            entries = entries.filter(deed=wanted["deed"])
        if wanted["person"]:
            person = person_named(wanted["person"])
            entries = entries.filter(pk__in=entries_concerning(person).values("pk")) if person else entries.none()
        if wanted["organisation"]:
            bodies = Organisation.objects.filter(name__icontains=wanted["organisation"])
            entries = entries.filter(organisation__in=bodies.values("pk"))
        if wanted["since"]:
            entries = entries.filter(at__gte=beginning(wanted["since"]))
        if wanted["until"]:
            entries = entries.filter(at__lt=beginning(wanted["until"] + timedelta(days=1)))
        if wanted["record"]:
            kind, _colon, key = wanted["record"].partition(":")
            entries = entries.filter(about_kind=kind.strip().lower(), about_id=key.strip())
        return entries


def beginning(day: date) -> datetime:
    """The first moment of a day where the portal runs."""
    return datetime.combine(day, time.min, timezone.get_current_timezone()).astimezone(UTC)
