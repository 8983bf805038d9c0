"""Recognition cases by hand: from the intake to a result that helps the next case worker, and what nobody else sees."""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.journeys.case_work import LEAD, PROGRAMME, REFUSES, Desk, case_pages, cases_in, today
from tests.journeys.portal import Portal
from tests.journeys.reader import DESKTOP, HEIGHT, PHONE, Reader, arrive, reading, unfold
from tests.journeys.test_accessibility import WIDER, violations
from tests.journeys.test_budgets import FIRST_VIEW, SCRIPTS, STYLES, sum_of
from tests.journeys.test_work_area import wear
from tests.journeys.work import Work

CRAFT, SECOND, TRADE = "example-craft", "example-craft2", "example-trade"
REASON = "Der Lehrplan weist diese Inhalte aus."
OFFICE = "Ausländerbehörde Musterstadt (erfunden)"


@pytest.fixture(scope="module")
def cases(portal: Portal, work: Work) -> Work:
    """The people of the example, their cases, and what the pages of cases need besides."""
    return cases_in(portal, work)


@contextmanager
def desk(
    browser: Browser, address: str, cases: Work, name: str, *, scripts: bool = True, language: str = "de"
) -> Iterator[Desk]:
    """A case worker who has signed in, with a browser of her own."""
    with reading(browser, address, signs_in=True, java_script_enabled=scripts) as reader:
        cases.sign_in(reader, name, language)
        yield Desk(reader, language)


def take_in(desk: Desk, received: date, **more: str) -> str:
    """Intake by the form, with the certificate missing; returns the person's name. Ends in the application."""
    name = f"Beispiel-{secrets.token_hex(4)}"
    desk.open()
    desk.follow("/cases/new/")
    desk.date("received_on", received)
    desk.fill(
        applicant_given_names="Ida", applicant_family_name=name, applicant_citizenship="PL", applicant_language="pl",
        applicant_sex="female", applicant_street="Beispielweg 1", applicant_postcode="00000",
        applicant_city="Beispielstadt", applicant_country="DE", training_title="Technik mechatronik",
        training_language="pl", training_institution="Przykładowe Technikum", training_country="PL", **more,
    )  # fmt: skip
    desk.date("applicant_birth_date", date(1990, 5, 17))
    desk.date("training_certified_on", date(2012, 8, 31))
    for kind in ("cv", "identity", "declaration"):
        desk.fill(arrived=kind)
    desk.send()
    desk.page.wait_for_url("**/application/")
    desk.case = desk.page.url.split("/cases/")[1].split("/")[0]
    return name


def choose(desk: Desk) -> None:
    """Profile and reference occupation, as the portal proposes them."""
    desk.fill(profile=PROGRAMME, occupation="mechatroniker")
    desk.send()
    desk.page.wait_for_url(f"**/cases/{desk.case}/")


def acknowledge(desk: Desk) -> None:
    """The first letter: what arrived, and what is missing."""
    desk.open()
    desk.follow("/step/acknowledge/")
    desk.send()
    sheet = desk.main.inner_text()
    assert "§ 5 Abs. 1 Nr. 3" in sheet, "the certificate is asked for"
    assert desk.issue().startswith(b"%PDF")


def complete(desk: Desk) -> None:
    """The certificate arrives with its translation; the decision period begins."""
    desk.open()
    desk.follow("/documents/")
    links = [str(link.get_attribute("href")) for link in desk.main.locator("tbody th a").all()]
    for link in links:
        desk.page.goto(desk.reader.address + link)
        if desk.main.locator("[name=kind]").input_value() == "certificate":
            desk.fill(state="accepted", translation="arrived")
            desk.date("arrived_on", today())
            desk.send()
    desk.open()
    desk.follow("/step/complete/")
    desk.send()


def compare(desk: Desk) -> None:
    """Begin the comparison."""
    desk.open()
    desk.follow("/comparison/")
    desk.send("form[action$='/comparison/begin/']")


def suspend(desk: Desk) -> None:
    """Ask for information about the open positions; the answer arrives."""
    desk.open()
    desk.follow("/step/suspend/")
    desk.fill(kind="information")
    desk.send()
    desk.fill(wanted="Stundentafel des dritten Jahres", kind="information", reason="Sonst bleiben Positionen offen.")
    desk.date("until", today() + timedelta(30))
    desk.send()
    assert desk.issue().startswith(b"%PDF")
    desk.open()
    desk.follow("/step/resume/")
    desk.fill(result="arrived")
    desk.send()


