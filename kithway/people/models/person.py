import unicodedata
import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from kithway.vault.kept import Where
from kithway.vault.privacy import Privacy

# Letters of other scripts that read as Latin ones, small letters as casefold leaves them.
ALIKE = str.maketrans("аеорсухіјѕԁһӏνοαρκυχιτ", "aeopcyxijsdhlvoapkuxit")


def name_key(name: str) -> str:
    """What two names that read alike have in common: letters, not how they are written."""
    plain = unicodedata.normalize("NFKC", name).casefold().translate(ALIKE)
    # What is not seen, such as a joiner of width zero, makes no other name.
    seen = "".join(" " if c.isspace() else c for c in plain if unicodedata.category(c) != "Cf")
    return " ".join(seen.split())


class PersonManager(BaseUserManager["Person"]):
    """Finds a person by the name they sign in with."""

    def named(self, name: str) -> "Person | None":
        return self.filter(name_key=name_key(name)).first()


class Person(AbstractBaseUser):
    """Anyone with an account. There is no superuser: no account sees what it was not given."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=60)
    name_key = models.CharField(max_length=180, unique=True, editable=False)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    language = models.CharField(max_length=10, blank=True, default="")
    # HMAC of the code that was printed at sign-up: it has 128 bits, so a slow hash adds nothing.
    recovery_mark = models.CharField(max_length=64, blank=True, default="", editable=False)
    # Sealed; `mail_mark` is its HMAC, to find it by.
    mail = models.BinaryField(null=True, blank=True, editable=False)
    mail_mark = models.CharField(max_length=64, blank=True, default="", db_index=True)
    demo_since = models.DateTimeField(null=True, blank=True, editable=False)
    last_login = None

    objects = PersonManager()
    USERNAME_FIELD = "name_key"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    privacy = Privacy(
        members="name",
        private="id name_key joined_at language password recovery_mark mail_mark demo_since",
        sealed="mail",
    )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_key = name_key(self.name)
        super().save(*args, **kwargs)

    def at(self, field: str) -> Where:
        """Where a sealed field of the account belongs."""
        return Where(owner=self.pk, scope="account", model="person", field=field, row=self.pk)
