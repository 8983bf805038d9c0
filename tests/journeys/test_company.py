"""A company wants to see at one glance what an applicant's training lacks."""

from tests.journeys.pages import COMPARISON
from tests.journeys.reader import Reader, arrive

WORDLESS = "row => !row.querySelector('.bq-verdict')?.textContent.trim()"


def test_only_differences_leaves_out_what_is_covered(reader: Reader) -> None:
    page = reader.open(f"comparisons/{COMPARISON}/")
    rows = page.locator(".bq-compare tbody tr")
    everything, covered = rows.count(), rows.locator(".bq-verdict--yes").count()
    assert everything == 21
    assert covered, "nothing to leave out"
    arrive(page.locator(".bq-tabs a[href*='only=differences']"))
    page.wait_for_url("**/?only=differences**")
    assert rows.count() == everything - covered
    assert rows.locator(".bq-verdict--yes").count() == 0
    arrive(page.locator(".bq-tabs a:not([aria-current])"))
    page.wait_for_url(lambda url: "only=differences" not in url)
    assert rows.count() == everything


def test_a_finding_is_said_in_words_and_never_by_colour_alone(reader: Reader) -> None:
    page = reader.open(f"comparisons/{COMPARISON}/")
    rows = page.locator(".bq-compare tbody tr")
    assert rows.evaluate_all(f"rows => rows.filter({WORDLESS}).length") == 0


def test_both_sides_say_which_language_they_are_in(reader: Reader) -> None:
    page = reader.open(f"comparisons/{COMPARISON}/", "en")
    assert page.locator(".bq-compare thead [lang=pl][dir=ltr]").count() == 1
    assert page.locator(".bq-compare tbody [lang=pl][dir=ltr]").count() >= 10
    assert page.locator(".bq-compare tbody [lang=de]").count() >= 10
