"""CSV files of others: every mistake is named with file, line and way out."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bqportal.editorial.records import InvalidRecordsError
from bqportal.occupations.importers.classifications.isco import read_isco
from bqportal.occupations.importers.classifications.kldb import read_kldb
from bqportal.occupations.importers.tables import read_table


def table_of(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    return path


def problem(path: Path) -> str:
    with pytest.raises(InvalidRecordsError) as caught:
        list(read_table(path, ("a", "b")).rows())
    return str(caught.value)


def test_a_byte_order_mark_and_line_breaks_in_cells_are_fine(tmp_path: Path) -> None:
    rows = list(read_table(table_of(tmp_path, '\ufeffa,b\n1,"two\nlines"\n\n'.encode()), ("a", "b")).rows())
    assert [(row["a"], row["b"], row["unknown"]) for row in rows] == [("1", "two\nlines", "")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "table.csv: is empty"),
        (b" \n", "table.csv: is empty"),
        (b"a;b\n1;2\n", "separates columns with ';' instead of ','"),
        (b"a,c\n1,2\n", "line 1: lacks the column b; it has: a, c"),
        (b"a,b\n1,2\n1\n", "table.csv, line 3: has 1 fields, the heading has 2"),
        (b"a,b\n1,2,3\n", "table.csv, line 2: has 3 fields"),
        (b'a,b\n1,"open\n', "table.csv, line 2: cannot be read"),
        (b'a,b\n1,"x"y\n', "table.csv, line 2: cannot be read"),
        (b"a,b\n1,\x002\n", "table.csv, line 2: holds NUL bytes"),
        (b"a,b\n1,\xff\n", "table.csv, line 2: is not UTF-8"),
        ("a,b\n1,ü\n".encode("utf-16"), "holds NUL bytes"),
        (b"a,b\n1," + b"x" * 1_100_000 + b"\n", "cannot be read"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in problem(table_of(tmp_path, content))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "cannot be opened" in problem(tmp_path / "no.csv")
    assert "cannot be opened" in problem(tmp_path)


@given(st.binary(max_size=300))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_are_rows_or_a_mistake_that_the_reader_names(tmp_path: Path, content: bytes) -> None:
    path = table_of(tmp_path, b"isco08,de,Ebene,Titel,Kurztitel\n" + content)
    for read in (read_isco, read_kldb):
        with suppress(InvalidRecordsError):
            read(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("isco08\n1\n", "has no column named by a language code"),
        ("isco08,de\nabc,X\n", "line 2: isco08 'abc' is no code"),
        ("isco08,de\n1," + "x" * 1001 + "\n", "has a title of 1001 characters"),
    ],
)
def test_isco_mistakes(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(InvalidRecordsError, match=said):
        read_isco(table_of(tmp_path, content.encode()))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Ebene;Titel;Kurztitel\n1;a;a\n", "lacks the column 'Schlüssel KldB 2010"),
        ("Schlüssel KldB 2010, V. 2020;Ebene;Titel;Kurztitel\n123;2;a;a\n", "code '123' does not fit level '2'"),
        ("Schlüssel KldB 2010, V. 2020;Ebene;Titel;Kurztitel\nx;2;a;a\n", "code 'x' does not fit"),
        ("Schlüssel KldB 2010, V. 2020,Ebene,Titel,Kurztitel\n1,1,a,a\n", "separates columns with ','"),
    ],
)
def test_kldb_mistakes(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(InvalidRecordsError, match=said):
        read_kldb(table_of(tmp_path, content.encode()))


def test_kldb_codes_get_their_zeros_back(tmp_path: Path) -> None:
    content = (
        "Schlüssel KldB 2010, V. 2020;Ebene;Titel;Kurztitel\n0;1;Militär;Militär\n1104;5;Offiziere (lang);Offiziere\n"
    )
    entries = read_kldb(table_of(tmp_path, ("\ufeff" + content).encode()))
    assert list(entries) == ["0", "01104"]
    assert entries["01104"].parent == "0110"
    assert entries["01104"].labels == {("de", "pref", "Offiziere (lang)"), ("de", "alt", "Offiziere")}
