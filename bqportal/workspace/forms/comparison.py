"""Which two states of a record are compared, and which part of it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.template.defaultfilters import date as date_words
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.documents import FACTS
from bqportal.editorial.models import Snapshot
from bqportal.languages.names import language_name

NOW, PUBLIC, FACTS_NAME = "now", "public", "facts"


class CompareForm(forms.Form):
    """Two states and a part, by GET. `from` is a word of Python, so that the fields are made one by one."""

    use_required_attribute = False

    def __init__(self, data: Any, *, snapshots: Iterable[Snapshot], public: bool, parts: Iterable[str]) -> None:
        super().__init__(data)
        numbered = [(str(snapshot.number), snapshot_name(snapshot)) for snapshot in snapshots]
        now, published = (NOW, _("what is written now")), [(PUBLIC, _("what is public now"))] if public else []
        self.fields["from"] = forms.ChoiceField(label=_("Before"), choices=[*published, *numbered, now])
        self.fields["to"] = forms.ChoiceField(label=_("After"), choices=[now, *published, *numbered])
        self.fields["part"] = forms.ChoiceField(
            label=_("Part"),
            required=False,
            choices=[("", _("all parts")), *((part_key(one), part_name(one)) for one in parts)],
        )
        self.fields["all"] = forms.BooleanField(label=_("Also show what is unchanged"), required=False)


def snapshot_name(snapshot: Snapshot) -> str:
    """Number, time and occasion in one line."""
    at = date_words(timezone.localtime(snapshot.at), "SHORT_DATETIME_FORMAT")
    return f"{snapshot.number} · {at} · {snapshot.get_occasion_display()}"


def part_key(part: str) -> str:
    """A part as addresses name it."""
    return part or FACTS_NAME


def part_named(key: str) -> str:
    """The part that an address names."""
    return FACTS if key == FACTS_NAME else key


def part_name(part: str) -> Any:
    """A part as people call it: facts, or the language."""
    return _("facts") if part == FACTS else language_name(part, get_language() or "en")
