"""What happened in a case, as far as the clock goes: put in order, and refused where it cannot be. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

RECEIVED, COMPLETED, SUSPENDED, RESUMED, EXTENDED, NOTIFIED = WHATS = (
    "received", "completed", "suspended", "resumed", "extended", "notified",
)  # fmt: skip
INFORMATION, AUTHENTICITY, ANALYSIS = REASONS = ("information", "authenticity", "qualification_analysis")
SERVED, POST, ELECTRONIC, POSTBOX, REGISTERED, PORTAL, ABROAD = WAYS = (
    "served", "post", "electronic", "postbox", "registered", "portal", "post_abroad",
)  # fmt: skip
FIRST_DAY, LAST_DAY = date(1991, 1, 1), date(2090, 12, 31)  # the kept holidays begin in 1991 and end in 2100
MOST_MONTHS = 60


@dataclass(frozen=True)
class Event:
    """Something that happened.

    Attributes:
        what: received, completed, suspended, resumed, extended, notified.
        reason: why it is suspended (`workflow.Suspension`).
        until: end of the period that the body set.
        months: length of an extension.
        by: how a decision was notified (`WAYS`), where `on` is the day of despatch; empty: `on` is the day itself.
        instruction: whether the decision told the remedy rightly (§ 58 VwGO).
    """

    on: date
    what: str
    reason: str = ""
    until: date | None = None
    months: int | None = None
    by: str = ""
    instruction: bool = True


class InvalidEventsError(ValueError):
    """Events from which no deadline follows.

    Attributes:
        place: where it stands, such as `events[2].until`.
        key: what is wrong (`reckoning.ERRORS`).
        values: what the words need.
    """

    def __init__(self, place: str, key: str, **values: Any) -> None:
        super().__init__(f"{place}: {key}")
        self.place, self.key, self.values = place, key, values


@dataclass
class Span:
    """A suspension: from when, to which planned end, and when it went on."""

    first: date
    reason: str
    until: date | None = None
    resumed: date | None = None

    def end(self, *, literally: bool) -> date | None:
        """The last day on which the clock stands still; None while nobody can know.

        § 6 Abs. 4 Satz 1 ends with the period that the body set; read in favour of the applicant it ends when the
        answer is there, if that is earlier. § 6 Abs. 4 Satz 2 ends with the procedure itself, whatever was planned.
        """
        if self.reason == ANALYSIS:
            return self.resumed or self.until
        if literally:
            return self.until or self.resumed
        return min((day for day in (self.until, self.resumed) if day), default=None)


@dataclass
class Happened:
    """The events by kind, each kind in the order of the days."""

    received: date | None = None
    completed: date | None = None
    spans: list[Span] = field(default_factory=list)
    extensions: list[Event] = field(default_factory=list)
    notified: list[Event] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)


def put_in_order(events: Iterable[Event]) -> Happened:
    """Sort events by day (those of one day as they stand) and say who belongs to whom.

    Raises:
        InvalidEventsError: they contradict each other.
    """
    happened = Happened()
    for number, event in sorted(enumerate(events), key=lambda pair: pair[1].on):
        place = f"events[{number}]"
        _check(event, place)
        if event.what in (RECEIVED, COMPLETED):
            if event.what in happened.places:
                raise InvalidEventsError(f"{place}.what", "twice", what=event.what)
            happened.places[event.what] = place
            setattr(happened, event.what, event.on)
        elif event.what == SUSPENDED:
            happened.spans.append(Span(event.on, event.reason, event.until))
        elif event.what == RESUMED:
            _resume(happened.spans, event, place)
        elif event.what == EXTENDED:
            happened.extensions.append(event)
        else:
            happened.notified.append(event)
            happened.places.setdefault(NOTIFIED, place)
    _check_order(happened)
    return happened


def _check(event: Event, place: str) -> None:
    """What is wrong with one event by itself."""
    if event.what not in WHATS:
        raise InvalidEventsError(f"{place}.what", "unknown_what", what=event.what)
    for name, day in (("on", event.on), ("until", event.until)):
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise InvalidEventsError(f"{place}.{name}", "out_of_range", first=FIRST_DAY, last=LAST_DAY)
    if event.until is not None and event.until < event.on:
        raise InvalidEventsError(f"{place}.until", "until_before_on")
    if event.what == EXTENDED:
        if event.months is None and event.until is None:
            raise InvalidEventsError(place, "no_length")
        if event.months is not None and not 1 <= event.months <= MOST_MONTHS:
            raise InvalidEventsError(f"{place}.months", "bad_months", most=MOST_MONTHS)
    if event.by and event.by not in WAYS:
        raise InvalidEventsError(f"{place}.by", "unknown_way", way=event.by, ways=", ".join(WAYS))


def _resume(spans: list[Span], event: Event, place: str) -> None:
    """End what is suspended: all that has the same reason; without a reason what was suspended last.

    Words that name no reason of the statute count as none: they say why it goes on.
    """
    standing = [span for span in spans if span.resumed is None]
    same = [span for span in standing if event.reason and span.reason == event.reason]
    chosen = same if event.reason in REASONS else same or standing[-1:]
    if not chosen:
        raise InvalidEventsError(place, "nothing_to_resume")
    for span in chosen:
        span.resumed = event.on


def _check_order(happened: Happened) -> None:
    """Nothing is complete, and no decision notified, before an application has arrived."""
    if happened.received is None:
        return
    if happened.completed is not None and happened.completed < happened.received:
        raise InvalidEventsError(f"{happened.places[COMPLETED]}.on", "before_received")
    if happened.notified and happened.notified[0].on < happened.received:
        raise InvalidEventsError(f"{happened.places[NOTIFIED]}.on", "before_received")
