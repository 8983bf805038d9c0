"""The index follows the database, whatever happens between the two."""

import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from bqportal.countries.actions import load_countries
from bqportal.countries.models import Country
from bqportal.editorial.actions.publishing import withdraw_record
from bqportal.editorial.models import Publishable
from bqportal.guides.actions import publish_guide
from bqportal.guides.models import Guide
from bqportal.occupations.models import ReferenceOccupation
from bqportal.qualifications.actions import publish_qualification
from bqportal.qualifications.models import Qualification
from bqportal.search import upkeep
from bqportal.search.consistency import deviations
from bqportal.search.current import portal_index
from bqportal.search.models import IndexChange
from bqportal.search.queries import search
from bqportal.search.upkeep import apply_changes, rebuild_index

ROOT = Path(__file__).resolve().parent.parent.parent
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _fresh(home, monkeypatch):
    """Every test has an index and clocks of its own."""
    monkeypatch.setattr(upkeep, "_looked", {})
    monkeypatch.setattr(upkeep, "_mended", {})


@pytest.fixture
def poland() -> Country:
    load_countries()
    return Country.objects.get(code="PL")


def qualification(country: Country, slug: str = "pl-elektryk", title: str = "Elektryk") -> Qualification:
    made, _ = Qualification.objects.get_or_create(
        slug=slug, defaults={"country": country, "title": title, "language": "pl", "kind": Qualification.Kind.INITIAL}
    )
    made.texts.update_or_create(language="de", defaults={"title": f"{title} (deutsch)"})
    return made


def found(text: str) -> list[str]:
    return [hit.key for hit in search(text, language="de").hits]


def agree() -> bool:
    return list(deviations(portal_index())) == []


def test_a_published_record_is_found_after_commit_with_its_country(poland):
    rebuild_index()
    publish_qualification(qualification=qualification(poland), at=NOW)
    assert found("Elektryk") == ["qualification:pl-elektryk"]
    assert found("Polen")[0] == "country:PL"
    assert agree()


def test_a_draft_is_not_found(poland):
    qualification(poland)
    rebuild_index()
    assert found("Elektryk") == []
    assert agree()


def test_a_withdrawn_record_is_gone(poland):
    made = qualification(poland)
    publish_qualification(qualification=made, at=NOW)
    rebuild_index()
    withdraw_record(record=made)
    assert found("Elektryk") == []
    assert found("Polen") == []
    assert agree()


def test_a_changed_title_replaces_the_old_one(poland):
    made = qualification(poland)
    publish_qualification(qualification=made, at=NOW)
    rebuild_index()
    made.title = "Monter"
    made.save()
    made.texts.update(title="Monteur")
    publish_qualification(qualification=made, at=NOW)
    assert found("Monter") == ["qualification:pl-elektryk"]
    assert agree()


def test_a_change_that_was_rolled_back_leaves_no_trace(poland):
    rebuild_index()
    with transaction.atomic():
        publish_qualification(qualification=qualification(poland), at=NOW)
        transaction.set_rollback(True)
    assert found("Elektryk") == []
    assert not IndexChange.objects.exists()
    assert agree()


def test_a_record_is_found_under_the_names_of_its_reference_occupation(poland):
    occupation = ReferenceOccupation.objects.create(
        slug="elektroniker", name_m="Elektroniker", name_f="Elektronikerin", state=Publishable.State.PUBLISHED
    )
    made = qualification(poland)
    made.comparable_occupations.add(occupation)
    publish_qualification(qualification=made, at=NOW)
    assert found("Elektroniker") == ["occupation:elektroniker", "qualification:pl-elektryk"]
    occupation.name_m = "Strommeister"
    occupation.save()
    upkeep.note_change(record=occupation)
    assert "qualification:pl-elektryk" in found("Strommeister")
    assert agree()


def test_guides_are_found():
    guide = Guide.objects.create(slug="cost", kind=Guide.Kind.GUIDE, audience="all")
    guide.texts.create(language="de", title="Kosten", body="Was **alles** kostet")
    publish_guide(guide=guide, at=NOW)
    assert found("Kosten") == ["guide:cost"]
    assert found("kostet") == ["guide:cost"]


