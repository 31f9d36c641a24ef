"""The catalogues of messages: collected from the code, kept in step with it, checked.

`make messages` writes them. None of gettext's own tools are needed.
"""

from kithway.config.env import ROOT

LOCALE = ROOT / "kithway" / "locale"
# By the folder's name, what a catalogue says of its plurals.
PLURALS = {
    "es": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "zh_Hans": "nplurals=1; plural=0;",
}
