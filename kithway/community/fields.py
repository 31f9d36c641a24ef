"""A list of short codes, kept as words in one column: cheap to read for many rows at once."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
MOST_STARTS = 400
START = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")


if TYPE_CHECKING:
    _CharField = models.CharField[Iterable[str] | str, list[str]]
else:
    _CharField = models.CharField


class CodesField(_CharField):
    """`["step-free", "lift"]` in Python, `"step-free lift"` in the database; order is kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 400)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: object, connection: object) -> list[str]:
        return value.split() if value else []

    def to_python(self, value: Any) -> list[str]:
        codes = value.split() if isinstance(value, str) else list(value or [])
        return list(dict.fromkeys(codes))

    def get_prep_value(self, value: Any) -> str:
        return " ".join(self.to_python(value))

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: list[str], model_instance: models.Model | None) -> None:
        for code in value:
            if not CODE.fullmatch(code):
                raise ValidationError(
                    _("“%(code)s” is not a short code of small letters, digits and hyphens."),
                    params={"code": code},
                )

    def run_validators(self, value: list[str]) -> None:
        super().run_validators(" ".join(value))


class StartsField(CodesField):
    """Wall-clock starts, such as `2026-11-26T18:00`, in order; at most four hundred."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Seventeen letters a start, with the space after it.
        kwargs.setdefault("max_length", 7000)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> list[str]:
        return sorted(super().to_python(value))

    def validate(self, value: list[str], model_instance: models.Model | None) -> None:
        if len(value) > MOST_STARTS:
            raise ValidationError(
                _("Give at most %(count)s dates. For more than that, a rule says it better."),
                params={"count": MOST_STARTS},
            )
        for start in value:
            if not START.fullmatch(start) or not _is_moment(start):
                raise ValidationError(
                    _("“%(start)s” is not a date and time like 2026-11-26T18:00."),
                    params={"start": start},
                )


def _is_moment(start: str) -> bool:
    try:
        datetime.fromisoformat(start)
    except ValueError:
        return False
    return True
