"""Papers: documents that somebody attached to a working version, such as the curriculum it was written from."""

from django.core.files.storage import default_storage
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.models.work import WorkingVersion


class Paper(models.Model):
    """A file with its kind and language, kept outside of the web root under a random name (Unterlage).

    `words` are the texts of a PDF's pages, read once when it came in, so that an editor has them beside the form. The
    name under which it was sent is not kept: it may name a person.
    """

    class Kind(models.TextChoices):
        CURRICULUM = "curriculum", _("curriculum")
        SPECIMEN = "specimen", _("specimen of the certificate")
        LAW = "law", _("legal text")

    version = models.ForeignKey(WorkingVersion, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=300, validators=[ProhibitNullCharactersValidator()])
    language = models.CharField(_("language"), max_length=8, validators=[ProhibitNullCharactersValidator()])
    stored_as = models.CharField(_("stored as"), max_length=120, unique=True, help_text=_("Below the media folder"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    media_type = models.CharField(_("media type"), max_length=40)
    size = models.PositiveIntegerField(_("size"), help_text=_("Bytes"))
    page_count = models.PositiveIntegerField(_("pages"), default=0)
    words = models.JSONField(_("words of the pages"), default=list, blank=True)
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Without personal data; shown when the record is published")
    )
    uploaded_by = models.ForeignKey(
        "organisations.Person", verbose_name=_("uploaded by"), on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))

    class Meta:
        ordering = ["kind", "title", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "sha256"], name="paper_once_per_version")]
        verbose_name = _("paper")
        verbose_name_plural = _("papers")

    def __str__(self) -> str:
        return self.title

    @property
    def is_picture(self) -> bool:
        """True for a picture; else it is a PDF."""
        return self.media_type.startswith("image/")

    @property
    def file_name(self) -> str:
        """A name to keep it under; says what it is and nothing of who sent it."""
        return f"{self.kind}-{self.pk}.{self.stored_as.rpartition('.')[2]}"

    @property
    def exists(self) -> bool:
        """Whether the file is where it should be."""
        return default_storage.exists(self.stored_as)
