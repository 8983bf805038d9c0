"""The gallery in a real browser: axe, narrow and wide, light and dark, three languages, print."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, expect, sync_playwright

pytestmark = pytest.mark.journey
CHROMIUM = next((p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(p).exists()), "")
LANGUAGES = [("de", "de"), ("en", "en"), ("ar", "ar")]
TEXT_SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""  # WCAG 2.2, 1.4.12


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own with stand-in pages; it touches no database."""
    changed = {
        "ROOT_URLCONF": "tests.design.urls",
        "LANGUAGES": LANGUAGES,
        "ALLOWED_HOSTS": ["*"],
        "STATIC_ROOT": tmp_path_factory.mktemp("static"),
    }
    with override_settings(**changed):
        server = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
        server.daemon = True
        server.start()
        server.is_ready.wait()
        assert not server.error
        yield f"http://127.0.0.1:{server.port}"
        server.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium here")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield chromium
        chromium.close()


def opened(browser: Browser, url: str, width: int = 1280, **options) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}, **options).new_page()
    page.goto(url, wait_until="networkidle")
    return page


def overflow(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["/de/design/", "/ar/design/", "/en/design/form/"])
def test_no_violation_and_no_overflow(browser, address, path, width, scheme):
    page = opened(browser, address + path, width, color_scheme=scheme)
    if path.endswith("form/"):
        page.click("main button[type=submit]")
        expect(page).to_have_title(re.compile("^Error:"))
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert not overflow(page)
    page.context.close()


def test_text_spacing_breaks_nothing(browser, address):
    page = opened(browser, f"{address}/de/design/", 320, bypass_csp=True)
    page.add_style_tag(content=TEXT_SPACING)
    assert not overflow(page)
    page.context.close()


def test_targets_are_24_pixels_unless_they_stand_in_a_sentence(browser, address):
    page = opened(browser, f"{address}/de/design/", 320)
    small = page.evaluate(
        """() => [...document.querySelectorAll("a, button, summary, input, select, textarea")].filter((e) => {
            const r = e.getBoundingClientRect();
            const inSentence = getComputedStyle(e).display === "inline";
            return r.width && !inSentence && (r.height < 24 || r.width < 24);
        }).map((e) => e.outerHTML)"""
    )
    assert small == []
    page.context.close()


def test_every_stop_of_the_keyboard_shows_its_focus(browser, address):
    page = opened(browser, f"{address}/de/design/")
    seen = set()
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
            return [e === document.body, e.outerHTML.slice(0, 200), s.outlineStyle !== "none" && s.outlineWidth]; }"""
        )
        if stop[0] or (stop[1] in seen and len(seen) > 60):
            break
        seen.add(stop[1])
        assert stop[2], stop[1]
    assert len(seen) > 30
    page.context.close()


def test_text_of_the_diagram_stays_in_its_boxes(browser, address):
    for language in ("de", "ar"):
        page = opened(browser, f"{address}/{language}/design/")
        outside = page.evaluate(
            """() => [...document.querySelectorAll(".bq-diagram g")].flatMap((group) => {
                const box = group.querySelector("rect").getBBox();
                return [...group.querySelectorAll("text")].filter((text) => {
                    const t = text.getBBox();
                    return t.x < box.x || t.x + t.width > box.x + box.width
                        || t.y < box.y || t.y + t.height > box.y + box.height;
                }).map((text) => text.textContent);
            })"""
        )
        assert outside == []
        page.context.close()


def test_the_theme_follows_the_system_and_the_attribute_overrides_it(browser, address):
    page = opened(browser, f"{address}/de/design/", color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.evaluate("document.documentElement.dataset.kernTheme = 'dark'")
    assert page.evaluate(ground) != light
    page.context.close()
    page = opened(browser, f"{address}/de/design/", color_scheme="dark")
    assert page.evaluate(ground) != light
    page.evaluate("document.documentElement.dataset.kernTheme = 'light'")
    assert page.evaluate(ground) == light
    page.context.close()


def test_nothing_moves_for_readers_who_asked_for_calm(browser, address):
    page = opened(browser, f"{address}/de/design/", reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    page.context.close()


def test_print_leaves_out_what_paper_cannot_do_and_fits_a4(browser, address):
    page = opened(browser, f"{address}/de/design/", 680)
    page.emulate_media(media="print")
    for hidden in (".bq-nav", ".bq-languages", ".bq-search", ".bq-pagination"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator(".bq-compare").is_visible()
    assert not overflow(page)
    assert page.pdf(format="A4", tagged=True).startswith(b"%PDF")
    page.context.close()


def test_suggestions_are_a_combobox(browser, address):
    page = opened(browser, f"{address}/de/design/")
    box = page.locator("#search-box")
    box.type("m")
    assert box.get_attribute("aria-expanded") == "false"
    box.type("ech")
    options = page.locator("#search-box-list [role=option]")
    options.first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert options.count() == 3
    assert options.nth(2).text_content() == "<b>&amp;", "text stays text"
    assert Axe().run(page).violations_count == 0
    box.press("ArrowDown")
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "mech"
    box.press("ArrowDown")
    options.first.wait_for()
    box.press("ArrowUp")
    box.press("Enter")
    page.wait_for_url("**/found/?second")
    page.context.close()


def test_the_search_box_works_without_javascript(browser, address):
    page = opened(browser, f"{address}/de/design/", java_script_enabled=False)
    page.fill("#search-box", "technik")
    page.press("#search-box", "Enter")
    assert page.url == f"{address}/de/search/?q=technik"
    page.context.close()


def test_a_first_visit_loads_less_than_120_kb_and_only_from_here(browser, address):
    page = browser.new_context().new_page()
    sizes: dict[str, int] = {}
    page.on("response", lambda r: sizes.update({r.url: len(r.body())}))
    page.goto(f"{address}/de/design/", wait_until="networkidle")
    assert all(url.startswith(address) for url in sizes)
    fonts = [url for url in sizes if url.endswith(".woff2")]
    assert not [url for url in fonts if "latin-ext" in url], "the European subset is enough"
    assert sum(sizes[url] for url in fonts) < 70_000
    page.context.close()