def test_a_missing_index_is_built_when_somebody_searches(poland):
    publish_qualification(qualification=qualification(poland), at=NOW)
    assert found("Elektryk") == ["qualification:pl-elektryk"]
    assert agree()


def test_an_empty_portal_answers_too():
    result = search("Koch", language="de")
    assert result.available
    assert result.total == 0
    assert len(result.ways_on) >= 3


@pytest.mark.parametrize("harm", ["truncate", "pointer", "folder", "meta"])
def test_a_damaged_index_is_moved_aside_and_built_again(poland, harm):
    publish_qualification(qualification=qualification(poland), at=NOW)
    rebuild_index()
    index = portal_index()
    folder = index.folder()
    if harm == "truncate":
        for file in folder.glob("*.term"):
            file.write_bytes(b"")
    elif harm == "pointer":
        (index.root / "current").write_text("nonsense")
    elif harm == "folder":
        folder.rename(index.root / "gone")
    else:
        (folder / "meta.json").write_text("{")
    index.forget()
    assert found("Elektryk") == ["qualification:pl-elektryk"]
    assert agree()


def test_a_large_portal_says_calmly_that_its_index_is_being_built(poland, monkeypatch):
    started = []
    monkeypatch.setattr(upkeep, "SMALL", -1)
    monkeypatch.setattr(upkeep.threading.Thread, "start", lambda self: started.append(self.name))
    result = search("Elektryk", language="de")
    assert not result.available
    assert [notice.code for notice in result.notices] == ["being_built"]
    assert started == ["search-rebuild"]


def test_changes_apply_once(poland):
    rebuild_index()
    publish_qualification(qualification=qualification(poland), at=NOW)
    assert apply_changes() == 0
    IndexChange.objects.create(key="qualification:pl-elektryk")
    assert apply_changes() == 1
    assert apply_changes() == 0


def test_a_lower_number_that_appears_later_is_not_overlooked(poland):
    """On PostgreSQL a transaction that began first may end last; its change then has the lower number."""
    rebuild_index()
    made = qualification(poland)
    IndexChange.objects.create(id=1000, key="guide:nothing")
    apply_changes()
    Qualification.objects.filter(pk=made.pk).update(state=Publishable.State.PUBLISHED)
    IndexChange.objects.create(id=999, key="qualification:pl-elektryk")
    assert apply_changes() == 1
    assert found("Elektryk") == ["qualification:pl-elektryk"]


def test_many_changes_are_applied_in_batches(poland, monkeypatch):
    monkeypatch.setattr(upkeep, "BATCH", 3)
    rebuild_index()
    for number in range(10):
        made = qualification(poland, f"pl-{number}", f"Zawod{number}")
        Qualification.objects.filter(pk=made.pk).update(state=Publishable.State.PUBLISHED)
        IndexChange.objects.create(key=f"qualification:pl-{number}")
    assert apply_changes() == 10
    IndexChange.objects.create(key="country:PL")
    apply_changes()
    assert agree()


def test_the_doctor_names_every_deviation(poland):
    publish_qualification(qualification=qualification(poland), at=NOW)
    publish_qualification(qualification=qualification(poland, "pl-monter", "Monter"), at=NOW)
    rebuild_index()
    Qualification.objects.filter(slug="pl-monter").update(title="Murarz")
    Qualification.objects.filter(slug="pl-elektryk").update(state=Publishable.State.DRAFT)
    new = qualification(poland, "pl-kucharz", "Kucharz")
    Qualification.objects.filter(pk=new.pk).update(state=Publishable.State.PUBLISHED)
    found_out = {(deviation.problem, deviation.key) for deviation in deviations(portal_index())}
    assert found_out == {
        ("different", "qualification:pl-monter"),
        ("superfluous", "qualification:pl-elektryk"),
        ("missing", "qualification:pl-kucharz"),
    }


