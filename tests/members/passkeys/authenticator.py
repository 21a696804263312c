"""A phone in software: it makes keys, signs challenges, counts, and can be told to misbehave."""

import hashlib
import json
import struct
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

ORIGIN = "http://localhost:8000"
PRESENT, VERIFIED, SYNCABLE, SYNCED, ATTESTED = 1, 4, 8, 16, 64
PHONE = PRESENT | VERIFIED
ICLOUD = bytes.fromhex("fbfc3007154e4ecc8c0b6e020557d7bd")


@dataclass
class Authenticator:
    """One passkey on one device; whatever is set here is what it will say."""

    origin: str = ORIGIN
    rp_id: str = "localhost"
    count: int = 0
    flags: int = PHONE
    aaguid: bytes = bytes(16)
    handle: str = ""
    name: bytes = b"a passkey of sixteen"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: str) -> str:
        """The answer to an invitation."""
        told = json.loads(options)
        self.handle = told["user"]["id"]
        attested = self.aaguid + struct.pack(">H", len(self.name)) + self.name + self._public()
        data = self._data(self.flags | ATTESTED) + attested
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        said = {"attestationObject": bytes_to_base64url(statement), "transports": ["internal", "hybrid"]}
        return self._spelt("webauthn.create", told["challenge"], said)

    def answer(self, options: str, **lies: Any) -> str:
        """The answer to a question; `lies` stand in for what the browser would say."""
        told = json.loads(options)
        client = self._client("webauthn.get", lies.get("challenge", told["challenge"]))
        data = self._data(self.flags)
        signed = data + hashlib.sha256(client).digest()
        said = {
            "authenticatorData": bytes_to_base64url(data),
            "signature": bytes_to_base64url(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
            "userHandle": lies.get("handle", self.handle),
        }
        return self._spelt("webauthn.get", told["challenge"], said, client)

    def _public(self) -> bytes:
        point = self.key.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)})

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(self.rp_id.encode()).digest() + struct.pack(">BI", flags, self.count)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _spelt(self, kind: str, challenge: str, said: dict[str, Any], client: bytes = b"") -> str:
        client = client or self._client(kind, challenge)
        said["clientDataJSON"] = bytes_to_base64url(client)
        name = bytes_to_base64url(self.name)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": said})


def challenge_of(options: str) -> bytes:
    return base64url_to_bytes(json.loads(options)["challenge"])
