"""What people do with matching."""

import time
from collections import Counter
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from bqportal.matching import store, synonyms
from bqportal.matching.importers.crosswalks import CrosswalkFile
from bqportal.matching.knowledge import data_stamp, read_knowledge
from bqportal.matching.matcher import ANY
from bqportal.matching.models import Crosswalk, CrosswalkTitle, Synonym
from bqportal.matching.training import Progress, train
from bqportal.occupations.importers.classifications.storage import Changes
from bqportal.occupations.models import ReferenceOccupation
from bqportal.organisations.models import Person

LONGEST = 300  # characters of a title and of a source, as the columns


@transaction.atomic
def add_synonym(
    *,
    title: str,
    language: str,
    occupation: ReferenceOccupation | None,
    uri: str,
    source: str,
    by: Person,
    at: datetime,
) -> Synonym:
    """Say that a title means an occupation (Synonym). It counts at once, without training.

    Raises:
        PermissionDenied: `by` may not add synonyms.
        ValidationError: by field, what is wrong with it; also when the synonym is there already.
    """
    if not by.has_perm("matching.add_synonym"):
        raise PermissionDenied
    synonym = Synonym(
        title=synonyms.tidied(title),
        language=synonyms.known_language(language),
        occupation=occupation,
        uri=synonyms.known_address(uri) if uri.strip() else "",
        source=synonyms.tidied(source),
        added_by=by,
        added_at=at,
    )
    faults = _faults_of(synonym, language, uri)
    if faults:
        raise ValidationError(faults)
    try:
        with transaction.atomic():
            synonym.save()
    except IntegrityError as error:  # two editors at the same moment
        raise ValidationError({"title": _("This synonym is there already")}) from error
    return synonym


def _faults_of(synonym: Synonym, language: str, uri: str) -> dict[str, str]:
    faults: dict[str, str] = {}
    if not synonym.title:
        faults["title"] = _("Write the title")
    elif not synonyms.has_letter(synonym.title):
        faults["title"] = _("A title has at least one letter")
    elif len(synonym.title) > LONGEST:
        faults["title"] = _("A title has at most %(n)s characters") % {"n": LONGEST}
    if language.strip() and not synonym.language:
        faults["language"] = _("Choose a language, or leave it open")
    if uri.strip() and not synonym.uri:
        faults["uri"] = _("Give the address of an ESCO occupation or the four digits of an ISCO-08 group that we know")
    elif synonym.occupation is None and not synonym.uri:
        faults["occupation"] = _("Say which occupation the title means")
    if len(synonym.source) > LONGEST:
        faults["source"] = _("A source has at most %(n)s characters") % {"n": LONGEST}
    if not faults and _is_there(synonym):
        faults["title"] = _("This synonym is there already")
    return faults


def _is_there(synonym: Synonym) -> bool:
    """Whether somebody has said the same; capitals make no difference."""
    rows = Synonym.objects.filter(language=synonym.language, occupation=synonym.occupation, uri=synonym.uri)
    return synonym.title.casefold() in {title.casefold() for title in rows.values_list("title", flat=True)}


@transaction.atomic
def remove_synonym(*, synonym: Synonym, by: Person) -> None:
    """Take a synonym back; the title then means what was learned again.

    Raises:
        PermissionDenied: `by` may not remove synonyms.
    """
    if not by.has_perm("matching.delete_synonym"):
        raise PermissionDenied
    synonym.delete()


def import_crosswalk(*, read: CrosswalkFile, dry_run: bool = False) -> Changes:
    """Make the stored crosswalk of that name exactly what was read (Umsteigeschlüssel). Twice changes nothing."""
    with transaction.atomic():
        stored = Crosswalk.objects.filter(slug=read.slug).first()
        if stored and stored.digest == read.digest:
            return Changes(f"titles of {read.slug}", len(read.rows))
        removed = stored.titles.all().delete()[0] if stored else 0
        values = {"country": read.country, "language": read.language, "source": read.source, "digest": read.digest}
        crosswalk, _new = Crosswalk.objects.update_or_create(slug=read.slug, defaults=values)
        CrosswalkTitle.objects.bulk_create(
            (
                CrosswalkTitle(
                    crosswalk=crosswalk, title=row.title, language=row.language, uri=row.uri, relation=row.relation,
                    kldb=row.kldb,
                )
                for row in read.rows
            ),
            batch_size=500,
        )  # fmt: skip
        if dry_run:
            transaction.set_rollback(True)
    return Changes(f"titles of {read.slug}", len(read.rows), added=len(read.rows), removed=removed)


def train_model(
    *,
    seed: int = 1,
    without: str = "",
    at: datetime,
    again: bool = False,
    parallel: bool = True,
    progress: Progress = lambda kind, done, total: None,
) -> tuple[dict[str, Any], bool]:
    """Train a model from what is imported and put it in use; (what it says of itself, whether it was trained now).

    A model of the same data and seed is kept unless `again`. `without` leaves a country's crosswalks and profiles out,
    for measuring. Raises ValueError if there is nothing to learn from.
    """
    begin = time.monotonic()
    stamp = data_stamp()
    known = read_knowledge(without=without)
    if not known.has_occupations:
        raise ValueError("ESCO is not imported, so there is nothing to train with. Run first: bqportal esco import DIR")
    facts = {"format": store.FORMAT, "digest": known.digest, "stamp": stamp, "seed": seed, "without": without}
    present = store.manifest(without=without)
    if present and not again and all(present.get(name) == value for name, value in facts.items()):
        return present, False
    model = train(known, seed=seed, progress=progress, parallel=parallel)
    counts = Counter(label.language for label in known.labels)
    crosswalks = [[one.slug, one.country, one.source, len(one.titles)] for one in known.crosswalks]
    spoken = [{title.language for title in one.titles} for one in known.crosswalks]
    model.manifest.update(
        facts,
        trained_at=at.isoformat(),
        seconds=round(time.monotonic() - begin, 1),
        titles=dict(counts),
        profiles=len(known.profiles),
        crosswalks=crosswalks,
        crosswalk_languages=[each.pop() if len(each) == 1 else ANY for each in spoken],
        own_ranking=model.ranking_is_own,
    )
    return store.keep(model, without=without).manifest, True
