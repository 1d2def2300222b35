"""The databases: what opens one, both kinds with the same methods, their tables and how these change, and the backup."""
