"""Parsers of other people's lists: bytes in, `Row`s and refusals out. Framework-free."""

from kithway.gatherings.importing.reading.listing import Listing, read_list

__all__ = ["Listing", "read_list"]
