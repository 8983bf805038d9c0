"""Making a comparison sheet, and asking whether one is genuine. Nothing here asks for anything about a person."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from bqportal.comparison.sheets.handed_in import LARGEST
from bqportal.comparison.sheets.making import ALPHABET, LENGTH, code_of

FIRST_YEAR = 1900
LONGEST_TITLE = 300
TOO_LARGE = _("This is too large for a comparison sheet: it has at most 2 megabytes.")
_PLAIN = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class TitleForm(forms.Form):
    """Which certificate; it is never wrong."""

    use_required_attribute = False
    title = forms.CharField(
        label=_("Title as it stands on the certificate"), max_length=LONGEST_TITLE,
        help_text=_("In any language and any script. No name and nothing else about you."),
        widget=forms.TextInput(attrs={"dir": "auto", **_PLAIN}),
        error_messages={"required": _("Write the title of the certificate.")},
    )  # fmt: skip


class OccupationNameForm(forms.Form):
    """A German occupation that is not among those proposed."""

    use_required_attribute = False
    wanted = forms.CharField(
        label=_("Another German occupation"), max_length=LONGEST_TITLE, required=False,
        widget=forms.TextInput(attrs={"dir": "auto", **_PLAIN}),
    )  # fmt: skip


class MakeForm(forms.Form):
    """The last question before a sheet is made."""

    use_required_attribute = False
    year = forms.IntegerField(
        label=_("Year in which the certificate was awarded"), required=False,
        help_text=_("Four digits, such as 2009. You can leave it out."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4, "dir": "ltr", **_PLAIN}),
        error_messages={"invalid": _("Write the year in four digits, such as 2009.")},
    )  # fmt: skip

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.this_year = this_year

    def clean_year(self) -> int | None:
        """A year in which somebody who works today can have got a certificate."""
        year: int | None = self.cleaned_data["year"]
        if year is not None and not FIRST_YEAR <= year <= self.this_year:
            raise ValidationError(
                _("Write a year between %(first)s and %(last)s."),
                params={"first": str(FIRST_YEAR), "last": str(self.this_year)},
            )
        return year


class CodeForm(forms.Form):
    """The code that stands on a sheet."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("Code on the sheet"), max_length=40,
        help_text=_("Ten letters and digits, such as 7K3F9-Q2MXR. Capitals and hyphens do not matter."),
        widget=forms.TextInput(attrs={"dir": "ltr", **_PLAIN}),
        error_messages={
            "required": _("Write the code that stands on the sheet."),
            "max_length": _("A code has ten letters and digits."),
        },
    )  # fmt: skip

    def clean_code(self) -> str:
        """The code as it is stored."""
        typed: str = self.cleaned_data["code"]
        letters = "".join(letter for letter in typed.upper() if letter.isalnum())
        if re.fullmatch(f"[{ALPHABET}]*", letters) is None:
            raise ValidationError(_("No code has 0, 1, I, L, O or U, or letters of other scripts. Look again."))
        if len(letters) != LENGTH:
            raise ValidationError(_("A code has ten letters and digits."))
        return code_of(letters)


class HandedInForm(forms.Form):
    """The signature or the JSON file of a sheet; it is looked at and forgotten."""

    use_required_attribute = False
    text = forms.CharField(
        label=_("Signature or content of the JSON file"), required=False, strip=True, max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr", **_PLAIN}),
        error_messages={"max_length": TOO_LARGE},
    )  # fmt: skip
    file = forms.FileField(
        label=_("or the JSON file of the sheet"), required=False, allow_empty_file=True,
        help_text=_("At most 2 megabytes. It is not stored."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )  # fmt: skip

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_too_large = is_too_large  # so large that it was not even read

    def clean_file(self) -> "UploadedFile[Any] | None":
        """No larger than a sheet can be."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > LARGEST:
            raise ValidationError(TOO_LARGE)
        return file

    def clean(self) -> dict[str, Any]:
        """Something to look at."""
        cleaned = super().clean() or {}
        if self.is_too_large:
            raise ValidationError(TOO_LARGE)
        if not self.errors and not cleaned.get("text") and not cleaned.get("file"):
            self.add_error("text", _("Paste the signature, or choose the JSON file of the sheet."))
        return cleaned

    @property
    def content(self) -> str | bytes:
        """What was handed in; the file where there is one."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        return file.read() if file else str(self.cleaned_data["text"])