def answer(desk: Desk) -> None:
    """Everything but two positions in one go; the two with their three limbs; then the questions."""
    desk.open("comparison/?show=several")
    unfold(desk.page)
    rows = desk.main.locator("fieldset.case-several")
    number = rows.count()
    assert number > 5
    for row in rows.all()[2:]:
        row.locator("[name=finding]").check()
        row.locator("[name^='trainings-']").first.check()
    desk.fill(reason=REASON)
    desk.send()
    desk.open("comparison/?show=open")
    arrive(desk.main.locator("tbody th a").first)
    for _ in range(2):
        desk.page.locator("[name=differs_reason]").wait_for()
        desk.fill(
            differs="yes", differs_reason="Im Lehrplan nicht enthalten.", essential="yes",
            essential_reason="Kern der Tätigkeit.", compensated="no",
            compensated_reason="Weder Zeugnisse noch Arbeitgeber belegen es.",
        )  # fmt: skip
        desk.send()
    desk.open("comparison/")
    desk.follow("/comparison/questions/")
    desk.fill(
        certificate="yes", certificate_reason="Prüfungszeugnis des Staates.", activities="yes",
        activities_reason="Vergleichbare Tätigkeiten.",
    )  # fmt: skip
    desk.send()


def draft(desk: Desk, outcome: str) -> str:
    """Draft what follows from the answers, and its notice; returns where the notice is."""
    desk.open()
    desk.follow("/step/draft/")
    assert desk.main.locator("[name=outcome]:checked").input_value() == outcome
    desk.send()
    if "/notices/new/" in desk.page.url:
        desk.send()
    assert "/notices/" in desk.page.url
    return desk.page.url


def write_what_lacks(desk: Desk) -> None:
    """What the law demands and only a person knows, until the page says that nothing lacks."""
    notice, lacking = desk.page.url, desk.main.locator(".bq-notice--warning a[href*='/trainings/']")
    if lacking.count():
        arrive(lacking.first)
        desk.page.locator("[name=months]").wait_for()
        desk.fill(months="48", prior_schooling="Pflichtschule")
        desk.date("began", date(2008, 9, 1))
        desk.date("ended", date(2012, 8, 31))
        desk.send()
        desk.page.goto(notice)
    texts = "form:has([name=seen])"
    for field in desk.main.locator(f"{texts} textarea").all():
        if not field.input_value():
            field.fill("Erfunden: Anpassungsqualifizierung in einem Betrieb.")
    desk.send(texts)
    warnings = desk.main.locator(".bq-notice--warning")
    assert not warnings.count(), warnings.inner_text()


def approve(desk: Desk, case: str) -> None:
    """The second person reads and approves."""
    desk.case = case
    desk.open()
    desk.follow("/step/approve/")
    arrive(desk.main.locator("tbody th a").first)
    desk.send("form[action$='/approve/']")


def share(desk: Desk) -> None:
    """The result helps the next case worker."""
    desk.open("precedents/")
    desk.follow("/share/")
    desk.fill(approves="on")
    desk.send()
    assert desk.main.locator("[name=act][value=withdraw]").count() == 1


def test_from_an_application_to_a_shared_result(browser: Browser, address: str, cases: Work, scripts: bool) -> None:
    with ExitStack() as stack:
        first, second = (
            stack.enter_context(desk(browser, address, cases, name, scripts=scripts)) for name in (CRAFT, SECOND)
        )
        name = take_in(first, today() - timedelta(20))
        choose(first)
        assert name in first.main.inner_text()
        acknowledge(first)
        complete(first)
        compare(first)
        suspend(first)
        answer(first)
        notice = draft(first, "partial")
        write_what_lacks(first)
        assert first.main.locator("form[action$='/issue/']").count() == 0, "one person alone issues no decision"
        approve(second, first.case)
        first.page.goto(notice)
        assert first.issue().startswith(b"%PDF")
        first.open()
        first.follow("/step/notify/")
        first.send()
        share(first)


def test_an_accelerated_case_speaks_to_the_immigration_office(browser: Browser, address: str, cases: Work) -> None:
    """Two weeks and two months, § 14a BQFG; letters go to the office that asked."""
    with desk(browser, address, cases, CRAFT, language="en") as worker:
        more = {"case_is_accelerated": "on", "case_immigration_office": f"{OFFICE}\nAmtsplatz 1\n00000 Musterstadt"}
        take_in(worker, today() - timedelta(5), **more)
        choose(worker)
        acknowledge(worker)
        assert OFFICE in worker.main.inner_text()
        complete(worker)
        worker.open("clock/")
        reasoning = worker.main.text_content() or ""
        for words in ("2 weeks (§ 14a (2)", "2 months (§ 14a (3)"):
            assert words in reasoning, words


