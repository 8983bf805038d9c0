"""Brings the example portal, or any folder laid out like it, into the database: all of it or nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from bqportal.comparison.actions import publish_comparison
from bqportal.comparison.importers.comparisons import import_comparison
from bqportal.countries.actions import load_countries, publish_country_profile
from bqportal.countries.importers.profiles import import_country
from bqportal.editorial.kinds import kind_of
from bqportal.editorial.models import Publishable
from bqportal.editorial.records import InvalidRecordsError, Problem, Record, read_record
from bqportal.editorial.rules import months_later
from bqportal.editorial.writing import saved
from bqportal.guides.actions import publish_guide
from bqportal.guides.importers.guides import import_glossary, import_guide, import_questions
from bqportal.guides.importers.translations import is_translation, name_of
from bqportal.offers.importers.records import import_centre, import_event, import_offer, import_practice
from bqportal.organisations.models import Organisation
from bqportal.qualifications.actions import publish_qualification
from bqportal.qualifications.importers.profiles import import_qualification, link_predecessor

Progress = Callable[[str, int, int], None]


@dataclass
class Report:
    """What was loaded: how many of each kind."""

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, number: int = 1) -> None:
        """Count records of a kind."""
        self.counts[kind] = self.counts.get(kind, 0) + number


@dataclass(frozen=True)
class Standing:
    """Who answers for the records, since when, and until when."""

    responsible: Organisation
    checked: date
    review_by: date

    def apply(self, record: Publishable) -> None:
        """Note it in the record."""
        values = {"responsible": self.responsible, "last_checked": self.checked, "review_by": self.review_by}
        saved(type(record), {"pk": record.pk}, values)


@transaction.atomic
def load_portal(folder: Path, *, at: datetime, progress: Progress = lambda kind, done, total: None) -> Report:
    """Load countries, qualifications, comparisons and guides below `folder` and publish them.

    Raises InvalidRecordsError with every problem found, and then nothing is written.
    """
    if not (folder / "portal.yaml").is_file():
        raise InvalidRecordsError([Problem(str(folder), "has no portal.yaml; name a folder laid out like demo/")])
    load_countries()
    problems: list[Problem] = []
    report = Report()
    standing = read_standing(read_record(folder / "portal.yaml", "portal.yaml"), problems)
    for step in (
        load_country_files,
        load_qualification_files,
        load_comparison_files,
        load_guide_files,
        load_offer_files,
    ):
        step(folder, standing, report, problems, at, progress)
    if problems:
        raise InvalidRecordsError(problems)
    return report


def read_standing(record: Record, problems: list[Problem]) -> Standing:
    """Who answers for the content; see portal.yaml."""
    record.allow("responsible", "written_on", "review_after_years")
    entry = record.child("responsible")
    kind = entry.choice("kind", Organisation.Kind.values, required=True)
    written_on = record.day("written_on") or date.min
    years = record.number("review_after_years", low=1, high=10) or 1
    slug, name = entry.text("slug", required=True), entry.text("name", required=True)
    problems += record.problems
    organisation = saved(Organisation, {"slug": slug}, {"kind": kind, "name": name})
    return Standing(organisation, written_on, written_on.replace(year=written_on.year + years))


def records_in(folder: Path, name: str, problems: list[Problem], progress: Progress) -> Iterator[Record]:
    """Every record below a sub-folder, in stable order; its problems are collected after use."""
    paths = sorted((folder / name).rglob("*.yaml"))
    for number, path in enumerate(paths, start=1):
        record = read_record(path, str(path.relative_to(folder)))
        if not record.problems:
            yield record
        problems += record.problems
        progress(name, number, len(paths))


def load_country_files(
    folder: Path, standing: Standing, report: Report, problems: list[Problem], at: datetime, progress: Progress
) -> None:
    """countries/*.yaml"""
    for record in records_in(folder, "countries", problems, progress):
        for profile in import_country(record):
            standing.apply(profile)
            publish_country_profile(profile=profile, at=at)
        report.add("countries")


def load_qualification_files(
    folder: Path, standing: Standing, report: Report, problems: list[Problem], at: datetime, progress: Progress
) -> None:
    """qualifications/**/*.yaml, in two rounds: versions point at each other."""
    written = []
    for record in records_in(folder, "qualifications", problems, progress):
        if qualification := import_qualification(record):
            written.append((record, qualification))
            standing.apply(qualification)
    for record, qualification in written:
        already = len(record.problems)
        link_predecessor(record)
        problems += record.problems[already:]
        publish_qualification(qualification=qualification, at=at)
        report.add("qualifications")


def load_comparison_files(
    folder: Path, standing: Standing, report: Report, problems: list[Problem], at: datetime, progress: Progress
) -> None:
    """comparisons/*.yaml"""
    for record in records_in(folder, "comparisons", problems, progress):
        if comparison := import_comparison(record):
            standing.apply(comparison)
            publish_comparison(comparison=comparison, at=at)
            report.add("comparisons")


def load_guide_files(
    folder: Path, standing: Standing, report: Report, problems: list[Problem], at: datetime, progress: Progress
) -> None:
    """guides/*.yaml, glossary.yaml and faq.yaml among them, with their translations in guides/<language>/*.yaml."""
    records = list(records_in(folder, "guides", problems, progress))
    translations: dict[str, list[Record]] = {}
    for record in filter(is_translation, records):
        translations.setdefault(name_of(record), []).append(record)
    for record in records:
        if is_translation(record):
            continue
        own = translations.pop(name_of(record), [])
        if "terms" in record.data:
            report.add("glossary terms", import_glossary(record, own))
        elif "questions" in record.data:
            report.add("questions", import_questions(record, own))
        elif guide := import_guide(record, own):
            standing.apply(guide)
            publish_guide(guide=guide, at=at)
            report.add("guides")
    for name, orphans in translations.items():
        for record in orphans:
            record.problem("", f"translates guides/{name}.yaml, which is not there")
    for record in records:
        problems += record.problems


def load_offer_files(
    folder: Path, standing: Standing, report: Report, problems: list[Problem], at: datetime, progress: Progress
) -> None:
    """offers/**/*.yaml; a centre comes after the network that it belongs to.

    Nobody has checked these records (`last_checked` stays empty), and addresses age quickly: the day by which somebody
    must look is that of the kind.
    """
    centres = list(records_in(folder, "offers/centres", problems, progress))
    parents = {record.data.get("slug"): record.data.get("parent") for record in centres}
    centres.sort(key=lambda record: depth_of(record.data.get("slug"), parents))
    others = [
        (record, write)
        for name, write in (("courses", import_offer), ("trainings", import_event), ("good-practice", import_practice))
        for record in records_in(folder, f"offers/{name}", problems, progress)
    ]
    for record, write in [*((record, import_centre) for record in centres), *others]:
        already = len(record.problems)
        row = write(record)
        problems += record.problems[already:]
        if row is not None and (kind := kind_of(row)):
            review_by = months_later(standing.checked, kind.review_months)
            saved(type(row), {"pk": row.pk}, {"responsible": standing.responsible, "review_by": review_by})
            kind.publish(row, at)
            report.add(kind.slug)


def depth_of(slug: object, parents: dict[object, object]) -> int:
    """How many networks stand above a centre; a circle ends, for the importer names it."""
    seen: set[object] = set()
    while slug in parents and slug not in seen:
        seen.add(slug)
        slug = parents[slug]
    return len(seen)
