"""What visitors miss, and what they read: counted without knowing them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from bqportal.editorial import demand, reading
from bqportal.editorial.actions.demand import NEW_PER_DAY, drop_request, link_request, request_profile, unlink_request
from bqportal.editorial.models import MissingProfileRequest, ReadCount
from bqportal.editorial.workflow import State
from bqportal.organisations.queries import rights_of
from tests import cast
from tests.countries.factories import CountryProfileFactory
from tests.editorial.together import NOW, part_of, version_of
from tests.qualifications.factories import QualificationFactory

TODAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


def missed(query: str = "Technik mechatronik", country: str = "PL", on: date = TODAY) -> MissingProfileRequest | None:
    """Somebody asks on a German page."""
    return request_profile(query=query, country=country, language="de", on=on)


def test_the_same_question_in_any_spelling_is_counted_together() -> None:
    for query in ("Technik  mechatronik", "TECHNIK MECHATRONIK", " technik mechatronik "):
        missed(query)
    missed(on=TODAY + timedelta(days=3))
    missed(country="UA")
    rows = list(demand.requests())
    assert [(row.count, row.country) for row in rows] == [(4, "PL"), (1, "UA")]
    assert (rows[0].query, rows[0].first_day, rows[0].last_day) == (
        "Technik mechatronik", TODAY, TODAY + timedelta(days=3)
    )  # fmt: skip


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "?!",
        "1234",
        "a\0b",
        "\ud800",
        "x" * 201,
        "anna@example.org",
        "Anna 0171 234 56 78",
        "http://spam.example",
    ],
)
def test_what_is_no_title_or_personal_is_not_kept(query: str) -> None:
    with pytest.raises(ValidationError):
        missed(query)
    assert not MissingProfileRequest.objects.exists()


def test_the_table_is_bounded_and_old_single_questions_are_forgotten() -> None:
    missed("alt", on=TODAY - timedelta(days=401))
    missed("bekannt", on=TODAY - timedelta(days=401))
    missed("bekannt", on=TODAY - timedelta(days=401))
    rows = [
        MissingProfileRequest(query=f"q{n}", folded=f"q{n}", language="de", first_day=TODAY, last_day=TODAY)
        for n in range(NEW_PER_DAY - 1)
    ]
    MissingProfileRequest.objects.bulk_create(rows)
    assert missed("letzte") is not None
    assert missed("eine zu viel") is None
    assert missed("bekannt", country="PL") is not None
    names = set(MissingProfileRequest.objects.filter(query__in=["alt", "bekannt", "eine zu viel"]).values_list("query"))
    assert names == {("bekannt",)}


def test_a_linked_request_is_in_work_and_done_when_its_facts_are_public() -> None:
    contributor, other, editor = cast.contributor(), cast.other_contributor(), cast.editor()
    request, version = missed(), version_of(cast.chamber())
    strand = part_of(version, State.DRAFT, author=contributor)
    with pytest.raises(PermissionDenied):
        link_request(request=request, version=version, by=other, at=NOW)
    link_request(request=request, version=version, by=contributor, at=NOW)
    assert demand.requests(state="work").count() == 1
    request.refresh_from_db()
    for deed in (unlink_request, drop_request):
        with pytest.raises(PermissionDenied):
            deed(request=request, by=other, at=NOW)
    assert demand.readable_versions([request], rights_of(other)) == {}
    assert demand.readable_versions([request], rights_of(contributor)) == {version.pk: version.title}
    strand.is_public = True
    strand.save()
    assert [demand.requests(state=state).count() for state in ("open", "work", "done")] == [0, 0, 1]
    drop_request(request=request, by=editor, at=NOW)
    assert not demand.requests().exists()


@pytest.fixture
def counting(settings: object) -> None:
    """Reads are counted, from nothing."""
    settings.BQPORTAL_COUNT_READS = True  # type: ignore[attr-defined]
    reading.forget()


def test_reads_are_gathered_and_written_in_few_statements(counting: None) -> None:
    records = [QualificationFactory() for _ in range(20)]
    for record in records:
        reading.note_read(record, TODAY)
    reading.note_read(records[0], TODAY)
    reading.flush_when_due()
    assert not ReadCount.objects.exists(), "not yet due"
    with CaptureQueriesContext(connection) as queries:
        reading.flush()
    assert len(queries) <= 7
    reading.note_read(records[0], TODAY)
    reading.flush()
    reading.flush()
    counts = dict(ReadCount.objects.values_list("object_id", "count"))
    assert counts == {records[0].pk: 3} | {record.pk: 1 for record in records[1:]}


def test_a_hundred_reads_are_written_and_a_failing_database_costs_the_numbers_only(
    counting: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = QualificationFactory()
    for _ in range(reading.MOST):
        reading.note_read(record, TODAY)
    reading.flush_when_due()
    assert ReadCount.objects.get().count == reading.MOST

    def fail() -> None:
        raise DatabaseError

    monkeypatch.setattr(reading, "flush", fail)
    monkeypatch.setattr(reading, "EVERY", 0.0)
    reading.note_read(record, TODAY)
    reading.flush_when_due()


def test_nothing_is_counted_where_the_operator_does_not_want_it() -> None:
    reading.forget()
    record = QualificationFactory()
    for _ in range(reading.MOST):
        reading.note_read(record, TODAY)
    reading.flush()
    assert not ReadCount.objects.exists()


def test_read_most_and_oldest_comes_first(counting: None) -> None:
    often = QualificationFactory(last_checked=TODAY - timedelta(days=10))
    old = QualificationFactory(last_checked=TODAY - timedelta(days=1000))
    hidden = QualificationFactory(last_checked=TODAY - timedelta(days=1000), state="withdrawn")
    country = CountryProfileFactory(last_checked=TODAY - timedelta(days=20))
    for record, number, day in (
        (often, 9, TODAY), (old, 1, TODAY), (old, 50, TODAY - timedelta(days=90)), (hidden, 9, TODAY),
        (country, 3, TODAY),
    ):  # fmt: skip
        for _ in range(number):
            reading.note_read(record, day)
    reading.flush()
    found = [(worn.record, worn.reads, worn.age) for worn in demand.read_and_old(TODAY)]
    assert found == [(old, 1, 1000), (often, 9, 10), (country, 3, 20)]


def test_the_board_asks_as_often_for_much_as_for_little(counting: None) -> None:
    counts = []
    for number in (5, 20):
        for n in range(number):
            reading.note_read(QualificationFactory(), TODAY)
            reading.note_read(CountryProfileFactory(slug=f"{number}-{n}"), TODAY)
        reading.flush()
        with CaptureQueriesContext(connection) as queries:
            for worn in demand.read_and_old(TODAY):
                assert worn.address
                assert str(worn.record)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_readers_at_the_same_time_lose_no_count(counting: None) -> None:
    record = QualificationFactory()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _n: reading.note_read(record, TODAY), range(2000)))
    reading.flush()
    assert ReadCount.objects.get().count == 2000
