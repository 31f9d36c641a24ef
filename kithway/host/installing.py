"""The files of an installation on one host, written into a folder first; framework-free.

In that folder each lies where it is to lie on the host: `etc/systemd/system/kithway-web.service`.
What was written is remembered beside it, so that a file that somebody edited is not written over.
"""

import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from kithway.people.mail_server import read_mail_url

FILES = Path(__file__).parent / "files"
REMEMBERED = ".written.json"
PORT = 8000
DATA, BACKUPS = "/var/lib/kithway", "/var/backups/kithway"
UNITS = "etc/systemd/system"
# Where each lies, by its template, and its mode.
WHERE = {
    **{
        f"kithway-{name}": (f"{UNITS}/kithway-{name}", 0o644)
        for name in ("ready.service", "web.service", "work.service")
    },
    "kithway-backup.service": (f"{UNITS}/kithway-backup.service", 0o644),
    "kithway-backup.timer": (f"{UNITS}/kithway-backup.timer", 0o644),
    "Caddyfile": ("etc/caddy/Caddyfile", 0o644),
    "kithway.env": ("etc/kithway/kithway.env", 0o600),
    "kithway": ("usr/local/bin/kithway", 0o755),
}
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
ACCOUNT = re.compile(r"[a-z_][a-z0-9_-]{0,30}")
# Where the service, which sees nobody's home, could not read its own code.
HOMES = ("/home", "/root", "/run/user", "/tmp", "/var/tmp")  # noqa: S108


class InstallRefused(Exception):
    """Something asked for that cannot be; the message says what to do."""


@dataclass(frozen=True)
class Host:
    """What differs from host to host. `code`: where this repository lies there."""

    domain: str
    user: str
    mail: str
    code: Path

    def __post_init__(self) -> None:
        if not ACCOUNT.fullmatch(self.user) or self.user == "root":
            raise InstallRefused(
                f"“{self.user}” is no account of its own. Leave that out, and it is kithway."
            )


@dataclass(frozen=True)
class Written:
    """`how`: new, changed, as it was, or kept: somebody edited it, and ours lies at `path`."""

    path: Path
    how: str


def read_domain(text: str) -> str:
    """The name as the network has it. Raises InstallRefused."""
    try:
        name = text.strip().rstrip(".").lower().encode("idna").decode()
    except UnicodeError:
        name = ""
    labels = name.split(".")
    if len(labels) < 2 or len(name) > 253 or not all(map(LABEL.fullmatch, labels)):
        raise _no_domain(text)
    # Four numbers are an address, and nobody gives out a certificate for what ends at home.
    if labels[-1].isdigit() or labels[-1] in {"local", "localhost", "internal", "lan", "test"}:
        raise _no_domain(text)
    return name


def read_mail(text: str) -> str:
    """A mail server, with a place for the password. Raises InstallRefused."""
    parts = urlsplit(text)
    if parts.password:
        raise InstallRefused(
            "Leave the password out: on a command line others can read it. It goes into "
            "kithway.env, in the place of PASSWORD."
        )
    if parts.username:
        text = text.replace("@", ":PASSWORD@", 1)
        if parts.scheme == "smtp" and not parts.query:
            # A password is not sent in clear.
            text = text.rstrip("/") + "?tls=1"
    try:
        if re.search(r"[\s'\\]", text) or text.count("@") > 1:
            raise ValueError(
                "Write it like smtp://name@mail.example.org:587, an @ in a name as %40."
            )
        read_mail_url(text)
    except ValueError as problem:
        raise InstallRefused(f"--mail: {problem}") from None
    return text


def read_code(text: str) -> Path:
    """Where Kithway lies on the host. Raises InstallRefused where its service could not look."""
    code = Path(text)
    if any(code.is_relative_to(home) for home in HOMES):
        raise InstallRefused(
            f"Kithway lies in {code}, where its service may not look. Put it in /opt/kithway, and "
            "run this again there."
        )
    if not re.fullmatch(r"/[\w./+-]+", text):
        raise InstallRefused(f"{code}: put Kithway where the path has no spaces, as /opt/kithway.")
    return code


def contents(host: Host) -> dict[str, str]:
    """Each file by its template's name."""
    words = {
        "code": str(host.code),
        "python": str(host.code / ".venv" / "bin" / "python"),
        "domain": host.domain,
        "user": host.user,
        "mail": host.mail,
        "sender": f"post@{host.domain}" if host.mail else "",
        "data": DATA,
        "backups": BACKUPS,
        "port": str(PORT),
        "hardening": _template("hardening"),
    }
    return {name: Template(_template(name)).substitute(words) for name in WHERE}


def out_of_reach(python: Path) -> bool:
    """Whether the Python below the environment lies where a service may not look."""
    return any(python.resolve().is_relative_to(home) for home in HOMES)


def write(host: Host, to: Path) -> list[Written]:
    """Write what is new or was ours; beside what somebody edited, ours as `NAME.new`."""
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    remembered = _remembered(to)
    done = []
    for name, content in contents(host).items():
        where, mode = WHERE[name]
        done.append(_write_one(to / where, content, mode, remembered.get(where)))
        if done[-1].how != "kept":
            remembered[where] = _digest(content)
    _put(to / REMEMBERED, json.dumps(remembered, indent=1), 0o600)
    return done


def steps(host: Host, to: Path) -> list[str]:
    """What to run as root, in this order, from the folder that was written."""
    # What was edited there is kept as `NAME.~1~`; the settings, once they stand, are not replaced.
    copies = [
        ("sudo test -e /" + where + " || " if name == "kithway.env" else "")
        + f"sudo install --backup=numbered -D -m {mode:04o} {where} /{where}"
        for name, (where, mode) in WHERE.items()
    ]
    return [
        f"cd {to}",
        f"sudo adduser --system --group --home {DATA} --no-create-home {host.user}",
        f"sudo install -d -m 0700 -o {host.user} -g {host.user} {DATA} {BACKUPS}",
        *copies,
        "sudo systemctl daemon-reload",
        "sudo systemctl enable --now kithway-ready kithway-web kithway-work",
        "sudo systemctl restart caddy",
        "sudo kithway backup_key",
        "sudo systemctl enable --now kithway-backup.timer",
        "sudo systemctl start kithway-backup",
        "sudo kithway doctor",
    ]


def _write_one(path: Path, content: str, mode: int, ours: str | None) -> Written:
    path.parent.mkdir(parents=True, exist_ok=True)
    there = path.read_text() if path.exists() else None
    if there == content:
        path.chmod(mode)
        return Written(path, "as it was")
    if there is not None and _digest(there) != ours:
        beside = path.with_name(f"{path.name}.new")
        _put(beside, content, mode)
        return Written(beside, "kept")
    _put(path, content, mode)
    return Written(path, "new" if there is None else "changed")


def _put(path: Path, content: str, mode: int) -> None:
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(content)
    part.chmod(mode)
    part.replace(path)


def _remembered(to: Path) -> dict[str, str]:
    try:
        return {str(k): str(v) for k, v in json.loads((to / REMEMBERED).read_text()).items()}
    except (OSError, ValueError, AttributeError):
        return {}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _template(name: str) -> str:
    return (FILES / f"{name}.txt").read_text()


def _no_domain(text: str) -> InstallRefused:
    return InstallRefused(
        f"“{text}” is not the name of a site. Give the name alone, such as gatherings.example, "
        "without https:// and without a port."
    )
