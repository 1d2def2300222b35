"""How a starter becomes trusted: show, guide, do, teach, one skill at a time, each stage signed off.

Imports the standard library and, of ``knowledge``, only what every store needs: the shape of a database, ids, times,
tidy texts and how a rule says no. A test holds it.
"""
