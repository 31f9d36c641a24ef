from kithway.gatherings.finding.asked import Asked, Span, read, span
from kithway.gatherings.finding.listing import Listing, listings
from kithway.gatherings.finding.search import MOST, Found, gatherings_found, search

__all__ = [
    "MOST",
    "Asked",
    "Found",
    "Listing",
    "Span",
    "gatherings_found",
    "listings",
    "read",
    "search",
    "span",
]
