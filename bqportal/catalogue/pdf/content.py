"""What a fact sheet says: the sheet of any record as headings, facts, texts and tables in one language."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from bqportal.catalogue.labels import label_of
from bqportal.countries.queries import country_name
from bqportal.languages.dates import readable_date
from bqportal.languages.names import direction_of, language_name
from bqportal.languages.origin import is_machine_translated
from bqportal.languages.texts import chosen
from bqportal.languages.wordings import duration, paragraphs

Words = dict[str, str]
Section = dict[str, Any]


class Writer:
    """Writes sections in one language; a text in another one says so, for screen readers and for its direction."""

    def __init__(self, language: str) -> None:
        self.language = language

    def words(self, text: Any, language: str = "") -> Words:
        """One text."""
        if not language or language == self.language:
            return {"text": str(text)}
        return {"text": str(text), "lang": language.split("-")[0], "dir": direction_of(language)}

    def choose(self, texts: Mapping[str, str] | None) -> Words:
        """A multilingual text in the reader's language, or in the next best."""
        found = chosen(texts, self.language)
        return self.words(found.text, found.language)

    def original(self, text: str, language: str, texts: Mapping[str, str] | None = None) -> list[Words]:
        """An original text with its translation below."""
        lines = [self.words(text, language)] if text else []
        translation = chosen(texts, self.language)
        if translation and translation.text != text:
            lines.append(self.words(translation.text, translation.language))
        return lines

    def facts(self, heading: str, facts: Mapping[str, Any]) -> Section:
        """A table of facts; what is not known says so."""
        rows = []
        for label, value in facts.items():
            values = value if isinstance(value, list) else [self.words(value)] if value not in (None, "") else []
            rows.append({"label": label, "values": values or [self.words(_("no information"))]})
        return {"heading": heading, "columns": [_("Statement"), _("Content")], "facts": rows}

    def text(self, heading: str, texts: Mapping[str, str] | None) -> list[Section]:
        """A section of running text; none where there is no text."""
        found = chosen(texts, self.language)
        if not found:
            return []
        parts = [{"kind": kind, **self.words(part, found.language)} for kind, part in paragraphs(found.text)]
        return [{"heading": heading, "text": parts}]


def fact_sheet_content(
    kind: str, sheet: dict[str, Any], language: str, *, address: str, version: str
) -> dict[str, Any]:
    """Everything that the layout prints. The active translation must be that of `language`."""
    writer = Writer(language)
    title, subtitle, label, sections = SHEETS[kind](writer, sheet)
    return {
        "lang": language.split("-")[0],
        "dir": direction_of(language),
        "date": [int(part) for part in version.split("-")],
        "title": title,
        "subtitle": subtitle,
        "kind": label,
        "publisher": settings.BQPORTAL_NAME,
        "notice": notice(sheet, language),
        "sections": [*sections, standing(writer, sheet)],
        "sources": {
            "heading": _("Sources"),
            "none": _("no information"),
            "items": [source(writer, item) for item in sheet["sources"]],
        },
        "footer": address,
        "citation": _("%(portal)s: %(title)s, version of %(date)s. %(address)s")
        % {
            "portal": settings.BQPORTAL_NAME,
            "title": title["text"],
            "date": readable_date(version, language),
            "address": address,
        },
    }


def notice(sheet: dict[str, Any], language: str) -> dict[str, str]:
    """Whether a professional has checked the content, that the sheet decides nothing, and who translated it."""
    heading = (
        _("Reviewed on %(date)s") % {"date": readable_date(sheet["reviewed_on"], language)}
        if sheet["reviewed_on"]
        else _("Not yet reviewed by a professional")
    )
    said = [_("This sheet informs. The competent body decides about equivalence.")]
    if is_machine_translated(language):
        said.append(_("This interface was translated by a machine and has not been reviewed."))
    return {"heading": heading, "text": " ".join(said)}


