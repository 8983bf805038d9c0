"""Visiting a page on the open web, to see whether it is there: never a host inside one's own walls (SSRF).

The name is resolved once, every address it has is judged, and the connection goes to the judged address itself, so that
a second answer of the name server cannot lead elsewhere (DNS rebinding). Redirects are judged in the same way. Nothing
of a page's content is read.
"""

import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

TIMEOUT = 15.0  # seconds for connecting, and for each answer
REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
# Statuses after which a page is there, although it does not let machines in: 401, 403, 405, 429 and the like.
ALIVE = frozenset({401, 402, 403, 405, 406, 407, 409, 423, 425, 429, 451, 503, 999})
AGENT = "Mozilla/5.0 (compatible; bqportal link check)"


@dataclass(frozen=True)
class Answer:
    """How a page answered.

    Attributes:
        status: of HTTP (RFC 9110), after redirects; None where there was no answer.
        fault: why not: `address`, `forbidden_host` (or port), `name`, `timeout`, `certificate`, `connection`,
            `redirects`.
    """

    status: int | None = None
    fault: str = ""

    @property
    def is_good(self) -> bool:
        """True when the page is there, even if it turns machines away; and where nothing is known against it."""
        if self.fault in ("forbidden_host", "certificate"):
            return True  # not visited; or a chain of certificates that browsers complete by themselves
        return self.status is not None and (self.status < 400 or self.status in ALIVE)


class VisitError(Exception):
    """The page cannot be visited; the text is the fault of an Answer."""


def visit(url: str, *, allow_private: bool = False, timeout: float = TIMEOUT) -> Answer:
    """Ask for the page at `url`: HEAD, then GET where HEAD is refused; follow redirects.

    Args:
        allow_private: also hosts inside one's own network and any port; for tests against a local server.
    """
    try:
        for _step in range(REDIRECTS + 1):
            status, target = _asked(url, allow_private, timeout)
            if status not in (301, 302, 303, 307, 308) or not target:
                return Answer(status)
            url = urljoin(url, target)
        return Answer(fault="redirects")
    except VisitError as error:
        return Answer(fault=str(error))
    except TimeoutError:
        return Answer(fault="timeout")
    except ssl.SSLError:
        return Answer(fault="certificate")
    except (OSError, http.client.HTTPException, ValueError):
        return Answer(fault="connection")


def _asked(url: str, allow_private: bool, timeout: float) -> tuple[int, str]:
    """Status and target of a redirect; GET where a server knows no HEAD, or says that nothing is there."""
    status, target = _request("HEAD", url, allow_private, timeout)
    if status in (400, 403, 404, 405, 410) or status >= 500:
        return _request("GET", url, allow_private, timeout)
    return status, target


def _request(method: str, url: str, allow_private: bool, timeout: float) -> tuple[int, str]:
    """One request to the judged address. Raises VisitError, OSError, HTTPException."""
    scheme, host, port, path = _parts(url, allow_private)
    connection: http.client.HTTPConnection = http.client.HTTPConnection(host, port, timeout=timeout)
    plain = socket.create_connection((judged_address(host, port, allow_private), port), timeout=timeout)
    try:
        connection.sock = (
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) if scheme == "https" else plain
        )
        name = host if ":" not in host else f"[{host}]"
        headers = {"Host": name if port == PORTS[scheme] else f"{name}:{port}", "User-Agent": AGENT, "Accept": "*/*"}
        connection.request(method, path, headers={**headers, "Connection": "close"})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location") or ""
    finally:
        connection.close()
        plain.close()


def _parts(url: str, allow_private: bool) -> tuple[str, str, int, str]:
    """Scheme, host as ASCII (RFC 5891), port, and path with query. Raises VisitError for what is not visited."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".").encode("idna" if ":" not in (parts.hostname or "") else "ascii")
        port = parts.port or PORTS[parts.scheme]
    except (KeyError, ValueError) as error:  # UnicodeError is a ValueError
        raise VisitError("address") from error
    if not host or parts.username is not None:
        raise VisitError("address")
    if port != PORTS[parts.scheme] and not allow_private:
        raise VisitError("forbidden_host")
    path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    return parts.scheme, host.decode(), port, quote(path, safe="/%?&=:;,+@!$'()*~[]#")


def judged_address(host: str, port: int, allow_private: bool = False) -> str:
    """An address of the host, when all it has lie on the open internet. Raises VisitError otherwise."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise VisitError("name") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses:
        raise VisitError("name")
    if not allow_private and not all(is_open(address) for address in addresses):
        raise VisitError("forbidden_host")
    return addresses[0]


def is_open(address: str) -> bool:
    """True for an address on the open internet: no private, loopback, link-local, shared or reserved one, nor one of
    these wrapped into IPv6 (RFC 6890, RFC 4291 mapped, RFC 6052 NAT64, RFC 3056 6to4, RFC 4380 Teredo).

    >>> is_open("93.184.215.14"), is_open("127.0.0.1"), is_open("::ffff:10.0.0.1"), is_open("169.254.169.254")
    (True, False, False, False)
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_open(str(ip.ipv4_mapped))
        wrapped = ip.sixtofour or ip.teredo or ip in ipaddress.ip_network("64:ff9b::/96")
        if wrapped or ip in ipaddress.ip_network("::/96"):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