def test_rebuilding_twice_changes_nothing(poland):
    publish_qualification(qualification=qualification(poland), at=NOW)
    assert rebuild_index() == rebuild_index() == 2
    first = dict(portal_index().contents())
    rebuild_index()
    assert dict(portal_index().contents()) == first


def test_the_number_of_queries_does_not_grow_with_the_records(poland, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from bqportal.search.builders import documents

    counts = []
    for number in range(1, 8):
        made = qualification(poland, f"pl-{number}", f"Zawod{number}")
        Qualification.objects.filter(pk=made.pk).update(state=Publishable.State.PUBLISHED)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            list(documents())
        counts.append(len(queries))
    assert len(set(counts)) == 1


CRASH = """
import os, signal
from datetime import datetime, timezone
from bqportal.countries.models import Country
from bqportal.qualifications.actions import publish_qualification
from bqportal.qualifications.models import Qualification
from bqportal.search import upkeep
from bqportal.search.index import SearchIndex

def die(*arguments, **more):
    os.kill(os.getpid(), signal.SIGKILL)

if {point!r} == "after commit":
    upkeep.apply_changes = die
elif {point!r} == "amid the index":
    SearchIndex.update = die
made = Qualification.objects.create(
    slug="pl-elektryk", country=Country.objects.get(code="PL"), title="Elektryk", language="pl", kind="initial"
)
if {point!r} == "before commit":
    upkeep.transaction.on_commit = die
publish_qualification(qualification=made, at=datetime.now(timezone.utc))
"""


def run_apart(script: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run Python in a process and a portal of its own, on SQLite."""
    environment = {**os.environ, "BQPORTAL_HOME": str(home), "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment.pop("BQPORTAL_DATABASE", None)
    command = [sys.executable, "-c", f"import django\ndjango.setup()\n{script}"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)


COMMANDS = "from django.core.management import call_command as run\n"


@pytest.fixture(scope="module")
def empty_portal(tmp_path_factory) -> Path:
    """A portal of its own with countries and an index."""
    folder = tmp_path_factory.mktemp("portal") / "home"
    script = "run('migrate', verbosity=0); run('countries', 'load'); run('search', 'rebuild')"
    done = run_apart(COMMANDS + script, folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("point", ["before commit", "after commit", "amid the index"])
def test_a_crash_between_database_and_index_heals_with_the_next_search(empty_portal, tmp_path, point):
    """kill -9 at the worst moments; the next search finds what the database holds."""
    portal = shutil.copytree(empty_portal, tmp_path / "home")
    died = run_apart(CRASH.format(point=point), portal)
    assert died.returncode == -signal.SIGKILL, died.stderr
    after = run_apart(COMMANDS + "run('search', 'query', 'Elektryk', format='jsonl'); run('doctor')", portal)
    assert ('"qualification:pl-elektryk"' in after.stdout) == (point != "before commit")
    assert "agree" in after.stdout, after.stderr


def test_query_prints_one_json_line_per_hit(poland, capsys):
    import json

    publish_qualification(qualification=qualification(poland), at=NOW)
    call_command("search", "rebuild")
    capsys.readouterr()
    call_command("search", "query", "Elektryk", "--limit", "5", "--format", "jsonl")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [sorted(line) for line in lines] == [["key", "kind", "score", "title", "url", "why"]]
    assert lines[0]["key"] == "qualification:pl-elektryk"
    assert lines[0]["url"] == "/de/qualifications/pl-elektryk/"


def test_the_doctor_fails_with_a_way_out_when_index_and_database_differ(poland, capsys):
    publish_qualification(qualification=qualification(poland), at=NOW)
    call_command("search", "rebuild")
    call_command("doctor")
    assert "agree: 2 records" in capsys.readouterr().out
    Qualification.objects.update(title="anders")
    with pytest.raises(SystemExit) as ended:
        call_command("doctor")
    assert ended.value.code == 1
    assert "bqportal search rebuild" in capsys.readouterr().out
