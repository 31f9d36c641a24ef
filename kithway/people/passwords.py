"""How passwords are kept: Argon2id of RFC 9106 from `cryptography`, with the server's pepper."""

import os
import secrets
from base64 import b64encode
from hmac import compare_digest
from typing import Any

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from django.conf import settings
from django.contrib.auth.hashers import BasePasswordHasher

PEPPER_BYTES = 32


class Peppered(BasePasswordHasher):
    """`argon2id-peppered$memory$rounds$salt$hash`, memory in KiB."""

    algorithm = "argon2id-peppered"
    memory, rounds = 65_536, 1

    def encode(self, password: str, salt: str, memory: int = 0, rounds: int = 0) -> str:
        memory, rounds = memory or self.memory, rounds or self.rounds
        made = Argon2id(
            salt=salt.encode(),
            length=32,
            iterations=rounds,
            lanes=1,
            memory_cost=memory,
            secret=pepper(),
        ).derive(password.encode())
        return f"{self.algorithm}${memory}${rounds}${salt}${b64encode(made).decode()}"

    def verify(self, password: str, encoded: str) -> bool:
        given = self.decode(encoded)
        again = self.encode(password, given["salt"], given["memory"], given["rounds"])
        return compare_digest(encoded, again)

    def decode(self, encoded: str) -> dict[str, Any]:
        algorithm, memory, rounds, salt, made = encoded.split("$")
        return {
            "algorithm": algorithm,
            "memory": int(memory),
            "rounds": int(rounds),
            "salt": salt,
            "hash": made,
        }

    def salt(self) -> str:
        return secrets.token_hex(16)

    def must_update(self, encoded: str) -> bool:
        given = self.decode(encoded)
        return (given["memory"], given["rounds"]) != (self.memory, self.rounds)

    def harden_runtime(self, password: str, encoded: str) -> None:
        """A name that nobody has costs one whole hash all the same."""


def pepper() -> bytes:
    """Raises RuntimeError where it is too short: a guess must not be worth while."""
    if len(os.fsencode(settings.PEPPER)) < PEPPER_BYTES:
        raise RuntimeError("The pepper in keys/pepper must have at least 32 bytes.")
    return bytes(settings.PEPPER)
