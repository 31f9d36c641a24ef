"""What leaves the site as a file: a calendar, a Meeting Guide feed, a table. Rows in, bytes out.

Everything is read as `Reader.CARRIED`: a hidden address or online room is in none of it.
"""
