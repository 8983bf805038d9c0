"""Checks that ask the database, dismissing what they find, and the visits to named pages."""

import socket
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import process_time
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bqportal.editorial import links
from bqportal.editorial.actions.checking import dismiss_finding, reopen_finding
from bqportal.editorial.actions.writing import begin_record, open_record, save_section, section_digest
from bqportal.editorial.checks.finding import Found, hints_for, hints_in_document, hints_of
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import LinkState, Strand, WorkingVersion
from bqportal.editorial.sections import section_values
from bqportal.editorial.visiting import Answer, VisitError, is_open, judged_address, visit
from bqportal.occupations.models import Concept
from bqportal.organisations.models import AuditEntry, Organisation, Person
from bqportal.organisations.queries import rights_of
from bqportal.qualifications.actions import publish_qualification
from bqportal.qualifications.models import Qualification
from tests import cast
from tests.countries.factories import CountryFactory
from tests.qualifications.factories import QualificationFactory

KIND = "qualification"


def public(**values: object) -> Qualification:
    """A public profile of Poland."""
    record = QualificationFactory(country=CountryFactory(code="PL", alpha2="PL"), **values)
    publish_qualification(qualification=record, at=timezone.now())
    return Qualification.objects.get(pk=record.pk)


def opened(by: Person, organisation: Organisation, record: Qualification | None = None) -> WorkingVersion:
    """A working version of a public profile."""
    kind = kind_named(KIND)
    return open_record(kind=kind, record=record or public(), organisation=organisation, by=by, at=timezone.now())


def begun(by: Person, organisation: Organisation, **values: object) -> WorkingVersion:
    """A working version of a new profile."""
    CountryFactory(code="PL", alpha2="PL")
    document = {"slug": "pl-x", "country": "PL", "title": "X", "lang": "pl", "kind": "initial", **values}
    return begin_record(kind=kind_named(KIND), document=document, organisation=organisation, by=by, at=timezone.now())


def write(version: WorkingVersion, by: Person, section: str, **fields: object) -> WorkingVersion:
    """Save some fields of a section."""
    values = section_values(version.document, section, kind_named(KIND).shape)
    values["fields"] |= fields
    base = section_digest(version, section)
    return save_section(version=version, section=section, values=values, base=base, by=by, at=timezone.now())


def hints(version: WorkingVersion, person: Person, name: str = "") -> list[Found]:
    """What one check finds for somebody; all checks without a name."""
    found = hints_of(WorkingVersion.objects.get(pk=version.pk), rights_of(person), timezone.now())
    return [one for one in found if name in ("", one.hint.check)]


@pytest.mark.django_db
def test_a_date_of_review_that_passed_is_found_for_public_records_only():
    person = cast.contributor()
    version = opened(person, cast.chamber(), public(review_by=date(2020, 1, 1)))
    assert [one.hint.params for one in hints(version, person, "review-passed")] == [{"day": "2020-01-01"}]
    Qualification.objects.update(state="withdrawn")
    assert hints(version, person, "review-passed") == []


@pytest.mark.django_db
def test_codes_are_judged_where_their_classification_is_imported():
    person = cast.contributor()
    version = opened(person, cast.chamber(), public(field="9999", isco="7412"))
    assert hints(version, person, "code-unknown") == []
    Concept.objects.create(scheme=Concept.Scheme.ISCEDF, code="0714")
    Concept.objects.create(scheme=Concept.Scheme.ISCO, code="7412")
    assert [one.hint.place for one in hints(version, person, "code-unknown")] == ["field"]


@pytest.mark.django_db
def test_a_suspected_duplicate_in_the_work_of_others_is_told_to_nobody_else():
    mine, other, editor = cast.contributor(), cast.other_contributor(), cast.editor()
    theirs = begun(other, cast.other_chamber(), slug="pl-geheim", title="Technik spawalnictwa geheim")
    version = begun(mine, cast.chamber(), slug="pl-mein", title="Technik spawalnictwa geheime")
    assert hints(version, mine, "duplicate") == []
    [hint] = hints(version, editor, "duplicate")
    assert hint.hint.arguments == (theirs.pk,)
    public(slug="pl-offen", title="Technik spawalnictwa geheim", valid_from="")
    assert [one.hint.arguments for one in hints(version, mine, "duplicate")] == [("pl-offen",)]


