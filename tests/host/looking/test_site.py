import pytest

from kithway.host.looking import site
from kithway.host.looking.finding import State
from tests.host.looking import BROKEN, LOOK, OK, states


@pytest.mark.parametrize(
    ("url", "on", "state"),
    [
        ("https://gatherings.example", True, OK),
        ("https://www.gatherings.example", True, BROKEN),
        ("https://gatherings.example", False, BROKEN),
        ("http://gatherings.example", True, BROKEN),
        ("http://127.0.0.1:8000", False, LOOK),
    ],
)
def test_https(url: str, on: bool, state: State) -> None:
    assert states(site.https(url, switched_on=on, hosts=["gatherings.example"])) == [state]


def test_hosts_with_a_point_before_them() -> None:
    found = site.https("https://a.b.example", switched_on=True, hosts=[".b.example"])
    assert states(found) == [OK]


def test_debug() -> None:
    assert states(site.debug(switched_on=False), site.debug(switched_on=True)) == [OK, BROKEN]


@pytest.mark.parametrize(
    ("url", "sender", "state"),
    [
        ("", "", LOOK),
        ("smtp://name:s3cret@mail.example:587?tls=1", "post@gatherings.example", OK),
        ("smtp://name:s3cret@mail.example:587", "post@gatherings.example", BROKEN),
        ("smtps://name:PASSWORD@mail.example", "post@gatherings.example", BROKEN),
        ("mail.example", "post@gatherings.example", BROKEN),
        ("http://mail.example", "post@gatherings.example", BROKEN),
        ("smtp://mail.example", "", BROKEN),
    ],
)
def test_mail(url: str, sender: str, state: State) -> None:
    found = site.mail(url, sender)
    assert states(found) == [state]
    assert "s3cret" not in found.said + found.do
