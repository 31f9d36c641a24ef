import os
import sys
import tempfile


def main() -> None:
    """Run a management command under the name `kithway`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kithway.config.settings")
    if sys.argv[1:2] in (["install"], ["restore"]):
        # These come before there is a data folder: none is to appear where the code lies.
        with tempfile.TemporaryDirectory() as folder:
            os.environ.setdefault("KITHWAY_DATA", folder)
            _execute()
    else:
        _execute()


def _execute() -> None:
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except PermissionError as problem:
        # Before any command could say so: the settings read keys of the data folder.
        sys.stderr.write(
            f"This account may not read {problem.filename}. Run the command as the account that "
            "the site runs as: sudo kithway …\n"
        )
        sys.exit(2)
    except SystemExit as refusal:
        if sys.argv[1:2] == ["doctor"] and isinstance(refusal.code, str):
            _say_as_the_doctor(refusal.code)
        raise


def _say_as_the_doctor(refusal: str) -> None:
    """Settings that are refused before any command runs are what is broken. Ends with 2."""
    from kithway.host.looking.finding import broken
    from kithway.host.looking.telling import in_json, in_lines

    found = [broken("settings", "The settings are refused, so nothing runs.", refusal)]
    sys.stdout.write((in_json(found) if "--json" in sys.argv else in_lines(found)) + "\n")
    sys.exit(2)
