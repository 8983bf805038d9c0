"""Whom the portal lets in (rule of the BQ-Portal): staff of competent and other public bodies; others with a reason.

Pure: facts in, verdict out.
"""

import hashlib

PUBLIC_BODIES = frozenset({"hwk", "ihk", "lwk", "chamber", "authority", "central"})


def is_official(email: str, mail_domain: str) -> bool:
    """Whether the address is one of the body: its domain equals the body's.

    >>> is_official("Jana@HWK-Musterstadt.de", "hwk-musterstadt.de")
    True
    >>> is_official("jana@hwk-musterstadt.de.example.org", "hwk-musterstadt.de")
    False
    """
    _name, _at, domain = email.strip().rpartition("@")
    return bool(mail_domain) and domain.casefold() == mail_domain.strip().lstrip("@").casefold()


def needs_reason(*, email: str, mail_domain: str, kind: str) -> bool:
    """Whether letting this person in is an exception that must be explained.

    >>> needs_reason(email="a@hwk.de", mail_domain="hwk.de", kind="hwk")
    False
    >>> needs_reason(email="a@institut.de", mail_domain="institut.de", kind="research")
    True
    """
    return kind not in PUBLIC_BODIES or not is_official(email, mail_domain)


def hash_of(secret: str) -> str:
    """What is kept of the secret in a link. It is random and long, so that a plain hash hides it."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
