"""Hundreds of files that people could send by mistake or on purpose: (name, file name, content, is refused)."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import yaml
from openpyxl import Workbook, load_workbook

from bqportal.editorial.importing.spreadsheet import workbook_of
from bqportal.editorial.importing.workbook import tables_of
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.shapes import Field, Type, put_at

File = tuple[str, str, bytes, bool]
RECORD: dict[str, Any] = {
    "slug": "pl-monter", "country": "PL", "title": "Monter", "lang": "pl", "kind": "initial", "form": "school",
    "level": {"eqf": 3}, "field": "0715", "also_known_as": ["Monterka"],
    "texts": {"de": {"title": "Monteur", "summary": "Eins."}},
    "units": [{"no": "1", "title": "Pierwsza", "hours": 40, "de": "Erste"}, {"no": "2", "title": "Druga"}],
    "bodies": [{"role": "awarding", "name": "OKE", "url": "https://example.org/oke"}],
    "sources": {"s1": {"title": "Ustawa", "url": "https://example.org/u", "accessed": "2026-01-02", "weak": True}},
    "cites": {"level": ["s1"]},
}  # fmt: skip
WRONG = {
    Type.NUMBER: "viele", Type.DECIMAL: "1e308", Type.CHOICE: "vielleicht", Type.FLAG: "ja", Type.DATE: "31.12.2019",
    Type.URL: "javascript:alert(1)", Type.LANGUAGE: "Deutsch", Type.COUNTRY: "Polska",
}  # fmt: skip


def fields() -> list[tuple[str, Field]]:
    """Every field of a profile with the list that it belongs to."""
    shape = kind_named("qualification").shape
    return [("", one) for one in shape.fields] + [(rows.key, one) for rows in shape.rows for one in rows.fields]


def with_value(rows: str, field: Field, value: Any) -> dict[str, Any]:
    """The record with one value put in the place of another."""
    record = deepcopy(RECORD)
    put_at(record[rows][0] if rows else record, field.at("de"), value)
    return record


def dumped(*records: Any) -> bytes:
    """As YAML."""
    return yaml.safe_dump_all(records, allow_unicode=True, sort_keys=False).encode()


def yaml_files() -> Iterator[File]:
    """YAML: wrong types at every level, then what is no YAML at all, then what is odd and may come in."""
    for rows, field in fields():
        place = f"{rows} {field.path}"
        yield f"mapping at {place}", "a.yaml", dumped(with_value(rows, field, {"x": {"y": "z"}})), True
        if field.type is not Type.LINES:
            yield f"list at {place}", "a.yaml", dumped(with_value(rows, field, [["x"]])), True
            yield f"too long at {place}", "a.yaml", dumped(with_value(rows, field, "x" * 20_001)), True
        if field.type in WRONG:
            yield f"wrong {place}", "a.yaml", dumped(with_value(rows, field, WRONG[field.type])), True
        if field.required:
            yield f"without {place}", "a.yaml", dumped(with_value(rows, field, None)), True
    for name in ("units", "bodies", "sources", "cites", "texts", "level", "certificate", "legal_basis"):
        for wrong in ("text", "7", ["a", "b"], {"x": "y"}, [["a"]], [None]):
            yield f"{name}: {wrong}", "a.yaml", dumped({**RECORD, name: wrong}), True
    plain = dumped(RECORD).decode()
    broken = {
        "not UTF-8": plain.encode("utf-16"),
        "Latin-1": plain.replace("Monter", "Montér").encode("latin-1"),
        "cut in a letter": "slug: ä".encode()[:-1],
        "NUL": plain.replace("Monter", "Mon\0ter").encode(),
        "NUL escaped": plain.replace("title: Monter", 'title: "Mon\\0ter"').encode(),
        "half a character": plain.replace("title: Monter", 'title: "Mon\\ud800ter"').encode(),
        "control": plain.replace("Monter", "Mon\x07ter").encode(),
        "bomb": b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
        "alias": b"slug: &x pl-x\ntitle: *x",
        "merge": b"<<: {slug: pl-x}\ntitle: X",
        "tag": b"slug: !!int '5'",
        "python": b"slug: !!python/object/apply:os.system ['true']",
        "own tag": b"slug: !x y",
        "binary": b"slug: !!binary aGk=",
        "set": b"!!set {a, b}",
        "deep list": b"a: " + b"[" * 3000 + b"]" * 3000,
        "deep mapping": b"{a: " * 500 + b"}" * 500,
        "unclosed": b"a: [1",
        "tab": b"slug: x\n\ttitle: y",
        "only text": b"hello",
        "only a list": b"- a\n- b",
        "a number": b"42",
        "empty": b"",
        "blanks": b" \n \n",
        "only a comment": b"# nothing",
        "only ---": b"---\n---\n",
        "key twice": plain.replace("lang: pl", "lang: pl\nlang: de").encode(),
        "key of a list": b"? [a, b]\n: x",
        "key of a mapping": b"{{a: b}: c}",
        "unknown key": (plain + "titel: x\n").encode(),
        "unknown key in a unit": plain.replace("hours: 40", "hourz: 40").encode(),
        "huge": b"x" * (5 * 1024 * 1024 + 1),
        "huge number": plain.replace("eqf: 3", f"eqf: {'9' * 5000}").encode(),
        "1e308": plain.replace("eqf: 3", "eqf: 1e308").encode(),
        ".nan": plain.replace("eqf: 3", "eqf: .nan").encode(),
        ".inf": plain.replace("eqf: 3", "eqf: -.inf").encode(),
        "true": plain.replace("eqf: 3", "eqf: true").encode(),
        "9": plain.replace("eqf: 3", "eqf: 9").encode(),
        "unit twice": dumped({**RECORD, "units": [{"no": "1", "title": "A"}, {"no": "1", "title": "B"}]}),
        "record twice": dumped(RECORD, RECORD),
        "other kind": dumped({"about": {"kind": "country"}, **RECORD}),
        "newer format": dumped({"about": {"format": "9"}, **RECORD}),
        "about a text": dumped({"about": "x", **RECORD}),
        "about a list": dumped({"about": ["x"], **RECORD}),
        "source unknown": dumped({**RECORD, "cites": {"level": ["s9"]}}),
        "source without title": dumped({**RECORD, "sources": {"s1": {}}}),
        "accessed a year": dumped({**RECORD, "sources": {"s1": {"title": "x", "accessed": "2026"}}}),
        "no such day": dumped({**RECORD, "valid_from": "2019-02-30"}),
        "too many records": b"---\n".join([b"slug: a\n"] * 501),
        "too many units": dumped({**RECORD, "units": [{"no": str(n), "title": "x"} for n in range(2001)]}),
        "XML": b"<?xml version='1.0'?><a/>",
        "JSON cut": b'{"slug": "pl-x", ',
        "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
        "zip": b"PK\3\4\0\0",
        "statement too long": dumped({**RECORD, "cites": {"x" * 61: ["s1"]}}),
        "units of nothing": dumped({**RECORD, "units": [{}]}),
    }
    yield from ((name, "a.yaml", content, True) for name, content in broken.items())
    odd = {
        "CRLF": plain.replace("\n", "\r\n").encode(),
        "BOM": plain.encode("utf-8-sig"),
        "RTL marks": dumped({**RECORD, "title": "‮retnoM‏"}),
        "JSON": b'{"slug": "pl-x", "country": "PL", "title": "X", "lang": "pl", "kind": "initial"}',
        "formula": dumped({**RECORD, "title": "=1+1"}),
        "emoji": dumped({**RECORD, "title": "🛠" * 100}),
    }
    yield from ((name, "a.yml", content, False) for name, content in odd.items())
    for name in ("a.yaml.exe", "a.csv", "a", ".yaml.txt", "a.xls", "a.xlsm", "a.ods", ""):
        yield f"named {name}", name, dumped(RECORD), True


def sheet(*records: dict[str, Any], about: dict[str, str] | None = None) -> bytes:
    """As a workbook of the portal."""
    return workbook_of(
        tables_of([(str(one["slug"]), one, "") for one in records], kind_named("qualification").shape, about or {})
    )


def edited(change: Callable[[Any], Any]) -> bytes:
    """The workbook of one record after somebody edited it."""
    book = load_workbook(io.BytesIO(sheet(RECORD)))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def put(name: str, cell: str, value: Any) -> Callable[[Any], Any]:
    """Write one cell."""
    return lambda book: book[name][cell].__setattr__("value", value)


def repacked(change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None) -> bytes:
    """The workbook with parts changed or left out."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet(RECORD))) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return file.getvalue()


