"""Signatures of comparison sheets: JSON Web Signature (RFC 7515), Ed25519 (RFC 8037), canonical JSON (RFC 8785).

Keys change by `rotate_key`; a retired key still proves what it signed, a revoked one proves nothing.
"""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_der_private_key
from django.conf import settings
from django.db import transaction
from jwt import PyJWK, PyJWS
from jwt.algorithms import OKPAlgorithm
from jwt.exceptions import PyJWTError

from bqportal.comparison.models import SigningKey

ALGORITHM = "EdDSA"
TYPE = "bqportal-sheet+json"
LONGEST = 2_000_000  # characters of a token that anybody may hand in


class Proof(StrEnum):
    """What a signature says."""

    HOLDS = "holds"
    BROKEN = "broken"  # no signature, or one that does not fit its content
    UNKNOWN_KEY = "unknown_key"  # signed by somebody else
    REVOKED_KEY = "revoked_key"


@dataclass(frozen=True)
class Signed:
    """What stands in a token, and whether its signature holds; `facts` is None where nothing can be read."""

    proof: Proof
    facts: dict[str, Any] | None = None
    kid: str = ""


def canonical(facts: dict[str, Any]) -> bytes:
    """The one way to write these facts: RFC 8785, for objects with ASCII names and no fractions.

    >>> canonical({"b": [1, None], "a": "ä"}).decode()
    '{"a":"ä","b":[1,null]}'
    """
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_of(facts: dict[str, Any]) -> str:
    """SHA-256 of the canonical facts."""
    return sha256(canonical(facts)).hexdigest()


def sign(facts: dict[str, Any], key: SigningKey) -> str:
    """The token: compact serialization, with the name of the key in its header."""
    private = load_der_private_key(_seals().decrypt(key.sealed.encode()), password=None)
    if not isinstance(private, Ed25519PrivateKey):
        raise TypeError(f"{key.kid} is no Ed25519 key")
    return PyJWS().encode(canonical(facts), private, algorithm=ALGORITHM, headers={"kid": key.kid, "typ": TYPE})


def proved(token: str) -> Signed:
    """Read a token and prove its signature with the keys of this portal."""
    if len(token) > LONGEST:
        return Signed(Proof.BROKEN)
    try:
        plain = PyJWS().decode_complete(token, options={"verify_signature": False})
        facts = json.loads(plain["payload"])
    except (PyJWTError, ValueError, RecursionError):
        return Signed(Proof.BROKEN)
    kid = plain["header"].get("kid", "")
    facts = facts if isinstance(facts, dict) else None
    is_name = isinstance(kid, str) and kid.isascii() and kid.isprintable()
    key = SigningKey.objects.filter(kid=kid).first() if is_name else None
    if facts is None or key is None:
        return Signed(Proof.UNKNOWN_KEY if facts is not None else Proof.BROKEN, facts)
    try:
        PyJWS().decode_complete(token, PyJWK(key.public), algorithms=[ALGORITHM])
    except PyJWTError:
        return Signed(Proof.BROKEN, facts, key.kid)
    return Signed(Proof.REVOKED_KEY if key.revoked_at else Proof.HOLDS, facts, key.kid)


def public_keys() -> dict[str, Any]:
    """All keys that prove something, as a JSON Web Key Set (RFC 7517)."""
    keys = SigningKey.objects.filter(revoked_at=None)
    return {"keys": [{**key.public, "kid": key.kid, "use": "sig", "alg": ALGORITHM} for key in keys]}


@transaction.atomic
def current_key(at: datetime) -> SigningKey:
    """The key that signs now; made where there is none, or where the portal's secret key has changed since."""
    newest = SigningKey.objects.filter(retired_at=None, revoked_at=None).first()
    return newest if newest is not None and _opens(newest) else rotate_key(at=at)


@transaction.atomic
def rotate_key(*, at: datetime) -> SigningKey:
    """Make a new key, which signs from now on; the old ones are retired."""
    SigningKey.objects.filter(retired_at=None).update(retired_at=at)
    private = Ed25519PrivateKey.generate()
    public = json.loads(OKPAlgorithm.to_jwk(private.public_key()))
    raw = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    kid = f"{at:%Y-%m}-{sha256(canonical(public)).hexdigest()[:8]}"
    return SigningKey.objects.create(kid=kid, public=public, sealed=_seals().encrypt(raw).decode(), made_at=at)


@transaction.atomic
def revoke_key(*, kid: str, at: datetime) -> SigningKey:
    """Say that a key fell into wrong hands: nothing that it signed counts any more. Raises SigningKey.DoesNotExist."""
    key = SigningKey.objects.select_for_update().get(kid=kid)
    key.revoked_at = key.revoked_at or at
    key.retired_at = key.retired_at or at
    key.save(update_fields=["revoked_at", "retired_at"])
    return key


def _opens(key: SigningKey) -> bool:
    try:
        _seals().decrypt(key.sealed.encode())
    except InvalidToken:
        return False
    return True


def _seals() -> MultiFernet:
    """Seals made of the portal's secret keys, the present one first."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(urlsafe_b64encode(sha256(b"bqportal sheets " + each.encode()).digest())) for each in secrets]
    )
