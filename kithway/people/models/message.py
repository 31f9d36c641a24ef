import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kithway.people.models.due import Due
from kithway.people.models.person import Person
from kithway.vault.kept import Where
from kithway.vault.privacy import Privacy


class Message(Due):
    """Something to be told outside the site, once it is due. Sent, its words and address go."""

    class Channel(models.TextChoices):
        MAIL = "mail", _("E-mail")
        TEXT = "text", _("Text message")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Whose key seals it: the person's, or that of a guest's booking.
    owner = models.UUIDField(db_index=True)
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="messages", null=True, blank=True
    )
    channel = models.CharField(max_length=4, choices=Channel)
    # JSON of `to`, `subject`, `body`, sealed: who is told what, when, stands nowhere in clear.
    content = models.BinaryField(null=True, editable=False)
    # What it is about, so that it can be called back: 'seat:<id>'.
    about = models.CharField(max_length=60, blank=True, db_index=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    privacy = Privacy(
        private="id owner person channel about made_at sent_at given_up_at due_at leased_until "
        "attempts",
        sealed="content",
    )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def at(self) -> Where:
        return Where(
            owner=self.owner, scope="messages", model="message", field="content", row=self.pk
        )
