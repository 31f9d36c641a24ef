from collections.abc import Iterator

import pytest

from kithway.gatherings.models.print_sheet import sheets
from tests.gatherings.paper.making import files


@pytest.fixture(autouse=True)
def an_empty_folder(thursday: object) -> Iterator[None]:
    """Sheets of one test are not another's; the clock stands at noon on Thursday."""
    yield
    for name in files():
        sheets().delete(name)
