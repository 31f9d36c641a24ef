"""Sheets to print and posts to paste: asked for on a page, made by the worker, never in a request.

`asking` takes the question, `making` is the worker's part, `telling` and the modules a sheet say
what stands on it, `typesetting` turns that into a PDF or a picture.
"""
