"""Papers are kept whole or not at all: file and row stand or fall together, for those who may write."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bqportal.editorial.actions import papers
from bqportal.editorial.actions.papers import SamePaperError, attach_paper, change_paper, remove_paper, sweep_papers
from bqportal.editorial.models import Paper, Publishable, WorkingVersion
from bqportal.editorial.papers import papers_of, public_paper, public_papers_of
from bqportal.organisations.models import AuditEntry
from tests import cast
from tests.editorial import hostile
from tests.qualifications.factories import QualificationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(home) -> WorkingVersion:
    return working_version()


def working_version(**values) -> WorkingVersion:
    now = timezone.now()
    values = {
        "kind": "qualification",
        "title": "Mechatronik",
        "country": "PL",
        "organisation": cast.chamber(),
        **values,
    }
    return WorkingVersion.objects.create(begun_at=now, changed_at=now, **values)


def attach(version, by, number=0, **changes) -> Paper:
    values = {
        "content": hostile.pdf(page=b"/Rotate %d" % (90 * number)), "name": "lehrplan.pdf", "declared": hostile.PDF,
        "kind": "curriculum", "title": " Lehrplan ", "language": "pl", "at": timezone.now(), **changes,
    }  # fmt: skip
    return attach_paper(version=version, by=by, **values)


def release(paper: Paper, by) -> Paper:
    said = {"kind": paper.kind, "title": paper.title, "language": paper.language}
    return change_paper(paper=paper, **said, is_public=True, free_of_personal_data=True, by=by, at=timezone.now())


def files(home: Path) -> list[Path]:
    return [path for path in home.rglob("papers/*/*") if path.is_file()]


def test_a_paper_is_kept_outside_of_every_address_under_a_random_name(version, home):
    paper = attach(version, cast.contributor())
    [file] = files(home)
    assert file.read_bytes() == hostile.pdf(page=b"/Rotate 0")
    assert (paper.title, paper.media_type, paper.size, paper.page_count) == (
        "Lehrplan",
        hostile.PDF,
        file.stat().st_size,
        1,
    )
    assert "lehrplan" not in str(file).lower()
    assert not paper.is_public
    entry = AuditEntry.objects.get(deed="paper.attached")
    assert entry.details == {"version": version.pk, "sha256": paper.sha256, "public": False}


@pytest.mark.parametrize("who", [cast.reader, cast.manager, cast.other_contributor])
def test_only_writers_attach_change_and_remove(version, home, who):
    paper, stranger = attach(version, cast.contributor()), who()
    with pytest.raises(PermissionDenied):
        attach(version, stranger, 1)
    with pytest.raises(PermissionDenied):
        change_paper(paper=paper, kind="law", title="x", language="de", is_public=True, free_of_personal_data=True,
                     by=stranger, at=timezone.now())  # fmt: skip
    with pytest.raises(PermissionDenied):
        remove_paper(paper=paper, by=stranger, at=timezone.now())
    assert len(files(home)) == 1
    assert Paper.objects.get().kind == "curriculum"


def test_a_refused_file_leaves_an_entry_and_nothing_else(version, home):
    with pytest.raises(ValidationError) as refused:
        attach(version, cast.contributor(), content=hostile.pdf(catalogue=b"/OpenAction" + hostile.SCRIPT))
    assert "active content" in refused.value.message_dict["file"][0]
    assert AuditEntry.objects.get(deed="paper.refused").details == {"reason": "active"}
    assert not files(home)
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"), ({"title": "x" * 301}, "title"), ({"title": "a\0"}, "title"),
        ({"kind": "x"}, "kind"), ({"language": ""}, "language"), ({"language": "x" * 9}, "language"),
    ],
)  # fmt: skip
def test_what_is_said_wrongly_is_told_by_field(version, home, wrong, field):
    writer = cast.contributor()
    with pytest.raises(ValidationError) as refused:
        attach(version, writer, **wrong)
    assert list(refused.value.message_dict) == [field]
    paper = attach(version, writer)
    said = {"kind": "law", "title": "T", "language": "de", "is_public": False, "free_of_personal_data": False}
    with pytest.raises(ValidationError) as refused:
        change_paper(paper=paper, by=writer, at=timezone.now(), **(said | wrong))
    assert list(refused.value.message_dict) == [field]
    assert Paper.objects.get().kind == "curriculum"


def test_the_same_file_twice_leads_to_the_first(version, home):
    writer = cast.contributor()
    first = attach(version, writer)
    with pytest.raises(SamePaperError) as refused:
        attach(version, writer, title="again")
    assert refused.value.first == first
    assert len(files(home)) == 1
    attach(working_version(title="other"), writer)
    assert len(files(home)) == 2, "another record may have it too"


def test_a_record_has_so_many_papers_at_most(version, home, monkeypatch):
    monkeypatch.setattr(papers, "MOST", 1)
    writer = cast.contributor()
    attach(version, writer)
    with pytest.raises(ValidationError, match="1 papers"):
        attach(version, writer, 1)
    assert len(files(home)) == 1


def test_a_row_that_cannot_be_written_takes_its_file_with_it(version, home, monkeypatch):
    writer = cast.contributor()

    def fail(*_, **__):
        raise RuntimeError("no disk")

    monkeypatch.setattr(papers.audit, "record", fail)
    with pytest.raises(RuntimeError):
        attach(version, writer)
    assert not files(home)
    assert not Paper.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_file_goes_only_when_its_removal_is_certain(home):
    paper = attach(working_version(), cast.contributor())
    with transaction.atomic():
        remove_paper(paper=Paper.objects.get(), by=paper.uploaded_by, at=timezone.now())
        transaction.set_rollback(True)
    assert len(files(home)) == 1
    assert Paper.objects.exists()
    remove_paper(paper=Paper.objects.get(), by=paper.uploaded_by, at=timezone.now())
    assert not files(home)
    assert not Paper.objects.exists()
    assert AuditEntry.objects.filter(deed="paper.removed").count() == 1


def test_orphans_are_swept_when_old_and_when_asked(version, home):
    paper = attach(version, cast.contributor())
    orphan = home / "uploads/papers/ab/orphan.pdf"
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_bytes(b"x")
    now, later = timezone.now(), timezone.now() + timedelta(hours=25)
    assert sweep_papers(at=now, dry_run=False) == [], "an upload may be under way"
    assert sweep_papers(at=later) == ["papers/ab/orphan.pdf"]
    assert orphan.exists(), "only looked"
    assert sweep_papers(at=later, dry_run=False) == ["papers/ab/orphan.pdf"]
    assert not orphan.exists()
    assert paper.exists
    files(home)[0].unlink()
    told, problems = StringIO(), StringIO()
    call_command("papers", "sweep", stdout=told, stderr=problems)
    assert "0 files without a paper" in told.getvalue()
    assert paper.stored_as in problems.getvalue()


def test_the_public_has_marked_papers_of_published_records_only(home):
    record = QualificationFactory()
    version, writer = working_version(record=record), cast.contributor()
    hidden = attach(version, writer)
    editor = cast.editor()
    shown = release(attach(version, writer, 1), editor)
    elsewhere = release(attach(working_version(title="other"), writer), editor)
    assert list(public_papers_of(record)) == [shown]
    assert [public_paper(paper.pk) for paper in (hidden, shown, elsewhere)] == [None, shown, None]
    for state in (Publishable.State.WITHDRAWN, Publishable.State.DRAFT):
        record.state = state
        record.save()
        assert list(public_papers_of(record)) == []
        assert public_paper(shown.pk) is None


def test_two_people_make_a_paper_public_and_one_hides_it(version, home):
    writer, editor = cast.contributor(), cast.editor()
    paper, own = attach(version, writer), attach(version, editor, 1)
    for one, by in ((paper, writer), (paper, cast.reviewer()), (own, editor)):
        with pytest.raises(ValidationError) as refused:
            release(one, by)
        assert list(refused.value.message_dict) == ["is_public"]
    said = {"kind": "law", "title": "T", "language": "de"}
    with pytest.raises(ValidationError) as refused:
        change_paper(paper=paper, **said, is_public=True, free_of_personal_data=False, by=editor, at=timezone.now())
    assert list(refused.value.message_dict) == ["free_of_personal_data"]
    assert not Paper.objects.filter(is_public=True).exists()
    release(own, cast.second_editor())
    release(own, editor)
    assert AuditEntry.objects.filter(deed="paper.changed").first().details["public"] is True
    change_paper(paper=own, **said, is_public=False, free_of_personal_data=False, by=writer, at=timezone.now())
    assert not Paper.objects.filter(is_public=True).exists()


def test_lists_need_one_query_whatever_their_length(version, home):
    writer = cast.contributor()
    attach(version, writer)
    attach(version, writer, 1)
    with CaptureQueriesContext(connection) as asked:
        assert [str(paper.uploaded_by) for paper in papers_of(version)] == ["contributor"] * 2
    assert len(asked) == 1
