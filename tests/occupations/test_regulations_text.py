"""Small regulations in both dialects: what each rule of the reader does."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bqportal.occupations.importers.regulations import Regulation, parse_file, parse_text
from bqportal.occupations.importers.regulations.annex import Reference, parse_reference
from bqportal.occupations.importers.regulations.citation import decoded
from bqportal.occupations.importers.regulations.declension import nominative_pair

CURRENT = """% Verordnung über die Berufsausbildung zum Medientechnologen Druck und \
zur Medientechnologin Druck*)  (DruckAusbV)
% Ausfertigungsdatum: 07.04.2011

# § 1 – Staatliche Anerkennung des Ausbildungsberufes

Der Ausbildungsberuf Medientechnologe Druck und Medientechnologin Druck wird nach § 4 Absatz 1 des \
Berufsbildungsgesetzes staatlich anerkannt.

# § 2 – Dauer der Berufsausbildung

Die Ausbildung dauert drei Jahre.

# § 4 – Struktur der Berufsausbildung, Ausbildungsberufsbild

{list}

# § 9 – Inkrafttreten

Diese Verordnung tritt am 1. August 2011 in Kraft.
"""

OLD = """---
Title: Verordnung über die Berufsausbildung zum Koch/zur Köchin
jurabk: KochAusbV
layout: default

---

# Verordnung über die Berufsausbildung zum Koch/zur Köchin (KochAusbV)

Ausfertigungsdatum
:   1998-02-13

Fundstelle
:   BGBl I: 1998, 364 (512)

## § 1 Staatliche Anerkennung des Ausbildungsberufes

Der Ausbildungsberuf Koch/Köchin wird staatlich anerkannt.

## § 2 Ausbildungsdauer

{duration}

## § 3 Ausbildungsberufsbild

Gegenstand der Berufsausbildung sind mindestens die folgenden
Fertigkeiten und Kenntnisse:

1.  Hygiene[^f1],

2.  der Ausbildungs-
    betrieb:

2.1 Berufsbildung,

2.2 Umweltschutz.

[^f1]: Nicht als Text.

## Anlage Ausbildungsrahmenplan

