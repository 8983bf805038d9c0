"""A small OpenID Connect provider on this machine: discovery, keys, authorisation code with PKCE, user info."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, KID = "bqportal", "s3cret", "key-1"


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """What it says of the person can be changed by a test: `claims` are added to the ID token, None takes one away."""

    def __init__(self, address: str) -> None:
        self.issuer = address
        self.key = self.signs_with = new_key()
        self.algorithm = "RS256"
        self.claims: dict[str, Any] = {}
        self.info: dict[str, Any] = {"sub": "u-1", "email": "editor@example.org", "email_verified": True}
        self.discovery: dict[str, Any] = {}
        self.token: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}

    def configuration(self) -> dict[str, Any]:
        places = {f"{name}_endpoint": f"{self.issuer}/{name}" for name in ("authorization", "token", "userinfo")}
        return {"issuer": self.issuer, **places, "jwks_uri": f"{self.issuer}/keys", **self.discovery}

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": KID, "alg": "RS256", "use": "sig"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """The person agrees: back with a code."""
        assert asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == CLIENT
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, sent: dict[str, str]) -> dict[str, Any] | None:
        """Tokens for a code, once, for the client that proves both its secret and its verifier."""
        asked = self.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or challenge != asked["code_challenge"] or sent.get("client_secret") != SECRET:
            return None
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, "nonce": asked.get("nonce"),
            **self.info, **self.claims,
        }  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        key: Any = "" if self.algorithm == "none" else self.signs_with
        if self.algorithm == "HS256":
            key = "a secret of at least thirty-two bytes"
        identity = jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": KID})
        return {"access_token": "at", "token_type": "Bearer", "expires_in": 60, "id_token": identity, **self.token}


@contextmanager
def running() -> Iterator[Provider]:
    """The provider behind a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path)
            if path.path == "/authorization":
                asked = {name: values[0] for name, values in parse_qs(path.query).items()}
                self.send_response(302)
                self.send_header("Location", provider.authorize(asked))
                self.end_headers()
                return
            answers = {
                "/.well-known/openid-configuration": provider.configuration,
                "/keys": provider.keys,
                "/userinfo": lambda: provider.info,
            }
            self.answer(answers[path.path]())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            tokens = provider.exchange({name: values[0] for name, values in parse_qs(body).items()})
            self.answer(tokens or {"error": "invalid_grant"}, 200 if tokens else 400)

        def answer(self, content: Any, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(content).encode())

        def log_message(self, *_args: Any) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
