"""Working versions: what is written and reviewed before the public sees it, part by part."""

from typing import Any, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.documents import FACTS
from bqportal.editorial.workflow import State
from bqportal.organisations.rights import Place, Rights, Work, is_editor

STATES = [
    (State.DRAFT.value, _("draft")),
    (State.IN_REVIEW.value, _("in review")),
    (State.CHANGES_REQUESTED.value, _("changes requested")),
    (State.APPROVED.value, _("approved")),
    (State.PUBLISHED.value, _("published")),
    (State.WITHDRAWN.value, _("withdrawn")),
]


class WorkingVersionQuerySet(models.QuerySet[Any]):
    """Named filters."""

    def current(self) -> Self:
        """Those that are no history."""
        return self.filter(closed_at=None)

    def visible_to(self, rights: Rights) -> Self:
        """Current ones whose unpublished content the person may read; the same rule as `rights.may_read_work`."""
        if is_editor(rights):
            return self.current()
        mine = Q(organisation__in=rights.organisations) | Q(strands__assignee=rights.person)
        return self.current().filter(mine).distinct()

    def in_work(self) -> Self:
        """Those of which some part is neither public nor withdrawn."""
        rest = (State.PUBLISHED, State.WITHDRAWN)
        return self.current().filter(pk__in=Strand.objects.exclude(state__in=rest).values("version"))


class WorkingVersion(models.Model):
    """The one version of a record that is in work (Arbeitsfassung): the whole record as a document.

    It belongs to one organisation, with everything said and attached there. When all of it is public and another
    organisation takes the record into work, that one gets a version of its own, and this one is closed: history for
    those who could read it, and nothing of it is seen by the others.

    `edition` counts the writes, so that nobody overwrites what somebody else wrote meanwhile.
    Country and sector stand here once more, because rights are granted by them.
    """

    kind = models.CharField(_("kind of record"), max_length=30)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, null=True, blank=True)
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    record = GenericForeignKey()
    slug = models.CharField(_("address"), max_length=150, blank=True)
    title = models.CharField(_("title"), max_length=300)
    country = models.CharField(_("country"), max_length=4, blank=True)
    sector = models.CharField(_("sector"), max_length=4, blank=True)
    organisation = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("organisation"), on_delete=models.PROTECT,
        null=True, blank=True, related_name="working_versions",
    )  # fmt: skip
    document = models.JSONField(_("content"), default=dict)
    edition = models.PositiveIntegerField(_("edition"), default=1)
    begun_at = models.DateTimeField(_("begun at"))
    changed_at = models.DateTimeField(_("changed at"), db_index=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    changed_by = models.ForeignKey(
        "organisations.Person", verbose_name=_("changed by"), on_delete=models.PROTECT,
        null=True, blank=True, related_name="+",
    )  # fmt: skip

    objects = WorkingVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], condition=Q(closed_at=None), name="one_working_version_per_record"
            ),
            models.UniqueConstraint(
                fields=["kind", "slug"], condition=Q(closed_at=None) & ~Q(slug=""), name="one_working_version_per_slug"
            ),
        ]
        verbose_name = _("working version")
        verbose_name_plural = _("working versions")

    def __str__(self) -> str:
        return self.title

    @property
    def place(self) -> Place:
        """Where the record stands in the catalogue."""
        return Place(self.kind, self.country, self.sector)

    @property
    def work(self) -> Work:
        """The working version as rights see it; reads the strands."""
        asked = frozenset(strand.assignee_id for strand in self.strands.all() if strand.assignee_id)
        return Work(self.place, self.organisation_id, asked, self.closed_at is not None)


