"""A query whose SQL is written once. To write it anew each time takes Django half of what a public
page may cost; to run it and to read its rows takes a fifth of that.

    slug_is = KeptQuery(lambda slug: Place.objects.filter(slug=slug), "")
    slug_is("central-library")                      a list of places, as the query set would give

Give an example of each value's type; a value must stand in the SQL as a parameter, so that what
the query set makes of it (`__in`, a slice) cannot change from one call to the next.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

M = TypeVar("M", bound=Model)
Value = str | int | date | datetime


class KeptQuery(Generic[M]):
    def __init__(self, build: Callable[..., QuerySet[M]], *examples: Value) -> None:
        self._build, self._examples = build, examples
        self._written: _Written[M] | None = None

    def __call__(self, *values: Value) -> list[M]:
        """The rows for these values; one query."""
        # A thread has a connection of its own, which what was written belongs to.
        if self._written is None or self._written.connection is not _this():
            marks = [_mark(example, at) for at, example in enumerate(self._examples)]
            self._written = _Written(self._build(*marks), marks)
        return self._written.rows(values)


class _Written(Generic[M]):
    def __init__(self, queryset: QuerySet[M], marks: list[Value]) -> None:
        self.connection = _this()
        self._compiler = queryset.query.get_compiler(connection=self.connection)
        self._sql, params = self._compiler.as_sql()
        prepared = [_prepared(mark) for mark in marks]
        self._params = [prepared.index(each) if each in prepared else None for each in params]
        self._given = list(params)
        if missing := set(range(len(marks))) - set(self._params):
            raise TypeError(f"the values at {sorted(missing)} are no parameters of the query")
        info = self._compiler.klass_info
        select = self._compiler.select
        self._model: type[M] = info["model"]
        self._end = info["select_fields"][-1] + 1
        self._names = [column[0].target.attname for column in select[: self._end]]
        # The stubs are of a later Django.
        self._related = get_related_populators(info, select, self.connection.alias)  # type: ignore[call-arg]
        self._extra = self._compiler.annotation_col_map or {}
        self._converters = self._compiler.get_converters([column[0] for column in select])

    def rows(self, values: tuple[Value, ...]) -> list[M]:
        given = [_prepared(value) for value in values]
        params = [
            fixed if at is None else given[at]
            for at, fixed in zip(self._params, self._given, strict=True)
        ]
        with self.connection.cursor() as cursor:
            cursor.execute(self._sql, params)
            rows = cursor.fetchall()
        return [self._made(row) for row in self._compiler.apply_converters(rows, self._converters)]

    def _made(self, row: Any) -> M:
        made = self._model.from_db(self.connection.alias, self._names, row[: self._end])
        for populator in self._related:
            populator.populate(row, made)
        for name, at in self._extra.items():
            setattr(made, name, row[at])
        return made


def _this() -> Any:
    """The connection of this thread itself, which `connection` only stands for."""
    return connection._connections[connection._alias]  # type: ignore[attr-defined]


def _mark(example: Value, at: int) -> Value:
    """A value of that type that no query holds by chance."""
    if isinstance(example, datetime):
        return datetime(1789, 7, 14, tzinfo=UTC) + timedelta(minutes=at)
    if isinstance(example, date):
        return date(1789, 7, 14) + timedelta(days=at)
    return f"value {at} of a kept query" if isinstance(example, str) else -7_914_228_357 - at


def _prepared(value: Value) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
