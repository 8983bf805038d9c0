"""Who is told what, within her rights; mail at her own pace that neither gets lost nor says too much."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bqportal.editorial import notices
from bqportal.editorial.actions.discussions import post_message
from bqportal.editorial.actions.publishing import publish_record, withdraw_record
from bqportal.editorial.actions.watching import mark_notices_read, set_pace, unsubscribe, watch
from bqportal.editorial.digests import is_due, send_digests
from bqportal.editorial.models import Notice, NoticePreference, Snapshot, Transition
from bqportal.editorial.unsubscribing import person_of, token_of
from bqportal.editorial.workflow import State, Step
from bqportal.organisations.models import Person
from bqportal.organisations.queries import rights_of
from tests import cast
from tests.comparison.factories import ComparisonFactory
from tests.countries.factories import CountryFactory, CountryProfileFactory
from tests.editorial.together import MARKER, NOW, part_of, version_of
from tests.qualifications.factories import QualificationFactory

pytestmark = pytest.mark.django_db


def told(person: Person) -> list[tuple[str, str]]:
    """Deed and title of everything that somebody reads."""
    return [(one.notice.deed, one.title) for one in notices.told(notices.notices_of(person), rights_of(person))]


def step(person: Person, name: Step, **strand_values: Any) -> Transition:
    """A step of a part, as the workflow writes it."""
    version = version_of(cast.chamber())
    strand = part_of(version, State.IN_REVIEW, **strand_values)
    snapshot = Snapshot.objects.create(version=version, number=1, document={}, digest="x", occasion="saved", at=NOW)
    return Transition.objects.create(
        strand=strand, step=name, from_state="draft", to_state="in_review", by=person, at=NOW, snapshot=snapshot
    )


def test_a_submitted_text_is_told_to_the_reviewers_of_its_organisation_only() -> None:
    contributor, reviewer, other = cast.contributor(), cast.reviewer(), cast.other_contributor()
    cast.reader()
    stranger = cast.member(Person.objects.create_user("r2"), cast.other_chamber(), "reviewer")
    assert notices.about_transition(step(contributor, Step.SUBMIT, author=contributor)) == 1
    assert told(reviewer) == [("work.submit", f"{MARKER} technik")]
    assert told(other) == told(stranger) == told(contributor) == []


def test_an_assigned_reviewer_is_told_alone_and_an_author_hears_back() -> None:
    contributor, reviewer, editor = cast.contributor(), cast.reviewer(), cast.editor()
    notices.about_transition(step(contributor, Step.SUBMIT, author=contributor, assignee=editor))
    assert (len(told(editor)), len(told(reviewer))) == (1, 0)
    notices.about_transition(step(reviewer, Step.REQUEST_CHANGES, author=contributor, part="de"))
    assert told(contributor) == [("work.request_changes", f"{MARKER} technik")]
    notices.about_transition(step(reviewer, Step.APPROVE, author=contributor, part="fr"))
    assert [deed for deed, _title in told(editor)].count("work.approve") == 1


def test_notify_never_tells_who_may_not_read() -> None:
    contributor, other, reader = cast.contributor(), cast.other_contributor(), cast.reader()
    version = version_of(cast.chamber())
    people = [contributor, other, reader]
    assert notices.notify(people, deed="work.approve", about=version, by=contributor, at=NOW) == 1
    assert [notice.person for notice in Notice.objects.all()] == [reader]
    reader.is_active = False
    assert notices.notify([reader], deed="work.publish", about=version, by=None, at=NOW) == 0


def test_who_loses_the_right_reads_the_title_no_more() -> None:
    reader = cast.reader()
    notices.notify([reader], deed="work.approve", about=version_of(cast.chamber()), by=None, at=NOW)
    assert told(reader) == [("work.approve", f"{MARKER} technik")]
    reader.memberships.all().delete()
    cast.member(reader, cast.other_chamber(), "reader")
    assert told(reader) == [("work.approve", "")]
    send_digests(at=NOW)
    assert mail.outbox == []


def test_watchers_hear_of_what_becomes_public_and_what_ceases_to_be() -> None:
    reader, other = cast.reader(), cast.other_contributor()
    qualification = QualificationFactory(title="Technik mechatronik", country=CountryFactory(code="PL"))
    watch(by=reader, subject="country", key="PL", at=NOW)
    watch(by=other, subject="qualification", key=qualification.slug, at=NOW)
    publish_record(record=qualification, sheet={"a": 1}, at=NOW)
    notice = Notice.objects.get(person=other)
    assert (notice.route, notice.arguments) == ("catalogue:qualification-detail", [qualification.slug])
    assert told(reader) == told(other) == [("record.published", "Technik mechatronik")]
    publish_record(record=qualification, sheet={"a": 1}, at=NOW)
    assert Notice.objects.count() == 2, "unchanged content is no news"
    mark_notices_read(by=other, until=NOW + timedelta(days=9999), at=NOW)
    withdraw_record(record=qualification)
    notice = Notice.objects.get(person=other, read_at=None)
    assert (notice.deed, notice.route) == ("record.withdrawn", "")


def test_a_comparison_and_a_country_profile_are_watched_too() -> None:
    reader = cast.reader()
    comparison, profile = ComparisonFactory(), CountryProfileFactory(country=CountryFactory(code="TR"))
    watch(by=reader, subject="occupation", key=comparison.version.occupation.slug, at=NOW)
    watch(by=reader, subject="country", key="TR", at=NOW)
    publish_record(record=comparison, sheet={"a": 1}, at=NOW)
    publish_record(record=profile, sheet={"a": 1}, at=NOW)
    assert Notice.objects.filter(person=reader, deed="record.published").count() == 2


def test_a_language_is_watched_by_what_is_published_in_it() -> None:
    contributor, other = cast.contributor(), cast.other_contributor()
    watch(by=other, subject="language", key="fr", at=NOW)
    transition = step(contributor, Step.PUBLISH, author=contributor, part="fr")
    transition.strand.version.record = QualificationFactory(title="Technik")
    assert notices.about_transition(transition) == 1
    assert told(other) == [("record.published", "Technik")]


def test_many_notices_ask_as_often_as_few() -> None:
    reader = cast.reader()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            notices.told(notices.notices_of(reader), rights_of(reader))
        return len(queries)

    counts = []
    for number in (10, 90):
        for n in range(number):
            notices.notify([reader], deed="work.approve", about=version_of(cast.chamber(), f"{n}"), by=None, at=NOW)
        counts.append(asked())
    assert counts[0] == counts[1]


@pytest.fixture
def news() -> Iterator[Person]:
    """A contributor to whom two things are new."""
    contributor, reviewer = cast.contributor(), cast.reviewer()
    version = version_of(cast.chamber())
    part_of(version, State.DRAFT, author=contributor)
    post_message(by=reviewer, text="Geheimes Wort", at=NOW, version=version)
    notices.notify([contributor], deed="work.approve", about=version, by=reviewer, at=NOW, part="fr")
    return contributor


def test_a_digest_says_everything_once_in_her_language_without_the_words_of_others(news: Person, settings: Any) -> None:
    settings.BQPORTAL_ADDRESS = "https://portal.example"
    set_pace(by=news, pace="daily", language="en", at=NOW)
    call_command("notices", "send")
    assert len(mail.outbox) == 1
    message = mail.outbox[0]
    assert message.to == ["contributor@example.org"]
    assert "2 notices" in message.subject
    assert "* New message: zqmarkerzq technik" in message.body
    assert "* Approved: zqmarkerzq technik (French)" in message.body
    assert "https://portal.example/en/workspace/notices/" in message.body
    assert "Geheimes" not in message.body
    address = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert address == f"https://portal.example/en/workspace/unsubscribe/{token_of(news)}/"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    call_command("notices", "send")
    assert len(mail.outbox) == 1, "nothing new, no mail"


def test_each_pace_waits_its_time() -> None:
    def due(pace: str, **past: int) -> bool:
        return is_due(NoticePreference(pace=pace, last_sent=NOW - timedelta(**past) if past else None), NOW)

    assert not due("never")
    assert due("at_once")
    assert due("at_once", seconds=1)
    assert [due("daily"), due("daily", hours=22), due("daily", hours=24)] == [True, False, True]
    assert [due("weekly"), due("weekly", days=6), due("weekly", days=7)] == [True, False, True]


def test_who_wants_none_gets_none_and_read_notices_are_not_mailed(news: Person) -> None:
    unsubscribe(person=news, at=NOW)
    assert send_digests(at=NOW) == (0, 0)
    set_pace(by=news, pace="at_once", language="de", at=NOW)
    mark_notices_read(by=news, until=NOW, at=NOW)
    assert send_digests(at=NOW) == (0, 0)


def test_a_process_killed_between_mail_and_mark_loses_nothing(news: Person) -> None:
    class Killed(BaseException):
        """What nobody catches, as SIGKILL."""

    def send_and_die(backend: EmailBackend, messages: Any) -> int:
        mail.outbox.extend(messages)
        raise Killed

    with patch.object(EmailBackend, "send_messages", send_and_die), pytest.raises(Killed):
        send_digests(at=NOW)
    assert not Notice.objects.exclude(mailed_at=None).exists()
    assert send_digests(at=NOW) == (1, 0)
    assert len(mail.outbox) == 2, "twice at most, never lost"
    assert send_digests(at=NOW + timedelta(days=2)) == (0, 0)


def test_a_server_that_refuses_one_mail_gets_the_others(news: Person) -> None:
    reader = cast.reader()
    notices.notify([reader], deed="work.approve", about=version_of(cast.chamber()), by=None, at=NOW)
    real = EmailBackend.send_messages

    def refuse_one(backend: EmailBackend, messages: Any) -> int:
        if messages[0].to == [news.email]:
            raise OSError("refused")
        return real(backend, messages)

    with patch.object(EmailBackend, "send_messages", refuse_one), pytest.raises(CommandError, match="1 mails"):
        call_command("notices", "send")
    assert [message.to for message in mail.outbox] == [[reader.email]]
    assert Notice.objects.filter(person=news, mailed_at=None).count() == 2


def test_a_notice_renewed_while_its_mail_is_on_the_way_is_mailed_again(news: Person) -> None:
    set_pace(by=news, pace="at_once", language="de", at=NOW)
    real, later = EmailBackend.send_messages, NOW + timedelta(minutes=1)

    def renew(backend: EmailBackend, messages: Any) -> int:
        Notice.objects.filter(deed="message.posted").update(at=later, mailed_at=None)
        return real(backend, messages)

    with patch.object(EmailBackend, "send_messages", renew):
        send_digests(at=NOW)
    assert send_digests(at=later) == (1, 0)


def test_only_the_signed_token_names_a_person(news: Person) -> None:
    token = token_of(news)
    assert person_of(token) == news
    forged = [f"{news.pk}.x", str(news.pk), "", f"{news.pk + 1}.{token.split('.')[1]}", token[:-1], f"\0{token}"]
    assert [person_of(text) for text in forged] == [None] * 6