def standing(writer: Writer, sheet: dict[str, Any]) -> Section:
    """Who answers for the content and how fresh it is."""
    return writer.facts(
        _("About this entry"),
        {
            _("Responsible"): sheet["responsible"],
            _("Last checked"): readable_date(sheet["last_checked"], writer.language),
            _("To be checked again by"): readable_date(sheet["review_by"], writer.language),
        },
    )


def source(writer: Writer, item: dict[str, Any]) -> dict[str, str]:
    """One source with publisher, address and how it was read."""
    notes = [item["publisher"]] if item["publisher"] else []
    if item["accessed"]:
        notes.append(_("read on %(date)s") % {"date": readable_date(item["accessed"], writer.language)})
    else:
        notes.append(_("cited, not opened when this was written"))
    if item["weak"]:
        notes.append(_("weak source"))
    return {**writer.words(item["title"], item["lang"]), "url": item["url"], "note": " · ".join(notes)}


def validity(writer: Writer, sheet: dict[str, Any]) -> str:
    """An interval in words; empty if nothing is known."""
    start, end = (readable_date(sheet[key], writer.language) for key in ("valid_from", "valid_to"))
    if start and end:
        return _("%(start)s to %(end)s") % {"start": start, "end": end}
    if start:
        return _("since %(start)s") % {"start": start}
    return _("until %(end)s") % {"end": end} if end else ""


def bodies(writer: Writer, sheet: dict[str, Any], name: str) -> list[Section]:
    """Bodies with their original names."""
    facts: dict[str, list[Words]] = {}
    for body in sheet["bodies"]:
        lines = writer.original(body["name"], body["lang"], body["names"])
        facts.setdefault(str(label_of(body["role"], name)), []).extend(lines)
    return [writer.facts(_("Bodies"), facts)] if facts else []


def qualification(writer: Writer, sheet: dict[str, Any]) -> tuple[Words, Words | None, str, list[Section]]:
    """A foreign qualification."""
    titles = writer.original(sheet["title"], sheet["lang"], sheet["texts"]["title"])
    facts = {
        _("Original title"): [writer.words(sheet["title"], sheet["lang"])],
        _("Transliteration"): sheet["transliteration"],
        _("Language"): language_name(sheet["lang"], writer.language),
        _("Country"): country_name(sheet["country"], writer.language),
        _("Kind"): label_of(sheet["kind"], "qualification.kind"),
        _("Duration"): duration(sheet["duration_months"]),
        _("Form of training"): label_of(sheet["form"], "qualification.form") if sheet["form"] else "",
        _("Share of practice"): f"{sheet['practice_share']} %" if sheet["practice_share"] is not None else "",
        _("National level"): sheet["national_level"],
        _("EQF level"): sheet["eqf_level"],
        _("ISCED 2011 level"): sheet["isced_level"],
        _("Field (ISCED-F 2013)"): sheet["field"],
        _("Certificate"): writer.original(sheet["certificate"], sheet["lang"], sheet["certificates"]),
        _("Legal basis"): [writer.words(sheet["legal_basis"], sheet["lang"])] if sheet["legal_basis"] else "",
        _("Valid"): validity(writer, sheet),
        _("Comparable German occupations"): [
            writer.words(f"{item['name_m']} / {item['name_f']}", "de") for item in sheet["comparable_occupations"]
        ],
    }
    sections = [writer.facts(_("At a glance"), facts)]
    headings = {
        "summary": _("Summary"), "access": _("Access"), "objectives": _("Learning objectives"),
        "organisation": _("Organisation of the training"), "examination": _("Examination"),
        "progression": _("Progression"),
    }  # fmt: skip
    for name, heading in headings.items():
        sections += writer.text(heading, sheet["texts"][name])
    sections += units(writer, sheet["units"]) + bodies(writer, sheet, "qualification.body")
    return titles[0], titles[1] if len(titles) > 1 else None, _("Profile of a foreign qualification"), sections


