"""A phone that keeps passkeys, for tests: answers as a browser's script sends it."""

import json
import os
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

PRESENT, CHECKED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Phone:
    """`flags`: what it says of who holds it. `counter`: 0 for one that does not count."""

    origin: str = "http://testserver"
    flags: int = PRESENT | CHECKED
    counter: int = 0
    identity: bytes = field(default_factory=lambda: os.urandom(16))
    whose: bytes = b""

    def __post_init__(self) -> None:
        self.key = generate_private_key(SECP256R1())

    def add(self, options: str) -> str:
        asked = json.loads(options)["publicKey"]
        self.whose = websafe_decode(asked["user"]["id"])
        public = cbor.encode(ES256.from_cryptography_key(self.key.public_key()))
        about = bytes(16) + len(self.identity).to_bytes(2, "big") + self.identity + public
        data = self._data(asked["rp"]["id"], ATTESTED) + about
        client = self._client("webauthn.create", asked["challenge"])
        made = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        return self._said(clientDataJSON=client, attestationObject=made)

    def use(self, options: str) -> str:
        asked = json.loads(options)["publicKey"]
        self.counter += bool(self.counter)
        data = self._data(asked["rpId"])
        client = self._client("webauthn.get", asked["challenge"])
        signature = self.key.sign(data + sha256(client).digest(), ECDSA(SHA256()))
        return self._said(
            clientDataJSON=client,
            authenticatorData=data,
            signature=signature,
            userHandle=self.whose,
        )

    def _data(self, host: str, more: int = 0) -> bytes:
        flags = bytes([self.flags | more])
        return sha256(host.encode()).digest() + flags + self.counter.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _said(self, **response: bytes) -> str:
        identity = websafe_encode(self.identity)
        return json.dumps(
            {
                "id": identity,
                "rawId": identity,
                "type": "public-key",
                "clientExtensionResults": {},
                "response": {name: websafe_encode(value) for name, value in response.items()},
            }
        )
