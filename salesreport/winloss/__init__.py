"""Why deals are won and lost, as arrays: what goes with winning, and where deals stop.

Nothing here knows of files, tables or languages. Days are day numbers, amounts main units.
"""
