"""How often somebody may try to get in: counted in the database, so that all processes share one count.

Five attempts for one name from one address within five minutes, fifty from one address. The window slides and ends
by itself; refused attempts do not prolong it; nobody elsewhere can use up the attempts of the person herself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

from django.db import transaction
from django.utils.crypto import salted_hmac

from bqportal.organisations.models import AttemptCounter

WINDOW = timedelta(minutes=5)
PER_NAME = 5
PER_ADDRESS = 50
IPV6_NETWORK = 64  # one household or office has at least this network to itself (RFC 6177)
FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Pause:
    """An attempt that must not be evaluated. `is_news` is True once per window: the audit log is not to be flooded."""

    seconds: int
    is_news: bool


def attempt(*, kind: str, name: str, address: str, at: datetime) -> Pause | None:
    """Count an attempt before it is evaluated.

    Args:
        kind: what is tried, such as "password" or "code"; each kind has its own count per name.
        name: whose door it is.
        address: IP address of the client, as text.

    Returns:
        None when the attempt may be evaluated, otherwise how long to wait until the next one may.
    """
    limits = _limits(kind, name, address)
    with transaction.atomic():
        counters = [_locked(key, at) for key in sorted(limits)]  # one order for all: no deadlock
        waits = {counter.key: _wait(counter, limits[counter.key], at) for counter in counters}
        if seconds := max(waits.values()):
            full = [counter for counter in counters if waits[counter.key]]
            news = [counter for counter in full if counter.told_at is None or counter.told_at <= at - WINDOW]
            for counter in news:
                counter.told_at = at
                counter.save(update_fields=["told_at"])
            return Pause(seconds, is_news=bool(news))
        for counter in counters:
            counter.times.append(at.timestamp())
            counter.last = at
            counter.save(update_fields=["times", "last"])
    return None


def succeeded(*, kind: str, name: str, address: str, at: datetime) -> None:
    """Forget the count of the name after a success, and take the attempt back from the count of the address.

    The count of the address stays otherwise: who has an account cannot use it to try those of others for ever.
    """
    by_name, by_address = _keys(kind, name, address)
    with transaction.atomic():
        for counter in AttemptCounter.objects.select_for_update().filter(key__in=(by_name, by_address)).order_by("key"):
            counter.times = counter.times[:-1] if counter.key == by_address else []
            counter.save(update_fields=["times"])
        stale = AttemptCounter.objects.select_for_update(skip_locked=True).filter(last__lt=at - FORGOTTEN_AFTER)
        AttemptCounter.objects.filter(key__in=list(stale.values_list("key", flat=True))).delete()


def _keys(kind: str, name: str, address: str) -> tuple[str, str]:
    network = network_of(address)
    return _hash("name", kind, name, network), _hash("address", network)


def _limits(kind: str, name: str, address: str) -> dict[str, int]:
    by_name, by_address = _keys(kind, name, address)
    return {by_name: PER_NAME, by_address: PER_ADDRESS}


def _hash(*parts: str) -> str:
    return salted_hmac("bqportal.sign_in_limits", "\0".join(parts), algorithm="sha256").hexdigest()


def _locked(key: str, at: datetime) -> AttemptCounter:
    AttemptCounter.objects.get_or_create(key=key, defaults={"last": at})
    counter = AttemptCounter.objects.select_for_update().get(key=key)
    counter.times = [time for time in counter.times if time > (at - WINDOW).timestamp()]
    return counter


def _wait(counter: AttemptCounter, limit: int, at: datetime) -> int:
    times: Sequence[float] = counter.times
    if len(times) < limit:
        return 0
    free_at = datetime.fromtimestamp(times[-limit], UTC) + WINDOW
    return max(1, round((free_at - at).total_seconds()))


def network_of(address: str) -> str:
    """What counts as one place: an IPv4 address, or the /64 of an IPv6 address. Other text stays as it is.

    >>> network_of("2001:db8::1:2")
    '2001:db8::/64'
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ip_network(f"{parsed}/{IPV6_NETWORK}", strict=False))