@pytest.mark.django_db
def test_a_hint_is_dismissed_with_a_reason_and_comes_back_when_the_text_changes():
    person = cast.contributor()
    version = write(
        opened(person, cast.chamber()), person, "text-de", **{"texts.{language}.summary": "Ruf +48 22 1234567"}
    )
    [one] = hints(version, person, "personal-data")
    order = {
        "version": version,
        "digest": one.hint.digest,
        "check_name": "personal-data",
        "by": person,
        "at": timezone.now(),
    }
    with pytest.raises(ValidationError):
        dismiss_finding(**order, reason="  ")
    with pytest.raises(ValidationError):
        dismiss_finding(**{**order, "check_name": "duplicate"}, reason="Amt")
    with pytest.raises(ValidationError):
        dismiss_finding(**{**order, "digest": "0" * 64}, reason="Amt")
    finding = dismiss_finding(**order, reason="Nummer des Amtes")
    assert dismiss_finding(**order, reason="Nummer des Amtes").pk == finding.pk
    with pytest.raises(ValidationError, match="another reason"):
        dismiss_finding(**order, reason="ein anderer Grund")
    [now] = hints(version, person, "personal-data")
    assert now.dismissed.reason == "Nummer des Amtes"
    assert hints(version, person)[-1] == now, "dismissed ones stand last"
    assert AuditEntry.objects.filter(deed="hint.dismissed").count() == 1
    reopen_finding(version=version, digest=one.hint.digest, by=person, at=timezone.now())
    assert hints(version, person, "personal-data")[0].is_open
    assert AuditEntry.objects.filter(deed="hint.reopened").count() == 1
    dismiss_finding(**order, reason="Nummer des Amtes")
    version = write(version, person, "text-de", **{"texts.{language}.summary": "Ruf +48 22 7654321"})
    assert hints(version, person, "personal-data")[0].is_open


@pytest.mark.django_db
def test_only_who_writes_or_reviews_dismisses():
    person = cast.contributor()
    version = write(
        opened(person, cast.chamber()), person, "text-de", **{"texts.{language}.summary": "Ruf +48 22 1234567"}
    )
    [one] = hints(version, person, "personal-data")
    order = {"version": version, "digest": one.hint.digest, "at": timezone.now()}
    for stranger in (cast.reader(), cast.other_contributor(), cast.manager()):
        with pytest.raises(PermissionDenied):
            dismiss_finding(**order, by=stranger, reason="Amt", check_name="personal-data")
        with pytest.raises(PermissionDenied):
            reopen_finding(**order, by=stranger)
    dismiss_finding(**order, by=cast.reviewer(), reason="Amt", check_name="personal-data")


@pytest.mark.django_db
def test_hints_are_narrowed_to_a_part_or_a_section():
    person = cast.contributor()
    version = write(
        opened(person, cast.chamber()), person, "text-de", **{"texts.{language}.summary": "Ruf +48 22 1234567"}
    )
    found = hints(version, person)
    assert {one.hint.check for one in hints_for(found, part="de")} >= {"personal-data"}
    assert {one.hint.section for one in hints_for(found, section="sources")} == {"sources"}
    assert all(one.hint.part == "" for one in hints_for(found, part=""))


@pytest.mark.django_db
def test_the_database_is_asked_as_often_for_ten_records_as_for_one():
    person = cast.contributor()
    version = opened(person, cast.chamber())
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            hints_of(version, rights_of(person), timezone.now())
        counts.append(len(queries))
        for number in range(10):
            public(title=f"Technik mechatronik {number}")
    assert counts[0] == counts[1] <= 20


