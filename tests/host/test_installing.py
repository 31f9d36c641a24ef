import io
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kithway.host.installing import (
    WHERE,
    Host,
    InstallRefused,
    contents,
    out_of_reach,
    read_code,
    read_domain,
    read_mail,
    steps,
    write,
)
from tests.parts import ROOT

HOST = Host("gatherings.example", "kithway", "", Path("/opt/kithway"))
UNITS = sorted(name for name in WHERE if name.endswith((".service", ".timer")))
SERVICES = [name for name in UNITS if name.endswith(".service")]


def files(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file() and path.name[0] != ".")
    return {str(path.relative_to(folder)): path.read_text() for path in found}


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("gatherings.example", "gatherings.example"),
        (" Gatherings.Example. ", "gatherings.example"),
        ("réseau.example", "xn--rseau-bsa.example"),
        ("a.b-c.co.uk", "a.b-c.co.uk"),
    ],
)
def test_a_domain(given: str, name: str) -> None:
    assert read_domain(given) == name


@pytest.mark.parametrize(
    "given",
    [
        *("", " ", "localhost", "gatherings", "https://gatherings.example", "gatherings.example/"),
        *("gatherings.example:443", "192.0.2.1", "[::1]", "our_site.example", "-a.example"),
        *(
            "a..example",
            "a.example; rm",
            "a.example\n}",
            "host.local",
            "x" * 64 + ".example",
            "$d.x",
        ),
    ],
)
def test_no_domain(given: str, tmp_path: Path) -> None:
    with pytest.raises(InstallRefused, match=r"Give the name alone, such as gatherings\.example"):
        read_domain(given)


def test_mail_has_a_place_for_the_password() -> None:
    assert read_mail("") == ""
    assert read_mail("smtp://mail.example:25") == "smtp://mail.example:25"
    assert read_mail("smtp://me@mail.example:587") == "smtp://me:PASSWORD@mail.example:587?tls=1"
    assert read_mail("smtps://me@mail.example") == "smtps://me:PASSWORD@mail.example"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("smtp://me:s3cret@mail.example", "Leave the password out"),
        ("mail.example", "Write it like"),
        ("smtp://", "Write it like"),
        ("smtp://me@mail.example'\nX=1", "Write it like"),
        ("smtp://me@home@mail.example", "as %40"),
    ],
)
def test_no_mail(given: str, said: str) -> None:
    with pytest.raises(InstallRefused, match=said) as refused:
        read_mail(given)
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize(
    "code", ["/home/ana/kithway", "/root/kithway", "/tmp/k", "/opt/our kithway", "kithway"]
)
def test_code_where_a_service_may_not_look(code: str) -> None:
    with pytest.raises(InstallRefused, match="/opt/kithway"):
        read_code(code)


def test_a_python_out_of_reach(tmp_path: Path) -> None:
    (tmp_path / "python").symlink_to("/root/versions/bin/python3")
    assert out_of_reach(tmp_path / "python")
    assert not out_of_reach(Path("/usr/bin/python3"))


@pytest.mark.parametrize("user", ["root", "", "Kith Way", "a;b", "x" * 40])
def test_no_account(user: str) -> None:
    with pytest.raises(InstallRefused, match="Leave that out"):
        replace(HOST, user=user)


def test_each_file_where_it_belongs_and_how_open(tmp_path: Path) -> None:
    done = write(HOST, tmp_path / "to")
    assert {one.how for one in done} == {"new"}
    modes = {
        str(one.path.relative_to(tmp_path / "to")): one.path.stat().st_mode & 0o777 for one in done
    }
    assert modes == dict(WHERE.values())
    assert modes["etc/kithway/kithway.env"] == 0o600
    assert list((tmp_path / "to").rglob("*.part")) == []


