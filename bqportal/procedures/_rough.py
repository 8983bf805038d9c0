"""Stand-in while the clock is being written."""

from datetime import date, timedelta

from bqportal.procedures.deadlines import Deadlines, Event


def rough(events: list[Event], regime: str) -> Deadlines:
    """Thirty-day months, no suspensions."""
    first: dict[str, date] = {}
    for event in events:
        first.setdefault(event.what, event.on)
    months = 2 if regime == "accelerated" else 3
    decide = first["completed"] + timedelta(30 * months) if "completed" in first else None
    return Deadlines(
        first["received"] + timedelta(30) if "received" in first else None, decide, decide, decide,
        first["notified"] + timedelta(30) if "notified" in first else None,
    )  # fmt: skip
