"""How quick the search is at 100,000 bilingual records.

    .venv/bin/python benchmarks/search.py [--records 100000] [--queries 300] [--http URL] [--keep FOLDER]

Records are generated with a fixed seed: German, English and original titles composed of words of occupations, for 40
countries. Each class of query consists of different queries, so nothing is answered from a memory of earlier answers.
With --http the suggestions of a running portal are asked as a browser asks them; `--keep FOLDER` leaves the index at
FOLDER/search, so that a portal started with BQPORTAL_HOME=FOLDER has the same 100,000 records.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
SEED = 20261123
HEADER = f"{'class':18} {'n':>5} {'p50 ms':>8} {'p95 ms':>8} {'max ms':>8} {'p95 cpu':>8} {'of budget':>9}"
WARM = 10  # queries per class before the clock counts

GERMAN_FIRST = [
    "Anlagen", "Apparate", "Automaten", "Automobil", "Bahn", "Bau", "Beton", "Betriebs", "Bio", "Blech",
    "Boden", "Brau", "Büro", "Chemie", "Dach", "Daten", "Dienstleistungs", "Druck", "Edelmetall",
    "Einzelhandels", "Eisen", "Elektro", "Energie", "Fahrzeug", "Fein", "Fenster", "Fertigungs", "Film",
    "Fisch", "Flach", "Flug", "Forst", "Foto", "Garten", "Gas", "Gebäude", "Geräte", "Gerüst", "Gesundheits",
    "Getränke", "Gewebe", "Gießerei", "Glas", "Gleis", "Groß", "Gummi", "Hafen", "Handels", "Haus", "Heizungs",
    "Hoch", "Holz", "Hotel", "Hydraulik", "Immobilien", "Industrie", "Informations", "Instrumenten", "Isolier",
    "Kälte", "Kanal", "Karosserie", "Keramik", "Klima", "Konstruktions", "Kraftfahrzeug", "Kran", "Küchen",
    "Kunststoff", "Labor", "Lack", "Lager", "Land", "Landmaschinen", "Leder", "Leichtflugzeug", "Luft",
    "Maschinen", "Maß", "Medien", "Mess", "Metall", "Milch", "Mode", "Mühlen", "Netz", "Oberflächen", "Ofen",
    "Optik", "Orthopädie", "Papier", "Pflanzen", "Pharma", "Polster", "Präzisions", "Prozess", "Raum", "Reifen",
    "Rohr", "Rollladen", "Sanitär", "Schiffs", "Schuh", "Schweiß", "Seil", "Sicherheits", "Silber", "Solar",
    "Sport", "Stahl", "Stein", "Steuerungs", "Straßen", "System", "Tabak", "Techno", "Teppich", "Textil",
    "Tief", "Tier", "Trocken", "Uhren", "Umwelt", "Veranstaltungs", "Verfahrens", "Verkehrs", "Verlags",
    "Vermessungs", "Verpackungs", "Versorgungs", "Wagen", "Wärme", "Wasser", "Werbe", "Werkstoff", "Werkzeug",
    "Wind", "Zahn", "Zaun", "Zerspanungs", "Ziegel", "Zimmer", "Zucker", "Zweirad",
]  # fmt: skip
GERMAN_HEAD = [
    "elektroniker", "mechaniker", "mechatroniker", "techniker", "monteur", "schlosser", "bauer", "installateur",
    "former", "fachkraft", "laborant", "zeichner", "kaufmann", "verkäufer", "gestalter", "facharbeiter",
    "meister", "assistent", "technologe", "prüfer", "gießer", "schweißer", "schneider", "führer", "drucker",
    "fertiger", "maurer", "macher", "maler", "gärtner", "pfleger", "koch", "bäcker", "brauer", "metzger",
    "tischler", "optiker", "informatiker", "helfer", "wirt", "planer", "wart", "werker", "fahrer", "vermesser",
    "isolierer", "binder", "weber", "spinner", "dreher", "fräser", "schleifer", "former", "setzer",
    "anlagenfahrer", "spengler", "klempner",
]  # fmt: skip
GERMAN_FIELD = [
    "Betriebstechnik", "Automatisierung", "Instandhaltung", "Energietechnik", "Gebäudesystemintegration",
    "Fördertechnik", "Mikrotechnologie", "Lebensmitteltechnik", "Umweltschutz", "Bauwesen", "Gastronomie",
    "Pflege", "Logistik", "Verwaltung", "Handel", "Textiltechnik", "Holztechnik", "Drucktechnik",
    "Karosserietechnik", "Landwirtschaft",
]  # fmt: skip
ENGLISH_FIRST = [
    "industrial", "electrical", "mechanical", "automotive", "agricultural", "marine", "chemical", "textile",
    "medical", "digital", "precision", "construction", "railway", "aircraft", "refrigeration", "hydraulic",
    "plastics", "paper", "food", "hotel", "office", "retail", "warehouse", "dental", "optical", "environmental",
    "geodetic", "printing", "packaging", "furniture", "leather", "glass", "ceramic", "steel", "solar",
]  # fmt: skip
ENGLISH_HEAD = [
    "electrician", "mechanic", "technician", "fitter", "welder", "joiner", "carpenter", "plumber", "operator",
    "assistant", "clerk", "designer", "draughtsperson", "installer", "painter", "bricklayer", "baker", "cook",
    "butcher", "gardener", "nurse", "optician", "tailor", "driver", "programmer", "inspector", "machinist",
    "turner", "moulder", "weaver",
]  # fmt: skip
ORIGINALS = {
    "pl": (
        "technik operator monter mechanik elektryk elektronik ślusarz spawacz stolarz murarz kucharz piekarz fryzjer",
        "mechatronik budownictwa pojazdów samochodowych urządzeń przemysłowych chłodnictwa żywienia drogownictwa"
        " geodezji automatyki gazownictwa obróbki skrawaniem",
    ),
    "tr": (
        "teknisyeni ustası operatörü elektrikçi kaynakçı tesisatçı marangoz aşçı tornacı boyacı",
        "makine elektrik otomotiv iklimlendirme soğutma inşaat gıda tekstil ağaç metal mobilya",
    ),
    "ru": (
        "техник слесарь электрик электромонтёр сварщик токарь повар плотник механик машинист оператор наладчик",
        "автомобилей оборудования строительства холодильных установок станков сельского хозяйства связи электросетей",
    ),
    "uk": (
        "технік слюсар електрик електромонтер зварник токар кухар тесля механік машиніст оператор налагоджувальник",
        "автомобілів обладнання будівництва холодильних установок верстатів сільського господарства зв'язку",
    ),
    "ar": (
        "فني كهربائي ميكانيكي لحام نجار سباك مشغل مساعد خباز طباخ خياط مبرمج",
        "تمديدات صناعي سيارات تبريد تكييف حاسوب إلكترونيات زراعة بناء نسيج مخبر صيانة",
    ),
    "fa": (
        "تکنسین برقکار مکانیک جوشکار نجار لوله‌کش آشپز نقشه‌کش",
        "صنعتی خودرو ساختمان تأسیسات الکترونیک کشاورزی تبرید",
    ),
    "ko": ("기능사 기사 산업기사 기술자", "전기 기계 자동차 용접 건축 조경 전자 냉동 화학 섬유"),
    "hi": ("मिस्त्री तकनीशियन फिटर वेल्डर बढ़ई", "बिजली मोटर वाहन मशीन भवन कृषि वस्त्र"),
    "sr": (
        "tehničar električar bravar zavarivač stolar kuvar mehaničar",
        "mašinski elektro građevinski poljoprivredni saobraćaja grejanja",
    ),
    "ro": (
        "tehnician electrician lăcătuș sudor tâmplar bucătar mecanic",
        "mecatronică construcții auto instalații agricultură frigotehnist",
    ),
    "fr": (
        "technicien électricien soudeur menuisier cuisinier mécanicien plombier",
        "maintenance bâtiment automobile industriel froid textile",
    ),
}  # fmt: skip
COUNTRIES = {
    "pl": "PL", "tr": "TR", "ru": "RU KZ BY KG", "uk": "UA", "ar": "SY TN EG MA IQ JO LB DZ SA YE", "fa": "IR AF",
    "ko": "KR", "hi": "IN NP", "sr": "RS BA ME HR SI MK", "ro": "RO MD", "fr": "FR BE CI SN CM CD ML",
}  # fmt: skip
COUNTRY_WORDS = [
    "Polen",
    "Türkei",
    "Syrien",
    "Ukraine",
    "Tunesien",
    "Iran",
    "Rumänien",
    "Serbien",
    "Indien",
    "Frankreich",
]
BODY_DE = (
    "Die Ausbildung umfasst Unterricht in der Schule und Praxis im Betrieb."
    " Sie vermittelt {a} und {b}. Zugang nach der Pflichtschule."
)
BODY_EN = (
    "The training combines lessons at school and practice in a company."
    " It teaches {a} and {b}. Entry after compulsory school."
)


def german_title(dice: random.Random) -> str:
    word = (
        dice.choice(GERMAN_FIRST) + dice.choice(GERMAN_HEAD)
        if dice.random() < 0.8
        else dice.choice(GERMAN_HEAD).title()
    )
    return f"{word} für {dice.choice(GERMAN_FIELD)}" if dice.random() < 0.5 else word


def english_title(dice: random.Random) -> str:
    return f"{dice.choice(ENGLISH_FIRST)} {dice.choice(ENGLISH_HEAD)}"


def original_title(dice: random.Random, language: str) -> str:
    heads, fields = (part.split() for part in ORIGINALS[language])
    parts = [dice.choice(heads), dice.choice(fields)]
    if dice.random() < 0.6:
        parts.append(dice.choice(fields))
    if dice.random() < 0.3:
        parts.append(str(dice.randrange(1, 9)))
    return " ".join(parts)


def records(count: int) -> Iterator[Any]:
    """The generated documents, always the same ones."""
    from bqportal.languages.names import territory_name
    from bqportal.languages.transliteration import transliterate
    from bqportal.search.documents import Document

    dice = random.Random(SEED)
    occupations = sorted({first + head for first in GERMAN_FIRST for head in GERMAN_HEAD})
    dice.shuffle(occupations)
    for number, name in enumerate(occupations[:330]):
        yield Document(
            key=f"occupation:o{number}", kind="occupation", url_args=(f"o{number}",), original_title=name,
            original_language="de", titles={"de": name, "en": english_title(dice)},
            alternatives=(f"{name}in",), level="4", languages=("de",), occupations=(f"o{number}",),
        )  # fmt: skip
    languages = list(ORIGINALS)
    for number in range(count - 330):
        language = dice.choice(languages)
        country = dice.choice(COUNTRIES[language].split())
        title, reference = original_title(dice, language), dice.randrange(330)
        latin = transliterate(title, language)
        yield Document(
            key=f"qualification:q{number}", kind="qualification", url_args=(f"q{number}",), original_title=title,
            original_language=language,
            titles={"de": german_title(dice), "en": english_title(dice)},
            transliteration="" if latin == title else latin,
            alternatives=(original_title(dice, language),) if dice.random() < 0.2 else (),
            context={
                "de": (territory_name(country, "de"), occupations[reference]),
                "en": (territory_name(country, "en"),),
            },
            bodies={
                "de": BODY_DE.format(a=dice.choice(GERMAN_FIELD), b=dice.choice(GERMAN_FIELD)),
                "en": BODY_EN.format(a=dice.choice(ENGLISH_FIRST), b=dice.choice(ENGLISH_HEAD)),
            },
            country=country, level=str(dice.randrange(2, 7)), field=f"0{dice.randrange(1, 11)}1{dice.randrange(1, 9)}",
            languages=(language,), occupations=(f"o{reference}",), checked=dice.random() < 0.2,
            updated=date(2026, 11, 1) - timedelta(days=dice.randrange(2000)),
        )  # fmt: skip


def misspelt(dice: random.Random, word: str) -> str:
    """`word` with one wrong, missing, superfluous or swapped letter after the first."""
    at = dice.randrange(1, len(word) - 1)
    return dice.choice(
        [
            word[:at] + dice.choice("aeinrst") + word[at + 1 :],
            word[:at] + word[at + 1 :],
            word[:at] + dice.choice("aeinrst") + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )


def query_classes(count: int) -> dict[str, list[tuple[str, dict[str, list[str]]]]]:
    """Different queries for every class, as (text, filters)."""
    dice = random.Random(SEED + 1)

    def plain(make: Callable[[], str]) -> list[tuple[str, dict[str, list[str]]]]:
        found: dict[str, None] = {}
        for _ in range(count * 30):
            found[make()] = None
            if len(found) == count:
                break
        return [(text, {}) for text in found]

    def compound() -> str:
        return dice.choice(GERMAN_FIRST) + dice.choice(GERMAN_HEAD)

    def part() -> str:
        return dice.choice(["", "", dice.choice(GERMAN_HEAD)[:5]])

    def in_script(*languages: str) -> Callable[[], str]:
        return lambda: original_title(dice, dice.choice(languages))

    facet_values = [("country", [code]) for codes in COUNTRIES.values() for code in codes.split()]
    facet_values += [("level", [str(level)]) for level in range(2, 7)] + [
        ("checked", ["yes"]),
        ("kind", ["occupation"]),
    ]
    filtered = []
    for _ in range(count):
        chosen = dict(dice.sample(facet_values, 2))
        filtered.append((dice.choice([compound(), dice.choice(GERMAN_HEAD), dice.choice(ENGLISH_HEAD), ""]), chosen))
    return {
        "single word": plain(compound),
        "frequent word": plain(lambda: dice.choice([*GERMAN_HEAD, *ENGLISH_HEAD, *ENGLISH_FIRST, *GERMAN_FIELD])),
        "two words": plain(lambda: english_title(dice)),
        "word and country": plain(lambda: f"{compound()} {dice.choice(COUNTRY_WORDS)}"),
        "compound": plain(lambda: dice.choice([dice.choice(GERMAN_HEAD), dice.choice(GERMAN_FIRST).lower()]) + part()),
        "feminine form": plain(lambda: f"{compound()}/in" if dice.random() < 0.5 else f"{compound()}in"),
        "prefix": plain(lambda: compound()[: dice.randrange(4, 10)]),
        "one typo": plain(lambda: misspelt(dice, compound())),
        "Arabic": plain(in_script("ar", "fa")),
        "Cyrillic": plain(in_script("ru", "uk")),
        "transliteration": plain(lambda: _latin(in_script("ru", "uk")())),
        "facets": filtered,
        "nothing found": plain(lambda: "".join(dice.choice("qxzvwkj") for _ in range(9))),
    }  # fmt: skip


def _latin(text: str) -> str:
    from bqportal.languages.folding import fold
    from bqportal.languages.transliteration import transliterate

    return fold(transliterate(text, "uk"))


def timed(run: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds that passed, and milliseconds of this thread's processor time."""
    start, busy = time.perf_counter(), time.thread_time()
    run()
    return (time.perf_counter() - start) * 1000, (time.thread_time() - busy) * 1000


