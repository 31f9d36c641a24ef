"""What a log must not keep: the token in the address of a private link, which opens it."""

import logging
import re

PRIVATE = re.compile(r"(/(?:dates|coming|recover|mail)/)[^/\s?]+")


class NoTokens(logging.Filter):
    """Writes `/dates/…/` for the address of a private link."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = PRIVATE.sub(r"\1…", record.getMessage()), None
        return True
