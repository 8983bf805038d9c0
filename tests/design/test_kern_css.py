"""The reduction of the KERN stylesheet, on small sheets."""

import pytest

from bqportal.design.kern_css import ADDITIONS, font_faces, reduced, with_icon_files


def css_of(kern: str, utilities: str = "", additions: str = "") -> str:
    return reduced(kern, utilities=utilities, additions=additions).css


def test_white_space_and_comments_go():
    assert css_of("/* a */ .a ,\n .b > c {\n color : red ;\n margin: 0  1px; }") == ".a,.b>c{color:red;margin:0 1px}"


def test_a_utility_goes_only_under_its_own_condition():
    kern = ".u{color:red}@media (min-width:1px){.u{color:red}.k{color:red}}"
    assert css_of(kern, ".u{color:red}") == "@media (min-width:1px){.u{color:red}.k{color:red}}"
    assert css_of(kern, "@media (min-width:1px){.u{color:red}}") == ".u{color:red}@media (min-width:1px){.k{color:red}}"


def test_tokens_stay_though_the_utilities_name_the_root_too():
    assert css_of(":root{--a:1px}", ":root{--a:1px}") == ":root{--a:1px}"


def test_sides_become_logical_also_inside_conditions_and_are_counted():
    result = reduced("@media print{.a{margin-left:1px;color:red}}", utilities="", additions="")
    assert result.css == "@media print{.a{margin-inline-start:1px;color:red}}"
    assert result.made_logical == 1


def test_key_frames_fonts_and_strings_survive():
    frames = "@keyframes r{0%{opacity:0}100%{opacity:1}}"
    face = '@font-face{font-family:"A b";src:url(x.woff2)}'
    text = '.a::after{content:"a;b}"}'
    assert css_of(frames + face + text) == frames + face + text


def test_white_icons_take_the_text_colour_in_forced_colours_only():
    plain = ".i{color:var(--kern-color-white)}"
    forced = "@media (forced-colors: active){{.i{{background-color:{}!important}}}}"
    kern = plain + forced.format("var(--kern-color-white)")
    assert css_of(kern) == plain + forced.format("CanvasText")


def test_a_repeated_declaration_is_written_once_and_the_last_place_counts():
    assert css_of(".a{color:red;color:blue;color:red}") == ".a{color:blue;color:red}"


def test_broken_css_is_refused():
    with pytest.raises(ValueError, match="stylesheet"):
        css_of(".a{color red}")


def test_the_additions_bring_reduced_motion_and_print():
    css = css_of("", additions=ADDITIONS)
    assert "prefers-reduced-motion" in css
    assert "@media print" in css


def test_pictures_move_into_files_named_after_their_icon():
    one, two = (f"url(\"data:image/svg+xml,%3Csvg id='{n}'/%3E\")" for n in (1, 2))
    sheet = ".x{{mask:{}}}.kern-icon--add{{mask:{}}}.y{{mask:{}}}"
    css, files = with_icon_files(sheet.format(two, one, one), folder="icons")
    other = next(name for name in files if name != "add.svg")
    assert files["add.svg"] == b"<svg id='1'/>"
    assert css == sheet.format(f"url(icons/{other})", "url(icons/add.svg)", "url(icons/add.svg)")


def test_only_the_wanted_font_subsets_are_named():
    files = "url(./files/f-{0}-400-normal.woff2) format('woff2'),url(./files/f-{0}-400-normal.woff)"
    css = "".join(
        f"@font-face{{font-family:'F';src:{files.format(subset)};unicode-range:U+1}}"
        for subset in ("latin", "latin-ext", "greek")
    )
    assert font_faces(css, family="f", subsets=("latin",), folder="fonts") == (
        '@font-face{font-family:"F";src:url(fonts/f-latin-400-normal.woff2) format("woff2");unicode-range:U+1}'
    )