class Strand(models.Model):
    """The way of one part of a record from draft to public: the facts (language empty), or one language's texts.

    It stays when the part is public, and says what a translation was made from.
    """

    class Priority(models.IntegerChoices):
        LOW = 1, _("low")
        NORMAL = 2, _("normal")
        HIGH = 3, _("high")

    class Origin(models.TextChoices):
        HUMAN = "human", _("written by a person")
        MACHINE = "machine", _("machine translation")

    version = models.ForeignKey(WorkingVersion, on_delete=models.CASCADE, related_name="strands")
    part = models.CharField(_("part"), max_length=8, blank=True, default=FACTS)
    state = models.CharField(_("state"), max_length=20, choices=STATES, default=State.DRAFT, db_index=True)
    is_public = models.BooleanField(_("public"), default=False)
    is_reviewed = models.BooleanField(
        _("reviewed"), default=False, help_text=_("A second person approved what is public")
    )
    author = models.ForeignKey(
        "organisations.Person", verbose_name=_("author"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    last_editor = models.ForeignKey(
        "organisations.Person", verbose_name=_("last editor"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    assignee = models.ForeignKey(
        "organisations.Person", verbose_name=_("reviewer"), on_delete=models.PROTECT,
        null=True, blank=True, related_name="assigned_strands",
    )  # fmt: skip
    due = models.DateField(_("due"), null=True, blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, default=Priority.NORMAL)
    publish_at = models.DateTimeField(_("to be published at"), null=True, blank=True, db_index=True)
    scheduled_by = models.ForeignKey(
        "organisations.Person", verbose_name=_("scheduled by"), on_delete=models.PROTECT,
        null=True, blank=True, related_name="+",
    )  # fmt: skip
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.HUMAN)
    source_language = models.CharField(_("translated from"), max_length=8, blank=True)
    source_digest = models.CharField(_("digest of the translated text"), max_length=64, blank=True)
    source_text = models.JSONField(_("the translated text as it was"), default=dict, blank=True)

    class Meta:
        ordering = ["part"]
        constraints = [models.UniqueConstraint(fields=["version", "part"], name="strand_once")]
        verbose_name = _("part of a working version")
        verbose_name_plural = _("parts of working versions")

    def __str__(self) -> str:
        return f"{self.version_id}/{self.part or 'facts'}: {self.state}"


class Snapshot(models.Model):
    """The whole document at a moment that matters: kept for comparing, restoring and crediting. Never changed."""

    class Occasion(models.TextChoices):
        BEGUN = "begun", _("begun")
        SAVED = "saved", _("saved")
        SUBMITTED = "submitted", _("submitted")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")
        RESTORED = "restored", _("restored")
        IMPORTED = "imported", _("imported")
        CHANGED_IN_BULK = "bulk", _("changed in bulk")
        DISCARDED = "discarded", _("discarded")

    version = models.ForeignKey(WorkingVersion, on_delete=models.CASCADE, related_name="snapshots")
    number = models.PositiveIntegerField(_("number"))
    document = models.JSONField(_("content"))
    digest = models.CharField(_("digest"), max_length=64)
    occasion = models.CharField(_("occasion"), max_length=12, choices=Occasion)
    note = models.CharField(_("note"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        "organisations.Person", verbose_name=_("by"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="snapshot_once")]
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")

    def __str__(self) -> str:
        return f"{self.version_id} · {self.number}"


class Transition(models.Model):
    """One step of one part: who took it, when, why, and what the record said then. Never changed."""

    strand = models.ForeignKey(Strand, on_delete=models.CASCADE, related_name="transitions")
    step = models.CharField(_("step"), max_length=20)
    from_state = models.CharField(_("from"), max_length=20, choices=STATES)
    to_state = models.CharField(_("to"), max_length=20, choices=STATES)
    by = models.ForeignKey(
        "organisations.Person", verbose_name=_("by"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("organisation"), on_delete=models.PROTECT,
        null=True, blank=True, related_name="+",
    )  # fmt: skip
    guest = models.CharField(_("guest"), max_length=200, blank=True)
    at = models.DateTimeField(_("at"))
    reason = models.TextField(_("reason"), max_length=4000, blank=True)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, null=True, related_name="transitions")

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")

    def __str__(self) -> str:
        return f"{self.strand_id}: {self.from_state} → {self.to_state}"


class Presence(models.Model):
    """Somebody has a working version open in an editor. Forgotten after some minutes."""

    version = models.ForeignKey(WorkingVersion, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey("organisations.Person", on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(_("seen at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "person"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.version_id}"


class GuestPass(models.Model):
    """A secret address by which somebody without an account reads and comments on one working version for some days.

    Only the hash of the secret is kept.
    """

    version = models.ForeignKey(WorkingVersion, on_delete=models.CASCADE, related_name="guest_passes")
    name = models.CharField(_("name"), max_length=200)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("invited at"))
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    verdict = models.CharField(_("verdict"), max_length=20, blank=True)
    comment = models.TextField(_("comment"), max_length=10_000, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("guest reviewer")
        verbose_name_plural = _("guest reviewers")

    def __str__(self) -> str:
        return self.name


class Finding(models.Model):
    """A hint of a check that somebody dismissed, with the reason; the hint comes back when the text changes."""

    version = models.ForeignKey(WorkingVersion, on_delete=models.CASCADE, related_name="dismissed")
    check_name = models.CharField(_("check"), max_length=60)
    digest = models.CharField(max_length=64, help_text=_("Digest of the check's name, the place and the facts it saw"))
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "digest"], name="finding_dismissed_once")]
        verbose_name = _("dismissed hint")
        verbose_name_plural = _("dismissed hints")

    def __str__(self) -> str:
        return f"{self.check_name}: {self.reason}"
