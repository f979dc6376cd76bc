"""A real OpenID provider on this machine, shaped like ProConnect, with a fault on demand.

It signs with real RS256 and ES256 keys, speaks HTTP, and forgets a code once it was used.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

CLIENT_ID, CLIENT_SECRET = "guide-de-miramas", "un-secret-de-test-assez-long-pour-hs256"
TOWN_SIRET = "21130063300017"
# What ProConnect accepts; anything else is its error Y000400.
PARAMETERS = {
    *("response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "claims"),
    *("acr_values", "prompt", "login_hint", "code_challenge", "code_challenge_method"),
}


def new_keys() -> dict:
    return {
        "RS256": rsa.generate_private_key(public_exponent=65537, key_size=2048),
        "ES256": ec.generate_private_key(ec.SECP256R1()),
    }


class Provider:
    """What the provider knows, and what it does wrong (`faults`: name → anything)."""

    def __init__(self, keys: dict):
        self.keys, self.kid, self.algorithm = keys, "un", "RS256"
        self.person = {
            "sub": "sujet-1",
            "email": "agent@example.org",
            "siret": TOWN_SIRET,
            "acr": "eidas1-mfa",
        }
        self.faults: dict = {}
        self.asked: list[str] = []
        self.codes: dict[str, dict] = {}
        self.url = ""

    # ── what a browser does there ──

    def consent(self, address: str) -> str:
        """The person says yes; the address to come back to."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert set(query) <= PARAMETERS, "Y000400"
        assert query["response_type"] == "code" and query["client_id"] == CLIENT_ID
        assert len(query["state"]) >= 32 and len(query["nonce"]) >= 32
        assert query["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return self._back(query, code=code, state=self.faults.get("state", query["state"]))

    def _back(self, query: dict, **told) -> str:
        return f"{urlsplit(query['redirect_uri']).path}?{urlencode(told)}"

    # ── what the guide asks ──

    def discovery(self) -> dict:
        told = {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "end_session_endpoint": f"{self.url}/session/end",
        }
        return told | self.faults.get("discovery", {})

    def jwks(self) -> dict:
        found = []
        for name, key in self.keys.items():
            method = jwt.get_algorithm_by_name(name)
            public = json.loads(method.to_jwk(key.public_key()))
            found.append(public | {"kid": f"{self.kid}-{name}", "alg": name, "use": "sig"})
        return {"keys": found}

    def token(self, form: dict) -> tuple[int, dict]:
        query = self.codes.pop(form.get("code", ""), None)
        verifier = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).decode().rstrip("=")
        is_right = (
            query is not None
            and form.get("client_secret") == CLIENT_SECRET
            and form.get("redirect_uri") == query["redirect_uri"]
            and challenge == query["code_challenge"]
        )
        if not is_right:
            return 400, {"error": "invalid_grant"}
        claims = {
            **self._standard(),
            "nonce": query["nonce"],
            "acr": self.person["acr"],
            "amr": ["pwd", "mfa"],
        }
        claims |= self.faults.get("id_token", {})
        answer = {
            "access_token": "jeton",
            "token_type": "Bearer",
            "expires_in": 60,
            "id_token": self.signed(claims),
        }
        return 200, answer | self.faults.get("token", {})

    def userinfo(self) -> str:
        claims = {**self._standard(), "email": self.person["email"], "siret": self.person["siret"]}
        return self.signed(claims | self.faults.get("userinfo", {}))

    def _standard(self) -> dict:
        now = int(time.time())
        return {
            "iss": self.url,
            "aud": CLIENT_ID,
            "sub": self.person["sub"],
            "iat": now,
            "exp": now + 60,
        }

    def signed(self, claims: dict) -> str:
        claims = {name: value for name, value in claims.items() if value is not None}
        headers = {"kid": f"{self.faults.get('kid', self.kid)}-{self.algorithm}"}
        if self.faults.get("no_kid"):
            headers = {}
        way = self.faults.get("signature")
        if way == "none":
            return jwt.encode(claims, None, algorithm="none", headers=headers)
        if way == "hs":
            # The public key taken for a shared secret: the oldest trick (RFC 8725, 2.1).
            return confused(claims, json.dumps(self.jwks()["keys"][0]), headers)
        key = new_keys()[self.algorithm] if way == "other_key" else self.keys[self.algorithm]
        return jwt.encode(claims, key, algorithm=self.algorithm, headers=headers)


def confused(claims: dict, secret: str, headers: dict) -> str:
    import hmac

    def part(data: bytes) -> str:
        return base64.urlsafe_b64encode(data).decode().rstrip("=")

    head = part(json.dumps({"alg": "HS256", "typ": "JWT"} | headers).encode())
    body = f"{head}.{part(json.dumps(claims).encode())}"
    return f"{body}.{part(hmac.digest(secret.encode(), body.encode(), 'sha256'))}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def do_GET(self):
        provider: Provider = self.server.provider
        path = self.path.removeprefix("/api/v2")
        provider.asked.append(path)
        if self._broken(path):
            return
        if path == "/.well-known/openid-configuration":
            self._answer(200, json.dumps(provider.discovery()))
        elif path == "/jwks":
            self._answer(200, json.dumps(provider.jwks()))
        elif path == "/userinfo" and self.headers["Authorization"] == "Bearer jeton":
            if provider.faults.get("userinfo_as_json"):
                self._answer(200, json.dumps(provider._standard() | provider.person))
            else:
                self._answer(200, provider.userinfo(), "application/jwt")
        else:
            self._answer(404, "{}")

    def do_POST(self):
        provider: Provider = self.server.provider
        path = self.path.removeprefix("/api/v2")
        provider.asked.append(path)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self._broken(path):
            return
        status, told = provider.token({k: v[0] for k, v in parse_qs(body).items()})
        self._answer(status, json.dumps(told))

    def _broken(self, path: str) -> bool:
        """`faults["broken"]`: path → "html", "slow" or "garbage"."""
        how = self.server.provider.faults.get("broken", {}).get(path)
        if how == "html":
            self._answer(502, "<html><h1>Bad Gateway</h1></html>", "text/html")
        elif how == "garbage":
            self._answer(200, "{[", "application/json")
        elif how == "slow":
            self.server.released.wait(10)
        return how is not None

    def _answer(self, status: int, body: str, content_type: str = "application/json"):
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args):
        """Nothing on the screen of the tests."""


@contextmanager
def running(keys: dict):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda request, address: None  # a client that hangs up is no fault
    server.provider, server.released = Provider(keys), threading.Event()
    server.provider.url = f"http://127.0.0.1:{server.server_port}/api/v2"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server.provider
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
