"""Papers on the pages of the work area, and those that the public may have."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bqportal.editorial.models import Paper, Strand, WorkingVersion
from bqportal.organisations.models import Person
from tests import cast
from tests.editorial import hostile
from tests.editorial.test_papers import attach, release, working_version
from tests.editorial.test_uploads import drawn, typeset
from tests.qualifications.factories import QualificationFactory
from tests.workspace.conftest import client_of

pytestmark = pytest.mark.django_db
FORM = {"title": "Podstawa programowa", "kind": "curriculum", "language": "pl"}


@pytest.fixture
def version(home) -> WorkingVersion:
    return working_version()


def papers_address(version: WorkingVersion) -> str:
    return f"/en/workspace/records/{version.pk}/papers/"


def sent(content: bytes = b"", name: str = "a.pdf", kind: str = hostile.PDF, **changes: object) -> dict[str, object]:
    return {**FORM, "file": SimpleUploadedFile(name, content or hostile.pdf(), kind), **changes}


def read(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_writer_attaches_reads_changes_and_removes(contributor: Client, version):
    assert "No paper is attached yet." in contributor.get(papers_address(version)).content.decode()
    response = contributor.post(papers_address(version), sent(typeset("Schweißen #sym.lt;b>")), follow=True)
    assert response.redirect_chain == [(papers_address(version), 302)]
    html = response.content.decode()
    paper = Paper.objects.get()
    assert "Attached: “Podstawa programowa”." in html
    assert '<span lang="pl" dir="ltr">Podstawa programowa</span>' in html
    html = contributor.get(f"/en/workspace/papers/{paper.pk}/read/").content.decode()
    assert '<div lang="pl" dir="ltr">Schweißen &lt;b&gt;</div>' in html
    address = f"/en/workspace/papers/{paper.pk}/change/"
    assert contributor.post(address, {**FORM, "title": "Nowa", "kind": "law"}).status_code == 302
    assert (Paper.objects.get().title, Paper.objects.get().kind) == ("Nowa", "law")
    address = f"/en/workspace/papers/{paper.pk}/remove/"
    assert "Nowa" in contributor.get(address).content.decode()
    assert Paper.objects.exists(), "reading changes nothing"
    assert contributor.post(address).status_code == 302
    assert not Paper.objects.exists()


def test_a_file_is_handed_out_so_that_nothing_of_it_runs(contributor: Client, version):
    contributor.post(papers_address(version), sent())
    response = contributor.get(f"/en/workspace/papers/{Paper.objects.get().pk}/")
    assert read(response) == hostile.pdf()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def test_a_picture_is_shown_and_a_scan_says_that_it_has_no_words(contributor: Client, version):
    contributor.post(papers_address(version), sent(drawn("PNG"), "a.png", hostile.PNG))
    contributor.post(papers_address(version), sent(drawn("PDF")))
    picture, scan = Paper.objects.order_by("pk")
    html = contributor.get(f"/en/workspace/papers/{picture.pk}/read/").content.decode()
    assert f'src="/en/workspace/papers/{picture.pk}/"' in html
    assert "no text layer" in contributor.get(f"/en/workspace/papers/{scan.pk}/read/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"content": hostile.HTML}, "This is something else"),
        ({"name": "a.php.pdf"}, "name of the file"),
        ({"kind": "text/html"}, "says something else than its content"),
        ({"content": b"%PDF-1.7" + bytes(20 * 1024 * 1024)}, "At most 20.0"),
        ({"file": ""}, "Choose a file"),
        ({"file": SimpleUploadedFile("a.pdf", b"")}, "empty"),
        ({"file": SimpleUploadedFile("a" * 400 + ".pdf", b"x")}, "name of the file"),
        ({"title": ""}, "This field is required"), ({"title": "a\0b"}, "Null characters"),
        ({"language": "zz"}, "Select a valid choice"), ({"language": "\0"}, "valid choice"),
    ],
)  # fmt: skip
def test_a_faulty_form_is_told_and_keeps_what_was_written(contributor: Client, version, wrong, words):
    response = contributor.post(papers_address(version), sent(**wrong))
    html = response.content.decode()
    assert response.status_code == 422
    assert words in html
    assert html.split("<title>")[1].startswith("Error:")
    if "title" not in wrong:
        assert 'value="Podstawa programowa"' in html
    assert not Paper.objects.exists()


def test_the_same_file_twice_shows_the_first(contributor: Client, version):
    contributor.post(papers_address(version), sent(title="Pierwsza"))
    response = contributor.post(papers_address(version), sent())
    assert response.status_code == 422
    assert f'<a href="/en/workspace/papers/{Paper.objects.get().pk}/read/">' in response.content.decode()


def test_nobody_else_learns_that_a_paper_is_there(contributor: Client, version, visitor: Client):
    contributor.post(papers_address(version), sent())
    paper = Paper.objects.get()
    below = [f"/en/workspace/papers/{paper.pk}/{page}" for page in ("", "read/", "change/", "remove/")]
    other = client_of(cast.other_contributor())
    for address in (papers_address(version), *below):
        assert other.get(address).status_code == 404
        assert other.post(address, sent()).status_code in (404, 405)
        assert visitor.get(address).status_code == 302
    assert Paper.objects.count() == 1


def test_readers_and_those_asked_read_and_change_nothing(contributor: Client, version, db):
    contributor.post(papers_address(version), sent())
    paper = Paper.objects.get()
    asked: Person = cast.other_contributor()
    Strand.objects.create(version=version, assignee=asked)
    for client in (client_of(cast.reader()), client_of(asked)):
        html = client.get(papers_address(version)).content.decode()
        assert "Podstawa programowa" in html
        assert "multipart/form-data" not in html
        assert read(client.get(f"/en/workspace/papers/{paper.pk}/"))
        assert client.get(f"/en/workspace/papers/{paper.pk}/read/").status_code == 200
        for page in ("change/", "remove/"):
            assert client.get(f"/en/workspace/papers/{paper.pk}/{page}").status_code == 404
            assert client.post(f"/en/workspace/papers/{paper.pk}/{page}", FORM).status_code == 404
        assert client.post(papers_address(version), sent()).status_code == 404
    assert Paper.objects.get().title == "Podstawa programowa"


def test_a_lost_file_and_odd_addresses_are_not_there(contributor: Client, version):
    contributor.post(papers_address(version), sent())
    paper = Paper.objects.get()
    Paper.objects.update(stored_as="papers/none.pdf")
    assert contributor.get(f"/en/workspace/papers/{paper.pk}/").status_code == 404
    assert contributor.get("/en/workspace/papers/99999/").status_code == 404
    assert contributor.get("/en/workspace/records/99999/papers/").status_code == 404


def test_a_list_asks_the_database_as_often_for_many_as_for_one(contributor: Client, version):
    writer = Person.objects.get(username="contributor")

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            contributor.get(papers_address(version))
        return len(asked)

    attach(version, writer)
    one = count()
    for number in range(1, 10):
        Paper.objects.create(
            version=version, kind="law", title=str(number), language="de", stored_as=str(number), sha256=str(number),
            media_type=hostile.PDF, size=1, uploaded_by=writer, uploaded_at=timezone.now(),
        )  # fmt: skip
    assert count() == one


def test_an_editor_decides_what_the_public_may_have(contributor: Client, version):
    contributor.post(papers_address(version), sent(is_public="on", free_of_personal_data="on"))
    paper = Paper.objects.get()
    assert not paper.is_public
    address = f"/en/workspace/papers/{paper.pk}/change/"
    assert "is_public" not in contributor.get(address).content.decode()
    contributor.post(address, {**FORM, "is_public": "on", "free_of_personal_data": "on"})
    assert not Paper.objects.get().is_public
    editor = client_of(cast.editor())
    response = editor.post(address, {**FORM, "is_public": "on"})
    assert response.status_code == 422
    assert "Look whether it names a person" in response.content.decode()
    editor.post(address, {**FORM, "is_public": "on", "free_of_personal_data": "on"})
    assert Paper.objects.get().is_public
    assert "it is hidden until" in contributor.get(address).content.decode()
    contributor.post(address, FORM)
    assert not Paper.objects.get().is_public


def test_the_public_fetches_what_is_marked_as_long_as_the_record_is_published(visitor: Client, home):
    record = QualificationFactory()
    version, writer = working_version(record=record), cast.contributor()
    shown = release(attach(version, writer), cast.editor())
    hidden = attach(version, writer, 1)
    response = visitor.get(f"/en/documents/{shown.pk}/")
    assert read(response) == hostile.pdf(page=b"/Rotate 0")
    assert response["Content-Disposition"] == f'attachment; filename="curriculum-{shown.pk}.pdf"'
    assert response["ETag"] == f'"{shown.sha256}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    again = visitor.get(f"/en/documents/{shown.pk}/", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    page = visitor.get(f"/en/qualifications/{record.slug}/").content.decode()
    assert f'href="/en/documents/{shown.pk}/"' in page
    assert f"/en/documents/{hidden.pk}/" not in page
    assert visitor.get(f"/en/documents/{hidden.pk}/").status_code == 404
    assert visitor.post(f"/en/documents/{shown.pk}/").status_code == 405
    record.state = "withdrawn"
    record.save()
    assert visitor.get(f"/en/documents/{shown.pk}/").status_code == 404
