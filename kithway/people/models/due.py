from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q


class DueManager(models.Manager[Any]):
    def claimable(self, now: datetime) -> models.QuerySet[Any]:
        """Those that are due and that no worker holds, the longest due first."""
        free = Q(leased_until=None) | Q(leased_until__lt=now)
        return self.filter(free, due_at__lte=now).order_by("due_at", "pk")

    def claim(self, now: datetime, lease: timedelta) -> Any:
        """One that is due, or None, held as long as `lease`; of two workers only one gets it.

        A worker that dies leaves its row to be claimed again when the lease is over.
        """
        for pk in self.claimable(now).values_list("pk", flat=True)[:8]:
            row = self.claimable(now).order_by().filter(pk=pk)
            if row.update(leased_until=now + lease, attempts=F("attempts") + 1):
                return self.get(pk=pk)
        return None


class Due(models.Model):
    """A row that the worker does something about when its time has come.

    Done, it gets another `due_at` (or None, for never), no lease, and attempts begin anew at 0.
    """

    due_at = models.DateTimeField(null=True, blank=True, db_index=True)
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = DueManager()

    class Meta:
        abstract = True
