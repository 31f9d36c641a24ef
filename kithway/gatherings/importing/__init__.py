"""Bringing lists in: reading what others publish, and keeping up with it as it changes."""
