"""Coming: a place kept at a date or a series, a list for those who wait, and who is coming."""
