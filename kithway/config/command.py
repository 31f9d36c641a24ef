import os
import sys


def main() -> None:
    """Run a management command under the name `kithway`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kithway.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
