"""Programs: what everybody learns by, seen by all, changed by leads, version by version."""