def units(writer: Writer, items: list[dict[str, Any]]) -> list[Section]:
    """The content of a training with its hours."""
    if not items:
        return []
    rows = []
    for item in items:
        title = chosen(item["titles"], writer.language)
        shown = writer.words(title.text, title.language) if title else writer.words(item["title"], item["lang"])
        hours = [item["theory"], item["practice"], item["total"]]
        rows.append([writer.words(item["number"]), shown, *(writer.words("–" if h is None else h) for h in hours)])
    columns = [_("No."), _("Unit"), _("Theory"), _("Practice"), _("Hours")]
    return [full_columns(_("Content"), columns, [2, 7, 1.4, 1.4, 1.4], rows)]


def full_columns(heading: str, columns: list[str], widths: list[float], rows: list[list[Words]]) -> Section:
    """A table without the columns in which no row says anything."""
    kept = [index for index in range(len(columns)) if any(row[index]["text"] not in ("", "–") for row in rows)]
    return {
        "heading": heading,
        "columns": [columns[index] for index in kept],
        "widths": [widths[index] for index in kept],
        "rows": [[row[index] for index in kept] for row in rows],
    }


def country(writer: Writer, sheet: dict[str, Any]) -> tuple[Words, Words | None, str, list[Section]]:
    """A country's training system."""
    facts = {
        _("Valid"): validity(writer, sheet),
        _("Official languages"): ", ".join(language_name(code, writer.language) for code in sheet["languages"]),
        _("Successor states"): ", ".join(country_name(code, writer.language) for code in sheet["successors"]) or "–",
    }
    sections = [writer.facts(_("At a glance"), facts)]
    headings = {
        "summary": _("Summary"), "structure": _("Structure of the training system"),
        "certificates": _("Qualifications and certificates"), "quality_assurance": _("Quality assurance"),
        "reforms": _("Reforms"), "peculiarities": _("Peculiarities"),
    }  # fmt: skip
    for name, heading in headings.items():
        sections += writer.text(heading, sheet["texts"][name])
    sections += pathways(writer, sheet) + bodies(writer, sheet, "country.body")
    return writer.words(country_name(sheet["code"], writer.language)), None, _("Country profile"), sections


def pathways(writer: Writer, sheet: dict[str, Any]) -> list[Section]:
    """The stations of the pathways as a table."""
    if not sheet["stages"]:
        return []
    names = {stage["key"]: chosen(stage["titles"], writer.language).text or stage["title"] for stage in sheet["stages"]}
    rows = [
        [
            writer.words(names[stage["key"]]),
            writer.words(stage["title"], stage["lang"]),
            writer.words("–" if stage["age_from"] is None else stage["age_from"]),
            writer.words("–" if stage["years"] is None else f"{stage['years']:g}"),
            writer.words(", ".join(names[key] for key in stage["leads_to"]) or "–"),
        ]
        for stage in sheet["stages"]
    ]
    columns = [_("Stage"), _("Original title"), _("Age at entry"), _("Years"), _("Leads to")]
    return [{"heading": _("Pathways"), "columns": columns, "widths": [3, 3, 1.2, 1, 3.5], "rows": rows}]


def occupation(writer: Writer, sheet: dict[str, Any]) -> tuple[Words, Words | None, str, list[Section]]:
    """A German reference occupation in its newest version."""
    version = sheet["versions"][0] if sheet["versions"] else None
    facts = {_("DQR level"): sheet["dqr_level"], _("KldB 2010"): sheet["kldb"], _("ISCO-08"): sheet["isco"]}
    if version:
        facts = regulation_facts(writer, version) | facts
    title = writer.words(f"{sheet['name_m']} / {sheet['name_f']}", "de")
    translated = writer.language != "de" and chosen(sheet["titles"], writer.language)
    subtitle = writer.choose(sheet["titles"]) if translated else None
    sections = [
        writer.facts(_("At a glance"), facts),
        *writer.text(_("Summary"), sheet["summaries"]),
        positions(writer, version),
    ]
    return title, subtitle, _("German reference occupation"), sections


