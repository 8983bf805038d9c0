"""Charts, diagrams and the comparison table, drawn on the server: ``{% load charts %}``.

Every picture has a title that says the finding, a text alternative and a table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.template import Context
from django.utils.translation import get_language_bidi, gettext, gettext_lazy, ngettext

from bqportal.design.bars import segments
from bqportal.design.pathways import Stage, drawing
from bqportal.design.templatetags.design import number

register = template.Library()


def _member(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)


@register.inclusion_tag("design/hours_bar.html")
def hours_bar(
    theory: float | None = None,
    practice: float | None = None,
    hours: float | None = None,
    maximum: float = 0,
    label: str = "",
) -> dict[str, Any]:
    """``{% hours_bar theory=120 practice=80 %}``: one bar with its numbers in words.

    Args:
        theory, practice: hours, where the source splits them.
        hours: total, where it does not; the bar is then of one kind.
        maximum: the hours that fill the width, to draw several bars to one scale.
        label: what the bar is about, said before the numbers.
    """
    split = theory is not None or practice is not None
    parts = [("theory", theory or 0), ("practice", practice or 0)] if split else [("other", hours or 0)]
    total = sum(amount for _, amount in parts) if split else hours
    return {
        "label": label,
        "theory": theory,
        "practice": practice,
        "split": split,
        "total": total,
        "segments": segments(parts, maximum=maximum, rtl=get_language_bidi()),
    }


@register.inclusion_tag("design/hours_legend.html")
def hours_legend() -> dict[str, Any]:
    """``{% hours_legend %}``: what the colours of ``hours_bar`` mean; once above several bars."""
    return {}


@register.inclusion_tag("design/bars.html")
def bars(
    rows: Sequence[Any], title: str, unit: str = "", desc: str = "", csv: str = "", key: str = "bars"
) -> dict[str, Any]:
    """``{% bars rows "Most profiles are from Poland" unit="profiles" %}``: a bar per row.

    A row has ``label`` and ``value`` (number), optionally ``lang`` and ``url``. ``title`` says
    the finding, ``desc`` more of it; ``csv`` is the address of the numbers; ``key`` makes the
    ids of several charts on one page differ.
    """
    numbers = [float(_member(row, "value") or 0) for row in rows]
    maximum = max(numbers, default=0)
    drawn = [
        (row, segments([("value", amount)], maximum=maximum, rtl=get_language_bidi()))
        for row, amount in zip(rows, numbers, strict=True)
    ]
    return {"rows": drawn, "title": title, "unit": unit, "desc": desc, "csv": csv, "key": key}


@register.inclusion_tag("design/comparison_table.html", takes_context=True)
def comparison_table(context: Context, left: Any, right: Any, rows: Sequence[Any], caption: str = "") -> dict[str, Any]:
    """``{% comparison_table left right rows caption %}``: positions down, two columns across.

    ``left`` and ``right`` have ``title`` and optionally ``lang``, ``url``. A row has
    ``position`` (text), ``verdict``, ``units`` (each ``title``, ``lang``, ``no``, ``hours``),
    ``reason``, ``differs`` (bool) and optionally ``no``, ``section``, ``position_lang``,
    ``sources`` (numbers), ``anchor``. At 320 px each row is a block with repeated labels.
    """
    return {"left": left, "right": right, "rows": rows, "caption": caption}


def _years(amount: float | None) -> str:
    """A number of years in the reader's words: "5 years", "2.5 years"."""
    if amount is None:
        return ""
    if float(amount).is_integer():
        return ngettext("%(n)s year", "%(n)s years", int(amount)) % {"n": number(int(amount))}
    return gettext("%(n)s years") % {"n": number(amount)}


def _stage(raw: Any) -> Stage:
    age, years = _member(raw, "age_from"), _member(raw, "years")
    told = [
        gettext("from age %(age)s") % {"age": number(age)} if age is not None else "",
        _years(years),
        gettext("compulsory") if _member(raw, "compulsory") else "",
    ]
    label, original = str(_member(raw, "title") or ""), str(_member(raw, "original") or "")
    return Stage(
        key=str(_member(raw, "key")),
        label=label or original,
        original=original if label and original.casefold() != label.casefold() else "",
        lang=str(_member(raw, "lang") or ""),
        label_lang=str(_member(raw, "title_lang" if label else "lang") or ""),
        kind=str(_member(raw, "kind") or ""),
        note=" · ".join(filter(None, told)),
        age_from=age,
        years=years,
        leads_to=tuple(_member(raw, "leads_to") or ()),
    )


@register.inclusion_tag("design/pathways.html")
def pathways(stages: Sequence[Any], title: str, desc: str = "", csv: str = "", key: str = "pathways") -> dict[str, Any]:
    """``{% pathways stages "Training in Poland" %}``: the diagram of a training system.

    A stage has ``key``, ``title`` (may be empty), ``title_lang`` (where it is not the page's), ``original``, ``lang``,
    ``kind``, ``age_from``, ``years``, ``compulsory``, ``leads_to`` (keys) and optionally
    ``certificate`` (text) and ``certificate_lang``. Below the picture stands the same as a table.
    """
    drawn = [_stage(raw) for raw in stages]
    by_key = {stage.key: stage for stage in drawn}
    rows = [
        {"raw": raw, "stage": stage, "onward": [by_key[k] for k in stage.leads_to if k in by_key]}
        for raw, stage in zip(stages, drawn, strict=True)
    ]
    return {
        "drawing": drawing(drawn, rtl=get_language_bidi()),
        "rows": rows,
        "title": title,
        "desc": desc,
        "csv": csv,
        "key": key,
        "page_direction": "rtl" if get_language_bidi() else "ltr",
    }


STAGE_KINDS = {
    "primary": gettext_lazy("primary education"),
    "lower_secondary": gettext_lazy("lower secondary education"),
    "general_secondary": gettext_lazy("general upper secondary education"),
    "vocational_secondary": gettext_lazy("vocational upper secondary education"),
    "apprenticeship": gettext_lazy("apprenticeship"),
    "post_secondary": gettext_lazy("post-secondary education"),
    "higher": gettext_lazy("higher education"),
    "continuing": gettext_lazy("continuing training"),
}


@register.filter
def stage_kind(kind: str) -> Any:
    """``{{ stage.kind|stage_kind }}``: the kind of a stage in words; the key when unknown."""
    return STAGE_KINDS.get(kind, kind)


@register.filter
def is_vocational(kind: str) -> bool:
    """Whether a stage of this kind is vocational training."""
    return kind in ("vocational_secondary", "apprenticeship", "post_secondary", "continuing")
