"""A comparison sheet on paper: German always, and beside it the reader's language; with a QR code of its address."""

from pathlib import Path
from typing import Any

import qrcode
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from bqportal.catalogue.labels import label_of
from bqportal.catalogue.pdf.content import Words, Writer
from bqportal.catalogue.sheet_showing import (
    HINT,
    Lasting,
    Row,
    Translations,
    grouped,
    months_longer,
    outcomes,
    rows_of_facts,
    tally_of_facts,
    titles_of,
    translations_of,
)
from bqportal.comparison.models import ComparisonSheet
from bqportal.countries.queries import country_name
from bqportal.design.pdf import typeset
from bqportal.languages.dates import readable_date
from bqportal.languages.names import autonym, direction_of
from bqportal.languages.origin import is_machine_translated
from bqportal.languages.texts import chosen
from bqportal.languages.wordings import duration

LAYOUT = Path(__file__).parent / "sheet.typ"
GERMAN = "de"
Facts = dict[str, Any]
Entry = dict[str, Any]


def sheet_pdf(
    sheet: ComparisonSheet, language: str, *, address: str, lasting: Lasting, is_superseded: bool = False
) -> bytes:
    """The PDF. `address` is where the sheet can be read and proved; it stands as words and as a QR code.

    Raises RuntimeError when it cannot be typeset.
    """
    content = sheet_content(sheet, language, address=address, lasting=lasting, is_superseded=is_superseded)
    return typeset(LAYOUT, content)


def sheet_content(
    sheet: ComparisonSheet, language: str, *, address: str, lasting: Lasting, is_superseded: bool = False
) -> dict[str, Any]:
    """Everything that the layout prints: the same sections in each language, the reader's first."""
    beside = translations_of(sheet)
    columns = [
        _in(Writer(code), sheet, beside, lasting, address, is_superseded, is_first=code == language)
        for code in dict.fromkeys([language, GERMAN])
    ]
    names = sheet.facts["qualification"], sheet.facts["occupation"]
    first = Writer(language)
    return {
        "lang": language.split("-")[0],
        "dir": direction_of(language),
        "date": [int(part) for part in sheet.facts["made_on"].split("-")],
        "publisher": settings.BQPORTAL_NAME,
        "title": f"{names[0]['title']} – {names[1]['name_m']} ({grouped(sheet.code)})",
        "sides": [first.words(names[0]["title"], names[0]["language"]), first.words(_both(names[1]), GERMAN)],
        "code": grouped(sheet.code),
        "address": address,
        "qr": qr_svg(address),
        "sources": [
            {"text": one["title"], "publisher": one["publisher"], "url": one["url"]} for one in sheet.facts["sources"]
        ],
        "columns": columns,
    }


def qr_svg(text: str) -> str:
    """A QR code as an SVG picture: one path, a module wide margin of four."""
    code = qrcode.QRCode(border=4, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" height="{size}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )


def _in(
    writer: Writer,
    sheet: ComparisonSheet,
    beside: Translations,
    lasting: Lasting,
    address: str,
    is_superseded: bool,
    *,
    is_first: bool,
) -> dict[str, Any]:
    """The whole sheet in one language; original titles of units stand in the first one."""
    language = writer.language
    covered = rows_of_facts(sheet.facts, beside) if sheet.facts["basis"] != "none" else []
    with override(language):
        return {
            "lang": language.split("-")[0],
            "dir": direction_of(language),
            "name": autonym(language),
            "kind": _("Comparison sheet"),
            "notice": _notice(language, is_superseded),
            "code": _("Code"),
            "verify": _("Verify this sheet: open the address or the QR code, and compare."),
            "alt": _("QR code of the address %(address)s") % {"address": address},
            "facts": [_("Statement"), _("Content")],
            "sources": _("Sources"),
            "none": _("no information"),
            "sections": [
                _section(_("At a glance"), _facts(writer, sheet.facts, beside)),
                _section(_("What the training covers"), _covered(writer, covered, is_first), _basis(sheet.facts)),
                _section(_("How decisions so far fell"), _decisions(writer, sheet.facts), _on_decisions(sheet.facts)),
                _section(_("What is missing, and how it can be made up"), [], _missing(sheet.facts)),
                _section(_("About this sheet"), _about(writer, sheet, lasting)),
            ],
        }


def _section(heading: str, rows: list[Entry], text: list[str] | None = None) -> dict[str, Any]:
    return {"heading": heading, "rows": rows, "text": text or []}


