"""Comparisons from YAML records; docs/formats.md describes them."""

from django.db import transaction

from bqportal.comparison.models import Comparison, Finding
from bqportal.editorial.records import Record
from bqportal.editorial.writing import cited, read_sources, saved, sync_citations, sync_texts
from bqportal.occupations.models import OccupationVersion, TrainingPosition
from bqportal.qualifications.models import Qualification
from bqportal.sources.models import Source


@transaction.atomic
def import_comparison(record: Record) -> Comparison | None:
    """Write one comparison. Problems are noted in the record; the caller rolls back."""
    record.allow("qualification", "occupation", "enacted", "texts", "findings", "cites", "sources")
    qualification = Qualification.objects.filter(slug=record.text("qualification", required=True)).first()
    version = version_of(record)
    if qualification is None:
        record.problem("qualification", f"'{record.text('qualification')}' is no qualification")
    if qualification is None or version is None:
        return None
    sources = read_sources(record)
    comparison: Comparison = saved(
        Comparison,
        {"qualification": qualification, "version": version},
        {"slug": f"{qualification.slug}--{version.occupation.slug}-{version.regulation.enacted or 'undated'}"},
    )
    sync_texts(comparison, record.texts("texts", "summary"))
    import_findings(record, comparison, sources)
    sync_citations(comparison, record, sources)
    return comparison


def version_of(record: Record) -> OccupationVersion | None:
    """The occupation version named by male title and date of enactment."""
    name, enacted = record.text("occupation", required=True), record.day("enacted")
    versions = OccupationVersion.objects.select_related("occupation", "regulation").filter(name_m=name)
    if enacted:
        versions = versions.filter(regulation__enacted=enacted)
    version = versions.first()
    if version is None:
        record.problem("occupation", f"'{name}' has no regulation of {enacted or 'any date'}")
    return version


def import_findings(record: Record, comparison: Comparison, sources: dict[str, Source]) -> None:
    """Write one finding for every training position; positions the record leaves out are unknown."""
    positions = list(comparison.version.positions.all())
    units = {unit.number: unit for unit in comparison.qualification.units.all()}
    seen: set[int] = set()
    for entry in record.children("findings"):
        entry.allow("position", "section", "verdict", "units", "reason", "cites")
        position = position_of(entry, positions, seen)
        if position is None:
            continue
        seen.add(position.pk)
        verdict = entry.choice("verdict", Finding.Verdict.values, required=True)
        finding = saved(Finding, {"comparison": comparison, "position": position}, {"verdict": verdict})
        for number in entry.strings("units"):
            if number not in units:
                entry.problem("units", f"'{number}' is no unit of the qualification")
        finding.units.set([units[number] for number in entry.strings("units") if number in units])
        finding.sources.set(cited(entry, sources))
        sync_texts(
            finding, {language: {"reason": words} for language, words in entry.child("reason").wordings().items()}
        )
    for position in positions:
        if position.pk not in seen:
            saved(Finding, {"comparison": comparison, "position": position}, {"verdict": Finding.Verdict.UNKNOWN})


def position_of(entry: Record, positions: list[TrainingPosition], seen: set[int]) -> TrainingPosition | None:
    """The position with exactly that wording (and section, where the wording stands in several)."""
    wording, section = entry.text("position", required=True), entry.text("section")
    for position in positions:
        if position.pk not in seen and position.text == wording and (not section or position.section == section):
            return position
    entry.problem("position", f"'{wording:.80}' is no position of the regulation (or stands twice in the record)")
    return None
