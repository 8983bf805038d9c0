import os
import pytest
from playwright.sync_api import sync_playwright
from axe_playwright_python.sync_playwright import Axe
from tests.journeys.conftest import CHROMIUM, QUIET
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
from django.conf import settings
from pathlib import Path
Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)

@pytest.mark.django_db(transaction=True)
def test_shot(live_server, portal):
    slug = portal.qualification.slug
    pages = {"rec": "/figures/recognition/", "por": "/figures/portal/", "idx": "/figures/", "embed": f"/embed/?qualification={slug}",
             "finder": "/embed/finder/", "card": f"/embed/qualifications/{slug}/", "qual": f"/qualifications/{slug}/"}
    with sync_playwright() as p:
        b = p.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for lang in ("de", "fa"):
            for name, path in pages.items():
                for scheme in ("light", "dark"):
                    c = b.new_context(color_scheme=scheme, viewport={"width": 360, "height": 640}, bypass_csp=True)
                    page = c.new_page()
                    page.goto(f"{live_server.url}/{lang}{path}")
                    page.wait_for_load_state("networkidle")
                    wide = page.evaluate("document.documentElement.scrollWidth")
                    r = Axe().run(page, options={"iframes": False})
                    if r.violations_count or wide > 360:
                        print(lang, name, scheme, wide, [(v["id"], [n["html"][:150] for n in v["nodes"]][:3]) for v in r.response["violations"]])
                    if scheme == "light" or name in ("finder", "card"):
                        page.screenshot(path=f"/tmp/eshots/{name}-{lang}-{scheme}.png", full_page=True)
                    c.close()
        b.close()
        b = p.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        c = b.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=True)
        page = c.new_page()
        page.on("console", lambda m: print("CONSOLE", m.text[:200]))
        page.goto(f"{live_server.url}/en/embed/?qualification={slug}&theme=dark")
        page.wait_for_load_state("networkidle")
        page.screenshot(path="/tmp/eshots/embed-wide.png", full_page=True)
        # another site's page
        other = c.new_page()
        other.on("console", lambda m: print("CONSOLE2", m.text[:200]))
        body = f'<h1>Other</h1><iframe name="one" src="{live_server.url}/en/embed/finder/" width=400 height=300></iframe><iframe name="two" src="{live_server.url}/en/glossary/" width=400 height=300></iframe>'
        other.route("http://other.example/", lambda r: r.fulfill(body=body, content_type="text/html"))
        other.goto("http://other.example/")
        other.wait_for_timeout(1500)
        other.screenshot(path="/tmp/eshots/other.png")
        f = other.frame("one"); print("TWO", other.frame("two").url)
        f.fill("#title", "mechatronik", timeout=5000)
        with c.expect_page() as pop:
            f.click("button")
        pop.value.wait_for_load_state()
        print("POPUP", pop.value.url)
        for name, path in pages.items():
            pg = c.new_page(); pg.goto(f"{live_server.url}/en{path}")
            fs = pg.evaluate("document.documentElement.scrollHeight")
            print(name, "height", fs)
        b.close()