def sheet_files() -> Iterator[File]:
    """Workbooks: wrong values, moved and missing columns and sheets, formulas, and what is no workbook at all."""
    for rows, field in fields():
        name = rows or "Records"
        wrong = WRONG.get(field.type, "x" * 20_001)
        if field.type is Type.LINES:
            continue
        record = with_value(rows, field, wrong)
        yield f"wrong {rows} {field.path}", "a.xlsx", sheet(record), True
        column = [one.value for one in load_workbook(io.BytesIO(sheet(RECORD)))[name][1]].index(field.at("de")) + 1
        yield (
            f"formula {rows} {field.path}",
            "a.xlsx",
            edited(lambda book, name=name, column=column: book[name].cell(3, column).__setattr__("value", "=1+1")),
            True,
        )
    changes: dict[str, Callable[[Any], Any]] = {
        "no Records": lambda book: book.remove(book["Records"]),
        "Records renamed": lambda book: book["Records"].__setattr__("title", "records"),
        "unknown sheet": lambda book: book.create_sheet("Notizen").append(["x", "y"]) or book["Notizen"].append(["a"]),
        "column shifted": lambda book: book["Records"].insert_cols(4, 1) or put("Records", "D3", "x")(book),
        "cells shifted": lambda book: book["Records"].move_range("C3:H3", cols=1),
        "header shifted": lambda book: book["Records"].move_range("C1:H1", cols=1),
        "header lost": lambda book: book["Records"].delete_rows(1),
        "column without name": lambda book: put("Records", "D1", None)(book),
        "column unknown": lambda book: put("Records", "D1", "titel")(book),
        "column twice": lambda book: put("Records", "E1", "title")(book),
        "no column record": lambda book: book["units"].delete_cols(1),
        "no column order": lambda book: book["units"].delete_cols(2),
        "no column key": lambda book: book["Sources"].delete_cols(2),
        "row of nobody": lambda book: put("units", "A3", "pl-nobody")(book),
        "source of nobody": lambda book: put("Sources", "A3", "pl-nobody")(book),
        "source without key": lambda book: put("Sources", "B3", None)(book),
        "order of words": lambda book: put("units", "B3", "first")(book),
        "order negative": lambda book: put("units", "B3", -1)(book),
        "order 1e308": lambda book: put("units", "B3", 1e308)(book),
        "merged": lambda book: book["Records"].merge_cells("B3:E3"),
        "unit twice": lambda book: put("units", "C4", "1")(book),
        "error": lambda book: put("Records", "D3", "#N/A")(book) or book["Records"]["D3"].__setattr__("data_type", "e"),
        "1e308": lambda book: put("units", "G3", 1e308)(book),
        "boolean": lambda book: put("units", "G3", True)(book),
        "a half": lambda book: put("units", "G3", 2.5)(book),
        "negative": lambda book: put("units", "G3", -3)(book),
        "day as hours": lambda book: put("units", "G3", datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None))(book),
        "all rows gone": lambda book: book["Records"].delete_rows(3),
        "other kind": lambda book: book["About"].append(["kind", "country"]),
        "newer format": lambda book: put("About", "B2", "9")(book),
        "record twice": lambda book: book["Records"].append([cell.value for cell in book["Records"][3]]),
        "beyond the header": lambda book: book["Records"].cell(3, 60).__setattr__("value", "x"),
        "NUL escaped": lambda book: put("Records", "D3", "Mon_x0000_ter")(book),
        "half a character": lambda book: put("Records", "D3", "Mon_xD800_ter")(book),
    }
    refused = dict.fromkeys(changes, True)
    yield from ((name, "a.xlsx", edited(change), refused[name]) for name, change in changes.items())
    fine: dict[str, Callable[[Any], Any]] = {
        "no units": lambda book: book.remove(book["units"]),
        "no About": lambda book: book.remove(book["About"]),
        "RTL marks": lambda book: put("Records", "D3", "‮retnoM‏")(book),
        "a number as title": put("Records", "D3", 2019),
        "a day as date": put("Records", "V3", datetime(2019, 9, 1, tzinfo=UTC).replace(tzinfo=None)),
        "an empty sheet": lambda book: book.create_sheet("Leer"),
        "columns gone": lambda book: book["Records"].delete_cols(20, 30),
        "a row for people": lambda book: book["Records"].append(["# x", "y"]),
    }
    yield from ((name, "a.xlsx", edited(change), False) for name, change in fine.items())
    yield from packages()


