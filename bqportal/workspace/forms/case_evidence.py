"""Trainings, experience and documents of a case."""

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.uploads.receiving import MAX_BYTES
from bqportal.procedures.actions.evidence import DOCUMENT, EXPERIENCE, TRAINING, Upload
from bqportal.procedures.models import Document, Experience, Training
from bqportal.workspace.forms.cases import FORMER, StoredForm, choices_of


class TrainingForm(StoredForm):
    """What she learned."""

    model, names = Training, TRAINING
    noun, adding = _("Training"), _("Add a training")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = choices_of(FORMER)  # type: ignore[attr-defined]


class ExperienceForm(StoredForm):
    """Where she worked."""

    model, names = Experience, EXPERIENCE
    noun, adding = _("Work experience"), _("Add work experience")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = choices_of(FORMER)  # type: ignore[attr-defined]
        self.fields["share"].initial = 100


class DocumentForm(StoredForm):
    """A document of the list, with its file."""

    model, names = Document, DOCUMENT

    file = forms.FileField(
        label=_("File"), required=False,
        help_text=_("PDF, PNG or JPEG, at most 20 MB. Pictures are kept without hidden data such as the place."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
        error_messages={"invalid": _("Choose a file")},
    )  # fmt: skip

    def clean_file(self) -> Any:
        """A file too large is refused before it is read."""
        file = self.cleaned_data["file"]
        if file and file.size > MAX_BYTES:
            message = _("The file has %(size)s. At most %(most)s can be taken.")
            sizes = {"size": filesizeformat(file.size), "most": filesizeformat(MAX_BYTES)}
            raise forms.ValidationError(message, params=sizes)
        return file

    def upload(self) -> Upload | None:
        """The file as it was sent, if there is one."""
        file = self.cleaned_data["file"]
        return Upload(file.read(), file.name or "", file.content_type or "") if file else None