def _entry(writer: Writer, label: Words | str, *values: Words | str | None) -> Entry:
    """A fact; "no information" where nothing is known."""
    known = [writer.words(one) if isinstance(one, str) else one for one in values if one]
    shown = writer.words(label) if isinstance(label, str) else label
    return {"label": shown, "values": known or [writer.words(_("no information"))]}


def _notice(language: str, is_superseded: bool) -> list[str]:
    said = [_("This sheet is out of date: a newer one says something else.")] if is_superseded else []
    said.append(
        _(
            "Information, no decision: whether a qualification is equivalent is decided by people in the competent body"
            " (Section 35a of the Administrative Procedure Act, VwVfG). No personal data is in it."
        )
    )
    if is_machine_translated(language):
        said.append(_("This interface was translated by a machine and has not been reviewed."))
    return said


def _both(occupation: Facts) -> str:
    return " / ".join(dict.fromkeys(filter(None, (occupation["name_m"], occupation["name_f"]))))


def _facts(writer: Writer, facts: Facts, beside: Translations) -> list[Entry]:
    theirs, ours = facts["qualification"], facts["occupation"]
    regulation = ours["regulation"]
    translated = chosen(beside.occupation, writer.language) if writer.language != GERMAN else None
    certificate = writer.words(theirs["certificate"], theirs["language"]) if theirs["certificate"] else None
    levels = [
        _("EQF level %(n)s") % {"n": theirs["eqf_level"]} if theirs["eqf_level"] else None,
        writer.words(theirs["national_level"], theirs["language"]) if theirs["national_level"] else None,
        _("ISCED 2011 level %(n)s") % {"n": theirs["isced_level"]} if theirs["isced_level"] is not None else None,
    ]
    own_level = _("EQF level %(n)s") % {"n": ours["dqr_level"]} if ours["dqr_level"] else None
    return [
        _entry(writer, _("Certificate"), *writer.original(theirs["title"], theirs["language"], titles_of(theirs))),
        _entry(writer, _("Document"), certificate),
        _entry(writer, _("Country"), country_name(theirs["country"], writer.language)),
        _entry(writer, _("Kind"), str(label_of(theirs["kind"], "qualification.kind"))),
        _entry(writer, _("Duration"), duration(theirs["duration_months"])),
        _entry(writer, _("Level"), *levels),
        _entry(writer, _("Form of training"), _form(theirs)),
        _entry(writer, _("Legal basis"), _foreign(writer, theirs["legal_basis"], theirs["language"])),
        _entry(writer, _("In force"), _period(writer, theirs["valid_from"], theirs["valid_to"])),
        _entry(writer, _("Year of the certificate"), *_year(facts)),
        _entry(
            writer, _("German occupation"), writer.words(_both(ours), GERMAN),
            writer.words(translated.text, translated.language) if translated else None,
        ),
        _entry(writer, _("Duration of the German training"), duration(ours["duration_months"]), _longer(facts)),
        _entry(writer, _("Level of the German training"), own_level),
        _entry(
            writer, _("Training regulation"),
            *((writer.words(regulation["title"], GERMAN), regulation["citation"]) if regulation else ()),
        ),
    ]  # fmt: skip


def _foreign(writer: Writer, text: str, language: str) -> Words | None:
    return writer.words(text, language) if text else None


def _form(theirs: Facts) -> str:
    return str(label_of(theirs["form"], "qualification.form")) if theirs["form"] else ""


def _longer(facts: Facts) -> str:
    """How the German training's length compares."""
    months = months_longer(facts)
    if months is None:
        return ""
    if months == 0:
        return _("equally long")
    time = duration(abs(months))
    return _("longer by %(time)s") % {"time": time} if months > 0 else _("shorter by %(time)s") % {"time": time}


def _period(writer: Writer, start: str, end: str) -> str:
    since, until = readable_date(start, writer.language), readable_date(end, writer.language)
    if since and until:
        return _("%(start)s to %(end)s") % {"start": since, "end": until}
    if since:
        return _("since %(start)s") % {"start": since}
    return _("until %(end)s") % {"end": until} if until else ""


def _year(facts: Facts) -> list[str]:
    """The year, and whether the profile fits it."""
    if not facts["certificate_year"]:
        return []
    fits = {
        True: _("It lies in the years that the profile describes."),
        False: _("It does not lie in the years that the profile describes: the training may have been another one."),
        None: _("Nobody has recorded since when the profile holds, so it is not certain that it fits."),
    }
    return [str(facts["certificate_year"]), fits[facts["year_fits"]]]


