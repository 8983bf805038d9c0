"""Checks of a profile's figures: hours, duration, shares, levels, codes. Duplicates and overlaps: `neighbours`."""

from collections.abc import Iterator, Mapping
from math import ceil

from django.utils.translation import gettext_lazy as _

from bqportal.editorial.checks.checking import (
    Check,
    Context,
    Hint,
    Severity,
    Subject,
    mapping_at,
    named_rows,
    number_at,
    text_at,
)
from bqportal.editorial.checks.evidence import SourceMissing
from bqportal.editorial.documents import Document
from bqportal.occupations.models import Concept
from bqportal.qualifications.lookalikes import DuplicateSuspected, VersionsOverlap
from bqportal.qualifications.shape import QUALIFICATION

KINDS = frozenset({"qualification"})
# Clock hours a month that a curriculum can plausibly ask for: from an evening course of five hours a week to a week of
# 48 hours, the most that Directive 2003/88/EC (Art. 6) and ILO Convention No. 1 allow on average.
LOW_HOURS, HIGH_HOURS = 20, 208
SHARE_TOLERANCE = 10  # percentage points between the stated share of practice and that of the hours
# ISCED 2011 levels at which qualifications of each EQF level are usual (referencing reports of the countries).
USUAL_ISCED = {1: (0, 1, 2), 2: (1, 2, 3), 3: (2, 3), 4: (3, 4), 5: (3, 4, 5), 6: (4, 5, 6), 7: (6, 7), 8: (8,)}
EQF, ISCED = range(1, 9), range(9)


def unit_rows(document: Document) -> list[tuple[str, Document]]:
    """The units with what tells them apart."""
    return named_rows(document, QUALIFICATION.rows_at("units"))


def hours_of(unit: Document) -> int | None:
    """All hours of a unit; None where it says none."""
    total = number_at(unit, "hours")
    parts = [part for part in (number_at(unit, "hours_theory"), number_at(unit, "hours_practice")) if part is not None]
    return total if total is not None else sum(parts) if parts else None


class UnitHours(Check):
    """A unit's total is not the sum of its theory and practice."""

    name, kinds = "unit-hours", KINDS
    label = _("Hours do not add up")

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        for identity, unit in unit_rows(document):
            hours = [number_at(unit, key) for key in ("hours", "hours_theory", "hours_practice")]
            total, theory, practice = hours
            if total is None or (theory is None and practice is None):
                continue
            parts = (theory or 0) + (practice or 0)
            if parts > total or (None not in hours and parts != total):
                message = _("%(total)s hours in all, but %(parts)s of theory and practice.")
                yield self.hint(f"units[{identity}].hours", message, seen=hours, total=total, parts=parts)


class DurationAgainstHours(Check):
    """More hours than the months have, or far too few for them."""

    name, kinds = "duration-hours", KINDS
    label = _("Duration contradicts the hours")

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        months = number_at(document, "duration_months")
        units = [hours_of(unit) for _identity, unit in unit_rows(document)]
        total = sum(hours for hours in units if hours is not None)
        if not months or not total:
            return
        too_few = None not in units and total < months * LOW_HOURS
        if total > months * HIGH_HOURS or too_few:
            message = _("%(total)s hours in %(months)s months are %(each)s a month.")
            each = round(total / months)
            yield self.hint("duration_months", message, seen=[total, months], total=total, months=months, each=each)


class DurationAgainstYears(Check):
    """A unit in a year of training that the duration does not reach."""

    name, kinds = "duration-years", KINDS
    label = _("Duration contradicts the years of the units")

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        months = number_at(document, "duration_months")
        for identity, unit in unit_rows(document) if months else ():
            year = number_at(unit, "year")
            if months and year and year > ceil(months / 12):
                message = _("A unit in year %(year)s, but the training lasts %(months)s months.")
                yield self.hint(f"units[{identity}].year", message, seen=[year, months], year=year, months=months)


