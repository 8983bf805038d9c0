"""Builds `data/classification.csv` and `data/occupation_groups.csv`: what each reference occupation is linked to.

    python -m bqportal.occupations.importers.links ../shared/data bqportal/occupations/data

In the first a link stands only where the lists say it without doubt: the German title is the same and all rows agree.
Everything else stays empty for a person to fill in. The second has every ISCO group that the crosswalk names, for
matching.
"""

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

SOURCE = "Bundesagentur für Arbeit / ESCO crosswalk 2022; Handwerksordnung Anlagen A, B (March 2022); DQR"
COLUMNS = ("slug", "kldb", "isco", "esco", "annex", "dqr_level", "competent_body", "source")
UNIT_GROUP = 4  # digits of an ISCO-08 unit group
CLOSENESS = ("exact", "close", "narrow", "broad")
# The German Qualifications Framework places dual training by its length (DQR, list of assigned qualifications).
DQR_LEVELS = {24: 3, 36: 4, 42: 4}
CROSSWALK_KEY = {"label": "dkz_label_de", "kldb": "kldb5", "isco": "isco08", "esco": "esco_uri"}

# Bodies other than chambers of commerce and of crafts, § 8 (1) Nr. 3-6, (3) BQFG, §§ 71, 73 BBiG.
OTHER_BODIES = {
    "lwk": (
        "Landwirt", "Gärtner", "Winzer", "Forstwirt", "Fischwirt", "Pferdewirt", "Tierwirt", "Fachkraft Agrarservice",
        "Hauswirtschafter", "Milchtechnologe", "Milchwirtschaftlicher Laborant", "Pflanzentechnologe", "Revierjäger",
    ),
    "chamber": (
        "Rechtsanwaltsfachangestellter", "Notarfachangestellter", "Rechtsanwalts- und Notarfachangestellter",
        "Patentanwaltsfachangestellter", "Steuerfachangestellter", "Medizinischer Fachangestellter",
        "Zahnmedizinischer Fachangestellter", "Tiermedizinischer Fachangestellter",
        "Pharmazeutisch-kaufmännischer Angestellter",
    ),
    "authority": (
        "Verwaltungsfachangestellter", "Justizfachangestellter", "Sozialversicherungsfachangestellter",
        "Fachangestellter für Arbeitsmarktdienstleistungen", "Straßenwärter", "Wasserbauer",
        "Fachangestellter für Bürokommunikation", "Fachangestellter für Arbeitsförderung",
    ),
    # § 1 (1) of its regulation: an occupation of the public service and of trade and industry.
    "ihk,authority": ("Fachangestellter für Medien- und Informationsdienste",),
}  # fmt: skip
BODY_OF = {name: body for body, names in OTHER_BODIES.items() for name in names}


SPECIALISED = re.compile(r"\s*[-–,(]?\s*(?:Fachrichtung|Schwerpunkt|Einsatzgebiet)\b.*$")


def male_form(label: str) -> str:
    """The male form of a title as the Federal Employment Agency writes it: both forms, then what they share.

    >>> male_form("Kaufmann/Kauffrau für Büromanagement"), male_form("Technischer Zeichner/Technische Zeichnerin")
    ('Kaufmann für Büromanagement', 'Technischer Zeichner')
    """
    left, _slash, right = label.partition("/")
    return " ".join([left.strip(), *right.split()[len(left.split()) :]])


def the_only(values: Iterable[str]) -> str:
    """The value on which all agree; empty if they differ."""
    found = set(values) - {""}
    return found.pop() if len(found) == 1 else ""


def competent_body(name_m: str, legal_basis: str) -> str:
    """Kind of competent body (zuständige Stelle, § 8 BQFG); both chambers where both laws apply."""
    if name_m in BODY_OF:
        return BODY_OF[name_m]
    kinds = [kind for law, kind in (("BBiG", "ihk"), ("HwO", "hwk")) if law in legal_basis]
    return ",".join(kinds)


