"""Cheat sheets in and out: one module a format, each with a ``read`` and a ``write``, and the plan of an import.

``formats`` chooses the format by a file's ending; ``row`` is what every format reads a sheet into.
"""