def packages() -> Iterator[File]:
    """What only calls itself a workbook."""
    whole = sheet(RECORD)
    for share in range(1, 16):
        yield f"cut at {share}/16", "a.xlsx", whole[: len(whole) * share // 16], True
    chance = random.Random(4)
    for number in range(15):
        content = bytearray(whole)
        for _hit in range(40):
            content[chance.randrange(len(content))] = chance.randrange(256)
        yield f"damaged {number}", "a.xlsx", bytes(content), True
    empty = io.BytesIO()
    Workbook().save(empty)
    parts = {name: content for name, content in _parts(whole).items() if name.endswith(".xml")}
    for name in parts:
        if name.startswith(("xl/work", "[Content")):
            lost = repacked(lambda part, content, name=name: None if part == name else content)
            # Without a sheet of rows those rows stay as they are; without the records there is nothing to import.
            yield f"without {name}", "a.xlsx", lost, name[-10:] not in {f"sheet{n}.xml" for n in (2, 3, 4, 5)}
            torn = repacked(lambda part, content, name=name: b"<a" if part == name else content)
            yield f"{name} is no XML", "a.xlsx", torn, True
    entity = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    yield "entity", "a.xlsx", repacked(lambda name, content: entity if "sheet1" in name else content), True
    yield "macros", "a.xlsx", repacked(lambda _name, content: content, {"xl/vbaProject.bin": b"x"}), True
    yield "climbs out", "a.xlsx", repacked(lambda _name, content: content, {"../../x": b"x"}), True
    yield "bomb", "a.xlsx", repacked(lambda _name, content: content, {"xl/x.xml": b"<a>" + b" " * 60_000_000}), True
    for name, content in {
        "an empty workbook": empty.getvalue(),
        "nothing": b"",
        "text": b"slug,title\npl,x",
        "CSV": b"a;b;c\n1;2;3",
        "HTML": b"<table></table>",
        "old Excel": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "zip of nothing": b"PK\5\6" + b"\0" * 18,
        "YAML": dumped(RECORD),
        "too large": whole + b"\0" * (5 * 1024 * 1024),
        "blanks": b"   ",
        "PDF": b"%PDF-1.7",
    }.items():
        yield name, "a.xlsx", content, True
    for name in ("a.xls", "a.xlsm", "a.yaml", "a.zip", "xlsx", "a.xlsx.exe"):
        yield f"named {name}", name, whole, True


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}
