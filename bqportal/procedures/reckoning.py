"""The steps of the clock and its refusals in words, in the language in use."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from bqportal.languages.names import direction_of
from bqportal.procedures.deadlines import (
    ACKNOWLEDGE,
    DECIDE,
    LITERAL,
    REMEDY,
    Deadlines,
    InvalidEventsError,
    Reckoning,
)
from bqportal.procedures.happening import ABROAD, ELECTRONIC, PORTAL, POST, POSTBOX, REGISTERED, SERVED
from bqportal.procedures.seats import LOCAL, SATURDAY, Skipped
from bqportal.procedures.wordings import SUSPENSIONS

Words = Promise | str
FIRST_STRONG, END = "\u2068", "\u2069"  # marks of direction: first strong isolate, pop directional isolate
DEADLINES: dict[str, Words] = {
    ACKNOWLEDGE: _("Acknowledge receipt"),
    DECIDE: _("Decide"),
    LITERAL: _("Decide, by the wording of the law"),
    REMEDY: _("Remedy"),
}
# The name that German law uses → its words.
HOLIDAYS: dict[str, Words] = {
    "Neujahr": _("New Year's Day"), "Heilige Drei Könige": _("Epiphany"), "Frauentag": _("Women's Day"),
    "Karfreitag": _("Good Friday"), "Ostersonntag": _("Easter Sunday"), "Ostermontag": _("Easter Monday"),
    "Erster Mai": _("Labour Day"), "Christi Himmelfahrt": _("Ascension Day"),
    "Pfingstsonntag": _("Whit Sunday"), "Pfingstmontag": _("Whit Monday"),
    "Fronleichnam": _("Corpus Christi"), "Mariä Himmelfahrt": _("Assumption Day"),
    "Weltkindertag": _("World Children's Day"), "Tag der Deutschen Einheit": _("German Unity Day"),
    "Reformationstag": _("Reformation Day"), "Allerheiligen": _("All Saints' Day"),
    "Buß- und Bettag": _("Day of Repentance and Prayer"), "Erster Weihnachtstag": _("Christmas Day"),
    "Zweiter Weihnachtstag": _("Boxing Day"), LOCAL: _("a holiday at this place"),
    "75. Jahrestag der Befreiung vom Nationalsozialismus und der Beendigung des Zweiten Weltkriegs in Europa":
        _("75 years since the liberation from National Socialism"),
    "80. Jahrestag der Befreiung vom Nationalsozialismus und der Beendigung des Zweiten Weltkriegs in Europa":
        _("80 years since the liberation from National Socialism"),
    "75. Jahrestag des Aufstandes vom 17. Juni 1953": _("75 years since the uprising of 17 June 1953"),
}  # fmt: skip
WAYS: dict[str, Words] = {
    SERVED: _("served"), POST: _("by post"), ELECTRONIC: _("electronically"),
    POSTBOX: _("into the postbox of the user account"), REGISTERED: _("by registered letter"),
    PORTAL: _("by retrieval from the portal"), ABROAD: _("by post abroad"),
}  # fmt: skip
# Rule, without the deadline that it belongs to where several have it → its words.
STEPS: dict[str, Words] = {
    "acknowledge.begin": _("The application was received on %(date)s. This day does not count (§ 187 (1) BGB)."),
    "decide.begin": _(
        "The documents were complete on %(date)s; the period begins with that (%(norm)s). "
        "This day does not count (§ 187 (1) BGB)."
    ),
    "decide.not_begun": _(
        "The decision period has not begun: it begins when the documents are complete, whatever else happened."
    ),
    "remedy.begin": _("The decision was notified on %(date)s (%(norm)s). This day does not count (§ 187 (1) BGB)."),
    "remedy.replaced": _("The notification of %(date)s no longer counts: there is a newer one, of %(by)s."),
    "remedy.unknown_day": _(
        "It was sent abroad by post on %(date)s. No rule says when it arrived (§ 41 (2) VwVfG): "
        "enter the day of notification as soon as it is known."
    ),
    "remedy.no_rule": _(
        "It was sent on %(date)s %(way)s. The law knew no day of notification for this then: enter the day itself."
    ),
    "remedy.fiction": _(
        "Sent on %(sent)s %(way)s; it counts as notified on day %(days)s after that, %(date)s (%(norm)s), "
        "unless it arrived later or never. This day is not moved to a working day."
    ),
    "remedy.year": _(
        "The decision did not tell the remedy, or told it wrongly: the period is one year (%(norm)s) "
        "and ends on %(date)s (§ 188 (2) BGB)."
    ),
    "suspension_counted": _(
        "The suspension from %(first)s to %(last)s adds no day: "
        "its days lie before the period or are counted already. Reason: %(reason)s."
    ),
    "standstill": _(
        "Suspended since %(first)s, without an end so far (%(norm)s). The clock stands still: "
        "there is no last day until it goes on. Reason: %(reason)s."
    ),
    "suspension_late": _("The suspension of %(date)s has no effect: it began after the period had ended."),
    "extension": _(
        "Extended once, told on %(told)s (%(norm)s): %(length)s more, counted from %(from)s (§ 190 BGB), "
        "to %(date)s."
    ),
    "extension_until": _(
        "Extended once, told on %(told)s (%(norm)s), to a fixed day: %(date)s. "
        "A day set as such is not moved (§ 31 (3) sentence 2 VwVfG)."
    ),
    "extension_cut": _(
        "Extended once, told on %(told)s to %(wanted)s; for a training from the EU, EEA or Switzerland "
        "one month is the most (%(norm)s). The period ends on %(date)s."
    ),
    "extension_late": _("The extension of %(date)s has no effect: the period had ended on %(end)s."),
    "extension_short": _("The extension to %(until)s has no effect: the period runs until %(end)s anyway."),
    "extension_again": _("The extension of %(date)s has no effect: the law allows only one."),
    "extension_too_soon": _("The extension of %(date)s has no effect: the period had not begun."),
    "extension_still": _("Extended on %(date)s; from when the new period counts is open while the clock stands still."),
    "wording": _(
        "By the wording a suspension lasts until the period that was set ends, even if the answer came earlier."
    ),
    "not_reckoned": _("The deadlines cannot be reckoned: %(why)s"),
}  # fmt: skip
ERRORS: dict[str, Words] = {
    "no_file": _("The file cannot be read: %(given)s."),
    "no_utf8": _("The file is not written in UTF-8."),
    "no_json": _("The file is no JSON: look at line %(line)s, character %(column)s."),
    "no_object": _("Here must be an object with names and values, in braces."),
    "no_list": _("Here must be a list, in square brackets."),
    "no_text": _("'%(given)s' is no text. Write it in quotation marks."),
    "no_flag": _("'%(given)s' is neither true nor false."),
    "missing": _("This is missing."),
    "bad_date": _("'%(given)s' is no date. Write year, month and day, such as 2026-03-02."),
    "bad_day": _("'%(given)s' is no day of the year. Write month and day, such as 08-08."),
    "bad_number": _("'%(given)s' is no number that fits here. Write a whole number up to %(most)s."),
    "bad_months": _("An extension has 1 to %(most)s months."),
    "out_of_range": _("This day is not between %(first)s and %(last)s."),
    "unknown_what": _(
        "'%(what)s' is unknown. Known are received, completed, suspended, resumed, extended and notified."
    ),
    "unknown_way": _("'%(way)s' is no way of notification. Known are %(ways)s."),
    "unknown_land": _("'%(land)s' is no Land. Write one of %(lands)s."),
    "unknown_regime": _("'%(regime)s' is no procedure. Write one of %(regimes)s."),
    "until_before_on": _("This day lies before the day on which it begins."),
    "no_length": _("An extension needs months, or a day until which it lasts."),
    "nothing_to_resume": _("Nothing is suspended for this reason on that day, so that nothing can go on."),
    "twice": _("'%(what)s' stands here a second time. It happens once."),
    "before_received": _("This day lies before the day on which the application was received."),
    "not_law_yet": _("This procedure is law only since %(since)s. The application must be treated by the law of its time."),  # noqa: E501
}  # fmt: skip


def words_of(step: Reckoning) -> str:
    """A step of the reckoning in words, with its paragraph."""
    values = {name: _shown(value) for name, value in step.values.items()} | {"date": _shown(step.date)}
    about, _dot, name = step.rule.partition(".")
    if name == "roll":
        return _rolled(step)
    if name == "period":
        return _period(step)
    if name == "suspension":
        return _suspended(step)
    if "norm" in values:
        values["norm"] = cited(step.values["norm"])
    if "reason" in values:
        values["reason"] = _reason(step.values["reason"])
    values["way"] = str(WAYS.get(step.values.get("by", ""), "")) if name in ("fiction", "no_rule") else ""
    if name == "extension":
        values["length"] = _length(step.values["months"], "months")
    words = STEPS.get(f"{DECIDE if about == LITERAL else about}.{name}") or STEPS[name]
    return str(words) % values


def words_of_error(error: InvalidEventsError) -> str:
    """What is wrong, where, and how to put it right."""
    values = {name: _shown(value) for name, value in error.values.items()}
    words = str(ERRORS[error.key]) % values
    return f"{error.place}: {words}" if error.place else words


def as_json(found: Deadlines) -> dict[str, Any]:
    """The deadlines as the command prints them; the words in the language in use."""
    days = ("acknowledge_by", "decide_by", "decide_by_literal", "nominal_end", "remedy_by")
    steps = [{"rule": step.rule, "text": words_of(step), "date": step.date.isoformat()} for step in found.steps]
    return {name: _iso(getattr(found, name)) for name in days} | {"steps": steps}


def cited(norm: str) -> str:
    """A paragraph as it is cited: § 6 Abs. 3 Satz 1 BQFG; in English § 6 (3) sentence 1 BQFG. In other languages it
    stays as people meet it in every German letter."""
    if (get_language() or "en").startswith("en"):
        norm = re.sub(r" Satz (\d+)", r" sentence \1", re.sub(r" Abs\. (\d+\w?)", r" (\1)", norm))
    # In a line from right to left it stays together and in its own order.
    return f"{FIRST_STRONG}{norm}{END}" if direction_of(get_language() or "en") == "rtl" else norm


def holiday_words(name: str) -> str:
    """A holiday in the language in use; as German law calls it, if it has no other name here."""
    return str(HOLIDAYS.get(name, name))


def _rolled(step: Reckoning) -> str:
    """Why the end moves, day by day."""
    why = "; ".join(f"{_shown(one.day)}: {_why_free(one)}" for one in step.values["days"])
    return gettext(
        "No period ends on a Saturday, a Sunday or a holiday where the body sits (%(why)s). "
        "It ends on the next working day, %(weekday)s, %(date)s (§ 31 (3) VwVfG, § 193 BGB)."
    ) % {"why": why, "weekday": WEEKDAYS[step.date.weekday()], "date": _shown(step.date)}


def _why_free(one: Skipped) -> str:
    """Saturday, Easter Monday, or both."""
    weekday = str(WEEKDAYS[one.weekday]) if one.weekday >= SATURDAY or not one.holiday else ""
    return ", ".join(part for part in (weekday, holiday_words(one.holiday) if one.holiday else "") if part)


def _period(step: Reckoning) -> str:
    """How long, and where that ends."""
    values = {
        "length": _length(step.values["amount"], step.values["unit"]), "norm": cited(step.values["norm"]),
        "date": _shown(step.date),
    }  # fmt: skip
    if step.values["month_end"]:
        return gettext(
            "The period is %(length)s (%(norm)s). The last month has no such day, so that it ends on its last day, "
            "%(date)s (§ 188 (3) BGB)."
        ) % values  # fmt: skip
    return gettext("The period is %(length)s (%(norm)s) and ends on %(date)s (§ 188 (2) BGB).") % values


def _suspended(step: Reckoning) -> str:
    """Which days do not count, and why they end there."""
    value = step.values
    words = ngettext(
        "Suspended from %(first)s to %(last)s, both included: %(days)s day more (%(norm)s). Reason: %(reason)s. "
        "The period now ends on %(date)s.",
        "Suspended from %(first)s to %(last)s, both included: %(days)s days more (%(norm)s). Reason: %(reason)s. "
        "The period now ends on %(date)s.",
        value["days"],
    )
    shown: Mapping[str, str] = {name: _shown(one) for name, one in value.items()}
    said = words % {
        **shown, "reason": _reason(value["reason"]), "norm": cited(value["norm"]), "date": _shown(step.date)
    }  # fmt: skip
    until, resumed = value["until"], value["resumed"]
    if value["reason"] != "qualification_analysis" and until and resumed and until != resumed:
        said += " " + _which_end(until, resumed, literally=value["literally"])
    return said


def _which_end(until: date, resumed: date, *, literally: bool) -> str:
    """Why a suspension ends on one of both days."""
    if resumed > until:
        return gettext("The answer came later, on %(resumed)s; only the period that was set suspends.") % {
            "resumed": _shown(resumed)
        }
    if literally:
        return gettext("It had been set until %(until)s; by the wording it lasts until then.") % {
            "until": _shown(until)
        }
    return gettext("It had been set until %(until)s, but the answer came earlier: the clock goes on.") % {
        "until": _shown(until)
    }


def _length(amount: int, unit: str) -> str:
    """A length in words."""
    if unit == "weeks":
        return ngettext("%(n)s week", "%(n)s weeks", amount) % {"n": amount}
    return ngettext("%(n)s month", "%(n)s months", amount) % {"n": amount}


def _reason(reason: str) -> str:
    """Why it is suspended; own words of the file stay as they are."""
    return str(SUSPENSIONS.get(reason, reason) or gettext("no reason given"))


def _shown(value: Any) -> str:
    """A value for a sentence; days as the language writes them."""
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else str(value)


def _iso(day: date | None) -> str | None:
    """A day for machines."""
    return day.isoformat() if day else None
