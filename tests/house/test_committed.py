"""What must not stand in any file under version control."""

from tests.house.files import ROOT, committed, name

# In two parts, so that this file does not find itself.
REGISTRIES = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "npmjs" + ".org",
    "debian" + ".org",
]
LARGEST = 400_000


def test_no_file_names_a_registry() -> None:
    """Where packages come from is the machine's to say."""
    found = [
        f"{name(path)}: {host}"
        for path in committed()
        for host in REGISTRIES
        if host.encode() in path.read_bytes()
    ]
    assert found == []


def test_no_file_is_large() -> None:
    large = {name(path): path.stat().st_size for path in committed()}
    assert {path: size for path, size in large.items() if size > LARGEST} == {}


def test_state_is_not_committed() -> None:
    ends = (".sqlite3", ".env", ".pem", ".key")
    assert [name(path) for path in committed() if path.name.endswith(ends)] == []
    assert (ROOT / "data") not in {path.parent for path in committed()}
