"""The clock: its steps, its refusals, how near a day is. The days themselves are tested in test_law.py."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from bqportal.procedures.deadlines import (
    ACCELERATED,
    NORMAL,
    REGULATED,
    Event,
    InvalidEventsError,
    Nearness,
    Seat,
    deadlines,
    fiction_day,
    warnings,
)
from bqportal.procedures.happening import ANALYSIS, INFORMATION
from bqportal.procedures.reckoning import ERRORS, HOLIDAYS, cited, words_of, words_of_error
from bqportal.procedures.seats import LANDS, _holidays_in, is_day_of_year
from bqportal.procedures.statutes import begins, statute, statutes

BAVARIA = Seat("BY")
COMPLETE = Event(date(2026, 3, 2), "completed")


def reckoned(*events: Event, regime: str = NORMAL, seat: Seat = BAVARIA, in_eea: bool = False):
    return deadlines(events, regime=regime, seat=seat, in_eea=in_eea)


def rules(*events: Event, **more) -> list[str]:
    return [step.rule for step in reckoned(*events, **more).steps]


def text(*events: Event, **more) -> str:
    with translation.override("en"):
        return "\n".join(words_of(step) for step in reckoned(*events, **more).steps)


def refused(*events: Event, **more) -> InvalidEventsError:
    with pytest.raises(InvalidEventsError) as found:
        reckoned(*events, **more)
    with translation.override("en"):
        assert words_of_error(found.value).startswith(found.value.place)
        assert "%(" not in words_of_error(found.value)
    return found.value


def test_without_events_no_clock_runs():
    found = reckoned()
    assert found.steps == ()
    assert {found.acknowledge_by, found.decide_by, found.decide_by_literal, found.nominal_end, found.remedy_by} == {
        None
    }


def test_no_clock_before_the_documents_are_complete():
    received = Event(date(2026, 3, 2), "received")
    found = reckoned(
        received, Event(date(2026, 3, 9), "suspended", INFORMATION), Event(date(2026, 4, 9), "extended", months=1)
    )
    assert found.decide_by is found.nominal_end is None
    assert found.acknowledge_by == date(2026, 4, 2)
    assert "decide.not_begun" in [step.rule for step in found.steps]


def test_the_steps_tell_the_whole_way_in_words():
    words = text(
        Event(date(2026, 3, 2), "received"), COMPLETE,
        Event(date(2026, 4, 1), "suspended", INFORMATION, date(2026, 4, 28)), Event(date(2026, 4, 20), "resumed"),
        Event(date(2026, 5, 4), "extended", months=2), Event(date(2026, 8, 24), "notified", by="post"),
    )  # fmt: skip
    for part in (
        "does not count (§ 187 (1) BGB)", "3 months (§ 6 (3) sentence 1 BQFG)",
        "20 days more (§ 6 (4) sentence 1 BQFG)",
        "the answer came earlier", "2 months more", "§ 190 BGB", "Saturday", "Monday", "§ 31 (3) VwVfG",
        "By the wording", "28 days more", "day 4 after that", "§ 41 (2) sentence 1 VwVfG", "§ 70 (1), § 74 VwGO",
    ):  # fmt: skip
        assert part in words, part


def test_a_step_names_the_holiday():
    words = text(Event(date(2026, 3, 3), "received"))
    assert "Good Friday" in words
    assert "Sunday" in words
    assert "Easter Monday" in words
    assert "a holiday at this place" in text(
        Event(date(2025, 5, 8), "completed"), seat=Seat("BY", more_holidays=("2025-08-08",))
    )


def test_a_short_month_is_said():
    assert "§ 188 (3) BGB" in text(Event(date(2026, 11, 30), "completed"))
    assert "§ 188 (2) BGB" in text(COMPLETE)


@pytest.mark.parametrize(("regime", "norm"), [(NORMAL, "§ 6 "), (REGULATED, "§ 13 "), (ACCELERATED, "§ 14a ")])
def test_each_procedure_cites_its_own_paragraphs(regime, norm):
    words = text(
        Event(date(2026, 3, 2), "received"), COMPLETE,
        Event(date(2026, 4, 1), "suspended", ANALYSIS, date(2026, 4, 2)), Event(date(2026, 4, 9), "extended", months=1),
        regime=regime,
    )  # fmt: skip
    for part in ("(2) sentence 1 BQFG", "(3) sentence 1 BQFG", "(4) sentence 2 BQFG", "(3) sentence 3 BQFG"):
        assert norm + part in words


def test_norms_are_cited_as_each_language_does():
    with translation.override("de"):
        assert cited("§ 6 Abs. 3 Satz 1 BQFG") == "§ 6 Abs. 3 Satz 1 BQFG"
    with translation.override("en"):
        assert cited("§ 41 Abs. 2a Satz 3 VwVfG") == "§ 41 (2a) sentence 3 VwVfG"
    with translation.override("ar"):
        assert cited("§ 6 Abs. 3 BQFG").strip("\u2068\u2069") == "§ 6 Abs. 3 BQFG"


def test_what_has_no_effect_says_so():
    late = Event(date(2026, 6, 3), "extended", months=1)
    again = Event(date(2026, 5, 5), "extended", months=1), Event(date(2026, 5, 6), "extended", months=1)
    assert "decide.extension_late" in rules(COMPLETE, late)
    assert "decide.extension_again" in rules(COMPLETE, *again)
    assert "decide.extension_short" in rules(COMPLETE, Event(date(2026, 5, 5), "extended", until=date(2026, 6, 2)))
    assert "decide.extension_too_soon" in rules(COMPLETE, Event(date(2026, 2, 5), "extended", months=1))
    assert "decide.suspension_late" in rules(COMPLETE, Event(date(2026, 6, 5), "suspended", "", date(2026, 6, 9)))
    assert "decide.standstill" in rules(COMPLETE, Event(date(2026, 4, 1), "suspended"))
    cut = rules(COMPLETE, Event(date(2026, 5, 5), "extended", months=2), regime=REGULATED, in_eea=True)
    assert "decide.extension_cut" in cut
    assert "remedy.unknown_day" in rules(Event(date(2026, 6, 1), "notified", by="post_abroad"))
    assert "remedy.no_rule" in rules(Event(date(2016, 6, 1), "notified", by="portal"))


def test_both_readings_are_reckoned_only_where_they_differ():
    suspended = Event(date(2026, 4, 1), "suspended", INFORMATION, date(2026, 4, 28))
    assert not reckoned(COMPLETE, suspended).has_two_readings
    found = reckoned(COMPLETE, suspended, Event(date(2026, 4, 20), "resumed", INFORMATION))
    assert found.has_two_readings
    assert {step.about for step in found.steps} == {"decide", "decide_literal"}


def test_going_on_without_a_reason_ends_what_was_suspended_last():
    first = Event(date(2026, 4, 1), "suspended", INFORMATION, date(2026, 4, 30))
    second = Event(date(2026, 4, 6), "suspended", ANALYSIS)
    found = reckoned(COMPLETE, first, second, Event(date(2026, 4, 10), "resumed"))
    assert found.nominal_end == date(2026, 7, 2)  # 30 days: the information still runs
    named = reckoned(COMPLETE, first, second, Event(date(2026, 4, 10), "resumed", INFORMATION))
    assert named.nominal_end is None  # the analysis still runs
    in_words = reckoned(COMPLETE, first, second, Event(date(2026, 4, 10), "resumed", "documents arrived"))
    assert in_words.nominal_end == date(2026, 7, 2)


def test_events_may_stand_in_any_order():
    events = [
        Event(date(2026, 3, 2), "received"), Event(date(2026, 3, 3), "completed"),
        Event(date(2026, 4, 1), "suspended", INFORMATION), Event(date(2026, 4, 20), "resumed"),
    ]  # fmt: skip
    assert reckoned(*events) == reckoned(*reversed(events))


@pytest.mark.parametrize(
    ("events", "place", "key"),
    [
        ([Event(date(2026, 3, 2), "posted")], "events[0].what", "unknown_what"),
        ([Event(date(2026, 3, 2), "received"), Event(date(2026, 3, 3), "received")], "events[1].what", "twice"),
        ([COMPLETE, COMPLETE], "events[1].what", "twice"),
        ([Event(date(2026, 3, 3), "received"), COMPLETE], "events[1].on", "before_received"),
        ([Event(date(2026, 3, 3), "received"), Event(date(2026, 3, 2), "notified")], "events[1].on", "before_received"),
        ([COMPLETE, Event(date(2026, 4, 1), "resumed")], "events[1]", "nothing_to_resume"),
        (
            [Event(date(2026, 4, 2), "suspended", INFORMATION), Event(date(2026, 4, 1), "resumed", INFORMATION)],
            "events[1]", "nothing_to_resume",
        ),
        (
            [Event(date(2026, 4, 1), "suspended", INFORMATION), Event(date(2026, 4, 2), "resumed", ANALYSIS)],
            "events[1]", "nothing_to_resume",
        ),
        (
            [COMPLETE, COMPLETE, Event(date(2026, 4, 1), "suspended", until=date(2026, 3, 31))], "events[1].what",
            "twice",
        ),
        ([Event(date(2026, 4, 1), "suspended", until=date(2026, 3, 31))], "events[0].until", "until_before_on"),
        ([COMPLETE, Event(date(2026, 4, 1), "extended")], "events[1]", "no_length"),
        ([COMPLETE, Event(date(2026, 4, 1), "extended", months=0)], "events[1].months", "bad_months"),
        ([Event(date(2026, 4, 1), "notified", by="pigeon")], "events[0].by", "unknown_way"),
        ([Event(date(1990, 4, 1), "notified")], "events[0].on", "out_of_range"),
        ([Event(date(2026, 4, 1), "suspended", until=date(2200, 1, 1))], "events[0].until", "out_of_range"),
        ([Event(date(2012, 3, 31), "received")], "events[0].on", "not_law_yet"),
    ],
)  # fmt: skip
def test_contradictions_are_refused_with_their_place(events, place, key):
    error = refused(*events)
    assert (error.place, error.key) == (place, key)


def test_an_accelerated_case_is_refused_before_the_law_knew_it():
    error = refused(Event(date(2020, 2, 29), "received"), regime=ACCELERATED)
    assert (error.place, error.values["since"]) == ("events[0].on", date(2020, 3, 1))
    late = Event(date(2020, 2, 29), "received"), Event(date(2020, 3, 9), "completed")
    assert refused(*late, regime=ACCELERATED).place == "events[0].on"
    assert reckoned(Event(date(2020, 3, 1), "received"), regime=ACCELERATED).acknowledge_by == date(2020, 3, 16)


def test_unknown_lands_and_procedures_are_refused():
    assert refused(seat=Seat("XX")).place == "land"
    assert refused(regime="fast").place == "regime"
    assert reckoned(Event(date(2026, 12, 6), "received"), seat=Seat("")).acknowledge_by == date(2027, 1, 6)


def test_every_refusal_has_words():
    for key, words in ERRORS.items():
        values = dict.fromkeys(
            ("given", "most", "line", "column", "first", "last", "what", "way", "ways", "land", "lands", "regime",
             "regimes", "since"), "x",
        )  # fmt: skip
        assert "%(" not in str(words) % values, key


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (22, None), (21, Nearness.SOON), (8, Nearness.SOON), (7, Nearness.NEAR), (1, Nearness.NEAR),
        (0, Nearness.TODAY), (-1, Nearness.OVERDUE), (-400, Nearness.OVERDUE),
    ],
)  # fmt: skip
def test_how_near_a_day_is(days, expected):
    today = date(2026, 11, 28)
    assert warnings(today + timedelta(days), today) is expected


def test_nothing_due_is_not_near():
    assert warnings(None, date(2026, 11, 28)) is None


def test_the_day_of_notification_follows_the_law_of_its_time():
    assert fiction_day(date(2024, 12, 31), "post", BAVARIA)[0] == date(2025, 1, 3)
    assert fiction_day(date(2025, 1, 1), "post", BAVARIA)[0] == date(2025, 1, 5)
    assert fiction_day(date(2026, 3, 2), "electronic", Seat("BY", fiction_days=3))[0] == date(2026, 3, 5)
    assert fiction_day(date(2026, 3, 2), "registered", Seat("BY", fiction_days=3))[0] == date(2026, 3, 6)
    assert fiction_day(date(2026, 3, 2), "", BAVARIA) == (date(2026, 3, 2), None)
    assert fiction_day(date(2026, 3, 2), "post_abroad", BAVARIA) == (None, None)


def test_statutes_never_overlap_and_name_their_source():
    rows = statutes()
    for one in rows:
        assert one.norm.startswith("§")
        assert one.source
        same = [other for other in rows if (other.rule, other.regime) == (one.rule, one.regime)]
        day = one.valid_from
        assert [other for other in same if other.holds(day)] == [one]
    assert statute("acknowledge", date(2020, 2, 29), ACCELERATED) is None
    assert begins("acknowledge", ACCELERATED) == date(2020, 3, 1)


def test_every_holiday_of_the_library_has_words():
    names = {
        name for land in LANDS for year in range(2012, 2060) for name in _holidays_in(year, land, land == "BY").values()
    }
    assert {part for name in names for part in name.split("; ")} <= set(HOLIDAYS)


def test_days_of_the_year():
    days = ("08-08", "02-29", "2026-06-04", "13-01", "02-30", "8-8", "", "2025-02-29")
    assert [text for text in days if is_day_of_year(text)] == ["08-08", "02-29", "2026-06-04"]
