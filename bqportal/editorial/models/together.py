"""Working together: enquiries, discussions, rooms, what people watch, what they are told, what visitors miss."""

from typing import Any, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.documents import FACTS
from bqportal.editorial.models.work import Strand, WorkingVersion
from bqportal.organisations.rights import Rights, is_editor

SUBJECT_LENGTH = 200
QUESTION_LENGTH = 10_000
MESSAGE_LENGTH = 5_000
QUERY_LENGTH = 200


class EnquiryQuerySet(models.QuerySet[Any]):
    """Named filters."""

    def visible_to(self, rights: Rights) -> Self:
        """Those that the person may read; the same rule as `rights.may_read_enquiry`."""
        if is_editor(rights):
            return self
        if not rights.roles and not rights.central:
            return self.none()
        return self.filter(Q(organisation__in=rights.organisations) | Q(expert=rights.person))


class Enquiry(models.Model):
    """A question of a body to the central team, or to an expert by name, and its answer (Anfrage)."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")
        CLOSED = "closed", _("closed")

    asked_by = models.ForeignKey(
        "organisations.Person", verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="enquiries"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("organisation"), on_delete=models.PROTECT,
        null=True, blank=True, related_name="enquiries", help_text=_("Empty: the central office asks"),
    )  # fmt: skip
    expert = models.ForeignKey(
        "organisations.Person", verbose_name=_("expert"), on_delete=models.PROTECT,
        null=True, blank=True, related_name="enquiries_to_answer", help_text=_("Empty: the central team"),
    )  # fmt: skip
    subject = models.CharField(_("subject"), max_length=SUBJECT_LENGTH)
    question = models.TextField(_("question"), max_length=QUESTION_LENGTH)
    kind = models.CharField(_("kind of record"), max_length=30, blank=True)
    country = models.CharField(_("country"), max_length=4, blank=True)
    version = models.ForeignKey(
        WorkingVersion, verbose_name=_("working version"), on_delete=models.SET_NULL,
        null=True, blank=True, related_name="enquiries",
    )  # fmt: skip
    asked_at = models.DateTimeField(_("asked at"))
    due = models.DateField(_("answer wanted by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, db_index=True)
    answer = models.TextField(_("answer"), max_length=QUESTION_LENGTH, blank=True)
    answered_by = models.ForeignKey(
        "organisations.Person", verbose_name=_("answered by"), on_delete=models.PROTECT,
        null=True, blank=True, related_name="+",
    )  # fmt: skip
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")

    def __str__(self) -> str:
        return self.subject


class RoomQuerySet(models.QuerySet[Any]):
    """Named filters."""

    def visible_to(self, rights: Rights) -> Self:
        """Those that the person may enter; the same rule as `rights.may_enter_room`."""
        if is_editor(rights):
            return self
        if not rights.roles and not rights.central:
            return self.none()
        return self.filter(Q(organisation=None) | Q(organisation__in=rights.organisations))


class Room(models.Model):
    """A topic that people discuss; for one organisation, or for all who work here (Themenraum)."""

    topic = models.CharField(_("topic"), max_length=SUBJECT_LENGTH)
    description = models.TextField(_("description"), max_length=2_000, blank=True)
    organisation = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("organisation"), on_delete=models.PROTECT,
        null=True, blank=True, related_name="rooms", help_text=_("Empty: all who work here"),
    )  # fmt: skip
    opened_by = models.ForeignKey(
        "organisations.Person", verbose_name=_("opened by"), on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(_("opened at"))

    objects = RoomQuerySet.as_manager()

    class Meta:
        ordering = ["topic", "pk"]
        verbose_name = _("room")
        verbose_name_plural = _("rooms")

    def __str__(self) -> str:
        return self.topic


class Message(models.Model):
    """What somebody says about a working version, or in a room. A withdrawn one leaves its place, not its words."""

    version = models.ForeignKey(
        WorkingVersion, on_delete=models.CASCADE, null=True, blank=True, related_name="messages"
    )
    room = models.ForeignKey(Room, on_delete=models.CASCADE, null=True, blank=True, related_name="messages")
    by = models.ForeignKey(
        "organisations.Person", verbose_name=_("by"), on_delete=models.PROTECT, related_name="messages"
    )
    text = models.TextField(_("text"), max_length=MESSAGE_LENGTH, blank=True)
    at = models.DateTimeField(_("at"), db_index=True)
    edited_at = models.DateTimeField(_("edited at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(version__isnull=True, room__isnull=False) | Q(version__isnull=False, room__isnull=True),
                name="message_has_one_place",
            )
        ]
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self) -> str:
        return f"{self.by_id}: {self.at:%Y-%m-%d}"


class Watch(models.Model):
    """A person wants to be told what happens to something (Merkliste)."""

    class Subject(models.TextChoices):
        COUNTRY = "country", _("country")
        OCCUPATION = "occupation", _("German occupation")
        QUALIFICATION = "qualification", _("qualification")
        LANGUAGE = "language", _("language")
        ENQUIRY = "enquiry", _("enquiry")
        WORK = "work", _("working version")

    person = models.ForeignKey("organisations.Person", on_delete=models.CASCADE, related_name="watches")
    subject = models.CharField(_("what"), max_length=15, choices=Subject)
    key = models.CharField(
        _("which"), max_length=150, help_text=_("Code of the country or language, address of the record, or number")
    )
    since = models.DateTimeField(_("since"))

    class Meta:
        ordering = ["subject", "key"]
        indexes = [models.Index(fields=["subject", "key"], name="watch_subject_key")]
        constraints = [models.UniqueConstraint(fields=["person", "subject", "key"], name="watch_once")]
        verbose_name = _("watched thing")
        verbose_name_plural = _("watched things")

    def __str__(self) -> str:
        return f"{self.subject}: {self.key}"


class Notice(models.Model):
    """A person is told that something happened. No words are kept: they are made when she reads, in her language.

    `record` is what it is about; whether she may still read that is asked again each time.
    """

    person = models.ForeignKey("organisations.Person", on_delete=models.CASCADE, related_name="notices")
    deed = models.CharField(_("deed"), max_length=40)
    part = models.CharField(_("part"), max_length=8, blank=True, default=FACTS)
    by = models.ForeignKey(
        "organisations.Person", verbose_name=_("by"), on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey()
    title = models.CharField(
        _("title"), max_length=300, blank=True, help_text=_("Of a public record; never of a draft")
    )
    route = models.CharField(max_length=80, blank=True)
    arguments = models.JSONField(default=list, blank=True)
    at = models.DateTimeField(_("at"), db_index=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("mailed at"), null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["person", "read_at"], name="notice_unread")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "deed", "part", "content_type", "object_id"],
                condition=Q(read_at=None),
                name="notice_unread_once",
            )
        ]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")

    def __str__(self) -> str:
        return f"{self.person_id}: {self.deed}"


class NoticePreference(models.Model):
    """How often a person wants mail about her notices, and in which language."""

    class Pace(models.TextChoices):
        NEVER = "never", _("never")
        AT_ONCE = "at_once", _("at once")
        DAILY = "daily", _("once a day")
        WEEKLY = "weekly", _("once a week")

    person = models.OneToOneField("organisations.Person", on_delete=models.CASCADE, related_name="notice_preference")
    pace = models.CharField(_("mail"), max_length=10, choices=Pace, default=Pace.DAILY)
    language = models.CharField(_("language of the mail"), max_length=8, blank=True)
    last_sent = models.DateTimeField(_("last mail"), null=True, blank=True)

    class Meta:
        verbose_name = _("preference about notices")
        verbose_name_plural = _("preferences about notices")

    def __str__(self) -> str:
        return f"{self.person_id}: {self.pace}"


class MissingProfileRequestQuerySet(models.QuerySet[Any]):
    """Named filters."""

    def with_state(self) -> Self:
        """Each with `is_done`: the facts of the working version that somebody linked are public."""
        public = Strand.objects.filter(version=OuterRef("version"), part=FACTS, is_public=True)
        return self.annotate(is_done=Exists(public))


class MissingProfileRequest(models.Model):
    """A profile that visitors looked for and did not find: how often it was asked for, and nothing about them."""

    query = models.CharField(_("searched for"), max_length=QUERY_LENGTH)
    folded = models.CharField(max_length=2 * QUERY_LENGTH)
    country = models.CharField(_("country"), max_length=4, blank=True)
    language = models.CharField(_("language of the page"), max_length=8)
    count = models.PositiveIntegerField(_("times asked"), default=1)
    first_day = models.DateField(_("first asked on"), db_index=True)
    last_day = models.DateField(_("last asked on"), db_index=True)
    version = models.ForeignKey(
        WorkingVersion, verbose_name=_("working version"), on_delete=models.SET_NULL,
        null=True, blank=True, related_name="requests",
    )  # fmt: skip

    objects = MissingProfileRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-count", "-last_day", "pk"]
        constraints = [models.UniqueConstraint(fields=["folded", "country", "language"], name="request_once")]
        verbose_name = _("request for a missing profile")
        verbose_name_plural = _("requests for missing profiles")

    def __str__(self) -> str:
        return f"{self.query} ({self.count})"


class ReadCount(models.Model):
    """How often a public record was read on a day, as far as the portal itself answered: caches answer unseen."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    day = models.DateField(_("day"), db_index=True)
    count = models.PositiveIntegerField(_("times read"), default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id", "day"], name="read_count_once")]
        verbose_name = _("number of reads")
        verbose_name_plural = _("numbers of reads")

    def __str__(self) -> str:
        return f"{self.content_type_id}/{self.object_id} {self.day}: {self.count}"