def test_a_regulated_case_ends_with_a_measure(browser: Browser, address: str, cases: Work) -> None:
    """§§ 10, 11 BQFG: the differences lead to a measure, which is written down before a decision can be drafted."""
    with ExitStack() as stack:
        first, second = (stack.enter_context(desk(browser, address, cases, name)) for name in (CRAFT, SECOND))
        first.case = str(cases.places["case_regulated"])
        first.open("comparison/questions/")
        first.fill(measure="Anpassungslehrgang von drei Monaten oder Eignungsprüfung in den genannten Inhalten.")
        first.send()
        notice = draft(first, "measure")
        write_what_lacks(first)
        approve(second, first.case)
        first.page.goto(notice)
        assert first.issue().startswith(b"%PDF")
        first.open()
        first.follow("/step/notify/")
        first.send()
        first.follow("/step/begin_measure/")
        first.fill(reason="Anpassungslehrgang, Beispielwerk")
        first.send()
        first.follow("/step/finish_measure/")
        first.fill(result="passed")
        first.send()
        draft(first, "full_after_measure")


def test_another_body_sees_nothing_of_a_case(browser: Browser, address: str, cases: Work) -> None:
    with desk(browser, address, cases, TRADE) as stranger:
        stranger.reader.expects = {404}
        for name, path in case_pages().items():
            if "{case" in path and not path.startswith("figures/"):
                answer = stranger.reader.page.goto(f"{address}/de/{cases.address(path)}")
                assert answer is not None
                assert answer.status == 404, name
        stranger.reader.expects = set()
        for path in (
            "search/?q=Beispielowska",
            "workspace/cases/?tab=open&q=Beispielowska",
            "workspace/records/?q=Beispielowska",
        ):
            page = stranger.reader.open(path)
            assert page.locator("main a", has_text="Beispielowska").count() == 0, path
        stranger.open()
        assert stranger.main.locator("tbody").count(), "she has cases of her own"


@pytest.fixture(scope="module")
def lead(browser: Browser, address: str, cases: Work) -> Iterator[Reader]:
    """Somebody who works on cases and manages the body, signed in; one for all pages."""
    with reading(browser, address, signs_in=True, reduced_motion="reduce") as reader:
        cases.sign_in(reader, LEAD)
        yield reader


def stands(page: Page, width: int, theme: Literal["light", "dark"]) -> None:
    """Nothing sticks out, and axe finds nothing."""
    page.set_viewport_size({"width": width, "height": HEIGHT[width]})
    wear(page, theme)
    assert page.evaluate(WIDER) == [], (page.url, width)
    assert violations(page) == [], (page.url, width, theme)


@pytest.mark.parametrize("name", case_pages())
def test_no_violation_and_no_overflow(lead: Reader, cases: Work, name: str) -> None:
    """With everything unfolded: axe on a wide light page and on a narrow dark one, from left and from right."""
    lead.expects = {REFUSES[name]} if name in REFUSES else set()
    page = lead.open(cases.address(case_pages()[name]), "en")
    unfold(page)
    assert page.locator("h1").count() == 1
    stands(page, DESKTOP, "light")
    page.set_viewport_size({"width": PHONE, "height": HEIGHT[PHONE]})
    assert page.evaluate(WIDER) == [], page.url
    page = lead.open(cases.address(case_pages()[name]), "ar")
    unfold(page)
    stands(page, PHONE, "dark")
    lead.looks_back()


@pytest.mark.parametrize("name", ["case-list", "case-show"])
def test_a_first_view_stays_within_its_budget(browser: Browser, address: str, cases: Work, name: str) -> None:
    """Signed in, and with nothing in the browser's cache."""
    with reading(browser, address, signs_in=True) as reader:
        cases.sign_in(reader, CRAFT)
        cookies = reader.page.context.storage_state()
    with reading(browser, address, signs_in=True, storage_state=cookies) as reader:
        answers: list[Response] = []
        reader.page.on("response", lambda answer: answers.append(answer))
        reader.page.goto(f"{address}/de/{cases.address(case_pages()[name])}", wait_until="networkidle")
        assert "/cases/" in reader.path, "she is signed in"
        sent = [(answer.request.resource_type, sum_of(answer)) for answer in answers]
        assert 0 < sum(size for kind, size in sent if kind == "stylesheet") <= STYLES, sent
        assert sum(size for _, size in sent) <= FIRST_VIEW, sent
        assert sum(size for kind, size in sent if kind == "script") <= SCRIPTS, sent
