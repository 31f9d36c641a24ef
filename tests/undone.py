"""What is written once for a whole module of tests, and undone when they are over."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """In both databases; as in a test of Django's, a transaction within may be durable."""
    with ExitStack() as stack:
        for using in ("default", "keys"):
            block = transaction.atomic(using=using)
            block._from_testcase = True  # type: ignore[attr-defined]
            stack.enter_context(block)
        yield
        for using in ("default", "keys"):
            transaction.set_rollback(True, using=using)