def annex_of(name_m: str, crafts: dict[str, str]) -> str:
    """Annex of the Crafts Code, which names trades in the plural: Bäcker, Friseure, Modisten."""
    return crafts.get(name_m) or crafts.get(f"{name_m}e") or crafts.get(f"{name_m}en") or ""


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def classification(
    occupations: list[dict[str, str]],
    bases: dict[str, str],
    crosswalk: list[dict[str, str]],
    crafts: dict[str, str],
    trades: dict[str, str],
) -> list[dict[str, str]]:
    """One row for each occupation, in the order of their slugs.

    `occupations` are rows of occupations.csv, newest version last; `bases` gives the legal basis of a regulation,
    `trades` the annex of the trade for which the regulation itself says that an occupation trains (trades.csv).
    """
    whole, family = defaultdict(list), defaultdict(list)
    for row in crosswalk:
        title = male_form(row[CROSSWALK_KEY["label"]])
        whole[title].append(row)
        family[SPECIALISED.sub("", title)].append(row)
    found = {}
    for row in occupations:
        name = row["name_m"]
        exact = [match for match in whole[name] if match["relation"] == "skos:exactMatch"]
        duration = int(row["duration_months"] or 0)
        found[row["slug"]] = {
            "slug": row["slug"],
            "kldb": the_only(match[CROSSWALK_KEY["kldb"]] for match in whole[name] or family[name]),
            "isco": the_only(match[CROSSWALK_KEY["isco"]] for match in exact),
            "esco": the_only(match[CROSSWALK_KEY["esco"]] for match in exact if "/occupation/" in match["esco_uri"]),
            "annex": annex_of(name, crafts) or trades.get(row["slug"], ""),
            "dqr_level": str(DQR_LEVELS.get(duration, "")),
            "competent_body": competent_body(name, bases.get(row["regulation"], "")),
            "source": SOURCE,
        }
    return [found[slug] for slug in sorted(found)]


def groups(occupations: list[dict[str, str]], crosswalk: list[dict[str, str]]) -> list[dict[str, str]]:
    """Every ISCO-08 unit group that the crosswalk names for a title of an occupation: no choice, so none is in doubt.

    `relation` is the closest one that leads there; a title with a specialisation counts as narrower.
    """
    names = {row["name_m"]: row["slug"] for row in occupations}
    found: dict[tuple[str, str], str] = {}
    for row in crosswalk:
        name, code = male_form(row[CROSSWALK_KEY["label"]]), row[CROSSWALK_KEY["isco"]]
        relation = row["relation"].removeprefix("skos:").removesuffix("Match")
        slug = names.get(name)
        if slug is None:
            slug, relation = names.get(SPECIALISED.sub("", name)), "narrow"
        if slug and len(code) == UNIT_GROUP:
            found[slug, code] = min(relation, found.get((slug, code), relation), key=CLOSENESS.index)
    return [
        {"slug": slug, "isco": code, "relation": relation, "source": SOURCE.split(";")[0]}
        for (slug, code), relation in sorted(found.items())
    ]


def write_rows(path: Path, columns: Iterable[str], rows: Iterable[dict[str, str]]) -> None:
    """A CSV file of these rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, tuple(columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(shared: Path, data: Path) -> None:
    """Write the files."""
    bases = {row["key"]: row["legal_basis"] for row in read_rows(data / "regulations.csv")}
    crafts = {row["gewerbe"]: row["anlage"] for row in read_rows(shared / "hwo_anlage_a_b.csv")}
    crosswalk = read_rows(shared / "de_kldb_dkz_esco_isco.csv")
    further = read_rows(data / "further_occupations.csv")
    bases |= {row["slug"]: row["legal_basis"] for row in further}
    listed = read_rows(data / "occupations.csv") + [{**row, "regulation": row["slug"]} for row in further]
    trades = {row["slug"]: row["annex"] for row in read_rows(data / "trades.csv")}
    rows = classification(listed, bases, crosswalk, crafts, trades)
    write_rows(data / "classification.csv", COLUMNS, rows)
    write_rows(data / "occupation_groups.csv", ("slug", "isco", "relation", "source"), groups(listed, crosswalk))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
