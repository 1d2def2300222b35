"""What the team knows: the guide, the words to find it with, and where it is kept.

Imports the standard library, the search libraries and sqlite-utils' row types; never ``bot``.
"""
