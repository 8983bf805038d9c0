"""Taking parts of a record one step on, saying who reviews them, when they become public; guest reviewers."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bqportal.design.dates import DateBoxesField
from bqportal.editorial.actions.assigning import assignments
from bqportal.editorial.actions.guests import AGREE, CHANGES, COMMENT_LENGTH, LONGEST, NAME_LENGTH
from bqportal.editorial.actions.stepping import parts_digest, schedules
from bqportal.editorial.models import Strand, WorkingVersion
from bqportal.editorial.reviewers import reviewer_known_as, reviewers_at_hand
from bqportal.editorial.rules import digest_of
from bqportal.editorial.translating import needs_reading_tick
from bqportal.editorial.workflow import REASONED, Step
from bqportal.organisations.models import Person
from bqportal.workspace.forms.comparison import part_key, part_name, part_named
from bqportal.workspace.forms.together import line, long_text
from bqportal.workspace.wordings import STEPS

REASON_LENGTH = 4_000


class PartsForm(forms.Form):
    """Which parts of a record something is about. Several such forms stand on one page, each with ids of its own."""

    use_required_attribute = False

    parts = forms.MultipleChoiceField(
        label=_("Parts"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one part")},
    )

    def __init__(self, data: Any = None, *, key: str, parts: Sequence[str], chosen: Collection[str] = ()) -> None:
        super().__init__(data, auto_id=f"{key}-%s")
        field: Any = self.fields["parts"]
        field.choices = [(part_key(part), part_name(part)) for part in parts]
        field.initial = [part_key(part) for part in parts if part in chosen]

    def clean_parts(self) -> list[str]:
        """The parts as documents call them."""
        return [part_named(key) for key in self.cleaned_data["parts"]]


class StepForm(PartsForm):
    """One step for one or several parts. `seen` says for every part which text the person had before her."""

    reason = long_text(_("Reason"), REASON_LENGTH, 3, required=False)
    has_read = forms.BooleanField(
        label=_("I read the whole text that a machine translated"), required=False,
        help_text=_("Only for approving: among the parts is machine translation."),
    )  # fmt: skip

    def __init__(self, version: WorkingVersion, step: Step, parts: Sequence[str], data: Any = None) -> None:
        super().__init__(data, key=step.value, parts=parts, chosen=parts)
        self.version, self.step = version, step
        self.label, self.help, self.done = STEPS[step]
        if not (step is Step.APPROVE and needs_reading_tick(version.strands.filter(part__in=parts))):
            del self.fields["has_read"]
        if step in REASONED:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = _("Say why, so that the others understand.")

    @property
    def seen(self) -> list[str]:
        """For hidden fields: each part of the form with the digest of the text that the page shows."""
        choices = self.fields["parts"].choices  # type: ignore[attr-defined]
        return digests(self.version, [part_named(key) for key, _name in choices])

    def clean(self) -> dict[str, Any]:
        """Whoever approves must have seen the text as it stands; the action looks again under its lock."""
        cleaned = super().clean() or {}
        parts = cleaned.get("parts", [])
        if self.step is Step.APPROVE and not set(digests(self.version, parts)) <= set(seen_in(self.data)):
            raise ValidationError(_("The text changed since you looked at it. Look at it again."), code="stale")
        cleaned["seen"] = parts_digest(self.version, parts) if self.step is Step.APPROVE else ""
        return cleaned


def digests(version: WorkingVersion, parts: Sequence[str]) -> list[str]:
    """Each part with the digest of its text."""
    return [f"{part_key(part)}={parts_digest(version, [part])}" for part in parts]


def seen_in(data: Any) -> list[str]:
    """What the hidden fields say."""
    return data.getlist("seen") if hasattr(data, "getlist") else list(data.get("seen", []))


class AssignForm(PartsForm):
    """Who reviews which parts, until when."""

    assignee = forms.ModelChoiceField(
        Person.objects.none(), label=_("Reviewer"), required=False, empty_label=_("nobody")
    )
    elsewhere = line(
        _("Or a reviewer of another organisation"), 254, required=False,
        help_text=_("User name or e-mail address. This person may then read and review this record."),
    )  # fmt: skip
    due = DateBoxesField(label=_("Due"), required=False)
    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=Strand.Priority.choices, coerce=int, initial=Strand.Priority.NORMAL.value
    )

    def __init__(self, version: WorkingVersion, data: Any = None) -> None:
        strands = list(version.strands.all())
        super().__init__(
            data, key="assign", parts=[strand.part for strand in strands],
            chosen=[strand.part for strand in strands if strand.state not in ("published", "withdrawn")],
        )  # fmt: skip
        self.version = version
        self.fields["assignee"].queryset = reviewers_at_hand(version)  # type: ignore[attr-defined]
        first = next((strand for strand in strands if strand.assignee_id), None)
        if first is not None:
            self.initial = {"assignee": first.assignee_id, "due": first.due, "priority": first.priority}

    @property
    def seen(self) -> str:
        """For a hidden field: digest of what the page shows."""
        return digest_of(assignments(self.version))

    def clean_elsewhere(self) -> Person | None:
        """The reviewer with that name."""
        name = self.cleaned_data["elsewhere"]
        person = reviewer_known_as(name)
        if name and person is None:
            raise ValidationError(_("No reviewer is known by this user name or e-mail address."))
        return person

    @property
    def order(self) -> dict[str, Any]:
        """What the action wants."""
        cleaned = self.cleaned_data
        return {
            "parts": cleaned["parts"],
            "assignee": cleaned["elsewhere"] or cleaned["assignee"],
            "due": cleaned["due"],
            "priority": cleaned["priority"],
            "seen": self.data.get("seen", ""),
        }


class ScheduleForm(PartsForm):
    """When approved parts become public by themselves."""

    day = DateBoxesField(label=_("Day"), required=False)
    time = forms.TimeField(
        label=_("Time"), required=False, input_formats=["%H:%M", "%H.%M"], help_text=_("Such as 08:30, German time."),
        error_messages={"invalid": _("Enter a time such as 08:30")},
    )  # fmt: skip

    def __init__(self, version: WorkingVersion, parts: Sequence[str], data: Any = None) -> None:
        super().__init__(data, key="schedule", parts=parts, chosen=parts)
        self.version = version

    @property
    def seen(self) -> str:
        """For a hidden field: digest of what the page shows."""
        return digest_of(schedules(self.version))

    @property
    def publish_at(self) -> datetime | None:
        """The moment in the portal's time zone; None takes the schedule back."""
        day, time = self.cleaned_data["day"], self.cleaned_data["time"]
        return timezone.make_aware(datetime.combine(day, time)) if day else None

    def clean(self) -> dict[str, Any]:
        """A day needs a time."""
        cleaned = super().clean() or {}
        if cleaned.get("day") and not cleaned.get("time") and "time" not in self.errors:
            self.add_error("time", _("Enter a time such as 08:30"))
        return cleaned


class ReasonForm(forms.Form):
    """Why something is thrown away."""

    use_required_attribute = False

    reason = long_text(_("Reason"), REASON_LENGTH, 3, error_messages={"required": _("Say why.")})


class GuestForm(forms.Form):
    """Who is invited to read, and for how long."""

    use_required_attribute = False

    name = line(
        _("Name of the guest"), NAME_LENGTH, help_text=_("People who work on this record read it beside the answer."),
        error_messages={"required": _("Write the name")},
    )  # fmt: skip
    days = forms.IntegerField(
        label=_("For how many days"), min_value=1, max_value=LONGEST, initial=14,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("Write how many days"), "invalid": _("Write a number")},
    )  # fmt: skip


class GuestAnswerForm(forms.Form):
    """What a guest thinks."""

    use_required_attribute = False

    verdict = forms.ChoiceField(
        label=_("What do you think?"), widget=forms.RadioSelect,
        choices=[(AGREE, _("I agree with it")), (CHANGES, _("Something should change"))],
        error_messages={"required": _("Choose what you think.")},
    )  # fmt: skip
    comment = long_text(_("Comment"), COMMENT_LENGTH, 6, required=False)
