"""Finding entries by what a question means: a sentence-embedding model, the guide's vectors, and their comparison."""