@pytest.mark.django_db
def test_ten_thousand_records_and_a_large_profile_are_looked_through_quickly():
    person, country = cast.contributor(), CountryFactory(code="PL", alpha2="PL")
    words = [
        "Technik",
        "Monter",
        "Operator",
        "Mechanik",
        "Elektryk",
        "Kucharz",
        "budowy",
        "maszyn",
        "urządzeń",
        "pojazdów",
    ]
    Qualification.objects.bulk_create(
        Qualification(
            slug=f"pl-{number}", country=country, language="pl", kind="initial", state="published",
            title=f"{words[number % 6]} {words[number % 4 + 6]} {words[number // 10 % 10]} {number}",
        )
        for number in range(10_000)
    )  # fmt: skip
    languages = ["de", "en", "fr", "pl", "tr", "uk", "ru", "ar", "fa", "ro", "es", "it"]
    text = {"uk": "Навчання триває три роки. ", "ru": "Обучение длится три года. ", "ar": "يستغرق التدريب ثلاث سنوات. "}
    text["fa"] = "آموزش سه سال طول می‌کشد. "
    body = {language: text.get(language, "Die Ausbildung dauert drei Jahre. ") * 30 for language in languages}
    units = [
        {"no": f"U{number}", "title": f"Montaż {number}", "hours": 40,
         **{one: f"{body[one][:30]} {number}" for one in languages},
         "details": {one: f"{body[one]} {number}" for one in languages}}
        for number in range(60)
    ]  # fmt: skip
    texts = {
        one: {"title": body[one][:40], **dict.fromkeys(("summary", "access", "objectives"), body[one])}
        for one in languages
    }
    version = begun(person, cast.chamber(), title="Technik budowy maszyn", units=units, texts=texts, duration_months=48)
    rights, times = rights_of(person), []
    for _round in range(5):
        start = process_time()
        hints_of(version, rights, timezone.now())
        times.append(process_time() - start)

    assert sorted(times)[2] < 0.4, times  # seconds of CPU; 0.1 where it was measured


@pytest.mark.django_db
def test_a_document_that_is_no_working_version_can_be_checked_too():
    CountryFactory(code="PL", alpha2="PL")
    found = hints_in_document(
        {"country": "PL", "level": {"eqf": 9}}, KIND, rights_of(cast.contributor()), timezone.now()
    )
    assert "level-outside" in {hint.check for hint in found}


class Page(BaseHTTPRequestHandler):
    """A server that answers with the status that the address names."""

    def do_GET(self) -> None:
        name = self.path.strip("/").split("?")[0]
        status = 302 if name in ("loop", "inside", "on") else 200 if name == "get-only" else int(name or 200)
        if self.command == "HEAD" and name == "get-only":
            status = 405
        self.send_response(status)
        if status == 302:
            self.send_header("Location", {"loop": "/loop", "inside": "http://10.0.0.1/", "on": "/200"}[name])
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815 - the name that the server calls

    def log_message(self, *_words: object) -> None:
        """Quiet."""


@pytest.fixture
def server() -> Iterator[str]:
    """A server on this machine."""
    running = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/200", Answer(200)), ("/404", Answer(404)), ("/410", Answer(410)), ("/500", Answer(500)),
        ("/on", Answer(200)), ("/get-only", Answer(200)), ("/loop", Answer(fault="redirects")), ("/403", Answer(403)),
    ],
)  # fmt: skip
def test_a_page_is_visited(server: str, path: str, answer: Answer):
    assert visit(server + path, allow_private=True) == answer


def test_what_counts_as_there():
    good = {status: Answer(status).is_good for status in (200, 204, 302, 401, 403, 404, 410, 429, 500, 503)}
    assert [status for status, is_good in good.items() if not is_good] == [404, 410, 500]
    assert not Answer(fault="name").is_good
    assert Answer(fault="forbidden_host").is_good, "not visited is no evidence"
    assert Answer(fault="certificate").is_good, "browsers complete what a server leaves out"


def test_no_host_inside_is_visited_nor_led_to(server: str):
    assert visit(f"{server}/200") == Answer(fault="forbidden_host"), "an unusual port"
    for url in (
        "http://127.0.0.1/", "http://[::1]/", "http://10.1.2.3/", "http://192.168.0.1/",
        "http://169.254.169.254/latest",
        "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/", "http://100.64.0.1/", "http://[fd00::1]/",
        "http://2130706433/",
        "http://[64:ff9b::7f00:1]/", "http://localhost/", "http://0x7f.1/",
    ):  # fmt: skip
        assert visit(url).fault in ("forbidden_host", "name"), url
    for url in (
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://user@example.org/",
        "http:///x",
        "http://[::1",
        "x",
        "",
    ):
        assert visit(url) == Answer(fault="address"), url


