import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from kithway.vault.privacy import Privacy


class PersonManager(BaseUserManager["Person"]):
    """Finds a person by the name they sign in with."""


class Person(AbstractBaseUser):
    """Anyone with an account. There is no superuser: no account sees what it was not given."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=60, unique=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()
    USERNAME_FIELD = "name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    privacy = Privacy(members="name", private="id joined_at last_login password")

    def __str__(self) -> str:
        return self.name
