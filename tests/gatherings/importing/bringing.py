"""Brings lists in for the tests, by the action that the command calls."""

import json
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.db import models

from kithway.community.models import Community
from kithway.gatherings.importing.actions import import_list
from kithway.gatherings.importing.options import Options
from kithway.gatherings.importing.ours import VOCABULARY
from kithway.gatherings.importing.reading import read_list
from kithway.gatherings.importing.report import Report

# A Sunday in New York.
NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
ZONE = "America/New_York"


def bring(
    source: bytes | list[Any],
    *,
    community: str = "river",
    name: str = "list",
    now: datetime = NOW,
    dry_run: bool = False,
    accept_shrinking: bool = False,
    timezone: str = ZONE,
    **options: Any,
) -> Report:
    """Bring a list in, from bytes or from rows that become JSON."""
    data = source if isinstance(source, bytes) else json.dumps(source).encode()
    found = Community.objects.filter(slug=community).first()
    report = import_list(
        source=name,
        community=found or Community(slug=community, name="River"),
        listing=read_list(data, Options(vocabulary=VOCABULARY, now=now, **options)),
        by=None,
        dry_run=dry_run,
        timezone_name=timezone,
        accept_shrinking=accept_shrinking,
        now=now,
    )
    accounted(report)
    return report


def accounted(report: Report) -> None:
    """Every row read is in exactly one count."""
    counted = report.added + report.changed + report.unchanged + len(report.refused)
    assert counted == report.read


def meeting(**facts: Any) -> dict[str, Any]:
    """An invented row of Meeting Guide JSON."""
    return {
        "slug": "morning-circle",
        "name": "Morning Circle",
        "day": 1,
        "time": "07:30",
        "end_time": "08:30",
        "location": "Mill House",
        "formatted_address": "12 Weir St, Worcester, MA 01608, USA",
        "latitude": "42.2626",
        "longitude": "-71.8023",
        "types": ["O", "D"],
        **facts,
    }


def everything_stored() -> str:
    """All text in every table of ours, for looking up what must not be there."""
    texts = []
    for model in apps.get_models():
        if not model.__module__.startswith("kithway."):
            continue
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        texts += [str(row) for row in model._default_manager.values_list(*names)] if names else []
    return "\n".join(texts)
