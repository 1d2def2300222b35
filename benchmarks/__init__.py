"""Measurements of what Baton promises."""

import knowledge.meaning  # noqa: F401 - before numpy: it has numpy use one thread, as in a running Baton