{annex}
"""


def current(listed: str, name: str = "DruckAusbV-BJNR057000011.md") -> Regulation:
    return parse_text(CURRENT.replace("{list}", listed), name)


def old(duration: str = "Die Ausbildung dauert drei Jahre.", annex: str = "") -> Regulation:
    return parse_text(OLD.replace("{duration}", duration).replace("{annex}", annex), "kochausbv.md")


def texts(regulation: Regulation) -> list[str]:
    return [f"{position.no} {position.text}" for position in regulation.positions]


def codes(regulation: Regulation) -> set[str]:
    return {warning.split(":")[0] for warning in regulation.warnings}


def row(number: str, text: str, *weeks: int) -> str:
    cells = "".join(f"\n\n    *   {week}" for week in weeks)
    return f"*    *   {number}\n\n    *   {text}\n\n    *   a)  etwas tun{cells}\n\n"


def test_the_json_line_has_exactly_the_published_keys() -> None:
    line = json.loads(json.dumps(old().to_json()))
    assert list(line) == [
        "file",
        "title",
        "occupations",
        "positions",
        "citation",
        "enacted",
        "in_force_from",
        "legal_basis",
        "warnings",
    ]
    assert list(line["occupations"][0]) == ["name_m", "name_f", "duration_months"]
    assert list(line["positions"][0]) == ["no", "text", "section", "weeks"]


def test_old_dialect_head_list_and_citation() -> None:
    regulation = old()
    assert regulation.title == "Verordnung über die Berufsausbildung zum Koch/zur Köchin"
    assert regulation.citation == "BGBl. I 1998 S. 364"
    assert regulation.enacted == "1998-02-13"
    assert texts(regulation) == ["1 Hygiene", "2 der Ausbildungs- betrieb", "2.1 Berufsbildung", "2.2 Umweltschutz"]


def test_current_dialect_title_citation_date_and_law() -> None:
    regulation = current("(2) Die Berufsbildpositionen der Fertigkeiten sind:\n\n1. Drucken und\n\n2. Setzen.")
    assert regulation.title.endswith("zur Medientechnologin Druck")
    assert (regulation.occupations[0].name_m, regulation.occupations[0].name_f) == (
        "Medientechnologe Druck",
        "Medientechnologin Druck",
    )
    assert regulation.citation == "BGBl. I 2011 S. 570"
    assert "citation-derived" in codes(regulation)
    assert regulation.in_force_from == "2011-08-01"
    assert regulation.legal_basis == "BBiG"
    assert texts(regulation) == ["1 Drucken", "2 Setzen"]


def test_structure_and_fields_of_use_are_no_positions() -> None:
    regulation = current(
        "(1) Die Berufsausbildung gliedert sich in:\n\n1. berufsprofilgebende und\n\n2. integrative.\n\n"
        "(2) Die Berufsbildpositionen der berufsprofilgebenden Fertigkeiten, Kenntnisse und Fähigkeiten sind:\n\n"
        "1. Drucken,\n\n2. Setzen.\n\n"
        "(3) Die Fertigkeiten sind in einem der folgenden Einsatzgebiete zu vermitteln:\n\n1. Vertrieb,\n\n2. Lager."
    )
    assert texts(regulation) == ["1 Drucken", "2 Setzen"]
    assert regulation.positions[0].section == "berufsprofilgebend"


def test_specialisations_label_their_letters_and_choices_their_list() -> None:
    regulation = current(
        "(1) Gegenstand der Berufsausbildung in den Fachrichtungen sind mindestens die folgenden Fertigkeiten:\n\n"
        "1. in der Fachrichtung Fahrweg:\n\na) Rangieren,\n\nb) Leiten;\n\n"
        "2. zwei Wahlqualifikationen aus der Auswahlliste I:\n\n2.1  \nPrüfen,\n\n2.2  \nMessen."
    )
    assert texts(regulation) == ["1a Rangieren", "1b Leiten", "2.1 Prüfen", "2.2 Messen"]
    assert [p.section for p in regulation.positions] == [
        "Fachrichtung Fahrweg",
        "Fachrichtung Fahrweg",
        "Auswahlliste I",
        "Auswahlliste I",
    ]


def test_parts_of_the_profile_and_lists_in_tables() -> None:
    regulation = current(
        "(2) Die Berufsausbildung gliedert sich wie folgt (Ausbildungsberufsbild):\n\n"
        "| Abschnitt A |  |\n|:---|:---|\n| Berufsprofilgebende Fertigkeiten: |  |\n"
        "| 1\\. | Drucken, |\n| 2\\. | Setzen; |\n\n"
        "Abschnitt B  \nIntegrative Fertigkeiten, Kenntnisse und Fähigkeiten:\n\n1. Umweltschutz."
    )
    assert [(p.section, p.text) for p in regulation.positions] == [
        ("A", "Drucken"),
        ("A", "Setzen"),
        ("B", "Umweltschutz"),
    ]


def test_a_line_break_inside_an_item_is_mended() -> None:
    regulation = current(
        "(2) Die Berufsbildpositionen der Fertigkeiten sind:\n\n"
        "1. Verfahren für die Gravur-,\n\nLaser- und Drucktechnik,\n\n2. Setzen."
    )
    assert texts(regulation) == ["1 Verfahren für die Gravur-, Laser- und Drucktechnik", "2 Setzen"]


def test_letters_complete_a_phrase_or_open_a_list() -> None:
    regulation = current(
        "(2) Die Berufsbildpositionen der Fertigkeiten sind:\n\n1. Herstellen von\n\na) Bier und\n\nb) Malz,\n\n"
        "2. Pflege:\n\na) Waschen,\n\nb) Trocknen."
    )
    assert texts(regulation) == ["1 Herstellen von a) Bier und b) Malz", "2 Pflege", "2a Waschen", "2b Trocknen"]


@pytest.mark.parametrize(
    ("sentence", "months"),
    [
        ("Die Ausbildung dauert drei Jahre.", 36),
        ("Die Berufsausbildung dauert dreieinhalb Jahre.", 42),
        ("Die Ausbildung dauert drei Jahre und sechs Monate.", 42),
        ("Die Ausbildung dauert 24 Monate.", 24),
        ("Die Ausbildung dauert 3 1/2 Jahre.", 42),
        ("(1) Die Ausbildung dauert insgesamt 36 Monate. (2) In der Fachrichtung dauert sie 12 Monate.", 36),
    ],
)
def test_durations(sentence: str, months: int) -> None:
    assert old(sentence).occupations[0].duration_months == months


def test_an_unusual_or_missing_duration_is_said() -> None:
    assert "duration-unusual" in codes(old("Die Ausbildung dauert fünf Jahre."))
    assert "duration-missing" in codes(old("Es gilt das Gesetz."))
    assert old("Es gilt das Gesetz.").occupations[0].duration_months is None


def test_stages_get_their_own_duration() -> None:
    text = (
        OLD.replace("zum Koch/zur Köchin", "im Gewerbe")
        .replace(
            "Der Ausbildungsberuf Koch/Köchin wird staatlich anerkannt.",
            "Die Ausbildungsberufe\n\n1.  Kochhelfer/Kochhelferin,\n\n2.  Koch/Köchin\n\nwerden staatlich anerkannt.",
        )
        .replace(
            "{duration}",
            "Die Ausbildung dauert im Ausbildungsberuf Kochhelfer/Kochhelferin zwei Jahre\n"
            "und im Ausbildungsberuf Koch/Köchin weitere zwölf Monate.",
        )
    )
    regulation = parse_text(text, "x.md")
    assert [(o.name_f, o.duration_months) for o in regulation.occupations] == [("Kochhelferin", 24), ("Köchin", 36)]
    assert "duration-staged" in codes(regulation)


def test_the_annex_is_the_checksum_of_the_list() -> None:
    rows = [row(no, f"Teil (§ 3 Nr. {no})") for no in ("1", "2", "2.1", "2.2")]
    assert "positions-disagree-with-annex" not in codes(old(annex="\n".join(rows)))
    rows.append(row("3", "Teil (§ 3 Nr. 3)"))
    warning = next(w for w in old(annex="\n".join(rows)).warnings if w.startswith("positions-disagree"))
    assert warning == "positions-disagree-with-annex: text lists 4, annex cites 5"


def test_where_the_list_is_lost_the_annex_names_the_positions() -> None:
    lost = OLD.replace(
        "Gegenstand der Berufsausbildung sind mindestens die folgenden\nFertigkeiten und Kenntnisse:", "x"
    )
    rows = [row(str(no), f"Teil {no} (§ 3 Nr. {no})") for no in range(1, 6)]
    text = lost.split("1.  Hygiene")[0] + "\n## Anlage Ausbildungsrahmenplan\n\n" + "\n".join(rows)
    regulation = parse_text(text.replace("{duration}", "Die Ausbildung dauert drei Jahre."), "x.md")
    assert texts(regulation) == [f"{no} Teil {no}" for no in range(1, 6)]
    assert "positions-from-annex" in codes(regulation)


def test_every_part_of_a_breakdown_lists_positions() -> None:
    regulation = current(
        "(2) Die Berufsausbildung gliedert sich wie folgt:\n\nAbschnitt A: Pflichten nach § 3 Nummer 1\n\n"
        "1. Drucken,\n\n2. Setzen;\n\nAbschnitt B: Wahl nach § 3 Nummer 2\n\n1. Falten.\n\n"
        "(3) Zu beachten sind\n\n1. Gesetze."
    )
    assert [(p.section, p.text) for p in regulation.positions] == [("A", "Drucken"), ("A", "Setzen"), ("B", "Falten")]


def test_weeks_only_where_they_sum_to_52_a_year() -> None:
    rows = [row("1", "A (§ 3 Nr. 1)", 52), row("2.1", "B (§ 3 Nr. 2.1)", 52, 26), row("2.2", "C (§ 3 Nr. 2.2)", 26)]
    assert [p.weeks for p in old(annex="\n".join(rows)).positions] == [52, None, 78, 26]
    rows[0] = row("1", "A (§ 3 Nr. 1)", 50)
    regulation = old(annex="\n".join(rows))
    assert {p.weeks for p in regulation.positions} == {None}
    assert "weeks-do-not-sum: 154 of 156" in regulation.warnings


def test_row_spans_of_html_tables_do_not_shift_the_weeks() -> None:
    html = (
        "<table><tr><th>Nr.</th><th>Teil</th><th>Ziele</th><th>Wochen</th></tr>"
        '<tr><td rowspan="2">1</td><td rowspan="2">Drucken (§ 4 Absatz 2 Nummer 1)</td><td>a</td><td>100</td></tr>'
        "<tr><td>b</td><td>56</td></tr>"
        "<tr><td>2</td><td>Setzen (§ 4 Absatz 2 Nummer 2)</td><td>c</td><td>90</td></tr></table>"
    ).replace("100", "10")
    listed = "(2) Die Berufsbildpositionen der Fertigkeiten sind:\n\n1. Drucken,\n\n2. Setzen."
    text = CURRENT.replace("{list}", listed) + "\n# Anlage – (zu § 3)\n\n" + html + "\n"
    regulation = parse_text(text, "DruckAusbV-BJNR057000011.md")
    assert [p.weeks for p in regulation.positions] == [66, 90]


@pytest.mark.parametrize(
    ("register", "expected"),
    [
        ("151600011", "BGBl. I 2011 S. 1516"),
        ("220110013", "BGBl. I 2013 S. 2201"),
        ("011970992", "BGBl. I 1992 S. 1197"),
        ("0B30D0024", "BGBl. 2024 I Nr. 179"),
        ("0800A0023", "BGBl. 2023 I Nr. 128"),
        ("000000011", None),
        ("xyz", None),
    ],
)
def test_the_register_number_encodes_the_place(register: str, expected: str | None) -> None:
    assert decoded(register) == expected


@pytest.mark.parametrize(
    ("male", "female", "expected"),
    [
        ("Mechatronikers", "Mechatronikerin", ("Mechatroniker", "Mechatronikerin")),
        ("Kaufmanns für Büro", "Kauffrau für Büro", ("Kaufmann für Büro", "Kauffrau für Büro")),
        ("Kochs", "Köchin", ("Koch", "Köchin")),
        ("Zimmerers", "Zimmerin", ("Zimmerer", "Zimmerin")),
        ("Floristen", "Floristin", ("Florist", "Floristin")),
        ("Fotografen", "Fotografin", ("Fotograf", "Fotografin")),
        ("Biologen", "Biologin", ("Biologe", "Biologin")),
        ("Landwirts", "Landwirtin", ("Landwirt", "Landwirtin")),
        ("Fachangestellten", "Fachangestellten", ("Fachangestellter", "Fachangestellte")),
        (
            "pharmazeutisch-kaufmännischen Angestellten",
            "pharmazeutisch-kaufmännischen Angestellten",
            ("Pharmazeutisch-kaufmännischer Angestellter", "Pharmazeutisch-kaufmännische Angestellte"),
        ),
        (
            "Technischen Modellbauer",
            "Technischen Modellbauerin",
            ("Technischer Modellbauer", "Technische Modellbauerin"),
        ),
        ("Brauers und Mälzers", "Brauerin und Mälzerin", ("Brauer und Mälzer", "Brauerin und Mälzerin")),
        ("Kürschner", "Kürschnerin in Industrie", ("Kürschner in Industrie", "Kürschnerin in Industrie")),
    ],
)
def test_names_become_nominative(male: str, female: str, expected: tuple[str, str]) -> None:
    assert nominative_pair(male, female) == expected


def test_references_with_lists_letters_and_parts() -> None:
    assert list(parse_reference("§ 3 Absatz 2 Abschnitt A Nummer 1 bis 3")) == [
        Reference("3", "2", "A", "1", ""),
        Reference("3", "2", "A", "2", ""),
        Reference("3", "2", "A", "3", ""),
    ]
    assert list(parse_reference("§ 4 Abs. 2 Nr. 1 Buchstabe a und c")) == [
        Reference("4", "2", "", "1", "a"),
        Reference("4", "2", "", "1", "c"),
    ]
    assert list(parse_reference("§ 4 Nr. 1.2a")) == [Reference("4", "", "", "1.2", "a")]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"\x00\x01binary", "NUL"),
        (b"% Verordnung\xff\xfe", "UTF-8"),
        (b"x" * 10_000_000, "larger than"),
    ],
)
def test_unreadable_files_are_records_with_a_warning(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "broken.md"
    path.write_bytes(content)
    regulation = parse_file(path)
    assert regulation.is_error
    assert regulation.file == "broken.md"
    assert why in regulation.warnings[0]
    assert codes(regulation) == {"file-unreadable"}


def test_a_missing_file_is_a_record_too(tmp_path: Path) -> None:
    assert parse_file(tmp_path / "no.md").is_error


def test_a_text_that_is_no_regulation_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("# Read me\n", encoding="utf-8")
    regulation = parse_file(path)
    assert regulation.is_error
    assert codes(regulation) == {"not-a-training-regulation"}


def test_other_laws_are_said_to_be_no_training_regulation() -> None:
    text = "% Gesetz über etwas\n% Ausfertigungsdatum: 01.01.2000\n\n# § 1 – Zweck\n\nDieses Gesetz regelt etwas.\n"
    assert "not-a-training-regulation" in codes(parse_text(text, "EtwasG-BJNR000100000.md"))


@pytest.mark.parametrize(
    "piece", ["1. Von a\n\na) b\n\n", "<table><tr><td rowspan=99>", "| ", "Ausbildungsberuf A und ", "("]
)
@pytest.mark.parametrize("head", [CURRENT, OLD])
def test_garbage_ends_in_seconds(piece: str, head: str) -> None:
    begin = time.monotonic()
    parse_text(head.replace("{list}", piece * (300_000 // len(piece))).replace("{annex}", piece * 5000), "x.md")
    assert time.monotonic() - begin < 20


LEGAL_WORDS = st.sampled_from(
    [
        "# § 4 – Ausbildungsberufsbild",
        "## § 4 Ausbildungsberufsbild",
        "Gegenstand der Berufsausbildung sind mindestens die folgenden Fertigkeiten:",
        "1. Drucken,",
        "1.1  ",
        "a) x;",
        "Abschnitt A",
        "(2) Die Berufsbildpositionen sind:",
        "| 1. | x |",
        "<table>",
        "</td>",
        "*    *   1",
        "    *   x (§ 4 Nr. 1)",
        "# Anlage",
        "",
        "Der Ausbildungsberuf A/B wird",
        "zum / zur",
        "dauert drei Jahre",
    ]
)


@given(
    st.lists(LEGAL_WORDS | st.text(max_size=40), max_size=40), st.sampled_from(["", "% T\n", "---\njurabk: x\n---\n"])
)
@settings(max_examples=300, deadline=None)
def test_no_text_makes_the_reader_fail(lines: list[str], head: str) -> None:
    regulation = parse_text(head + "\n".join(lines), "fuzz-BJNR151600011.md")
    json.dumps(regulation.to_json())
    assert regulation.is_error <= bool(regulation.warnings)