def report(name: str, times: list[tuple[float, float]], budget: float, extra: str = "") -> None:
    """One line: median, p95 and maximum as passed, p95 of processor time, p95 as part of the budget."""
    passed = sorted(wall for wall, _ in times)
    busy = sorted(cpu for _, cpu in times)
    at95 = max(0, int(len(times) * 0.95) - 1)
    verdict = "ok" if passed[at95] <= budget else "OVER"
    row = f"{statistics.median(passed):8.2f} {passed[at95]:8.2f} {passed[-1]:8.2f} {busy[at95]:8.2f}"
    print(f"{name:18} {len(times):5} {row} {passed[at95] / budget:9.2f} {verdict:5}{extra}", flush=True)


def measure_queries(count: int) -> None:
    """Search and suggestion in this process."""
    from bqportal.search.queries import search, suggest

    print(f"\n{HEADER}   median hits")
    classes = query_classes(count)
    for name, queries in classes.items():
        found = [partial(search, text, language="de", filters=filters) for text, filters in queries]
        for asked in found[-WARM:]:
            asked()
        times = [timed(asked) for asked in found]
        hits = statistics.median(asked().total for asked in found)
        report(name, times, 5.0, f"  {hits:.0f}")
    typed = typed_texts(classes)
    report("suggestion", [timed(partial(suggest, text, language="de")) for text in typed], 5.0)


