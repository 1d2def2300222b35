"""Finding entries by the words of a question: their stems, their typing errors, and how often the guide uses them."""