def test_a_redirect_into_the_inside_is_refused(server: str):
    asked: list[tuple[str, bool]] = []

    def judge(host: str, port: int, allow_private: bool = False) -> str:
        asked.append((host, allow_private))
        if host == "10.0.0.1":
            raise VisitError("forbidden_host")
        return judged_address(host, port, allow_private)

    with patch("bqportal.editorial.visiting.judged_address", judge):
        assert visit(f"{server}/inside", allow_private=True) == Answer(fault="forbidden_host")
    assert asked[-1][0] == "10.0.0.1"


def test_one_inner_address_among_several_is_enough_to_refuse():
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("93.184.215.14", "127.0.0.1")]
    with patch("socket.getaddrinfo", return_value=answers), pytest.raises(VisitError, match="forbidden_host"):
        judged_address("rebound.example", 80)
    assert not any(is_open(one) for one in ("224.0.0.1", "2002:7f00:1::", "::127.0.0.1", "fe80::1%eth0", "240.0.0.1"))
    assert is_open("2606:2800:21f:cb07:6820:80da:af6b:8b2c")


@pytest.mark.django_db
def test_links_of_public_records_are_visited_and_dead_ones_found():
    person, now = cast.contributor(), timezone.now()
    version = opened(person, cast.chamber(), public(legal_basis_url="https://gone.example/law"))
    LinkState.objects.create(url="https://forgotten.example/", visited_at=now, failures=5)
    answers = {"https://gone.example/law": Answer(404), "https://example.org/law": Answer(200)}
    order = {"pause": 0.0, "visited": answers.__getitem__}
    assert links.check_links(at=now, **order) == (2, 1)
    assert hints(version, person, "link-dead") == [], "one visit may fall into an hour of maintenance"
    assert links.check_links(at=now, older_than=timedelta(days=1), **order) == (0, 0)
    later = timezone.now() + timedelta(days=1)
    assert links.check_links(at=later, limit=1, **order)[0] == 1, "the one that was visited longest ago"
    assert links.check_links(at=later, **order) == (2, 1)
    [one] = hints(version, person, "link-dead")
    assert (one.hint.place, one.hint.text) == ("legal_basis.url", "https://gone.example/law answers with 404.")
    assert not LinkState.objects.filter(url="https://forgotten.example/").exists()
    answers["https://gone.example/law"] = Answer(200)
    links.check_links(at=later, **order)
    assert hints(version, person, "link-dead") == []


@pytest.mark.django_db
def test_the_command_visits(capsys: pytest.CaptureFixture[str]):
    public()
    with patch("bqportal.editorial.visiting._request", return_value=(404, "")) as asked:
        call_command("links", "check", "--pause", "0")
    assert asked.called
    assert capsys.readouterr().out.split() == ["1", "visited,", "1", "failed", "now,", "0", "dead"]


def test_addresses_are_found_in_texts_and_documents():
    text = "Siehe [a](https://a.example/x_(y)), <https://b.example/>, https://c.example/p?q=1&r=2. (https://d.example)"
    assert list(links.addresses_in({"a": [text, {"b": "http://e.example/"}], "c": 4, "d": "ftp://f.example"})) == [
        "https://a.example/x_(y)", "https://b.example/", "https://c.example/p?q=1&r=2", "https://d.example",
        "http://e.example/",
    ]  # fmt: skip


@pytest.mark.django_db
def test_machine_text_is_a_hint_until_somebody_approves_it():
    person = cast.contributor()
    version = write(opened(person, cast.chamber()), person, "text-de", **{"texts.{language}.summary": "Maschine"})
    version.strands.filter(part="de").update(origin=Strand.Origin.MACHINE)
    assert [one.hint.part for one in hints(version, person, "text-machine")] == ["de"]
    version.strands.filter(part="de").update(state="approved")
    assert hints(version, person, "text-machine") == []
