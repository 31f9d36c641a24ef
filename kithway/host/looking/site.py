"""What the installation says of itself: addresses, HTTPS, debug, mail; framework-free."""

from urllib.parse import urlsplit

from kithway.host.looking.finding import Finding, broken, look, ok
from kithway.people.mail_server import read_mail_url

HERE = {"127.0.0.1", "localhost", "::1"}
# What `kithway install` leaves for a steward to fill in.
PLACEHOLDER = "PASSWORD"
FILE = "in /etc/kithway/kithway.env"


def https(url: str, *, switched_on: bool, hosts: list[str]) -> Finding:
    """`url`: KITHWAY_URL. Passwords must not travel in clear."""
    key, parts = "https", urlsplit(url)
    if parts.hostname in HERE:
        return look(key, "The site is for this machine alone.", f"Set KITHWAY_URL {FILE}.")
    if parts.scheme != "https" or not switched_on:
        do = f"Set KITHWAY_HTTPS='1', and KITHWAY_URL to begin with https://, {FILE}."
        return broken(key, "The site does not insist on HTTPS.", do)
    if not _answers(parts.hostname or "", hosts):
        do = f"Add {parts.hostname} to KITHWAY_HOSTS {FILE}."
        return broken(key, f"{parts.hostname} is not a name that is answered.", do)
    return ok(key, f"{url} insists on HTTPS.")


def debug(*, switched_on: bool) -> Finding:
    if switched_on:
        do = f"Take KITHWAY_DEBUG out {FILE}."
        return broken("debug", "Error pages show what is inside.", do)
    return ok("debug", "Error pages show nothing of what is inside.")


def mail(url: str, sender: str) -> Finding:
    """`url`: KITHWAY_MAIL_URL, of which no password is said."""
    key = "mail"
    try:
        server = read_mail_url(url)
    except ValueError as problem:
        return broken(
            key, "KITHWAY_MAIL_URL does not read as a mail server.", f"{problem}, {FILE}."
        )
    if server is None:
        do = f"Set KITHWAY_MAIL_URL and KITHWAY_MAIL_FROM {FILE}, if people are to have mail."
        return look(key, "No mail is sent.", do)
    if server.password == PLACEHOLDER:
        do = f"Put the real one in the place of {PLACEHOLDER} {FILE}."
        return broken(key, "The password of the mail account is missing.", do)
    if "@" not in sender:
        do = f"Set KITHWAY_MAIL_FROM {FILE}, with nothing about recovery in it."
        return broken(key, "Mail has no sender.", do)
    return ok(key, f"Mail goes through {server.host}.")


def _answers(host: str, hosts: list[str]) -> bool:
    return any(
        name in {"*", host} or (name.startswith(".") and f".{host}".endswith(name))
        for name in hosts
    )