def regulation_facts(writer: Writer, version: dict[str, Any]) -> dict[str, Any]:
    """The duration of a training and the regulation that defines it."""
    regulation = version["regulation"]
    end = readable_date(regulation["in_force_to"], writer.language)
    return {
        _("Duration"): duration(version["duration_months"]),
        _("Training regulation"): [writer.words(regulation["title"], "de")],
        _("Citation"): regulation["citation"],
        _("Enacted"): readable_date(regulation["enacted"], writer.language),
        _("In force from"): readable_date(regulation["in_force_from"], writer.language),
        **({_("In force until"): end} if end else {}),
        _("Legal basis"): regulation["legal_basis"],
    }


def positions(writer: Writer, version: dict[str, Any] | None) -> Section:
    """The training positions as a table, or why there are none."""
    heading = _("Training positions")
    if version is None:
        missing = [
            _("No training regulation has been recorded for this occupation yet."),
            _("Its duration and its training positions therefore cannot be shown."),
        ]
        return {"heading": heading, "text": [{"kind": "p", **writer.words(" ".join(missing))}]}
    if not version["positions"]:
        words = _(
            "The text of the training regulation is not in this portal yet, so its training positions cannot be shown."
        )
        return {"heading": heading, "text": [{"kind": "p", **writer.words(words)}]}
    rows = [
        [
            writer.words(position["number"]),
            writer.words(position["section"] or "–", "de"),
            writer.words(position["text"], "de"),
            writer.choose(position["translations"]) if writer.language != "de" else writer.words(""),
        ]
        for position in version["positions"]
    ]
    return full_columns(heading, [_("No."), _("Section"), _("Position"), _("Translation")], [1, 2, 6, 5], rows)


def comparison(writer: Writer, sheet: dict[str, Any]) -> tuple[Words, Words | None, str, list[Section]]:
    """Both sides, position by position."""
    foreign, german = sheet["qualification"], sheet["occupation"]
    facts = {
        _("Qualification"): writer.original(foreign["title"], foreign["lang"], foreign["titles"]),
        _("Country"): country_name(foreign["country"], writer.language),
        _("Duration of the qualification"): duration(foreign["duration_months"]),
        _("German occupation"): [writer.words(f"{german['name_m']} / {german['name_f']}", "de")],
        _("Training regulation"): [writer.words(german["regulation"]["title"], "de")],
        _("Citation"): german["regulation"]["citation"],
        _("Duration of the German training"): duration(german["duration_months"]),
    }
    units_by_number = {unit["number"]: unit for unit in foreign["units"]}
    rows = []
    for finding in sheet["findings"]:
        covering = [units_by_number[number] for number in finding["units"] if number in units_by_number]
        names = [chosen(unit["titles"], writer.language).text or unit["title"] for unit in covering]
        rows.append(
            [
                writer.words(f"{finding['position']['number']} {finding['position']['text']}", "de"),
                writer.words(label_of(finding["verdict"], "comparison.verdict")),
                writer.words("; ".join(names) or "–"),
                writer.choose(finding["reasons"]) if finding["reasons"] else writer.words("–"),
            ]
        )
    columns = [_("Position"), _("Finding"), _("Units that cover it"), _("Reason")]
    table = {"heading": _("Position by position"), "columns": columns, "widths": [4, 2.2, 4, 4], "rows": rows}
    title = writer.words(f"{foreign['title']} – {german['name_m']} / {german['name_f']}")
    sections = [writer.facts(_("At a glance"), facts), *writer.text(_("Summary"), sheet["summaries"]), table]
    return title, None, _("Comparison, proposed and not decided"), sections


SHEETS = {"qualification": qualification, "country": country, "occupation": occupation, "comparison": comparison}
