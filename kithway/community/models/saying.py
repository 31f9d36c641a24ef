"""What people of a community, and the public, say to it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kithway.community.models.community import Community, HelpLine
from kithway.people.models import Person
from kithway.vault.kept import Where
from kithway.vault.privacy import Privacy


class Agreement(models.Model):
    """What a community's people have agreed on together. One that is changed is a new one."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="agreements")
    text = models.TextField()
    agreed_on = models.DateField()
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.CharField(max_length=60, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    privacy = Privacy(public="id community text agreed_on", members="made_at made_by ended_at")

    def __str__(self) -> str:
        return self.text[:60]


class CommunityPage(models.Model):
    """A page that each community completes in its own words."""

    class Kind(models.TextChoices):
        FIRST_TIME = "first_time", _("First time?")
        IF_I_WRITE = "if_i_write", _("What happens if I write that I want to die?")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="pages")
    kind = models.CharField(max_length=20, choices=Kind)
    # Answers by the name of the question, in the community's own words.
    answers = models.JSONField(default=dict, blank=True)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.CharField(max_length=60, blank=True)
    privacy = Privacy(public="id community kind answers changed_at", members="changed_by")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("community", "kind"), name="page_once_a_kind"),
        )

    def __str__(self) -> str:
        return self.kind


class HelpLineChange(models.Model):
    """A help line is changed by two coordinators together: one says how, another agrees."""

    community = models.ForeignKey(
        Community, on_delete=models.CASCADE, related_name="help_line_changes"
    )
    # None: a new line.
    line = models.ForeignKey(
        HelpLine, on_delete=models.CASCADE, related_name="changes", null=True, blank=True
    )
    # Its fields as they shall be; {} to take it away.
    facts = models.JSONField(default=dict, blank=True)
    proposed_at = models.DateTimeField(default=timezone.now, editable=False)
    proposed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    # Withdrawn or not agreed to.
    ended_at = models.DateTimeField(null=True, blank=True)
    privacy = Privacy(
        members="id community line facts proposed_at proposed_by agreed_at agreed_by ended_at"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="help_line_takes_two",
                condition=Q(agreed_by=None) | ~Q(agreed_by=models.F("proposed_by")),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class Suggestion(models.Model):
    """Something that anyone tells a community: plain text, seen by nobody else until approved."""

    class Kind(models.TextChoices):
        GATHERING = "gathering", _("A gathering that is not listed")
        WRONG = "wrong", _("Something that is not right")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="suggestions")
    kind = models.CharField(max_length=20, choices=Kind)
    # Sealed: whoever writes may write of themselves.
    content = models.BinaryField(null=True, editable=False)
    # The address of the page it is about, where there is one.
    about = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=60, blank=True)
    approved = models.BooleanField(null=True)
    privacy = Privacy(
        members="id community kind about made_at answered_at answered_by approved",
        sealed="content",
    )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def at(self) -> Where:
        return Where(
            owner=self.pk,
            scope="suggestion",
            model="suggestion",
            field="content",
            row=self.pk,
            community=self.community.slug,
        )


class Concern(models.Model):
    """'Something went wrong': told to a coordinator who is not the one it is about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="concerns")
    # To whom: None for any coordinator who does not hold the gathering.
    to = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # The gathering's key, without an arrow to an app below.
    gathering_slug = models.CharField(max_length=80, blank=True)
    content = models.BinaryField(null=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    read_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=60, blank=True)
    privacy = Privacy(
        private="id community to gathering_slug made_at read_at settled_at settled_by",
        sealed="content",
    )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def at(self) -> Where:
        return Where(
            owner=self.pk,
            scope="concern",
            model="concern",
            field="content",
            row=self.pk,
            community=self.community.slug,
        )
