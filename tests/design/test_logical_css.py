"""Left and right become start and end."""

import pytest

from bqportal.design.logical_css import Declaration, NotLogicalError, logical


def rewritten(name: str, value: str) -> list[str]:
    return [str(d) for d in logical(Declaration(name, value))]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("margin-left", "1px", ["margin-inline-start:1px"]),
        ("padding-right", "var(--x,2px)", ["padding-inline-end:var(--x,2px)"]),
        ("border-left", "1px solid red", ["border-inline-start:1px solid red"]),
        ("border-right-color", "red", ["border-inline-end-color:red"]),
        ("left", "0", ["inset-inline-start:0"]),
        ("right", "auto", ["inset-inline-end:auto"]),
        ("text-align", "left", ["text-align:start"]),
        ("text-align", "right", ["text-align:end"]),
        ("text-align", "center", ["text-align:center"]),
        ("float", "right", ["float:inline-end"]),
        ("border-top-left-radius", "2px", ["border-start-start-radius:2px"]),
        ("border-bottom-left-radius", "2px", ["border-end-start-radius:2px"]),
        ("margin", "1px 2px", ["margin:1px 2px"]),
        ("margin", "1px 2px 3px 2px", ["margin:1px 2px 3px 2px"]),
        ("margin", "1px 2px 3px 4px", ["margin-block:1px 3px", "margin-inline:4px 2px"]),
        ("padding", "0 0 0 4px", ["padding-block:0", "padding-inline:4px 0"]),
        ("inset", "0 1px 2px 3px", ["inset-block:0 2px", "inset-inline:3px 1px"]),
        (
            "padding",
            "0 var(--a, 1px) 0 calc(2px + 1px)",
            ["padding-block:0", "padding-inline:calc(2px + 1px) var(--a,1px)"],
        ),
        ("border-radius", "0 0 4px 4px", ["border-radius:0 0 4px 4px"]),
        (
            "border-radius",
            "1px 2px",
            [
                "border-start-start-radius:1px",
                "border-start-end-radius:2px",
                "border-end-end-radius:1px",
                "border-end-start-radius:2px",
            ],
        ),
        ("--left", "left", ["--left:left"]),
        ("color", "red", ["color:red"]),
    ],
)
def test_a_declaration_becomes_logical(name, value, expected):
    assert rewritten(name, value) == expected


def test_important_is_kept_when_a_shorthand_splits():
    found = logical(Declaration("margin", "1px 2px 3px 4px", important=True))
    assert [str(d) for d in found] == [
        "margin-block:1px 3px!important",
        "margin-inline:4px 2px!important",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [("background-position", "left 3px top"), ("border-radius", "1px 2px / 3px 4px"), ("transform-origin", "right")],
)
def test_what_has_no_logical_form_is_refused_not_guessed(name, value):
    with pytest.raises(NotLogicalError):
        logical(Declaration(name, value))
