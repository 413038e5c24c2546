"""Canonical tables as checks and measures both read them.

Columns as plain arrays, which contract belongs to which deal, and which credit note
is taken off what: one reading, so that what is listed is what is counted.
"""
