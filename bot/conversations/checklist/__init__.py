"""Show, guide, do, teach: the conversations around a starter's checklist."""