def _basis(facts: Facts) -> list[str]:
    """What the list of positions rests on, and what comes out of it."""
    if not facts["positions"]:
        return [_("The portal does not have the positions of a training regulation for this German occupation.")]
    tally, total = tally_of_facts(facts), len(facts["positions"])
    if facts["basis"] == "comparison":
        counts = _("Covered: %(yes)s, partly: %(partly)s, not covered: %(no)s, no information: %(unknown)s.") % {
            name: tally[name] for name in ("yes", "partly", "no", "unknown")
        }
        return [_("People have compared the two and published it. It is a proposal for the competent body."), counts]
    if facts["basis"] == "proposal":
        hints = _("Hints for %(found)s of %(all)s positions.") % {"found": tally["hint"], "all": total}
        said = _(
            "Hints of a machine, no verdict: nobody has compared the two yet. The machine looked for words that units"
            " and positions have in common. Where it found nothing, nothing is said."
        )
        return [said, hints]
    return [_("The profile of this qualification does not name its units yet. That says nothing about the training.")]


def _covered(writer: Writer, rows: list[Row], has_originals: bool) -> list[Entry]:
    entries = []
    for row in rows:
        if row.starts_section:  # a row of its own
            entries.append({"label": writer.words(row.position["section"], GERMAN), "values": []})
        entries.append(_position(writer, row, has_originals))
    return entries


def _position(writer: Writer, row: Row, has_originals: bool) -> Entry:
    """A position with its finding and the units that it rests on."""
    number = f"{row.position['number']}. " if row.position["number"] else ""
    found = chosen({**row.position["translations"], GERMAN: row.position["text"]}, writer.language)
    label = writer.words(f"{number}{found.text}", found.language)
    finding = (
        _("Hint: could be covered, a person has to look")
        if row.verdict == HINT
        else str(label_of(row.verdict, "comparison.verdict"))
    )
    units = [line for unit in row.units for line in _unit(writer, unit, has_originals)]
    return _entry(writer, label, {"text": finding, "strong": "yes"}, *units)


def _unit(writer: Writer, unit: Facts, has_original: bool) -> list[Words]:
    """Number, title and hours; the translation below the original, or instead of it."""
    original = writer.words(unit["title"], unit["language"])
    translation = unit["titles"].get(writer.language, "")
    is_other = bool(translation) and translation != unit["title"]
    title = original if has_original or not is_other else writer.words(translation)
    hours = _("%(n)s hours") % {"n": unit["hours"]}
    lines: list[Words] = [
        {**title, "before": unit["number"], "after": f"({hours})" if unit["hours"] is not None else ""}
    ]
    return [*lines, {**writer.words(translation), "quiet": "yes"}] if has_original and is_other else lines


def _decisions(writer: Writer, facts: Facts) -> list[Entry]:
    return [_entry(writer, str(words), str(number)) for words, number in outcomes(facts)]


def _on_decisions(facts: Facts) -> list[str]:
    if facts["decisions"]:
        return [_("Results that competent bodies have shared. Each case is different.")]
    return [_("Fewer than five results are known. They are shown from five on, so that nobody can be recognised.")]


def _missing(facts: Facts) -> list[str]:
    said = [
        _("Work experience and further certificates count: they can make up for differences (§ 4 Abs. 2 Nr. 3 BQFG)."),
        _("The rest can be learnt in a company or a course, and then be decided on anew."),
    ]
    if facts["basis"] != "comparison":
        said.insert(0, _("What is missing cannot be said before people have compared the two."))
    return said


def _about(writer: Writer, sheet: ComparisonSheet, lasting: Lasting) -> list[Entry]:
    def link(address: str) -> Words | None:
        return {"text": address, "lang": "zxx", "dir": "ltr", "url": address} if address else None

    return [
        _entry(writer, _("Made on"), readable_date(sheet.facts["made_on"], writer.language)),
        _entry(writer, _("Profile of the qualification"), link(lasting.qualification)),
        _entry(writer, _("German occupation"), link(lasting.occupation)),
        *([_entry(writer, _("Comparison"), link(lasting.comparison))] if lasting.comparison else []),
        _entry(writer, _("Signed with the key"), {"text": sheet.key.kid, "lang": "zxx", "dir": "ltr"}),
    ]