def test_again_changes_nothing(tmp_path: Path) -> None:
    write(HOST, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.service")}
    assert {one.how for one in write(HOST, tmp_path)} == {"as it was"}
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_what_was_edited_stays_and_is_said(tmp_path: Path) -> None:
    write(HOST, tmp_path)
    edited = tmp_path / "etc" / "kithway" / "kithway.env"
    edited.write_text("KITHWAY_MAIL_URL='smtp://me:s3cret@mail.example'\n")
    other = replace(HOST, domain="other.example")
    hows = {one.path.name: one.how for one in write(other, tmp_path)}
    as_it_was = {Path(where).name: "as it was" for where, _ in WHERE.values()}
    del as_it_was["kithway.env"]
    assert hows == {**as_it_was, "Caddyfile": "changed", "kithway.env.new": "kept"}
    assert edited.read_text() == "KITHWAY_MAIL_URL='smtp://me:s3cret@mail.example'\n"
    beside = edited.with_name("kithway.env.new")
    assert beside.read_text() == contents(other)["kithway.env"]
    assert beside.stat().st_mode & 0o777 == 0o600


def test_a_file_that_was_there_before_us_stays(tmp_path: Path) -> None:
    mine = tmp_path / "etc" / "caddy" / "Caddyfile"
    mine.parent.mkdir(parents=True)
    mine.write_text("other.example {\n}\n")
    kept = [one for one in write(HOST, tmp_path) if one.how == "kept"]
    assert [one.path.name for one in kept] == ["Caddyfile.new"]
    assert mine.read_text() == "other.example {\n}\n"


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_closed_in(name: str) -> None:
    lines = contents(HOST)[name].splitlines()
    wanted = [
        *("User=kithway", "UMask=0077", "NoNewPrivileges=yes", "ProtectSystem=strict"),
        *("ProtectHome=yes", "PrivateTmp=yes", "CapabilityBoundingSet=", "PrivateDevices=yes"),
        "EnvironmentFile=/etc/kithway/kithway.env",
    ]
    assert [line for line in wanted if line not in lines] == []
    backups = " /var/backups/kithway" if "backup" in name else ""
    writes = [line for line in lines if line.startswith("ReadWritePaths=")]
    assert writes == [f"ReadWritePaths=/var/lib/kithway{backups}"]


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="only on a machine with systemd"
)
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    host = replace(HOST, code=ROOT)
    for name in UNITS:
        (tmp_path / name).write_text(contents(host)[name])
    command = ["systemd-analyze", "verify", *(str(tmp_path / name) for name in UNITS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    # Of what else stands on this machine we say nothing.
    ours = [line for line in done.stderr.splitlines() if "kithway" in line]
    assert ours == []


def test_the_proxy_writes_no_visitor_down() -> None:
    text = contents(HOST)["Caddyfile"]
    assert re.findall(r"^\s*(?:log|exclude|admin|header_up)\b.*$", text, re.MULTILINE) == [
        "\tlog default {",
        "\t\texclude http.log http.handlers http.stdlib",
        *(f"\t\theader_up -{name}" for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded")),
    ]
    assert "gatherings.example {\n" in text
    assert text.count("{") == text.count("}")


def test_settings_reach_a_shell_and_no_command_line(tmp_path: Path) -> None:
    """The command for stewards, with the paths of a test instead of the host's."""
    host = replace(HOST, mail=read_mail("smtp://me@mail.example"), code=ROOT)
    env, said = tmp_path / "env", tmp_path / "said"
    env.write_text(contents(host)["kithway.env"].replace("PASSWORD", "s3$cret"))
    setpriv = tmp_path / "setpriv"
    setpriv.write_text(f'#!/bin/sh\necho "$@" > {said}\nexec env\n')
    setpriv.chmod(0o755)
    script = contents(host)["kithway"].replace("/etc/kithway/kithway.env", str(env))
    path = f"{tmp_path}:{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-c", script, "kithway", "backup", "--keep", "7 days"],
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    given = dict(line.split("=", 1) for line in done.stdout.splitlines())
    assert given["KITHWAY_MAIL_URL"] == "smtp://me:s3$cret@mail.example?tls=1"
    assert (given["KITHWAY_DATA"], given["KITHWAY_HTTPS"]) == ("/var/lib/kithway", "1")
    assert said.read_text().strip() == (
        "--reuid=kithway --regid=kithway --init-groups --no-new-privs -- "
        f"{ROOT}/.venv/bin/python {ROOT}/manage.py backup --keep 7 days"
    )


def test_steps_replace_no_settings() -> None:
    lines = steps(HOST, Path("/root/kithway-host"))
    assert [line for line in lines if "kithway.env" in line] == [
        (
            "sudo test -e /etc/kithway/kithway.env || sudo install --backup=numbered -D -m 0600 "
            "etc/kithway/kithway.env /etc/kithway/kithway.env"
        )
    ]
    assert lines[-1] == "sudo kithway doctor"


def test_the_command(tmp_path: Path) -> None:
    out = io.StringIO()
    # Wherever the code lies that is tested: a home, or /tmp.
    words = ["install", "--domain", "gatherings.example", "--code", "/opt/kithway"]
    words += ["--to", str(tmp_path / "to")]
    call_command(*words, "--dry-run", stdout=out)
    assert not (tmp_path / "to").exists()
    assert "--- /etc/caddy/Caddyfile\n" in out.getvalue()
    call_command(*words, stdout=out)
    assert set(files(tmp_path / "to")) == {where for where, _ in WHERE.values()}
    again = io.StringIO()
    (tmp_path / "to" / "etc" / "caddy" / "Caddyfile").write_text("mine")
    call_command(*words, stdout=again)
    said = "Caddyfile: somebody edited it. Ours is Caddyfile.new\n"
    assert said in again.getvalue()


@pytest.mark.parametrize("words", [[], ["--domain", "https://x.example"]])
def test_the_command_refuses_and_writes_nothing(words: list[str], tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"gatherings\.example"):
        call_command("install", *words, "--to", str(tmp_path / "to"))
    assert list(tmp_path.iterdir()) == []


def test_a_host_is_described_before_it_has_a_data_folder(tmp_path: Path) -> None:
    """No keys appear where the code lies."""
    before = (ROOT / "data").exists()
    kept = {k: v for k, v in os.environ.items() if not k.startswith("KITHWAY_")}
    command = [sys.executable, "manage.py", "install", "--domain", "a.example", "--dry-run"]
    command += ["--code", "/opt/kithway"]
    done = subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, check=False)
    assert (done.returncode, (ROOT / "data").exists()) == (0, before)
