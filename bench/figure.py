"""One measured figure, as a line of JSON."""

import json


def show(
    name: str, value: float, unit: str, *, limit: float | None = None, at_least: bool = False
) -> bool:
    """Print it; false where it misses its limit, the most it may be unless `at_least`."""
    ok = limit is None or (value >= limit if at_least else value <= limit)
    line = {"name": name, "value": round(value, 3), "unit": unit, "limit": limit, "ok": ok}
    print(json.dumps(line), flush=True)
    return ok
