"""Writing records so that what is unchanged stays untouched: importing twice changes nothing."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _

from bqportal.editorial.faults import shown
from bqportal.editorial.models import Publishable
from bqportal.editorial.records import Record
from bqportal.sources.models import Citation, Source


def saved(model: type[models.Model], lookup: Mapping[str, Any], values: Mapping[str, Any]) -> Any:
    """The row found by `lookup`, created or updated to `values`; no write when they are the same."""
    row = model._default_manager.filter(**lookup).first()
    if row is None:
        return model._default_manager.create(**{**lookup, **values})
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if changed:
        for name in changed:
            setattr(row, name, values[name])
        row.save()
    return row


def synced(
    model: type[models.Model], owner: Mapping[str, Any], key: str, rows: Iterable[Mapping[str, Any]]
) -> dict[Any, Any]:
    """Make the children of `owner` exactly `rows`, matched by `key`; returns them by that key, in order."""
    kept = {row[key]: saved(model, {**owner, key: row[key]}, row) for row in rows}
    model._default_manager.filter(**owner).exclude(**{f"{key}__in": list(kept)}).delete()
    return kept


def sync_texts(owner: Any, texts: Mapping[str, Mapping[str, str]]) -> None:
    """Make the text rows of `owner` exactly `texts`: {"de": {"title": …}}."""
    rows = [{"language": language, **values} for language, values in texts.items()]
    synced(type(owner)._meta.get_field("texts").related_model, {"owner": owner}, "language", rows)


def read_sources(record: Record) -> dict[str, Source]:
    """The sources that a record lists, stored once however many records use them."""
    sources = {}
    for key, entry in record.named("sources"):
        entry.allow("title", "url", "publisher", "lang", "accessed", "weak", "note")
        values = {
            "title": entry.text("title", required=True, limit=500),
            "url": entry.address("url"),
            "publisher": entry.text("publisher", limit=300),
            "language": entry.text("lang", limit=8),
            "accessed": entry.day("accessed"),
            "weak": entry.flag("weak"),
        }
        sources[key] = Source.objects.filter(**values).first() or Source.objects.create(**values)
    return sources


def cited(record: Record, sources: Mapping[str, Source]) -> list[Source]:
    """The sources in the list `cites` of a record."""
    return [sources[key] for key in known_keys(record, "cites", record.strings("cites"), sources)]


def sync_citations(row: Publishable, record: Record, sources: Mapping[str, Source]) -> None:
    """Make the citations of `row` those of the mapping `cites`: {statement: [source keys]}."""
    kind = ContentType.objects.get_for_model(row)
    wanted = []
    cites = record.child("cites")
    for statement in cites.data:
        keys = known_keys(cites, str(statement), cites.strings(str(statement)), sources)
        wanted += [(str(statement)[:60], sources[key].pk) for key in dict.fromkeys(keys)]
    present = Citation.objects.filter(content_type=kind, object_id=row.pk)
    if [(citation.statement, citation.source_id) for citation in present.order_by("pk")] != wanted:
        present.delete()
        for statement, source in wanted:
            Citation.objects.create(content_type=kind, object_id=row.pk, statement=statement, source_id=source)


def known_keys(record: Record, key: str, names: list[str], known: Mapping[str, Any]) -> list[str]:
    """Those of `names` that are known; the others are noted as problems."""
    for name in names:
        if name not in known:
            unknown = _("names '%(name)s', which is not listed; listed are %(known)s")
            record.problem(key, unknown % {"name": shown(name), "known": ", ".join(known) or "–"})
    return [name for name in names if name in known]
