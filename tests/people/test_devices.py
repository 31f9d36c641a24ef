import pytest

from kithway.people.devices import device_of
from kithway.people.models import Session

CHROME = "Mozilla/5.0 (Linux; Android 8.0) AppleWebKit/537.36 Chrome/63.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0",
            "Firefox on Android",
        ),
        (CHROME, "Chrome on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 12_0 like Mac OS X) Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537.36 Edg/130", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X) Safari/605", "Safari on Mac"),
        ("w3m", "A device"),
        ("Something on Linux", "Linux"),
        ("", "A device"),
    ],
)
def test_words(agent: str, words: str) -> None:
    assert Session(device=device_of(agent)).device_words == words
