"""Tables as people copy them out of Word, Excel and web pages, in the languages of curricula."""

import doctest
import importlib

import pytest

from bqportal.editorial.kinds import kind_named
from bqportal.editorial.pasting import MOST_ROWS, guessed_columns, has_heading, rows_in, table_in

UNITS = kind_named("qualification").shape.rows_at("units")


def read(text: str) -> list[dict[str, object]]:
    table = table_in(text)
    return rows_in(table, guessed_columns(table, UNITS), UNITS, heading=has_heading(table))


@pytest.mark.parametrize(
    "text",
    [
        "Nr\tFach\tStd.\n1\tMathematik\t120\n2\tWerkstatt\t1 200\n",
        "Nr;Fach;Std.\n1;Mathematik;120\n2;Werkstatt;1200",
        "| Nr | Fach | Std. |\n|---|:--|---|\n| 1 | Mathematik | 120 |\n| 2 | Werkstatt | 1.200 h |",
        "<p>x</p><table><tr><th>Nr<th>Fach<th>Std.</tr><tr><td>1</td><td>Mathe<b>matik</b></td><td>120</td></tr>"
        "<tr><td>2<td>Werk<script>alert(1)</script>statt<td>1&nbsp;200</table>",
        'Nr\tFach\tStd.\n1\tMathematik\t120\n2\t"Werkstatt"\t1200\n',
        "1\tMathematik\t120\r\n2\tWerkstatt\t1200",
    ],
)
def test_the_same_table_in_every_dress(text: str) -> None:
    assert read(text) == [
        {"no": "1", "title": "Mathematik", "hours": 120},
        {"no": "2", "title": "Werkstatt", "hours": 1200},
    ]


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("Lp.\tNazwa\tGodz. teoretyczne\tGodz. praktyczne", ["no", "title", "hours_theory", "hours_practice"]),
        ("No\tDers\tSınıf\tHaftalık saat", ["no", "title", "year", "hours"]),
        ("№\tПредмет\tЧасов всего", ["no", "title", "hours"]),
        ("رقم\tالمادة\tساعة", ["no", "title", "hours"]),
        ("Code\tUnit title\tRemarks\tHours", ["no", "title", "", "hours"]),
    ],
)  # fmt: skip
def test_headings_of_many_languages_are_understood(heading: str, columns: list[str]) -> None:
    row = "\t".join(["x"] * (heading.count("\t") + 1))
    assert guessed_columns(table_in(f"{heading}\n{row}"), UNITS) == columns


def test_a_cell_with_line_breaks_stays_one_cell() -> None:
    assert table_in('1\t"Erste\nZeile"\n2\tZweite') == [["1", "Erste Zeile"], ["2", "Zweite"]]


def test_what_is_no_number_stays_to_be_seen() -> None:
    assert read("Fach\tStunden\nMathematik\tviele")[0]["hours"] == "viele"


@pytest.mark.parametrize("text", ["", "\n\n", "\t\t\n", "<table></table>", "\0"])
def test_nothing_gives_nothing(text: str) -> None:
    assert read(text) == []


def test_a_large_paste_is_cut() -> None:
    assert len(table_in("a\tb\n" * 5000)) == MOST_ROWS


@pytest.mark.parametrize("module", ["pasting", "shapes", "exporting", "rules", "sections", "documents", "workflow"])
def test_examples_in_docstrings_are_true(module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"bqportal.editorial.{module}")).failed == 0