class PracticeShare(Check):
    """The stated share of practice is not that of the hours, where all units say both."""

    name, kinds = "practice-share", KINDS
    label = _("Share of practice contradicts the hours")

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        stated = number_at(document, "practice_share")
        units = [unit for _identity, unit in unit_rows(document)]
        split = [(number_at(unit, "hours_theory"), number_at(unit, "hours_practice")) for unit in units]
        total = sum((theory or 0) + (practice or 0) for theory, practice in split)
        if stated is None or not total or any(theory is None and practice is None for theory, practice in split):
            return
        found = round(100 * sum(practice or 0 for _theory, practice in split) / total)
        if abs(found - stated) > SHARE_TOLERANCE:
            message = _("%(stated)s %% of practice are stated, the hours make %(found)s %%.")
            yield self.hint("practice_share", message, seen=[stated, found], stated=stated, found=found)


class LevelOutside(Check):
    """A level that its framework does not have: EQF 1 to 8 (2017/C 189/03), ISCED 2011 0 to 8."""

    name, kinds = "level-outside", KINDS
    label = _("Level outside the framework")
    severity = Severity.ERROR

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        for path, name, levels in (("eqf", "EQF", EQF), ("isced", "ISCED 2011", ISCED)):
            level = mapping_at(document, "level").get(path)
            if level not in (None, "") and (isinstance(level, bool) or level not in levels):
                message = _("%(name)s has levels %(low)s to %(high)s, not %(level)s.")
                yield self.hint(
                    f"level.{path}", message, seen=str(level), name=name, low=levels[0], high=levels[-1],
                    level=str(level)[:20],
                )  # fmt: skip


class LevelsApart(Check):
    """EQF and ISCED level that hardly go together."""

    name, kinds = "levels-apart", KINDS
    label = _("Levels hardly go together")
    severity = Severity.HINT

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        eqf, isced = number_at(document, "level.eqf"), number_at(document, "level.isced")
        if eqf in USUAL_ISCED and isced in ISCED and isced not in USUAL_ISCED[eqf]:
            message = _("EQF level %(eqf)s with ISCED level %(isced)s is unusual.")
            yield self.hint("level.eqf", message, seen=[eqf, isced], eqf=eqf, isced=isced)


class UnknownCode(Check):
    """A code that the imported classification does not have; nothing where it is not imported."""

    name, kinds = "code-unknown", KINDS
    label = _("Code unknown")
    schemes = {"field": Concept.Scheme.ISCEDF, "isco": Concept.Scheme.ISCO, "esco": Concept.Scheme.ESCO}

    def codes(self, document: Document) -> dict[str, list[str]]:
        """Path → codes that the document names."""
        named = document.get("esco")
        esco = [str(code).strip() for code in named] if isinstance(named, list) else []
        return {"field": [text_at(document, "field")], "isco": [text_at(document, "isco")], "esco": esco}

    def look_up(self, subject: Subject) -> Mapping[str, frozenset[str]]:
        """Codes and addresses that are known, by path; a path whose classification is not imported is left out."""
        imported = set(Concept.objects.order_by().values_list("scheme", flat=True).distinct())
        codes = self.codes(subject.document)
        wanted = {code for found in codes.values() for code in found if code}
        rows = list(
            Concept.objects.filter(scheme__in=self.schemes.values(), code__in=wanted).values_list("scheme", "code")
        )
        rows += Concept.objects.filter(scheme__in=self.schemes.values(), uri__in=wanted).values_list("scheme", "uri")
        return {
            path: frozenset(code for found, code in rows if found == scheme)
            for path, scheme in self.schemes.items()
            if scheme in imported
        }

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        known: Mapping[str, frozenset[str]] = self.known(context) or {}
        for path, codes in self.codes(document).items():
            for code in codes:
                if code and path in known and code not in known[path]:
                    message = _("%(scheme)s has no “%(code)s”.")
                    yield self.hint(path, message, seen=code, scheme=self.schemes[path].label, code=code)


# What a reader decides on, and what therefore must say where it comes from; names as in `cites`.
IMPORTANT = {
    "title": _("original title"), "level": _("level"), "duration_months": _("duration in months"),
    "units": _("training units"), "legal_basis": _("legal basis"), "valid_from": _("valid from"),
    "access": _("access"), "practice_share": _("share of practice in percent"),
}  # fmt: skip

QUALIFICATION_CHECKS: tuple[Check, ...] = (
    LevelOutside(), UnitHours(), DurationAgainstHours(), DurationAgainstYears(), PracticeShare(), UnknownCode(),
    VersionsOverlap(), DuplicateSuspected(), SourceMissing("qualification", IMPORTANT), LevelsApart(),
)  # fmt: skip
