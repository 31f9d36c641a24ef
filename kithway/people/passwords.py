"""How passwords are kept: Argon2id of RFC 9106 from `cryptography`, with the server's pepper."""

import os
import secrets
import unicodedata
from base64 import b64encode
from hmac import compare_digest
from typing import Any, cast

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from django.conf import settings
from django.contrib.auth.hashers import BasePasswordHasher, check_password, get_hasher

from kithway.people.models import Person
from kithway.people.slot import Slot

PEPPER_BYTES = 32
# Passwords may take a quarter of a worker's time: the other three are for who looks for help.
SLOT = Slot(share=0.25, burst=0.4)


class Peppered(BasePasswordHasher):
    """`argon2id-peppered$memory$rounds$salt$hash`, memory in KiB."""

    algorithm = "argon2id-peppered"
    # The second choice of RFC 9106: 64 MiB, three rounds; a sixth of a second.
    memory, rounds = 65_536, 3

    def encode(self, password: str, salt: str, memory: int = 0, rounds: int = 0) -> str:
        memory, rounds = memory or self.memory, rounds or self.rounds
        made = Argon2id(
            salt=salt.encode(),
            length=32,
            iterations=rounds,
            lanes=1,
            memory_cost=memory,
            secret=pepper(),
        ).derive(unicodedata.normalize("NFKC", password).encode())
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


def fits(person: Person | None, password: str) -> bool:
    """Whether this is their password; the same work where there is nobody, or no password.

    Call it within `SLOT.hold()`.
    """
    if person and person.password.startswith(f"{Peppered.algorithm}$"):
        return person.check_password(password)
    check_password(password, nobodys())
    return False


def nobodys() -> str:
    """The hash of no password, which takes as long to compare with as anyone's."""
    hasher = cast(Peppered, get_hasher())
    return f"{hasher.algorithm}${hasher.memory}${hasher.rounds}${'0' * 32}${'A' * 43}="


def pepper() -> bytes:
    """Raises RuntimeError where it is too short: a guess must not be worth while."""
    if len(os.fsencode(settings.PEPPER)) < PEPPER_BYTES:
        raise RuntimeError("The pepper in keys/pepper must have at least 32 bytes.")
    return bytes(settings.PEPPER)
