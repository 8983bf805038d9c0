"""A few documents that every search test knows, and an index made of them."""

from datetime import date
from pathlib import Path

from bqportal.search.documents import Document
from bqportal.search.index import SearchIndex
from bqportal.search.schema import IndexState

MECHATRONIKER = Document(
    key="occupation:mechatroniker", kind="occupation", url_args=("mechatroniker",), original_title="Mechatroniker",
    original_language="de", titles={"de": "Mechatroniker", "en": "mechatronics technician"},
    alternatives=("Mechatronikerin",), bodies={"de": "Prüfen, Anreißen und Kennzeichnen von Baugruppen"}, level="4",
    languages=("de",), occupations=("mechatroniker",), updated=date(2026, 1, 1),
)  # fmt: skip
ELEKTRONIKER = Document(
    key="occupation:elektroniker", kind="occupation", url_args=("elektroniker",), original_title="Elektroniker",
    original_language="de", titles={"de": "Elektroniker"}, alternatives=("Elektronikerin",), level="4",
    languages=("de",), occupations=("elektroniker",),
)  # fmt: skip
INDUSTRIEELEKTRONIKER = Document(
    key="occupation:industrieelektroniker", kind="occupation", url_args=("industrieelektroniker",),
    original_title="Industrieelektroniker", original_language="de", titles={"de": "Industrieelektroniker"},
    alternatives=("Industrieelektronikerin",), languages=("de",), occupations=("industrieelektroniker",),
)  # fmt: skip
KOCH = Document(
    key="occupation:koch", kind="occupation", url_args=("koch",), original_title="Koch", original_language="de",
    titles={"de": "Koch", "en": "cook"}, alternatives=("Köchin",), languages=("de",), occupations=("koch",),
)  # fmt: skip
TECHNIK_MECHATRONIK = Document(
    key="qualification:pl-technik-mechatronik", kind="qualification", url_args=("pl-technik-mechatronik",),
    original_title="technik mechatronik", original_language="pl",
    titles={"de": "Techniker für Mechatronik", "en": "mechatronics technician (Poland)"},
    context={"de": ("Polen", "Mechatroniker"), "en": ("Poland",)},
    bodies={"de": "Das Technikum dauert fünf Jahre.", "en": "The technikum takes five years."},
    country="PL", level="4", field="0714", languages=("pl",), occupations=("mechatroniker",), updated=date(2026, 2, 1),
)  # fmt: skip
ELEKTRYK = Document(
    key="qualification:pl-elektryk", kind="qualification", url_args=("pl-elektryk",), original_title="Elektryk",
    original_language="pl", titles={"de": "Elektriker"}, context={"de": ("Polen",)}, country="PL", level="3",
    field="0713", languages=("pl",), occupations=("elektroniker",), checked=True,
)  # fmt: skip
UKRAINIAN = Document(
    key="qualification:ua-tekhnik", kind="qualification", url_args=("ua-tekhnik",), original_title="Технік-електрик",
    original_language="uk", titles={"de": "Techniker für Elektrik"}, transliteration="Tehnìk-elektrik",
    context={"de": ("Ukraine",)}, country="UA", level="5", field="0713", languages=("uk",),
)  # fmt: skip
SYRIAN = Document(
    key="qualification:sy-kahrabai", kind="qualification", url_args=("sy-kahrabai",), original_title="كهربائي تمديدات",
    original_language="ar", titles={"de": "Installateur"}, transliteration="khrbāʾy tmdydāt",
    context={"de": ("Syrien",)}, country="SY", field="0713", languages=("ar",),
)  # fmt: skip
KOREAN = Document(
    key="qualification:kr-jeongi", kind="qualification", url_args=("kr-jeongi",), original_title="전기기능사",
    original_language="ko", titles={"de": "Facharbeiter Elektrizität"}, transliteration="Jeongigineungsa",
    context={"de": ("Südkorea",)}, country="KR", languages=("ko",),
)  # fmt: skip
POLAND = Document(
    key="country:PL", kind="country", url_args=("pl",), original_title="Polska", original_language="pl",
    titles={"de": "Polen", "en": "Poland"}, bodies={"de": "Das Technikum ist eine Schule."}, country="PL",
    languages=("pl",),
)  # fmt: skip
DOCUMENTS = (
    MECHATRONIKER, ELEKTRONIKER, INDUSTRIEELEKTRONIKER, KOCH, TECHNIK_MECHATRONIK, ELEKTRYK, UKRAINIAN, SYRIAN, KOREAN,
    POLAND,
)  # fmt: skip


def filled_index(root: Path, documents: tuple[Document, ...] = DOCUMENTS) -> SearchIndex:
    """A new index of `documents` below `root`."""
    index = SearchIndex(root)
    index.rebuild(documents=documents, state=IndexState(0))
    return index
