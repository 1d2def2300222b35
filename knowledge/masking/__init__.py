"""Finding what belongs to a customer alone, so that it can be masked before a text is shared."""
