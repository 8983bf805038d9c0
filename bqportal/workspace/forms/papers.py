"""Attaching a paper, and changing what is said of it."""

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.models import Paper
from bqportal.editorial.uploads.receiving import MAX_BYTES
from bqportal.workspace.forms.synonyms import language_choices


class PaperForm(forms.Form):
    """What a paper is."""

    use_required_attribute = False

    title = forms.CharField(
        label=_("Title"),
        help_text=_("In the language of the paper."),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose")), *Paper.Kind.choices])
    language = forms.ChoiceField(label=_("Language of the paper"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose")), *language_choices()[1:]]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]


class ReleaseForm(PaperForm):
    """The same, and whether the public may have it."""

    is_public = forms.BooleanField(label=_("Show the paper to the public when the record is published"), required=False)
    free_of_personal_data = forms.BooleanField(
        label=_("I have looked: it names no person and shows no signature"),
        help_text=_("Needed for papers that the public may see. Specimens often hold personal data."),
        required=False,
    )


class AttachForm(PaperForm):
    """The same with the file in front."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, PNG or JPEG, at most 20 MB. Pictures are kept without hidden data such as the place."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
        error_messages={"required": _("Choose a file"), "invalid": _("Choose a file")},
    )
    field_order = ("file",)

    def clean_file(self) -> Any:
        """A file too large is refused before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            message = _("The file has %(size)s. At most %(most)s can be taken.")
            sizes = {"size": filesizeformat(file.size), "most": filesizeformat(MAX_BYTES)}
            raise forms.ValidationError(message, params=sizes)
        return file