def typed_texts(classes: dict[str, list[tuple[str, dict[str, list[str]]]]]) -> list[str]:
    """What people have typed when suggestions are asked for: two letters to the whole word."""
    dice = random.Random(SEED + 2)
    whole = [text for name in ("single word", "two words", "Arabic", "Cyrillic") for text, _ in classes[name]]
    return [text[: dice.randrange(2, max(3, len(text)))] for text in whole]


def measure_http(base: str, count: int) -> None:
    """Suggestions of a running portal, a new connection each."""
    print(HEADER)
    times = []
    for text in typed_texts(query_classes(count)):
        address = f"{base.rstrip('/')}/de/search/suggest/?{urllib.parse.urlencode({'q': text})}"
        times.append(timed(partial(_fetched, address)))
    report("suggestion (HTTP)", times, 20.0)


def _fetched(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return bytes(answer.read())


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures the search at 100,000 records.")
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=300, help="different queries per class")
    parser.add_argument("--http", metavar="URL", help="a running portal whose suggestions are asked")
    parser.add_argument("--keep", metavar="FOLDER", help="build below FOLDER and leave it, or use what is there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(options.keep or scratch)
        os.environ["BQPORTAL_HOME"] = str(home)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        from bqportal.search.current import portal_index
        from bqportal.search.schema import IndexState

        if options.http:
            measure_http(options.http, options.queries)
            return
        index = portal_index()
        if options.keep and index.is_usable():
            print(f"index below {home} is used again")
        else:
            took = timed(lambda: index.rebuild(documents=records(options.records), state=IndexState(0)))[0] / 1000
            print(f"{options.records} records indexed in {took:.1f} s")
        index.forget()
        size = sum(file.stat().st_size for file in index.folder().iterdir()) / 1e6
        opened = timed(index.snapshot)[0]
        snapshot = index.snapshot()
        print(f"{snapshot.searcher.num_docs - 1} records, {size:.1f} MB, opened in {opened:.0f} ms")
        print(f"{snapshot.searcher.num_segments} segment(s), {len(snapshot.vocabulary)} different words in titles")
        measure_queries(options.queries)


if __name__ == "__main__":
    main()
